// Warmth of a room: one node that stores, one conductance to the outdoors, and what heats it.
import { balanceAfter } from './balance.ts';

/** What acts on the warmth of a room. */
export interface HeatConditions {
  /** C: heat stored in air, surfaces and furniture, kJ/K */
  readonly capacity: number;
  /** UA: heat that goes through walls, window and exchanged air, W/K */
  readonly conductance: number;
  /** T_out, °C */
  readonly outdoors: number;
  /** Q: given off in the room by people, devices and radiators, W; negative where an air conditioner takes it out */
  readonly power: number;
}

/**
 * Temperature after `dt` seconds, °C, from `temperature` now and conditions that stay:
 *
 *     C dT/dt = UA (T_out - T) + Q
 *
 * solved exactly: the 1R1C model of a room, the simplest of the RC networks of EN ISO 52016-1. It leaves out sunshine
 * through the window, what passes between rooms, and walls that warm more slowly than the air.
 */
export function temperatureAfter(temperature: number, heat: HeatConditions, dt: number): number {
  const { capacity, conductance, outdoors, power } = heat;
  const perHour = 3.6 / capacity; // W to K/h: 1 W h = 3.6 kJ
  // The balance is of the difference to the outdoors: it decays to Q / UA.
  return outdoors + balanceAfter(temperature - outdoors, power * perHour, conductance * perHour, dt);
}

/** Heat in the room above that of the outdoors, kJ: for the books. */
export const storedHeat = (temperature: number, { capacity, outdoors }: HeatConditions): number => capacity * (temperature - outdoors);

/** Of air: density 1.2 kg/m³ at 20 °C times 1.005 kJ/(kg K), over 3.6: W h/(m³ K). */
const airHeat = (1.2 * 1.005) / 3.6;

/** W/K that exchanged air carries: `exchange` in 1/h, `volume` in m³. */
export const airConductance = (exchange: number, volume: number): number => airHeat * exchange * volume;

/** The thermostat of the radiators, °C; above `season` outdoors the boiler is off. */
export const heating = { target: 20, band: 1, season: 15, perFloor: 100 } as const;

/**
 * W that a room's radiators give off: a thermostatic valve opens in proportion to how far the room is below its target, over
 * a band of 1 K, up to 100 W for each m² of floor. Nothing where it is 15 °C or warmer outdoors, the limit at which heating
 * seasons commonly end.
 */
export function radiatorPower(temperature: number, outdoors: number, floor: number): number {
  if (outdoors >= heating.season) return 0;
  const opening = (heating.target + heating.band / 2 - temperature) / heating.band;
  return heating.perFloor * floor * Math.min(1, Math.max(0, opening));
}
