import { expect, test } from 'vitest';
import { simulate } from '../simulate.ts';
import type { Person } from '../world/here.ts';
import { scale } from './scale.ts';

const somebody = (name: string, mass: number, asleep = false): Person => ({
  ...{ name, mass, asleep, cooking: false, pulse: 68, cadence: 0, room: 'bathroom', day: 0, hour: 7 },
});

test('in the morning everybody who is up steps on it once', () => {
  const bench = simulate(scale, { present: [somebody('Ann', 58), somebody('Ben', 81), somebody('Cid', 20, true)] });
  bench.advance(4 * 3600);
  expect(bench.events).toEqual([]);
  bench.advance(8 * 3600);
  const measured = bench.events.map(({ args }) => Number(args.mass)).sort((a, b) => a - b);
  expect(measured).toHaveLength(2);
  expect(measured[0]).toBeCloseTo(58, -0.5);
  expect(measured[1]).toBeCloseTo(81, -0.5);
  expect(['Ann', 'Ben']).toContain(bench.get('member', 'last'));
  bench.advance(86_400);
  expect(bench.events).toHaveLength(4);
});

test('nobody there, nobody weighed', () => {
  const bench = simulate(scale);
  bench.advance(3 * 86_400);
  expect(bench.events).toEqual([]);
  expect(bench.get('weight', 'mass')).toBe(0);
});
