// Particles in a room's air, as one well-mixed box.
import { balanceAfter } from './balance.ts';

/** What acts on the air of a room. */
export interface AirConditions {
  /** V: volume, m³ */
  readonly volume: number;
  /** a: air exchange with the outdoors, 1/h */
  readonly exchange: number;
  /** P: share of particles that get in with that air, 0 to 1 */
  readonly penetration: number;
  /** k: deposition on surfaces, 1/h */
  readonly deposition: number;
  /** CADR: clean air delivered by purifiers, m³/h */
  readonly cleanAir: number;
  /** C_out: concentration outdoors, µg/m³ */
  readonly outdoors: number;
  /** S: what is given off indoors, µg/h */
  readonly source: number;
}

/** Particles leave at this rate, 1/h: a + k + CADR / V. */
export const lossRate = ({ exchange, deposition, cleanAir, volume }: AirConditions): number => exchange + deposition + cleanAir / volume;

/** The concentration that the room tends to, µg/m³. */
export const steadyState = (air: AirConditions): number =>
  (air.penetration * air.exchange * air.outdoors + air.source / air.volume) / lossRate(air);

/**
 * PM2.5 in a room after `dt` seconds, µg/m³, from `concentration` now and conditions that stay:
 *
 *     dC/dt = P a C_out - (a + k + CADR/V) C + S/V
 *
 * solved exactly, so that the length of a step does not matter. The model: W. W. Nazaroff, "Indoor particle dynamics",
 * Indoor Air 14 (Suppl. 7), 2004, 175-183; CADR as in ANSI/AHAM AC-1. It leaves out coagulation, resuspension and what
 * passes between rooms.
 */
export function airAfter(concentration: number, air: AirConditions, dt: number): number {
  return balanceAfter(concentration, air.penetration * air.exchange * air.outdoors + air.source / air.volume, lossRate(air), dt);
}
