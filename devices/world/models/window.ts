// Air through an open window.

const gravity = 9.81;
/** Discharge coefficient of a sharp-edged opening. */
const discharge = 0.6;

/** An open window: m², and m from its lower to its upper edge. */
export interface Opening {
  readonly area: number;
  readonly height: number;
}

/**
 * Fresh air through a window on one side of a room, m³/h: the larger of what wind and what warmth drive,
 *
 *     wind:    Q = 0.025 A U
 *     warmth:  Q = Cd A / 3 sqrt(g H |dT| / T)
 *
 * in m³/s, U the wind in m/s, dT the difference to the outdoors in K, T its mean. The model: P. R. Warren and
 * L. M. Parkins, "Single-sided ventilation through open windows", 1985, as used in BS 5925:1991.
 */
export function windowFlow({ area, height }: Opening, wind: number, indoors: number, outdoors: number): number {
  const mean = (indoors + outdoors) / 2 + 273.15;
  const byWind = 0.025 * area * wind;
  const byWarmth = ((discharge * area) / 3) * Math.sqrt((gravity * height * Math.abs(indoors - outdoors)) / mean);
  return 3600 * Math.max(byWind, byWarmth);
}
