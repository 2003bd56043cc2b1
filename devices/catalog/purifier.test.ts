import { expect, test } from 'vitest';
import { OmniError } from '#protocol/errors.ts';
import { simulate } from '../simulate.ts';
import { purifier } from './purifier.ts';

function refusalOf(run: () => void): OmniError {
  try {
    run();
  } catch (thrown) {
    if (thrown instanceof OmniError) return thrown;
  }
  throw new Error('it was not refused');
}

test('while it is off a fan level is refused, in words for a person', () => {
  const bench = simulate(purifier);
  bench.set('power', 'on', false);
  const refusal = refusalOf(() => bench.set('fan', 'speed', 5));
  expect(refusal.code).toBe('WRONG_STATE');
  expect(refusal.detail.say).toEqual({ en: expect.stringContaining('off') as string, zh: expect.stringContaining('关闭') as string });
  expect(bench.get('fan', 'speed')).toBe(3);
});

test('the child lock bars its own buttons and lets the phone through', () => {
  const bench = simulate(purifier);
  bench.set('lock', 'on', true);
  expect(refusalOf(() => bench.press('power', 'on', false)).code).toBe('WRONG_STATE');
  expect(bench.get('power', 'on')).toBe(true);
  bench.set('power', 'on', false);
  expect(bench.get('power', 'on')).toBe(false);
});

test('auto follows the air, sleep is quiet, a level by hand is favourite', () => {
  const bench = simulate(purifier, { pm25: 70 });
  expect(bench.get('fan', 'speed')).toBe(5);
  bench.set('fan', 'mode', 'sleep');
  expect(bench.get('fan', 'speed')).toBe(1);
  expect(bench.reports.at(-1)).toMatchObject({ property: 'mode', by: { kind: 'command' } });
  expect(bench.reports.at(-2)).toMatchObject({ property: 'speed', by: { kind: 'simulation' } });
  bench.set('fan', 'speed', 8);
  expect(bench.get('fan', 'mode')).toBe('favourite');
  bench.here.pm25 = 300;
  bench.advance(60);
  expect(bench.get('fan', 'speed')).toBe(8);
});

test('the filter wears by steps far below its grid, tells once that it is worn, and is new after a reset', () => {
  const nearlyWorn = { values: { filter: { life: 6 } }, memory: {}, random: [1, 2, 3, 4] as const };
  const bench = simulate(purifier, { pm25: 400, snapshot: nearlyWorn });
  bench.advance(2400 * 3600 * 0.02);
  expect(bench.get('filter', 'life')).toBe(4);
  expect(bench.events.filter(({ event }) => event === 'worn')).toHaveLength(1);
  bench.act('filter', 'reset', {});
  expect(bench.get('filter', 'life')).toBe(100);
});
