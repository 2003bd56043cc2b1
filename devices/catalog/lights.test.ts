// What gives light besides the desk lamp, and the switch in the wall.
import { expect, test } from 'vitest';
import { simulate } from '../simulate.ts';
import type { Person } from '../world/here.ts';
import { ceilingLamp } from './ceiling-lamp.ts';
import { lightStrip } from './light-strip.ts';
import { wallSwitch } from './wall-switch.ts';

test('the ceiling lamp fades; moonlight is faint, and ends when somebody wants to see', () => {
  const bench = simulate(ceilingLamp);
  bench.set('light', 'on', true);
  bench.advance(2);
  expect(bench.effects().light).toBeCloseTo(28 * 80);
  bench.set('moon', 'on', true);
  bench.advance(2);
  expect(bench.effects().light).toBeCloseTo(14);
  bench.set('light', 'brightness', 50);
  bench.advance(2);
  expect(bench.get('moon', 'on')).toBe(false);
  expect(bench.effects().light).toBeCloseTo(1400);
  bench.set('light', 'on', false);
  bench.advance(2);
  expect(bench.effects().light).toBe(0);
});

test('the strip’s rainbow goes once round in a minute, breathing goes up and down, a colour by hand ends both', () => {
  const bench = simulate(lightStrip);
  bench.set('effect', 'show', 'rainbow');
  expect(bench.get('light', 'on')).toBe(true);
  const hues = Array.from({ length: 6 }, () => {
    bench.advance(10);
    return bench.get('light', 'color').h;
  });
  expect(hues).toEqual([60, 120, 180, 240, 300, 0]);
  bench.set('effect', 'show', 'breathing');
  const lumens = Array.from({ length: 30 }, () => {
    bench.advance(2);
    return bench.effects().light;
  });
  expect(Math.min(...lumens)).toBeLessThan(0.3 * Math.max(...lumens));
  bench.set('light', 'color', { h: 10, s: 50 });
  expect(bench.get('effect', 'show')).toBe('none');
  bench.advance(60);
  expect(bench.get('light', 'color')).toEqual({ h: 10, s: 50 });
  expect(bench.effects().light).toBeCloseTo(12 * 80);
});

test('who is awake in the dark presses the switch, who goes to sleep presses it again; the phone works it too', () => {
  const ann: Person = { name: 'Ann', mass: 58, asleep: false, cooking: false, pulse: 68, cadence: 0, room: 'study', day: 0, hour: 20 };
  const bench = simulate(wallSwitch, { lux: 5, people: 1, present: [ann] });
  bench.advance(3600);
  expect(bench.get('switch', 'on')).toBe(true);
  expect(bench.effects().light).toBe(1600);
  bench.here.lux = 170; // now it is bright: it stays on
  bench.advance(3600);
  expect(bench.get('switch', 'on')).toBe(true);
  bench.here.present = [{ ...ann, asleep: true }];
  bench.advance(3600);
  expect(bench.events).toMatchObject([{ event: 'pressed', args: { press: 'single' } }, { event: 'pressed' }]);
  bench.set('switch', 'on', true);
  expect(bench.effects().watts).toBeGreaterThan(18);
});
