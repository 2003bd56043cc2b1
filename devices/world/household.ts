// The people at home and what they do to it: where they are, what they give off, windows, the front door, a leaking hose.
// Pure functions of seed and time. What is the same all day is computed once a day.
import { createRandom } from '../runtime/random.ts';
import { planOf } from './day-plan.ts';
import type { Doing, Resident, Stay } from './day-plan.ts';
import type { Person } from './here.ts';
import { localTime } from './local-time.ts';
import type { LocalTime } from './local-time.ts';

/** What somebody gives off by living: heat W, vapour g/h, PM2.5 µg/h. */
export interface Traces {
  readonly heat: number;
  readonly moisture: number;
  readonly particles: number;
}

/**
 * Heat and vapour of a person at rest: 75 W that can be felt and 50 g/h (ISO 7730 with ISO 8996, about 1.2 met). Cooking for a
 * family under a hood and showering: illustrative, of the order that C. He et al., Atmos. Environ. 38 (2004) 3405-3415, measured
 * for particles, and F. W. H. Yik et al., Indoor Built Environ. 13 (2004) 115-131, for vapour.
 */
const tracesOf: Readonly<Record<Doing, Traces>> = {
  sleeping: { heat: 60, moisture: 35, particles: 0 },
  washing: { heat: 275, moisture: 1500, particles: 0 },
  cooking: { heat: 1275, moisture: 1050, particles: 18_000 },
  eating: { heat: 75, moisture: 80, particles: 0 },
  resting: { heat: 75, moisture: 50, particles: 0 },
  out: { heat: 0, moisture: 0, particles: 0 },
};
/** Chances that within two minutes one walks about, or at least moves. */
const restlessness: Readonly<Record<Doing, { readonly walks: number; readonly moves: number }>> = {
  sleeping: { walks: 0, moves: 0 },
  washing: { walks: 0.05, moves: 0.95 },
  cooking: { walks: 0.15, moves: 0.85 },
  eating: { walks: 0.02, moves: 0.5 },
  resting: { walks: 0.06, moves: 0.3 },
  out: { walks: 0.16, moves: 0.4 },
};
const stretchesPerHour = 30;

/** A person, with what they do and give off. */
export interface Somebody extends Person {
  readonly doing: Doing;
  readonly traces: Traces;
}

/** What the household does at one moment. */
export interface Moment {
  readonly people: readonly Somebody[];
  /** rooms whose window is open */
  readonly aired: ReadonlySet<string>;
  readonly doorOpen: boolean;
  /** rooms with water on the floor */
  readonly wet: ReadonlySet<string>;
}

interface Span {
  readonly room: string;
  readonly from: number;
  readonly to: number;
}
const openFor = { morning: 0.5, afterCooking: 0.25 } as const;
/** An evening's laundry ends on the bathroom floor once in about three weeks. */
const leakChance = 1 / 20;
const halfMinute = 1 / 120;

const isWithin = (hour: number, { from, to }: Pick<Span, 'from' | 'to'>): boolean => hour >= from && hour < to;
const roomsOf = (spans: readonly Span[], hour: number): ReadonlySet<string> =>
  new Set(spans.filter((span) => isWithin(hour, span)).map(({ room }) => room));

interface Day {
  readonly day: number;
  /** of each resident: yesterday's stays, 24 hours earlier, then today's */
  readonly stays: readonly (readonly Stay[])[];
  readonly masses: readonly number[];
  readonly airing: readonly Span[];
  readonly leaks: readonly Span[];
  /** hours at which somebody passes the front door */
  readonly doors: readonly number[];
}

/** The first who gets up opens bedroom and living room; who has cooked lets the steam out. */
function airingOf(plans: readonly (readonly Stay[])[]): Span[] {
  const span = (room: string, from: number, hours: number): Span => ({ room, from, to: from + hours });
  const up = Math.min(...plans.map(([first]) => first?.from ?? Infinity)) + 0.3;
  const cooked = plans.flatMap((plan) => plan.filter((_, k) => plan[k - 1]?.doing === 'cooking').map(({ from }) => from));
  return [
    ...['bedroom', 'living-room'].map((room) => span(room, up, openFor.morning)),
    ...cooked.map((from) => span('kitchen', from, openFor.afterCooking)),
  ];
}

