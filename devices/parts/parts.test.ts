import { expect, test } from 'vitest';
import { countDown } from './count-down.ts';
import { lag } from './lag.ts';
import { meter } from './meter.ts';
import { play, skip } from './play.ts';

test('a meter counts what was drawn up to now, not what is drawn from now on', () => {
  const energy = { drawn: 0, used: 0 };
  meter(energy, 3600, 1000);
  expect(energy.used).toBe(0);
  meter(energy, 1800, 0);
  expect(energy).toEqual({ drawn: 0, used: 0.5 });
});

test('a lag is 63 % of the way after its time, and one long step is many short ones', () => {
  expect(lag(0, 100, 60, 60)).toBeCloseTo(100 * (1 - Math.exp(-1)), 9);
  let slow = 20;
  for (let k = 0; k < 600; k += 1) slow = lag(slow, 30, 300, 1);
  expect(slow).toBeCloseTo(lag(20, 30, 300, 600), 9);
});

test('a timer ends once', () => {
  const timer = { countdown: 10 };
  expect([countDown(timer, 6), countDown(timer, 6), countDown(timer, 6)]).toEqual([false, true, false]);
  expect(timer.countdown).toBe(0);
});

test('a list goes on from track to track, and round', () => {
  const tracks = [
    { title: 'a', seconds: 100 },
    { title: 'b', seconds: 50 },
  ];
  const [media, place] = [{ track: 'a' }, { track: 0, at: 0 }];
  play(media, place, tracks, 99);
  expect(media.track).toBe('a');
  play(media, place, tracks, 1);
  expect([media.track, place.at]).toEqual(['b', 0]);
  skip(media, place, tracks, 1);
  expect(media.track).toBe('a');
  skip(media, place, tracks, -1);
  expect(media.track).toBe('b');
});
