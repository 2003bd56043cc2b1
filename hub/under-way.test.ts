import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createUnderWay } from './under-way.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('waits for the end of the last that began, and no longer than it may', async () => {
  const work = createUnderWay();
  await work.none(50);
  work.begin();
  work.begin();
  const over: string[] = [];
  void work.none(50).then(() => over.push('patient'));
  void work.none(10).then(() => over.push('impatient'));
  work.end();
  await vi.advanceTimersByTimeAsync(9);
  expect(over).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(over).toEqual(['impatient']);
  work.end();
  await vi.advanceTimersByTimeAsync(0);
  expect(over).toEqual(['impatient', 'patient']);
  expect(vi.getTimerCount()).toBe(0);
});
