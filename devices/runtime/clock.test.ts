import fc from 'fast-check';
import { expect, test } from 'vitest';
import { reconnectDelay, createRefusals } from './backoff.ts';
import { createHomeClock, createManualClock } from './clock.ts';
import { createRandom } from './random.ts';
import { createTimerQueue } from './timers.ts';

test('calls come in order of time, ties in order of entry, cancelled ones not at all', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ time: fc.nat(20), cancelled: fc.boolean() }), { maxLength: 60 }), (plans) => {
      const queue = createTimerQueue();
      const ran: number[] = [];
      plans.forEach(({ time, cancelled }, k) => {
        const cancel = queue.add(time, () => ran.push(k));
        if (cancelled) cancel();
      });
      for (let due = queue.take(100); due; due = queue.take(100)) due.run();
      const wanted = plans.map((plan, k) => ({ ...plan, k })).filter(({ cancelled }) => !cancelled);
      wanted.sort((a, b) => a.time - b.time || a.k - b.k);
      expect(ran).toEqual(wanted.map(({ k }) => k));
    }),
  );
});

test('a scaled home runs every call at its exact time, however coarse the wall clock is', () => {
  const wall = createManualClock();
  const home = createHomeClock(wall, 60, 0);
  const times: number[] = [];
  const again = (): void => {
    times.push(home.now());
    if (times.length < 5) home.at(home.now() + 700, again);
  };
  home.at(700, again);
  wall.advance(0.1);
  expect(times).toEqual([700, 1400, 2100, 2800, 3500]);
  wall.advance(1);
  home.settle();
  expect(home.now()).toBeCloseTo(66_000);
  home.stop();
});

test('settle runs what is due before anything else happens', () => {
  const wall = createManualClock();
  const home = createHomeClock({ ...wall, after: () => () => {} }, 1, 0);
  let ran = false;
  home.at(500, () => (ran = true));
  wall.advance(1);
  expect(ran).toBe(false);
  home.settle();
  expect(ran).toBe(true);
  expect(home.now()).toBe(1000);
});

test('another speed and a pause never make time jump, and every call still comes at its exact time', () => {
  const change = fc.oneof(
    fc.record({ speed: fc.integer({ min: 1, max: 600 }) }),
    fc.record({ paused: fc.boolean() }),
    fc.record({ wait: fc.integer({ min: 0, max: 2_000 }) }),
  );
  fc.assert(
    fc.property(fc.array(change, { maxLength: 40 }), (changes) => {
      const wall = createManualClock(0);
      const home = createHomeClock(wall, 1, 0);
      const asked: number[] = [];
      const times: number[] = [];
      const again = (): void => {
        times.push(home.now());
        asked.push(home.now() + 900);
        home.at(home.now() + 900, again);
      };
      asked.push(900);
      home.at(900, again);
      let expected = 0;
      let [speed, paused] = [1, false];
      for (const step of changes) {
        if ('wait' in step) {
          wall.advance(step.wait / 1000);
          expected += paused ? 0 : step.wait * speed;
        } else {
          if ('speed' in step) home.setSpeed((speed = step.speed));
          else home.pause((paused = step.paused));
        }
        home.settle();
        expect(home.now()).toBeCloseTo(expected, 4);
        expect({ speed: home.speed, isPaused: home.isPaused }).toEqual({ speed, isPaused: paused });
      }
      expect(times).toEqual(asked.slice(0, times.length));
      expect(times).toHaveLength(Math.floor((expected + 1e-6) / 900));
      home.stop();
    }),
  );
});

test('while it is paused nothing is called, however long; then it goes on where it was', () => {
  const wall = createManualClock(0);
  const home = createHomeClock(wall, 60, 0);
  const times: number[] = [];
  home.at(1_000, () => times.push(home.now()));
  home.pause(true);
  wall.advance(3_600);
  expect(times).toEqual([]);
  home.pause(false);
  expect(home.now()).toBe(0);
  wall.advance(0.1);
  expect(times).toEqual([1_000]);
  expect(() => home.setSpeed(0)).toThrow(RangeError);
  expect(home.isReal).toBe(false);
});

test('the stream of a device depends on its seed alone, and goes on from a saved state', () => {
  const draw = (random: ReturnType<typeof createRandom>, n: number) => Array.from({ length: n }, () => random.next());
  expect(draw(createRandom('7 lamp-1'), 5)).toEqual(draw(createRandom('7 lamp-1'), 5));
  expect(draw(createRandom('7 lamp-1'), 5)).not.toEqual(draw(createRandom('7 lamp-2'), 5));
  const random = createRandom('x');
  draw(random, 3);
  const saved = random.state();
  expect(draw(createRandom(saved), 4)).toEqual(draw(random, 4));
  const many = draw(createRandom('mean'), 20_000);
  expect(many.reduce((sum, each) => sum + each, 0) / many.length).toBeCloseTo(0.5, 1);
});

test('it comes back within 2 s at first, within 30 s later, at random', () => {
  const random = createRandom('link');
  for (let lost = 0; lost < 10_000; lost += 100) expect(reconnectDelay(lost, random)).toBeLessThanOrEqual(2_000);
  const late = Array.from({ length: 200 }, () => reconnectDelay(600_000, random));
  expect(Math.max(...late)).toBeLessThanOrEqual(30_000);
  expect(Math.max(...late)).toBeGreaterThan(20_000);
  expect(Math.min(...late)).toBeGreaterThanOrEqual(100);
});

test('three refusals over 30 s are enough, three in a hurry are not, a success starts anew', () => {
  const refusals = createRefusals();
  expect([0, 1_000, 2_000, 29_999].map((at) => refusals.note(at))).toEqual([false, false, false, false]);
  expect(refusals.note(30_000)).toBe(true);
  refusals.reset();
  expect(refusals.note(60_000)).toBe(false);
  expect(refusals.note(100_000)).toBe(false);
  expect(refusals.note(100_001)).toBe(true);
});
