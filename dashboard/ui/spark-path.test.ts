import { expect, it } from 'vitest';
import { sparkPath } from './spark-path.ts';

it('draws a line through its box', () => {
  expect(sparkPath([])).toBe('');
  expect(sparkPath([[0, 1]])).toBe('');
  expect(
    sparkPath([
      [0, 1],
      [10, 1],
    ]),
  ).toBe('M0.0 14.0L100.0 14.0');
  expect(
    sparkPath([
      [0, 0],
      [5, 10],
      [10, 5],
    ]),
  ).toBe('M0.0 26.0L50.0 2.0L100.0 14.0');
});
