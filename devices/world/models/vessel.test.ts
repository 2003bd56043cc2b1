import { expect, test } from 'vitest';
import { secondsUntil, vesselAfter, waterHeat } from './vessel.ts';

const pot = { mass: 1.5, loss: 1.5 };

test('without losses, the time to boil is m c dT / P', () => {
  const tight = { mass: 1.5, loss: 1e-6 };
  expect(secondsUntil(100, 20, tight, 1800, 20)).toBeCloseTo((1.5 * waterHeat * 80) / 1800, 3);
});

test('after the seconds that it says, it is there', () => {
  const seconds = secondsUntil(90, 15, pot, 1800, 21);
  expect(vesselAfter(15, pot, 1800, 21, seconds)).toBeCloseTo(90, 9);
  expect(secondsUntil(90, 15, pot, 50, 21)).toBe(Infinity);
});

test('energy is conserved: what went in is in the content or was lost to the room', () => {
  let [content, lost] = [20, 0];
  const dt = 0.05;
  for (let t = 0; t < 200; t += dt) {
    const next = vesselAfter(content, pot, 1800, 21, dt);
    lost += pot.loss * ((content + next) / 2 - 21) * dt;
    content = next;
  }
  expect(pot.mass * waterHeat * (content - 20) + lost).toBeCloseTo(1800 * 200, 0);
});

test('left alone it cools to the room, two steps are one, and water gets no hotter than 100 °C', () => {
  expect(vesselAfter(95, pot, 0, 21, 1e6)).toBeCloseTo(21, 9);
  expect(vesselAfter(vesselAfter(95, pot, 0, 21, 500), pot, 0, 21, 700)).toBeCloseTo(vesselAfter(95, pot, 0, 21, 1200), 9);
  expect(vesselAfter(99, pot, 1800, 21, 600)).toBe(100);
});
