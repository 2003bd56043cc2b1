import { expect, test } from 'vitest';
import { simulate } from '../simulate.ts';
import { lamp } from './lamp.ts';

test('a fade reports where it is, where it goes and how long that takes', () => {
  const bench = simulate(lamp);
  bench.set('light', 'fade', 2);
  bench.set('light', 'on', true);
  bench.advance(10);
  bench.set('light', 'brightness', 30);
  const first = bench.reports.at(-1);
  expect(first).toMatchObject({ property: 'brightness', value: 80, target: 30, by: { kind: 'command' } });
  expect(first?.remaining).toBeCloseTo(1);
  bench.advance(0.5);
  expect(bench.get('light', 'brightness')).toBe(55);
  bench.advance(0.6);
  expect(bench.reports.at(-1)).toEqual({
    service: 'light',
    property: 'brightness',
    value: 30,
    volatile: false,
    by: { kind: 'simulation' },
  });
  expect(bench.effects().light).toBeCloseTo(8.06 * 30);
});

test('a fade asked for after a pause takes its time: what time does is settled before the command', () => {
  const bench = simulate(lamp);
  bench.set('light', 'fade', 10);
  bench.advance(59);
  bench.set('light', 'on', true);
  bench.advance(1);
  expect(bench.effects().light).toBeCloseTo(8.06 * 10);
});

test('choosing a colour shows the colour, choosing a temperature shows white again', () => {
  const bench = simulate(lamp);
  bench.set('light', 'color', { h: 200, s: 50 });
  expect(bench.get('light', 'mode')).toBe('color');
  bench.set('light', 'temperature', 3000);
  expect(bench.get('light', 'mode')).toBe('white');
});

test('blink takes its time, answers within a second or says that it has started, and a second one meanwhile is BUSY', () => {
  const bench = simulate(lamp);
  const twice = bench.act('light', 'blink', { times: 2 });
  expect(twice.outcome).toBeUndefined();
  expect(bench.get('light', 'on')).toBe(true);
  expect(() => bench.act('light', 'blink', {})).toThrow('It is still doing something else');
  bench.advance(0.8);
  expect(twice.outcome).toEqual({ ok: true, result: {} });
  expect(bench.get('light', 'on')).toBe(false);
  const ten = bench.act('light', 'blink', { times: 10 });
  bench.advance(1.3);
  expect(ten.outcome?.ok).toBe(true);
  expect(bench.get('light', 'on')).toBe(true);
  bench.reload();
  expect(bench.get('light', 'on')).toBe(false);
});
