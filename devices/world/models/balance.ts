// One balance behind air, heat and vapour: what comes in at a steady pace, and what is lost in proportion to what is there.

/**
 * X after `dt` seconds where `dX/dt = gain - rate X`, from `value` now. `rate` in 1/h, `gain` in units of X per hour.
 * Solved exactly, so that two steps are one and a step may be as long as its conditions last.
 */
export function balanceAfter(value: number, gain: number, rate: number, dt: number): number {
  const hours = dt / 3600;
  // (1 - e^(-rt)) / r, which is t where nothing is lost; expm1 keeps its digits for slow rooms.
  const weight = rate * hours > 1e-12 ? -Math.expm1(-rate * hours) / rate : hours;
  return value * Math.exp(-rate * hours) + gain * weight;
}
