import { expect, test } from 'vitest';
import { hasMended, hasRisen, isCulprit, isRight, judge, noDeaths, spentIn, stepDeaths, wasInVain } from './checks.ts';
import type { Trip } from './checks.ts';

const slow: Trip = { ms: 2105, hops: { hub: 1, device: 2, total: 2100 } };

test('the time of a command, stretch by stretch', () => {
  expect(spentIn(slow)).toEqual({ page: 5, hub: 1, line: 2097, device: 2 });
  expect(spentIn({ ms: 5, hops: { hub: 1, total: 4 } })).toBeUndefined();
  expect(spentIn({ ms: 5, hops: undefined })).toBeUndefined();
  // Two clocks may differ by a hair: no stretch is negative.
  expect(spentIn({ ms: 9.9, hops: { hub: 4, device: 6.2, total: 10 } })).toEqual({ page: 0, hub: 4, line: 0, device: 6.2 });
});

test('slow: only the stretch that took it, only of a command that was slow', () => {
  expect(isCulprit(slow, 'line')).toBe(true);
  for (const wrong of ['page', 'hub', 'device', undefined] as const) expect(isCulprit(slow, wrong)).toBe(false);
  expect(isCulprit({ ms: 6, hops: { hub: 1, device: 1, total: 5 } }, 'line')).toBe(false);
  expect(isCulprit(undefined, 'line')).toBe(false);
});

test('the will: died and came back, in another session; a restart of the hub is no death', () => {
  const life = (...states: [string, string, string?][]) =>
    states.reduce(
      (deaths, [state, session, reason]) => stepDeaths(deaths, { state: state as 'lost', session, ...(reason ? { reason } : {}) }),
      noDeaths,
    );
  expect(hasRisen(life(['ready', 'one'], ['lost', 'one', 'connection lost'], ['init', 'two'], ['ready', 'two']))).toBe(true);
  expect(hasRisen(life(['ready', 'one'], ['lost', 'one', 'connection lost'], ['init', 'two']))).toBe(false);
  expect(hasRisen(life(['ready', 'one'], ['disconnected', 'one'], ['ready', 'two']))).toBe(false);
  expect(hasRisen(life(['lost', 'none', 'hub-restart'], ['ready', 'two']))).toBe(false);
  expect(hasRisen(life(['lost', 'one', 'x'], ['ready', 'two'], ['lost', 'two', 'x']))).toBe(false);
});

test('waited: not confirmed, looked up, not done', () => {
  const error = { code: 'TIMEOUT', message: '' } as const;
  const unknown = { id: 'a', wanted: true, phase: 'unknown', error, refreshed: true, held: undefined } as const;
  expect(wasInVain(unknown, { value: false })).toBe(true);
  expect(wasInVain({ ...unknown, refreshed: false }, { value: false })).toBe(false);
  expect(wasInVain(unknown, { value: true })).toBe(false);
  expect(wasInVain({ id: 'a', wanted: true, phase: 'trying' }, { value: false })).toBe(false);
  expect(wasInVain(undefined, { value: false })).toBe(false);
});

test('error: refused over the value first, then taken', () => {
  const no = { ok: false, code: 'OUT_OF_RANGE' } as const;
  expect(hasMended([no, { ok: true }])).toBe(true);
  expect(hasMended([{ ok: true }, no])).toBe(false);
  expect(hasMended([{ ok: false, code: 'OFFLINE' }, { ok: true }])).toBe(false);
  expect(hasMended([])).toBe(false);
});

test('rights: what the hub itself would say', () => {
  const right = (topic: string) => isRight(judge('home', 'd-lamp', topic));
  expect(right('omni/1/home/dev/d-lamp/p/light/on')).toBe(true);
  expect(right('omni/1/home/dev/d-lamp/state')).toBe(true);
  for (const wrong of [
    '',
    'omni/1/home/dev/d-lamp/cmd',
    'omni/1/home/dev/d-lamp/res',
    'omni/1/home/dev/d-lamp/p/#',
    'omni/1/home/dev/d-another-one/state',
    'omni/1/home/hub/info',
    'omni/1/other/dev/d-lamp/state',
    '#',
  ])
    expect(right(wrong), wrong).toBe(false);
});
