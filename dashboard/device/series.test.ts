import { expect, it } from 'vitest';
import { appendPoint } from './series.ts';

it('keeps one hour, in order', () => {
  expect(
    appendPoint(
      [
        [0, 1],
        [10, 2],
      ],
      3_600_005,
      3,
    ),
  ).toEqual([
    [10, 2],
    [3_600_005, 3],
  ]);
  expect(appendPoint([[10, 2]], 10, 3)).toEqual([[10, 2]]);
});
it('stays bounded', () => {
  let points: readonly (readonly [number, number])[] = [];
  for (let k = 1; k < 1000; k += 1) points = appendPoint(points, k, k);
  expect(points.length).toBe(400);
  expect(points.at(-1)).toEqual([999, 999]);
});
