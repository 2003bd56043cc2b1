import { expect, test } from 'vitest';
import { simulate } from '../simulate.ts';
import { curtain } from './curtain.ts';

test('it takes 20 s from open to closed, says where it is and when it will be there, and keeps the light out', () => {
  const bench = simulate(curtain);
  bench.act('cover', 'close', {});
  expect(bench.reports.find(({ property }) => property === 'position')).toMatchObject({ value: 100, target: 0, remaining: 20 });
  bench.advance(10);
  expect(bench.get('cover', 'position')).toBe(50);
  expect(bench.get('cover', 'motion')).toBe('closing');
  expect(bench.effects().shade).toBeCloseTo(0.475);
  bench.advance(9.5);
  expect(bench.get('cover', 'motion')).toBe('closing');
  bench.advance(0.5);
  expect(bench.get('cover', 'motion')).toBe('still');
  expect(bench.get('cover', 'position')).toBe(0);
  expect(bench.effects()).toMatchObject({ shade: 0.95, noise: 0 });
});

test('stop stops it where it is', () => {
  const bench = simulate(curtain);
  bench.set('cover', 'position', 0);
  bench.advance(5);
  bench.act('cover', 'stop', {});
  bench.advance(60);
  expect(bench.get('cover', 'position')).toBe(75);
  expect(bench.get('cover', 'motion')).toBe('still');
});

test('it seldom catches on something: it stands still and says so, and the next move clears that', () => {
  const bench = simulate(curtain);
  let moves = 0;
  for (; bench.get('fault', 'problem') === 'none' && moves < 5000; moves += 1) {
    bench.set('cover', 'position', moves % 2 === 0 ? 0 : 100);
    bench.advance(25);
  }
  expect(moves).toBeGreaterThan(20);
  expect(bench.events.at(-1)).toMatchObject({ service: 'fault', event: 'broke' });
  expect(bench.get('cover', 'motion')).toBe('still');
  const stuck = bench.get('cover', 'position');
  expect(stuck).toBeGreaterThanOrEqual(0);
  bench.set('cover', 'position', stuck > 50 ? 0 : 100);
  bench.advance(1);
  expect(bench.get('fault', 'problem')).toBe('none');
});
