import { expect, it } from 'vitest';
import type { PropertySpec } from '#protocol/spec.ts';
import { axisEnds, isStepped, withJumps } from './chart-shape.ts';

const title = { en: 'T', zh: '题' };
const percent: PropertySpec = { format: 'int', title, access: ['read'], unit: '%', range: { min: 0, max: 100 } };
const level: PropertySpec = { ...percent, access: ['read', 'write'] };
const open: PropertySpec = { format: 'bool', title, access: ['read'] };
const count: PropertySpec = { format: 'int', title, access: ['read'] };

it('draws by steps what can be set or is true/false, and a reading as a line', () => {
  expect([level, open, percent].map(isStepped)).toEqual([true, true, false]);
});

it('holds a reading until it jumps, and lets it slide where it went step by step', () => {
  const minute = 60_000;
  expect(
    withJumps(
      [
        [0, 100],
        [10 * minute, 60],
        [20 * minute, 59],
        [20 * minute + 15_000, 40],
      ],
      percent,
    ),
  ).toEqual([
    [0, 100],
    [10 * minute - 1, 100],
    [10 * minute, 60],
    [20 * minute, 59],
    [20 * minute + 15_000, 40],
  ]);
});

it('takes the axis nowhere that the property cannot be', () => {
  expect(axisEnds(percent, 100, 100)).toEqual([95, 100]);
  expect(axisEnds(percent, 0, 0)).toEqual([0, 5]);
  expect(axisEnds(percent, 50, 50)).toEqual([45, 55]);
  expect(axisEnds(percent, 3, 98)).toEqual([0, 100]);
  expect(axisEnds(open, 0, 1)).toEqual([0, 1]);
});

it('gives room around a line whose property has no range, and shows what lies outside of one', () => {
  expect(axisEnds(count, 0, 0)).toEqual([0, 1]);
  expect(axisEnds(count, 7, 7)).toEqual([6, 8]);
  expect(axisEnds(count, -5, -5)).toEqual([-6, -4]);
  // As an earlier revision allowed it.
  expect(axisEnds(percent, 50, 120)[1]).toBe(120);
});
