// A person's day as a list of stays, a pure function of seed and day: nothing to keep, the same after a restart.
import { createRandom } from '../runtime/random.ts';

export type Doing = 'sleeping' | 'washing' | 'cooking' | 'eating' | 'resting' | 'out';

/** From `from` on (local hours of the plan's day; 25 is one in the morning of the next) until the next stay. */
export interface Stay {
  readonly from: number;
  /** null: not at home */
  readonly room: string | null;
  readonly doing: Doing;
}

/** Who lives in the home. */
export interface Resident {
  readonly name: string;
  /** kg */
  readonly mass: number;
}
/** The first wears what is worn. */
export const residents: readonly Resident[] = [
  { name: 'Lin', mass: 58.4 },
  { name: 'Chen', mass: 74.2 },
];

/** 1970-01-01 was a Thursday; 0 is Sunday. */
export const weekdayOf = (day: number): number => (((day + 4) % 7) + 7) % 7;
const isWorkday = (day: number): boolean => weekdayOf(day) >= 1 && weekdayOf(day) <= 5;

/** Hours that it takes to put on one's shoes. */
const shoes = 0.05;
const goingOut = (leaves: number, returns: number): Stay[] => [
  { from: leaves - shoes, room: 'hall', doing: 'resting' },
  { from: leaves, room: null, doing: 'out' },
  { from: returns, room: 'hall', doing: 'resting' },
  { from: returns + shoes, room: 'living-room', doing: 'resting' },
];

/**
 * The day of resident number `who` in a home of `people`: it begins with getting up and ends with the night. On workdays they
 * are away from about 8.6 to 18.2, on others for a walk in the afternoon; they take turns at the stove.
 */
export function planOf(seed: string, who: number, people: number, day: number): readonly Stay[] {
  const random = createRandom(`${seed} ${who} day ${day}`);
  const working = isWorkday(day);
  const wakes = (working ? 6.9 : 8.1) + 0.3 * who + 0.15 * clamp(random.normal());
  const leaves = (working ? 8.6 : 14.5) + random.between(-0.2, 0.2);
  const returns = (working ? 17.9 : 16.3) + random.between(-0.5, 0.5);
  const cooks = Math.floor(createRandom(`${seed} cook ${day}`).between(0, Math.max(1, people))) === who;
  const dinner = 18.7 + createRandom(`${seed} dinner ${day}`).between(-0.2, 0.2);
  const sleeps = 22.9 + 0.35 * clamp(random.normal());
  const evening: Stay[] = cooks
    ? [
        { from: dinner, room: 'kitchen', doing: 'cooking' },
        { from: dinner + 0.6, room: 'living-room', doing: 'eating' },
      ]
    : [{ from: dinner + 0.6, room: 'living-room', doing: 'eating' }];
  return [
    { from: wakes, room: 'bathroom', doing: 'washing' },
    { from: wakes + 0.3, room: 'kitchen', doing: 'eating' },
    { from: wakes + 0.8, room: 'living-room', doing: 'resting' },
    ...goingOut(leaves, returns),
    ...evening,
    { from: dinner + 1.1, room: 'living-room', doing: 'resting' },
    { from: sleeps - 0.4, room: 'bathroom', doing: 'washing' },
    { from: sleeps - 0.2, room: 'bedroom', doing: 'resting' },
    { from: sleeps, room: 'bedroom', doing: 'sleeping' },
  ];
}

/** Nobody's night is wildly different: two standard deviations at most, so that the stays keep their order. */
const clamp = (normal: number): number => Math.min(2, Math.max(-2, normal));
