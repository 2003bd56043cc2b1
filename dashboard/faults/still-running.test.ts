import { expect, test } from 'vitest';
import { stillRunning } from './still-running.ts';

test('of faults that overlap each drops out at its own zero', () => {
  const loss = { kind: 'loss', seconds: 10, amount: 50, left: 9.2, until: 10_200 } as const;
  const silence = { kind: 'silence', seconds: 30, left: 29.5, until: 30_500 } as const;
  const leftAt = (now: number) => stillRunning([loss, silence], now).map(({ kind, left }) => [kind, left]);
  expect(leftAt(1000)).toEqual([
    ['loss', 10],
    ['silence', 30],
  ]);
  expect(leftAt(10_199)).toEqual([
    ['loss', 1],
    ['silence', 21],
  ]);
  expect(leftAt(10_200)).toEqual([['silence', 21]]);
  expect(leftAt(30_500)).toEqual([]);
});
