import { expect, test } from 'vitest';
import { liveIn } from '../testing/live-in.ts';
import { simulate } from '../simulate.ts';
import { airConditioner } from './air-conditioner.ts';

test('it cools the room that it is in, dries its air, and its meter counts', () => {
  const [without, cooled] = [liveIn('study'), liveIn('study', airConditioner)];
  cooled.set('thermostat', 'target', 16);
  cooled.set('thermostat', 'mode', 'cool');
  for (const place of [without, cooled]) place.advance(2 * 3600);
  expect(cooled.room.temperature).toBeLessThan(without.room.temperature - 1.5);
  expect(cooled.room.humidity).toBeLessThan(without.room.humidity);
  expect(Number(cooled.get('energy', 'used'))).toBeGreaterThan(0.1);
  cooled.set('thermostat', 'mode', 'off');
  const cold = cooled.room.temperature;
  cooled.advance(2 * 3600);
  expect(cooled.room.temperature).toBeGreaterThan(cold + 0.2);
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
