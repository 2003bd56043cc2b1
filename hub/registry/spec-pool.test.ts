import { expect, test } from 'vitest';
import type { DeviceSpec } from '#protocol/spec.ts';
import { createSpecPool } from './spec-pool.ts';

const title = { en: 'A', zh: '甲' };
const spec = (rev: number): DeviceSpec => ({ model: 'test.pool-1', vendor: 'dawnworks', category: 'light', title, rev, services: {} });
const parse = (pool: ReturnType<typeof createSpecPool>, json: unknown): DeviceSpec => {
  const result = pool.parse(json);
  return result.ok ? result.spec : expect.unreachable(JSON.stringify(result.faults));
};

test('the same content is compiled once, whoever announces it, in whatever order it is written', () => {
  const pool = createSpecPool();
  const first = pool.intern(parse(pool, spec(1)));
  expect(pool.intern(parse(pool, structuredClone(spec(1))))).toBe(first);
  const reversed = Object.fromEntries(Object.entries(spec(1)).reverse());
  expect(pool.intern(parse(pool, reversed))).toBe(first);
});

test('ever other specs do not fill it, and what is in use meanwhile stays shared', () => {
  const pool = createSpecPool();
  const used = pool.intern(parse(pool, spec(1)));
  const forgotten = pool.intern(parse(pool, spec(2)));
  for (let rev = 3; rev < 1_000; rev += 1) {
    pool.intern(parse(pool, spec(rev)));
    expect(pool.intern(parse(pool, structuredClone(spec(1))))).toBe(used);
  }
  expect(pool.sizes).toEqual({ compiled: 256, parsed: 64 });
  const again = pool.intern(parse(pool, spec(2)));
  expect(again).not.toBe(forgotten);
  expect(again).toEqual({ ...forgotten, properties: expect.any(Map) as object });
});
