import { expect, test } from 'vitest';
import { simulate } from '../simulate.ts';
import { createTestHome } from '../testing/test-home.ts';
import { vapourOf } from '../world/models/vapour.ts';
import { airConditioner } from './air-conditioner.ts';
import { climateSensor } from './climate-sensor.ts';

test('it cools the room that it is in, dries its air, and its meter counts; switched off, the room warms again', () => {
  const [without, home] = [createTestHome(), createTestHome()];
  const cooler = home.add(airConditioner, 'study');
  const [warm, cooled] = [without.world.room('study'), home.world.room('study')];
  const thermometer = home.add(climateSensor, 'study');
  cooler.set('thermostat', 'target', 16);
  cooler.set('thermostat', 'mode', 'cool');
  for (const each of [without, home]) each.advance(2 * 3600);
  expect(cooled.temperature).toBeLessThan(warm.temperature - 1.5);
  expect(vapourOf(cooled.humidity, cooled.temperature)).toBeLessThan(vapourOf(warm.humidity, warm.temperature));
  expect(thermometer.get('climate', 'temperature')).toBeCloseTo(cooled.temperature, 0);
  expect(Number(cooler.get('energy', 'used'))).toBeGreaterThan(0.1);
  cooler.set('thermostat', 'mode', 'off');
  const cold = cooled.temperature;
  home.advance(2 * 3600);
  expect(cooled.temperature).toBeGreaterThan(cold + 0.2);
});

test('far from its target it gives all it has, near it a part, and less than half a degree off it waits', () => {
  const bench = simulate(airConditioner, { temperature: 30, outdoors: { pm25: 60, temperature: 35, humidity: 60, wind: 2, lux: 10_000 } });
  bench.set('thermostat', 'mode', 'cool');
  const drawn = (temperature: number) => {
    bench.here.temperature = temperature;
    bench.advance(30);
    return bench.effects().watts;
  };
  const full = drawn(30);
  const moved = -(bench.effects().heat + bench.effects().watts);
  expect(moved + (bench.effects().moisture * -2450) / 3600).toBeCloseTo(3500, 6);
  expect(moved / full).toBeGreaterThan(2); // sensible COP
  expect(drawn(26.8)).toBeLessThan(full / 2);
  expect(bench.get('thermostat', 'doing')).toBe('cooling');
  expect(drawn(25.6)).toBeLessThan(30);
  expect(bench.get('thermostat', 'doing')).toBe('idle');
  drawn(26.4);
  expect(bench.get('thermostat', 'doing')).toBe('idle');
  drawn(26.6);
  expect(bench.get('thermostat', 'doing')).toBe('cooling');
});

test('it heats where it is told to, and gives the room more than it draws', () => {
  const bench = simulate(airConditioner, { temperature: 15 });
  bench.set('thermostat', 'mode', 'auto');
  bench.advance(30);
  expect(bench.get('thermostat', 'doing')).toBe('heating');
  expect(bench.effects().heat).toBeGreaterThan(bench.effects().watts);
});