function leaksOf(seed: string, day: number): Span[] {
  const random = createRandom(`${seed} leak ${day}`);
  if (!random.chance(leakChance)) return [];
  const from = random.between(19, 21);
  return [{ room: 'bathroom', from, to: from + random.between(0.7, 1.5) }];
}

function dayOf(seed: string, residents: readonly Resident[], day: number): Day {
  const plansOf = (of: number): (readonly Stay[])[] => residents.map((_, who) => planOf(seed, who, residents.length, of));
  const [before, today] = [plansOf(day - 1), plansOf(day)];
  const stays = today.map((plan, who) => [...(before[who] ?? []).map((stay) => ({ ...stay, from: stay.from - 24 })), ...plan]);
  return {
    day,
    stays,
    // A day's food and water.
    masses: residents.map(({ mass }, who) => mass + 0.4 * createRandom(`${seed} ${who} mass ${day}`).normal()),
    airing: airingOf(today),
    leaks: leaksOf(seed, day),
    doors: stays.flatMap((plan) =>
      plan.filter((stay, k) => k > 0 && (stay.room === null) !== (plan[k - 1]?.room === null)).map(({ from }) => from),
    ),
  };
}

/** Steps a minute; walking is about 100 (C. Tudor-Locke et al., Br. J. Sports Med. 52 (2018) 776-788). */
function cadenceOf(seed: string, who: number, { day, hour }: LocalTime, doing: Doing): number {
  const { walks, moves } = restlessness[doing];
  if (moves === 0) return 0;
  const random = createRandom(`${seed} ${who} stretch ${day} ${Math.floor(hour * stretchesPerHour)}`);
  const mood = random.next();
  return mood < walks ? random.between(85, 115) : mood < walks + moves ? random.between(2, 12) : 0;
}

function somebodyAt(seed: string, who: number, { name }: Resident, day: Day, time: LocalTime): Somebody {
  const stay = day.stays[who]?.findLast(({ from }) => from <= time.hour) ?? { from: 0, room: 'bedroom', doing: 'sleeping' };
  const asleep = stay.doing === 'sleeping';
  const cadence = cadenceOf(seed, who, time, stay.doing);
  const breath = 2 * Math.sin((time.hour * 60 * 2 * Math.PI) / 7);
  return {
    ...{ name, mass: day.masses[who] ?? 0, asleep, cadence, doing: stay.doing, traces: tracesOf[stay.doing] },
    cooking: stay.doing === 'cooking',
    // Resting rates of a healthy adult: about 54 asleep, 68 awake; walking at 100 steps/min adds about 35.
    pulse: (asleep ? 54 : 68) + 0.35 * cadence + breath,
    room: stay.room,
    day: time.day,
    hour: time.hour,
  };
}

/** `at(now, offset)`: the household at a time (ms since 1970), `offset` minutes east of UTC. */
export function createHousehold(seed: string, residents: readonly Resident[]) {
  let day: Day | undefined;
  let last: { readonly now: number; readonly offset: number; readonly moment: Moment } | undefined;
  return {
    at(now: number, offset: number): Moment {
      if (last?.now === now && last.offset === offset) return last.moment;
      const time = localTime(now, offset);
      const known = day?.day === time.day ? day : (day = dayOf(seed, residents, time.day));
      const moment: Moment = {
        people: residents.map((resident, who) => somebodyAt(seed, who, resident, known, time)),
        aired: roomsOf(known.airing, time.hour),
        doorOpen: known.doors.some((hour) => Math.abs(time.hour - hour) < halfMinute),
        wet: roomsOf(known.leaks, time.hour),
      };
      last = { now, offset, moment };
      return moment;
    },
  };
}
export type Household = ReturnType<typeof createHousehold>;
