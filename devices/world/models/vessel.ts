// A pot of water or food as one well-stirred mass.

/** Specific heat of water, J/(kg K); it changes by less than 1 % between 10 and 90 °C (CRC Handbook of Chemistry and Physics). */
export const waterHeat = 4186;

export interface Vessel {
  /** m: of the content, counted as water, kg */
  readonly mass: number;
  /** k: what it loses to the room for each degree that it is warmer, W/K */
  readonly loss: number;
}

/**
 * Temperature of the content after `dt` seconds, °C, from `content` now, with `watts` going in and the room at `around` °C:
 *
 *     m c dT/dt = P - k (T - T_room)
 *
 * solved exactly, so that the length of a step does not matter. It stops at 100 °C: what goes in beyond becomes steam.
 */
export function vesselAfter(content: number, { mass, loss }: Vessel, watts: number, around: number, dt: number): number {
  const steady = around + watts / loss;
  return Math.min(100, steady + (content - steady) * Math.exp((-loss * dt) / (mass * waterHeat)));
}

/** Seconds until the content is at `goal`, °C; Infinity where it never gets there. */
export function secondsUntil(goal: number, content: number, { mass, loss }: Vessel, watts: number, around: number): number {
  if (content >= goal) return 0;
  const steady = around + watts / loss;
  return steady > goal ? ((mass * waterHeat) / loss) * Math.log((steady - content) / (steady - goal)) : Infinity;
}
