import { expect, test } from 'vitest';
import { simulate } from '../simulate.ts';
import { vaporHeat } from '../world/models/heat-pump.ts';
import { kettle } from './kettle.ts';

test('it boils after m c dT / P and a little for what the room gets, then switches itself off', () => {
  const bench = simulate(kettle, { temperature: 20 });
  bench.act('heater', 'start', {});
  expect(bench.effects().watts).toBeGreaterThan(1800);
  const lossless = (1.5 * 4186 * 80) / 1800;
  bench.advance(lossless);
  expect(bench.events).toEqual([]);
  bench.advance(0.05 * lossless);
  expect(bench.events).toMatchObject([{ service: 'heater', event: 'done' }]);
  expect(bench.get('heater', 'heat')).toBe('idle');
  expect(bench.effects().watts).toBeLessThan(1);
  expect(() => bench.act('heater', 'start', {})).toThrow('hot enough already');
  bench.advance(3 * 3600);
  expect(bench.get('heater', 'content')).toBeLessThan(35);
  bench.act('heater', 'start', {});
});

test('what the socket gave is in the water or in the room, warm or as steam', () => {
  const bench = simulate(kettle, { temperature: 20 });
  bench.act('heater', 'start', {});
  let toRoom = 0;
  let drawn = 0;
  for (let t = 0; t < 6000; t += 1) {
    const { heat, moisture, watts } = bench.effects();
    drawn += watts;
    toRoom += heat + watts + (moisture / 3600) * vaporHeat;
    bench.advance(1);
  }
  const inWater = 1.5 * 4186 * (Number(bench.get('heater', 'content')) - 20);
  expect((toRoom + inWater) / drawn).toBeCloseTo(1, 1);
});

test('it keeps warm at the temperature of the leaf', () => {
  const bench = simulate(kettle);
  bench.set('brew', 'leaf', 'green');
  bench.set('heater', 'keep', true);
  bench.act('heater', 'start', {});
  bench.advance(3600);
  expect(bench.get('heater', 'heat')).toBe('keeping');
  expect(bench.get('heater', 'content')).toBe(80);
  bench.act('heater', 'stop', {});
  bench.advance(3600);
  expect(bench.get('heater', 'content')).toBeLessThan(60);
});
