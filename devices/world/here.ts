// What a device senses of where it is, read-only: a room, or the person who wears it.

/** A room as a device in it senses it. */
export interface Room {
  readonly id: string;
  /** µg/m³ */
  readonly pm25: number;
  /** °C */
  readonly temperature: number;
  /** relative, % */
  readonly humidity: number;
  /** lx, of daylight and lamps */
  readonly lux: number;
  /** people in it now */
  readonly people: number;
  /** m² */
  readonly floor: number;
  /** dB(A) */
  readonly noise: number;
  /** of the home's local day, 0 to 24 */
  readonly hour: number;
}

/** The wearer of a device. */
export interface Person {
  readonly asleep: boolean;
  /** beats per minute */
  readonly pulse: number;
  /** steps per minute */
  readonly cadence: number;
  /** the room that the person is in, null outdoors */
  readonly room: string | null;
  /** number of the home's local day since 1970 */
  readonly day: number;
  /** of that day, 0 to 24 */
  readonly hour: number;
}

export interface Places {
  readonly room: Room;
  readonly worn: Person;
}
export type Place = keyof Places;

/** What a device may do to its room, and nothing else: a new quantity is a change of the world. */
export const quantities = {
  /** clean air delivered, m³/h */
  cleanAir: 'm3/h',
  /** electric power drawn, W */
  watts: 'W',
  /** luminous flux, lm */
  light: 'lm',
  /** heat given off besides `watts`, W */
  heat: 'W',
  /** water vapour, g/h */
  moisture: 'g/h',
  /** sound at one metre, dB(A) */
  noise: 'dB',
} as const;
export type Quantity = keyof typeof quantities;
export const quantityNames = Object.keys(quantities) as Quantity[];
export type Effects = Readonly<Record<Quantity, number>>;
