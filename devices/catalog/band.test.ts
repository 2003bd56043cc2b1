import { expect, test } from 'vitest';
import { simulate } from '../simulate.ts';
import { band } from './band.ts';

test('falling asleep and waking are events; the night is counted', () => {
  const bench = simulate(band);
  bench.here.asleep = true;
  bench.advance(7 * 3600);
  expect(bench.get('sleep', 'hours')).toBeCloseTo(7, 1);
  bench.here.asleep = false;
  bench.advance(60);
  expect(bench.events.map(({ event }) => event)).toEqual(['asleep', 'awake']);
});

test('steps are counted by the day', () => {
  const bench = simulate(band, { cadence: 100 });
  bench.advance(600);
  expect(bench.get('activity', 'steps')).toBe(1000);
  bench.here.cadence = 0;
  bench.advance(86_400);
  expect(bench.get('activity', 'steps')).toBe(0);
});

test('find answers at once, rings for as long as asked, and not beyond a restart', () => {
  const bench = simulate(band);
  const doing = bench.act('finder', 'find', { seconds: 5 });
  expect(doing.outcome).toEqual({ ok: true, result: {} });
  bench.advance(4);
  expect(bench.get('finder', 'ringing')).toBe(true);
  expect(() => bench.act('finder', 'find', {})).toThrow();
  bench.advance(1);
  expect(bench.get('finder', 'ringing')).toBe(false);
  bench.act('finder', 'find', {});
  bench.reload();
  expect(bench.get('finder', 'ringing')).toBe(false);
});

test('the battery lasts two weeks, warns once, and is charged', () => {
  const bench = simulate(band);
  bench.advance(12 * 86_400);
  expect(bench.events.filter(({ event }) => event === 'low')).toHaveLength(1);
  expect(bench.get('battery', 'charge')).toBeGreaterThan(15);
});
