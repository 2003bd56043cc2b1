import fc from 'fast-check';
import { expect, test } from 'vitest';
import { airAfter, lossRate, steadyState } from './air.ts';
import type { AirConditions } from './air.ts';

const room: AirConditions = { volume: 65, exchange: 0.5, penetration: 0.8, deposition: 0.2, cleanAir: 0, outdoors: 80, source: 600 };
const conditions = fc.record({
  volume: fc.double({ min: 5, max: 500, noNaN: true }),
  exchange: fc.double({ min: 0, max: 10, noNaN: true }),
  penetration: fc.double({ min: 0, max: 1, noNaN: true }),
  deposition: fc.double({ min: 0, max: 2, noNaN: true }),
  cleanAir: fc.double({ min: 0, max: 1000, noNaN: true }),
  outdoors: fc.double({ min: 0, max: 500, noNaN: true }),
  source: fc.double({ min: 0, max: 10_000, noNaN: true }),
});
const level = fc.double({ min: 0, max: 1000, noNaN: true });
const seconds = fc.double({ min: 0, max: 86_400, noNaN: true });
const close = (a: number, b: number) => Math.abs(a - b) <= 1e-6 * Math.max(1, Math.abs(a), Math.abs(b));

test('pure decay is the exponential of the loss rate', () => {
  const clean = { ...room, outdoors: 0, source: 0, cleanAir: 130 };
  // a + k + CADR/V = 0.5 + 0.2 + 130/65 = 2.7 per hour
  expect(lossRate(clean)).toBeCloseTo(2.7, 12);
  expect(airAfter(100, clean, 3600)).toBeCloseTo(100 * Math.exp(-2.7), 9);
});

test('left alone it ends where what comes in equals what goes out', () => {
  // (0.8 * 0.5 * 80 + 600 / 65) / 0.7
  expect(steadyState(room)).toBeCloseTo((32 + 600 / 65) / 0.7, 9);
  expect(airAfter(3, room, 1e7)).toBeCloseTo(steadyState(room), 9);
});

test('a sealed box keeps its particles and adds what is given off', () => {
  const sealed = { ...room, exchange: 0, deposition: 0 };
  expect(airAfter(10, sealed, 3600)).toBeCloseTo(10 + 600 / 65, 9);
});

test('it agrees with a fine numerical solution', () => {
  let euler = 150;
  const dt = 0.05;
  for (let k = 0; k < 3600 / dt; k += 1)
    euler += ((room.penetration * room.exchange * room.outdoors - lossRate(room) * euler + room.source / room.volume) * dt) / 3600;
  expect(airAfter(150, room, 3600)).toBeCloseTo(euler, 3);
});

test('two steps are one: the length of a step does not matter', () => {
  fc.assert(
    fc.property(conditions, level, seconds, seconds, (air, c, s, t) =>
      close(airAfter(airAfter(c, air, s), air, t), airAfter(c, air, s + t)),
    ),
  );
});

test('mass is conserved: what is there more is what came in and was given off, less what was lost', () => {
  fc.assert(
    fc.property(conditions, level, seconds, (air, c, t) => {
      const rate = lossRate(air);
      fc.pre(rate > 1e-3);
      // The exact integral of the concentration over the time, µg h/m³.
      const steady = steadyState(air);
      const end = airAfter(c, air, t);
      const integral = (steady * t) / 3600 + (c - end) / rate;
      const gained = ((air.penetration * air.exchange * air.outdoors + air.source / air.volume) * t) / 3600;
      return Math.abs(c + gained - rate * integral - end) <= 1e-6 * Math.max(1, c, gained);
    }),
  );
});

test('never negative; a better purifier never leaves dirtier air, dirtier air never becomes cleaner than cleaner air', () => {
  fc.assert(
    fc.property(conditions, level, level, seconds, fc.double({ min: 0, max: 500, noNaN: true }), (air, c, more, t, extra) => {
      const end = airAfter(c, air, t);
      return (
        end >= 0 &&
        airAfter(c, { ...air, cleanAir: air.cleanAir + extra }, t) <= end * (1 + 1e-9) + 1e-9 &&
        airAfter(c + more, air, t) >= end - 1e-9
      );
    }),
  );
});
