import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createGather } from './gather.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('hands on the first at once and the rest together, in order and each once', () => {
  const handed: (readonly number[])[] = [];
  const gather = createGather<number>(16, (items) => void handed.push(items));
  gather.add(1);
  expect(handed).toEqual([[1]]);
  gather.add(2);
  gather.add(3);
  expect(handed).toEqual([[1]]);
  vi.advanceTimersByTime(16);
  gather.add(4);
  expect(handed).toEqual([[1], [2, 3]]);
  vi.advanceTimersByTime(16);
  expect(handed).toEqual([[1], [2, 3], [4]]);
  // After a quiet while the next goes at once again.
  vi.advanceTimersByTime(16);
  gather.add(5);
  expect(handed.at(-1)).toEqual([5]);
});

it('hands on what waits when told so, and not a second time', () => {
  const handed: (readonly number[])[] = [];
  const gather = createGather<number>(16, (items) => void handed.push(items));
  gather.add(1);
  gather.add(2);
  gather.flush();
  gather.flush();
  vi.advanceTimersByTime(100);
  expect(handed).toEqual([[1], [2]]);
});
