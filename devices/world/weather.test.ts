import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dayMs } from './local-time.ts';
import { createWeather } from './weather.ts';

const weather = createWeather('1 weather');
const at = (month: number, day: number, hour: number) => weather(Date.UTC(2026, month - 1, day, 0, hour * 60), 0);

test('the same seed has the same weather, another seed another; asking in any order', () => {
  const now = Date.UTC(2026, 4, 5, 6);
  const later = weather(now + 20 * dayMs, 0);
  expect(createWeather('1 weather')(now, 0)).toEqual(weather(now, 0));
  expect(createWeather('1 weather')(now + 20 * dayMs, 0)).toEqual(later);
  expect(createWeather('2 weather')(now, 0)).not.toEqual(weather(now, 0));
});

test('winter is cold and summer is warm, afternoons are warmer and drier than early mornings, nights are dark', () => {
  expect(at(1, 15, 15).temperature).toBeLessThan(10);
  expect(at(7, 15, 15).temperature).toBeGreaterThan(22);
  expect(at(7, 15, 15).temperature).toBeGreaterThan(at(7, 15, 3).temperature);
  expect(at(7, 15, 15).humidity).toBeLessThan(at(7, 15, 4).humidity);
  expect(at(7, 15, 12).lux).toBeGreaterThan(10_000);
  expect(at(7, 15, 0).lux).toBe(0);
});

test('it is local time that counts', () => {
  const noon = Date.UTC(2026, 6, 15, 12);
  expect(weather(noon, 12 * 60).lux).toBe(0);
  expect(weather(noon - 8 * 3_600_000, 8 * 60)).toEqual(weather(noon, 0));
});

test('always possible, and never a jump, midnight and New Year included', () => {
  const year = 366 * dayMs;
  fc.assert(
    fc.property(fc.double({ min: 0, max: year, noNaN: true }), fc.string(), (t, seed) => {
      const here = createWeather(seed);
      const [now, soon] = [here(Date.UTC(2026, 0, 1) + t, 0), here(Date.UTC(2026, 0, 1) + t + 60_000, 0)];
      expect(now.pm25).toBeGreaterThan(0);
      expect(now.pm25).toBeLessThan(300);
      expect(Math.abs(now.temperature)).toBeLessThan(45);
      expect(now.humidity).toBeGreaterThan(5);
      expect(now.humidity).toBeLessThanOrEqual(100);
      expect(now.wind).toBeGreaterThan(0);
      expect(Math.abs(soon.temperature - now.temperature)).toBeLessThan(0.1);
      expect(Math.abs(soon.pm25 - now.pm25)).toBeLessThan(2);
      expect(Math.abs(soon.humidity - now.humidity)).toBeLessThan(2);
    }),
  );
  const midnight = Date.UTC(2026, 2, 3);
  for (const key of ['pm25', 'temperature', 'humidity', 'wind'] as const)
    expect(Math.abs(weather(midnight - 1, 0)[key] - weather(midnight + 1, 0)[key])).toBeLessThan(1e-3);
});
