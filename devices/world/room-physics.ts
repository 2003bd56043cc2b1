// What happens in one room while its conditions last: the models of `models/`, put together.
import type { Effects, Outdoors } from './here.ts';
import type { Traces } from './household.ts';
import { airAfter } from './models/air.ts';
import { airConductance, radiatorPower, temperatureAfter } from './models/heat.ts';
import { illuminance } from './models/light.ts';
import { levelOf, powerOf, streetNoise } from './models/noise.ts';
import { heldByAir, humidityOf, vapourAfter, vapourOf } from './models/vapour.ts';
import { windowFlow } from './models/window.ts';
import { deposition, penetration, perFloor, windowHeight } from './rooms.ts';
import type { RoomShape } from './rooms.ts';

/** What a room keeps from one moment to the next. */
export interface Stuff {
  /** µg/m³ */
  readonly pm25: number;
  /** °C */
  readonly temperature: number;
  /** g/m³ */
  readonly vapour: number;
}

/** What acts on it meanwhile. */
export interface Influence {
  readonly shape: RoomShape;
  readonly outdoors: Outdoors;
  /** of all devices in it together */
  readonly devices: Effects;
  /** of all people in it */
  readonly people: readonly Traces[];
  readonly windowOpen: boolean;
}

/** A room in a heated home before anybody has done anything to it: 20 to 28 °C and 45 %, illustrative. */
export function firstStuff({ pm25 }: RoomShape, outdoors: Outdoors): Stuff {
  const temperature = Math.min(28, Math.max(20, outdoors.temperature));
  return { pm25, temperature, vapour: vapourOf(45, temperature) };
}

/** Particles, warmth and vapour after `dt` seconds. */
export function stuffAfter(stuff: Stuff, { shape, outdoors, devices, people, windowOpen }: Influence, dt: number): Stuff {
  const volume = shape.floor * shape.height;
  const opening = { area: shape.window, height: windowHeight };
  const aired = windowOpen ? windowFlow(opening, outdoors.wind, stuff.temperature, outdoors.temperature) / volume : 0;
  const exchange = shape.exchange + aired;
  const total = (of: keyof Traces): number => people.reduce((sum, traces) => sum + traces[of], 0);
  const pm25 = airAfter(
    stuff.pm25,
    {
      ...{ volume, exchange, deposition, cleanAir: devices.cleanAir, outdoors: outdoors.pm25 },
      // Cracks hold some particles back, an open window none.
      penetration: exchange > 0 ? (penetration * shape.exchange + aired) / exchange : 0,
      source: people.length * shape.source + total('particles') + devices.particles,
    },
    dt,
  );
  const temperature = temperatureAfter(
    stuff.temperature,
    {
      capacity: perFloor.capacity * shape.floor,
      conductance: perFloor.loss * shape.floor + airConductance(exchange, volume),
      outdoors: outdoors.temperature,
      power: devices.watts + devices.heat + total('heat') + radiatorPower(stuff.temperature, outdoors.temperature, shape.floor),
    },
    dt,
  );
  const vapour = vapourAfter(
    stuff.vapour,
    {
      ...{ volume, exchange, outdoors: vapourOf(outdoors.humidity, outdoors.temperature) },
      source: devices.moisture + total('moisture'),
    },
    dt,
  );
  return { pm25, temperature, vapour: heldByAir(vapour, temperature) };
}

/** What one senses at once. */
export function sensed({ temperature, vapour }: Stuff, { shape, outdoors, devices, windowOpen }: Influence, hour: number) {
  const { floor, daylight } = shape;
  return {
    humidity: humidityOf(vapour, temperature),
    lux: illuminance({ outdoors: outdoors.lux, daylight, shade: devices.shade, lamps: devices.light, floor }),
    noise: levelOf(powerOf(streetNoise(hour, windowOpen)) + powerOf(devices.noise)),
  };
}
