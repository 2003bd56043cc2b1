import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Request } from '#protocol/envelopes.ts';
import { createCalls, wasOnLine } from './calls.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());
const setup = () => {
  const sent: Request[] = [];
  const latencies: number[] = [];
  const calls = createCalls(
    (request) => void sent.push(request),
    (ms) => void latencies.push(ms),
  );
  const answer = (result: unknown) => calls.receive({ v: 1, id: sent.at(-1)?.id, ok: true, result });
  return { sent, latencies, calls, answer };
};

it('does not count the time without a connection as the hub’s', async () => {
  const { sent, latencies, calls, answer } = setup();
  const asked = calls.request('device.list', {}, { ttl: 10_000 });
  vi.advanceTimersByTime(4000);
  calls.resend();
  expect(sent[1]).toEqual(sent[0]);
  vi.advanceTimersByTime(20);
  answer({ devices: [] });
  expect((await asked).ms).toBeCloseTo(20);
  expect(latencies[0]).toBeCloseTo(20);
});
it('ends one second after the deadline at the latest', async () => {
  const { calls } = setup();
  const asked = calls.request('device.list', {}, { ttl: 1000 });
  const ended = expect(asked).rejects.toMatchObject({ code: 'TIMEOUT', detail: { outcome: 'unknown' } });
  await vi.advanceTimersByTimeAsync(2000);
  await ended;
});

it('tells a slow line from a slow hub by the hops of the reply', () => {
  expect(wasOnLine(2105, { hub: 1, device: 2, total: 2100 })).toBe(true);
  expect(wasOnLine(3001, { hub: 1, total: 3000 })).toBe(true);
  expect(wasOnLine(2105, { hub: 2095, device: 2, total: 2100 })).toBe(false);
  expect(wasOnLine(2105, { hub: 1, device: 2090, total: 2100 })).toBe(false);
  expect(wasOnLine(500, { hub: 500, total: 500 })).toBe(false);
  expect(wasOnLine(500, undefined)).toBe(false);
});
