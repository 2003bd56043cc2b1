// Light in the middle of a room.

/** Share of a lamp's light that gets to where one looks, the utilisation factor of the lumen method: a middle value of pale rooms. */
const utilisation = 0.6;

/** What shines into a room. */
export interface LightConditions {
  /** lx on open ground */
  readonly outdoors: number;
  /** daylight factor: share of it in the middle of the room, 0 to 1 */
  readonly daylight: number;
  /** share of the window's daylight kept out by curtains, 0 to 1 */
  readonly shade: number;
  /** luminous flux of all lamps, lm */
  readonly lamps: number;
  /** m² */
  readonly floor: number;
}

/** lx, by daylight factor and lumen method (CIBSE, SLL Lighting Handbook): `E_out DF (1 - shade) + lm UF / A`. */
export const illuminance = ({ outdoors, daylight, shade, lamps, floor }: LightConditions): number =>
  outdoors * daylight * (1 - Math.min(1, shade)) + (lamps * utilisation) / floor;
