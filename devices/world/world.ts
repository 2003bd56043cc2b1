// The world that the devices of one process share: rooms with air, warmth and light, and the people in them. It pulls what
// devices do; a device that is gone has no effect, without having to say so.
import type { Cancel, HomeClock } from '../runtime/clock.ts';
import { quantityNames } from './here.ts';
import type { Effects, Outdoors, Person, Quantity, Room } from './here.ts';
import { airAfter, relax } from './models/air.ts';
import { localTime, outdoorsAt } from './outdoors.ts';
import { personAt } from './person.ts';
import { deposition, otherRoom, penetration, roomShapes } from './rooms.ts';
import type { RoomShape } from './rooms.ts';

/** Home seconds between two looks at what the devices do. */
const beat = 5;
/** W/K to the outdoors per m² of floor, and kJ/K per m² that warm with the air: a heated flat of middling insulation. */
const leak = 2;
const warmth = 60;
const comfort = 21;

interface RoomState {
  readonly id: string;
  readonly shape: RoomShape;
  pm25: number;
  temperature: number;
  humidity: number;
  lux: number;
  present: readonly Person[];
  people: number;
  moving: boolean;
  watts: number;
  noise: number;
}

export interface Inhabitant {
  /** the room it is in now; undefined: nowhere */
  readonly room: () => string | undefined;
  readonly effects: () => Effects;
}

export interface World {
  start(): void;
  stop(): void;
  /** A device comes into the world; call the result when it goes. */
  enter(inhabitant: Inhabitant): Cancel;
  /** A room as it is now: the object stays, its values move. */
  room(id: string): Room;
  /** The wearer of a device. */
  person(name: string): Person;
}

export interface WorldOptions {
  readonly clock: HomeClock;
  readonly seed: string | number;
  /** minutes east of UTC */
  readonly offset: number;
  /** who lives here */
  readonly people?: readonly string[];
}

export function createWorld({ clock, seed, offset, people = ['wearer'] }: WorldOptions): World {
  const rooms = new Map<string, RoomState & Room>();
  const inhabitants = new Set<Inhabitant>();
  const base = String(seed);
  let last = clock.now();
  let cancel: Cancel | undefined;

  function room(id: string): RoomState & Room {
    const known = rooms.get(id);
    if (known) return known;
    const shape = roomShapes.get(id) ?? otherRoom;
    const made = {
      ...{ id, shape, floor: shape.floor, pm25: shape.pm25, temperature: comfort, humidity: 45, lux: 0 },
      ...{ volume: shape.floor * shape.height, present: [], people: 0, moving: false, watts: 0, noise: 30 },
      ...{ doorOpen: false, windowOpen: false, wet: false },
      get hour() {
        return localTime(clock.now(), offset).hour;
      },
      get day() {
        return localTime(clock.now(), offset).day;
      },
      get outdoors() {
        return outdoors();
      },
    };
    rooms.set(id, made);
    return made;
  }
  const outdoors = (): Outdoors => outdoorsAt(base, clock.now(), offset);
  const person = (name: string): Person => personAt(`${base} ${name}`, clock.now(), offset, name);

  /** What all devices in a room do to it together. Noise adds as power does, not as decibels do. */
  function sumOf(id: string): Effects {
    const sum = Object.fromEntries(quantityNames.map((name) => [name, 0])) as Record<Quantity, number>;
    let sound = 0;
    for (const inhabitant of inhabitants) {
      if (inhabitant.room() !== id) continue;
      const effects = inhabitant.effects();
      for (const name of quantityNames) sum[name] += effects[name];
      if (effects.noise > 0) sound += 10 ** (effects.noise / 10);
    }
    return { ...sum, noise: sound > 0 ? 10 * Math.log10(sound) : 0 };
  }

  function move(): void {
    const now = clock.now();
    const dt = (now - last) / 1000;
    last = now;
    const outside = outdoors();
    for (const inhabitant of inhabitants) {
      const id = inhabitant.room();
      if (id !== undefined) room(id);
    }
    for (const state of rooms.values()) {
      const { shape } = state;
      const does = sumOf(state.id);
      state.present = people.map(person).filter((somebody) => somebody.room === state.id);
      state.people = state.present.length;
      state.moving = state.present.some(({ cadence }) => cadence > 0);
      state.watts = does.watts;
      const air = {
        ...{ volume: shape.floor * shape.height, exchange: shape.exchange, penetration, deposition },
        ...{ cleanAir: does.cleanAir, outdoors: outside.pm25, source: state.people * shape.source + does.particles },
      };
      state.pm25 = airAfter(state.pm25, air, dt);
      // The flat's heating holds about 21 °C; devices and people (80 W each) push against the loss to the outdoors.
      const pushed = (does.watts + does.heat + 80 * state.people) / (leak * shape.floor);
      const steady = comfort + 0.15 * (outside.temperature - comfort) + pushed;
      state.temperature = relax(state.temperature, steady, (leak / warmth) * 3.6, dt);
      // A person gives off about 50 g of water an hour; at 21 °C a cubic metre of air holds 18.3 g.
      const wet = (does.moisture + 50 * state.people) / (air.volume * shape.exchange * 18.3);
      state.humidity = Math.min(100, relax(state.humidity, 40 + 100 * wet, shape.exchange, dt));
      state.lux = outside.lux * shape.daylight * (1 - Math.min(1, does.shade)) + does.light / shape.floor;
      state.noise = Math.max(30, does.noise);
    }
  }

  function beatOn(): void {
    move();
    cancel = clock.at(clock.now() + beat * 1000, beatOn);
  }

  return {
    start() {
      last = clock.now();
      beatOn();
    },
    stop: () => cancel?.(),
    enter(inhabitant) {
      inhabitants.add(inhabitant);
      return () => inhabitants.delete(inhabitant);
    },
    room,
    person,
  };
}
