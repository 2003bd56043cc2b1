// What a device senses of where it is, read-only: a room, or the person who wears it.

/** A room on the plan of the home. */
export interface PlannedRoom {
  readonly id: string;
  /** m² */
  readonly floor: number;
  /** some device stands in it: it is a room of this home, not only of the house */
  readonly furnished: boolean;
}

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
  /** who they are */
  readonly present: readonly Person[];
  /** somebody in it is on their feet */
  readonly moving: boolean;
  /** the front door, where the room has one */
  readonly doorOpen: boolean;
  readonly windowOpen: boolean;
  /** water on the floor */
  readonly wet: boolean;
  /** W drawn by all devices in it */
  readonly watts: number;
  /** m² */
  readonly floor: number;
  /** m³ */
  readonly volume: number;
  /** dB(A) */
  readonly noise: number;
  /** every room of the home, this one among them: for what moves about */
  readonly plan: readonly PlannedRoom[];
  /** of the home's local day, 0 to 24 */
  readonly hour: number;
  /** number of the home's local day since 1970 */
  readonly day: number;
  readonly outdoors: Outdoors;
}

export interface Outdoors {
  /** µg/m³ */
  readonly pm25: number;
  /** °C */
  readonly temperature: number;
  /** relative, % */
  readonly humidity: number;
  /** m/s */
  readonly wind: number;
  /** lx */
  readonly lux: number;
}

/** Somebody who lives here; what a worn device senses of its wearer. */
export interface Person {
  readonly name: string;
  /** kg */
  readonly mass: number;
  /** at the stove */
  readonly cooking: boolean;
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

/** What the world's own device moves: the simulation itself. No device of the catalogue is given it. */
export interface Controls {
  readonly outdoors: Outdoors;
  /** of the home's local day, 0 to 24 */
  readonly hour: number;
  /** home seconds per real second */
  readonly speed: number;
  readonly isPaused: boolean;
  /** The home's day is so many minutes ahead of the machine's: plans and weather follow, what has warmed stays warm. */
  shift(minutes: number): void;
  /** The outdoors as told instead of as the weather says; undefined: the weather again. */
  hold(outdoors: Pick<Outdoors, 'pm25' | 'temperature'> | undefined): void;
  setSpeed(speed: number): void;
  pause(yes: boolean): void;
  /** A new device of this type comes near, with its box. Throws a refusal where there is no such type, or no more room. */
  deliver(type: string): { readonly serial: string; readonly setupCode: string };
}

export interface Places {
  readonly room: Room;
  readonly worn: Person;
  readonly world: Controls;
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
  /** heat given off besides `watts`, W; below 0: taken out of the room */
  heat: 'W',
  /** water vapour, g/h; below 0: taken out of the air */
  moisture: 'g/h',
  /** PM2.5 given off, µg/h */
  particles: 'ug/h',
  /** share of the window's daylight kept out, 0 to 1 */
  shade: '1',
  /** sound at one metre, dB(A) */
  noise: 'dB',
} as const;
export type Quantity = keyof typeof quantities;
/** What can be taken out of a room as well as given to it. */
export const mayBeNegative: ReadonlySet<Quantity> = new Set<Quantity>(['heat', 'moisture']);
export const quantityNames = Object.keys(quantities) as Quantity[];
export type Effects = Readonly<Record<Quantity, number>>;
