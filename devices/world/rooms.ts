/** What a room is built like. */
export interface RoomShape {
  /** m² */
  readonly floor: number;
  /** m */
  readonly height: number;
  /** air changes with closed windows, 1/h */
  readonly exchange: number;
  /** share of daylight that reaches the middle of the room */
  readonly daylight: number;
  /** m² that open when somebody airs; 0 where there is no window */
  readonly window: number;
  /** PM2.5 when the home starts, µg/m³ */
  readonly pm25: number;
  /** PM2.5 that each person in it stirs up, µg/h: walking, dust */
  readonly source: number;
}

/** Penetration and deposition of PM2.5: mid values of C. M. Long et al., Environ. Sci. Technol. 35 (2001) 2089-2099. */
export const penetration = 0.8;
export const deposition = 0.2;

/**
 * For each m² of floor. Heat stored: class "very light" of EN ISO 13790, table 12, because walls take no part within hours.
 * Heat lost through wall and window: an insulated flat between others, illustrative.
 */
export const perFloor = { /** kJ/K */ capacity: 80, /** W/K */ loss: 1.4 } as const;
/** m from the lower to the upper edge of every window; illustrative. */
export const windowHeight = 1.2;
/** The room with the front door. */
export const entrance = 'hall';

type Row = readonly [floor: number, exchange: number, daylight: number, window: number, pm25: number, source: number];
const shape = ([floor, exchange, daylight, window, pm25, source]: Row): RoomShape => ({
  ...{ floor, exchange, daylight, window, pm25, source },
  height: 2.7,
});

/**
 * A usual city flat. Illustrative, all of it: sizes, air changes (about 0.5 an hour, as in dwellings without mechanical
 * ventilation), daylight, first particles and what people stir up.
 */
const rows = {
  'living-room': [24, 0.5, 0.02, 1, 96, 600],
  bedroom: [14, 0.4, 0.015, 0.8, 78, 200],
  kitchen: [9, 0.8, 0.015, 0.6, 110, 300],
  study: [10, 0.4, 0.02, 0.6, 70, 150],
  bathroom: [5, 1.0, 0.005, 0.2, 60, 100],
  hall: [6, 0.6, 0.002, 0, 80, 150],
} as const satisfies Readonly<Record<string, Row>>;
export const roomShapes: ReadonlyMap<string, RoomShape> = new Map(Object.entries(rows).map(([id, row]) => [id, shape(row)]));
/** A room that a person has made up, and the private room of a lone device. */
export const otherRoom: RoomShape = shape([16, 0.5, 0.02, 0.8, 85, 200]);
