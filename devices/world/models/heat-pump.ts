// What an air conditioner moves for the electricity that it draws.

const kelvin = 273.15;
/** Degrees between the air and the pipes, on either side. Illustrative: no measured unit. */
const approach = 10;
/** Share of the Carnot figure that a good split unit with an inverter reaches. Illustrative: set so that the figure below comes out. */
const quality = 0.38;
/** J to evaporate a gram of water at room temperature (CRC Handbook of Chemistry and Physics). */
export const vaporHeat = 2450;

/**
 * Coefficient of performance: heat moved per electricity drawn, from air at `cold` to air at `warm` (°C). For cooling it
 * counts the heat taken from the cold side. A share of Carnot between pipes that are colder and warmer than the air:
 *
 *     COP = q T_cold / (T_warm - T_cold)
 *
 * At 26 °C inside and 35 °C outside it gives 3.8, as units of the best classes are labelled (EN 14511 conditions: 27/35 °C).
 */
export function coolingCop(cold: number, warm: number): number {
  const from = cold - approach + kelvin;
  const lift = Math.max(15, warm - cold + 2 * approach);
  return (quality * from) / lift;
}

/** For heating, the electricity ends up inside too. `cold` is outdoors. */
export const heatingCop = (cold: number, warm: number): number => 1 + coolingCop(cold, warm);

/** Share of the cooling that goes into drying the air: the coil is wet in damp air and dry at 30 % and below. Illustrative: a straight line. */
export const dryingShare = (humidity: number): number => Math.min(0.4, Math.max(0, (humidity - 30) / 120));

/** g/h of water that condenses for so many W. */
export const condensed = (watts: number): number => (watts * 3600) / vaporHeat;
