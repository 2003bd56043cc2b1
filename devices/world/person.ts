// A person's day as a pure function of seed and time: nothing to keep, the same after a restart.
import { createRandom } from '../runtime/random.ts';
import type { Person } from './here.ts';
import { localTime } from './outdoors.ts';

/** Minutes of a stretch in which the person does one thing. */
const stretch = 10;

interface Day {
  /** local hours; bedtime may be after 24 */
  readonly wakes: number;
  readonly sleeps: number;
  readonly leaves: number;
  readonly returns: number;
}

/** Times of a working adult, spread by half an hour or so from day to day. */
function dayOf(seed: string, day: number): Day {
  const random = createRandom(`${seed} day ${day}`);
  return {
    wakes: 7 + 0.4 * random.normal(),
    sleeps: 22.9 + 0.4 * random.normal(),
    leaves: 8.6 + random.between(-0.2, 0.2),
    returns: 18.2 + random.between(-0.7, 0.7),
  };
}

/** Steps a minute in one stretch; walking is about 100 (Tudor-Locke et al., 2018, 100 steps/min is moderate walking). */
function cadenceIn(seed: string, day: number, hour: number, outdoors: boolean): number {
  const random = createRandom(`${seed} stretch ${day} ${Math.floor((hour * 60) / stretch)}`);
  const walks = random.chance(outdoors ? 0.16 : 0.08);
  return walks ? random.between(85, 115) : random.between(0, 4);
}

/** Where the person is and what the body does at `now` (ms since 1970); `offset`: minutes east of UTC. */
export function personAt(seed: string, now: number, offset: number, name = 'wearer'): Person {
  const { day, hour } = localTime(now, offset);
  const { wakes, sleeps, leaves, returns } = dayOf(seed, day);
  // Someone who went to bed after midnight still sleeps in the morning of the next day.
  const late = dayOf(seed, day - 1).sleeps - 24;
  const asleep = hour >= Math.max(0, late) ? hour < wakes || hour >= sleeps : false;
  const weekday = (day + 4) % 7; // 1970-01-01 was a Thursday; 0 is Sunday
  const outdoors = !asleep && weekday !== 0 && weekday !== 6 && hour >= leaves && hour < returns;
  const cadence = asleep ? 0 : cadenceIn(seed, day, hour, outdoors);
  const breath = 2 * Math.sin((hour * 60 * 2 * Math.PI) / 7);
  // Resting rates of a healthy adult: about 54 asleep, 68 awake; walking at 100 steps/min adds about 35.
  const pulse = (asleep ? 54 : 68) + 0.35 * cadence + breath;
  const room = outdoors ? null : asleep || hour < wakes + 0.3 || hour > sleeps - 0.4 ? 'bedroom' : 'living-room';
  return { name, mass: 70, cooking: false, asleep, pulse, cadence, room, day, hour };
}
