import { expect, test } from 'vitest';
import { simulate } from '../simulate.ts';
import type { SimulateOptions } from '../simulate.ts';
import { robotVacuum } from './robot-vacuum.ts';

const robot = (options: SimulateOptions = {}) => simulate(robotVacuum, options);
type Bench = ReturnType<typeof robot>;
const stateOf = (bench: Bench) => bench.get('vacuum', 'state');
/** Minutes until it is in that state; throws after a day. */
function minutesUntil(bench: Bench, state: string): number {
  for (let minutes = 0; minutes < 1440; minutes += 1) {
    if (stateOf(bench) === state) return minutes;
    bench.advance(60);
  }
  throw new Error(`it never was ${state}`);
}

test('it covers the room at its pace, goes home, says so and charges', () => {
  const bench = robot({ floor: 18 });
  bench.act('vacuum', 'clean', { mode: 'standard' });
  expect(minutesUntil(bench, 'docked')).toBeCloseTo(18 / 0.9 + 1, -1);
  expect(bench.get('vacuum', 'area')).toBeCloseTo(18, 0);
  expect(bench.get('vacuum', 'progress')).toBe(100);
  expect(bench.events.at(-1)).toMatchObject({ event: 'finished' });
  expect(bench.get('battery', 'charging')).toBe(true);
  expect(bench.effects()).toMatchObject({ watts: 42, noise: 0 });
  bench.advance(3 * 3600);
  expect(bench.get('battery', 'charging')).toBe(false);
});

test('in a large room it comes back to charge and goes on where it was', () => {
  const bench = robot({ floor: 120, seed: 7 });
  bench.act('vacuum', 'clean', { mode: 'strong' });
  const finished = (): boolean => bench.events.some(({ event }) => event === 'finished');
  const states: unknown[] = [];
  for (let minutes = 0; minutes < 1440 && !finished(); minutes += 1) {
    if (states.at(-1) !== stateOf(bench)) states.push(stateOf(bench));
    bench.advance(60);
    if (stateOf(bench) === 'jammed') bench.act('vacuum', 'free', {});
  }
  const returns = states.filter((state) => state === 'recharging').length;
  expect(returns).toBeGreaterThan(1);
  // It lies in its dock as one that is done only when it is.
  expect(states).not.toContain('docked');
  expect(stateOf(bench)).toBe('docked');
  expect(bench.get('vacuum', 'area')).toBeCloseTo(120, 0);
});

test('sent home while it charges in the middle of a job, it stays there', () => {
  const bench = robot({ floor: 120, seed: 7 });
  bench.act('vacuum', 'clean', { mode: 'strong' });
  minutesUntil(bench, 'recharging');
  expect(bench.get('battery', 'charging')).toBe(true);
  bench.act('vacuum', 'dock', {});
  bench.advance(4 * 3600);
  expect(stateOf(bench)).toBe('docked');
});

test('told to pause while it charges in the middle of a job, it stays there, and goes on when it is asked to; on its way it says no', () => {
  const bench = robot({ floor: 120, seed: 7 });
  bench.act('vacuum', 'clean', { mode: 'strong' });
  minutesUntil(bench, 'recharging');
  bench.act('vacuum', 'pause', {});
  bench.advance(4 * 3600);
  expect(stateOf(bench)).toBe('docked');
  const done = bench.get('vacuum', 'area');
  bench.act('vacuum', 'clean', { mode: 'strong' });
  expect([stateOf(bench), bench.get('vacuum', 'area')]).toEqual(['cleaning', done]);
  bench.act('vacuum', 'dock', {});
  expect(stateOf(bench)).toBe('returning');
  expect(() => bench.act('vacuum', 'pause', {})).toThrow('on its way to its dock');
});

