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
  /** PM2.5 when the home starts, µg/m³ */
  readonly pm25: number;
  /** PM2.5 given off while someone is in the room, µg/h: walking, dust, candles */
  readonly source: number;
}

/** Penetration and deposition of PM2.5: mid values of C. M. Long et al., Environ. Sci. Technol. 35 (2001) 2089-2099. */
export const penetration = 0.8;
export const deposition = 0.2;

const shape = (floor: number, exchange: number, daylight: number, pm25: number, source: number): RoomShape => ({
  floor,
  height: 2.7,
  exchange,
  daylight,
  pm25,
  source,
});

/** Sizes of a usual city flat; 0.5 air changes an hour is what dwellings without mechanical ventilation often have. */
export const roomShapes: ReadonlyMap<string, RoomShape> = new Map([
  ['living-room', shape(24, 0.5, 0.02, 96, 600)],
  ['bedroom', shape(14, 0.4, 0.015, 78, 200)],
  ['kitchen', shape(9, 0.8, 0.015, 110, 3000)],
  ['study', shape(10, 0.4, 0.02, 70, 150)],
  ['bathroom', shape(5, 1.0, 0.005, 60, 100)],
  ['hall', shape(6, 0.6, 0.002, 80, 150)],
]);
/** A room that a person has made up, and the private room of a lone device. */
export const otherRoom: RoomShape = shape(16, 0.5, 0.02, 85, 200);
