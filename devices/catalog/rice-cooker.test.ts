import { expect, test } from 'vitest';
import { simulate } from '../simulate.ts';
import { riceCooker } from './rice-cooker.ts';

test('rice soaks, boils with steam, rests, is ready after forty minutes and kept warm', () => {
  const bench = simulate(riceCooker);
  const pot = () => bench.get('pot', 'temperature');
  bench.act('cooker', 'cook', { dish: 'rice' });
  expect(bench.get('cooker', 'remaining')).toBe(2400);
  bench.advance(11 * 60);
  expect(pot()).toBe(55);
  expect(bench.effects().moisture).toBe(0);
  bench.advance(17 * 60);
  expect(pot()).toBe(100);
  expect(bench.effects().moisture).toBeGreaterThan(100);
  expect(bench.events).toEqual([]);
  bench.advance(12 * 60);
  expect(bench.events).toMatchObject([{ service: 'cooker', event: 'done' }]);
  expect(bench.get('cooker', 'phase')).toBe('warm');
  bench.advance(3 * 3600);
  expect(pot()).toBe(70);
  bench.act('cooker', 'cancel', {});
  bench.advance(24 * 3600);
  expect(pot()).toBe(21);
  expect(bench.effects().watts).toBeLessThan(1);
});

test('while it cooks another dish is refused; cancelled it stops; a reload goes on', () => {
  const bench = simulate(riceCooker);
  bench.act('cooker', 'cook', { dish: 'soup' });
  expect(() => bench.act('cooker', 'cook', { dish: 'rice' })).toThrow('cancel first');
  bench.advance(600);
  bench.reload();
  bench.advance(600);
  expect(bench.get('cooker', 'remaining')).toBe(7200 - 1200);
  expect(bench.effects().watts).toBeGreaterThan(50);
  bench.act('cooker', 'cancel', {});
  expect(bench.get('cooker', 'phase')).toBe('idle');
  expect(bench.effects().watts).toBeLessThan(1);
});