test('an hour a day for a fortnight, it jams once or twice', () => {
  const bench = robot({ floor: 54 });
  for (let day = 0; day < 14; day += 1) {
    bench.act('vacuum', 'clean', {});
    for (let minutes = 0; minutes < 240; minutes += 5) {
      bench.advance(300);
      if (stateOf(bench) === 'jammed') bench.act('vacuum', 'free', {});
    }
  }
  const jams = bench.events.filter(({ event }) => event === 'jammed').length;
  expect(jams).toBeGreaterThan(0);
  expect(jams).toBeLessThan(3);
});

test('it jams at times, cries for help, does nothing until it is freed, then goes on', () => {
  const bench = robot({ floor: 900, seed: 3 });
  bench.act('vacuum', 'clean', {});
  minutesUntil(bench, 'jammed');
  expect(bench.events.at(-1)).toMatchObject({ event: 'jammed' });
  const area = bench.get('vacuum', 'area');
  bench.advance(3600);
  expect(bench.get('vacuum', 'area')).toBe(area);
  expect(() => bench.act('vacuum', 'clean', {})).toThrow('stuck');
  bench.act('vacuum', 'free', {});
  bench.advance(30);
  expect(bench.get('vacuum', 'area')).toBeGreaterThan(area);
});

test('paused it goes on from where it was; sent home it begins anew; an empty battery is refused', () => {
  const bench = robot({ floor: 900 });
  bench.act('vacuum', 'clean', {});
  bench.advance(300);
  bench.act('vacuum', 'pause', {});
  bench.advance(600);
  expect(bench.get('vacuum', 'area')).toBeCloseTo(4.5, 1);
  bench.act('vacuum', 'clean', {});
  bench.advance(300);
  expect(bench.get('vacuum', 'area')).toBeCloseTo(9, 1);
  bench.act('vacuum', 'dock', {});
  bench.advance(60);
  expect(stateOf(bench)).toBe('docked');
  bench.act('vacuum', 'clean', {});
  expect(bench.get('vacuum', 'area')).toBe(0);
  const flat = robot({ snapshot: { values: { battery: { charge: 10 } }, memory: {}, random: [1, 2, 3, 4] } });
  expect(() => flat.act('vacuum', 'clean', {})).toThrow('too low');
});

test('it cleans one room after the other, or the one that is named, and knows where it is', () => {
  const plan = [
    { id: 'living-room', floor: 20, furnished: true },
    { id: 'kitchen', floor: 10, furnished: true },
    { id: 'cellar', floor: 30, furnished: false },
  ];
  const bench = robot({ plan });
  bench.act('vacuum', 'clean', {});
  bench.advance(60);
  expect(bench.get('vacuum', 'room')).toBe('living-room');
  bench.advance(1500);
  expect(bench.get('vacuum', 'room')).toBe('kitchen');
  minutesUntil(bench, 'docked');
  expect(bench.get('vacuum', 'area')).toBeCloseTo(30, 0);
  expect(bench.get('vacuum', 'room')).toBe('living-room');

  bench.advance(4 * 3600);
  bench.act('vacuum', 'clean', { where: 'kitchen' });
  bench.advance(60);
  expect(bench.get('vacuum', 'room')).toBe('kitchen');
  bench.act('vacuum', 'pause', {});
  bench.act('vacuum', 'clean', { where: 'kitchen' });
  bench.advance(60);
  expect(bench.get('vacuum', 'area')).toBeCloseTo(1.8, 1);
  // Another place is another task.
  bench.act('vacuum', 'clean', { where: 'living-room' });
  bench.advance(60);
  expect(bench.get('vacuum', 'area')).toBeCloseTo(0.9, 1);
  expect(() => bench.act('vacuum', 'clean', { where: 'attic' })).toThrow('not on its map');
});

test('a reload in the middle of cleaning goes on', () => {
  const bench = robot({ floor: 18 });
  bench.act('vacuum', 'clean', { mode: 'quiet' });
  bench.advance(300);
  bench.reload();
  bench.advance(300);
  expect(bench.get('vacuum', 'area')).toBeCloseTo(7, 1);
});
