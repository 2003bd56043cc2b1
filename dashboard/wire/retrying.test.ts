import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { retrying } from './retrying.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('tries three times, then says what went wrong', async () => {
  const run = vi.fn(() => Promise.reject(new Error('no')));
  const ended = expect(retrying(run, () => true)).rejects.toThrow('no');
  await vi.advanceTimersByTimeAsync(10_000);
  await ended;
  expect(run).toHaveBeenCalledTimes(3);
});
it('gives what a later try gives, and no further try once it is pointless', async () => {
  const run = vi.fn(() => Promise.resolve(1)).mockRejectedValueOnce(new Error('no'));
  const ended = expect(retrying(run, () => true)).resolves.toBe(1);
  await vi.advanceTimersByTimeAsync(10_000);
  await ended;
  const given = expect(retrying(run.mockRejectedValueOnce(new Error('late')), () => false)).rejects.toThrow('late');
  await vi.advanceTimersByTimeAsync(10_000);
  await given;
  expect(run).toHaveBeenCalledTimes(3);
});
