import { expect, test } from 'vitest';
import { simulate } from '../simulate.ts';
import { createTestHome } from '../testing/test-home.ts';
import { humidifier } from './humidifier.ts';

test('it moistens the room that it stands in, and what it evaporates cools it', () => {
  const [without, home] = [createTestHome(), createTestHome()];
  const device = home.add(humidifier, 'bedroom');
  device.set('humidity', 'aim', 80);
  device.set('power', 'on', true);
  for (const each of [without, home]) each.advance(3600);
  const [dry, damp] = [without.world.room('bedroom'), home.world.room('bedroom')];
  expect(damp.humidity).toBeGreaterThan(dry.humidity + 5);
  expect(damp.temperature).toBeLessThan(dry.temperature);
});

test('what the air gets is what the tank loses; empty, it tells, stops and refuses', () => {
  const bench = simulate(humidifier, { humidity: 30, people: 0 });
  bench.set('power', 'on', true);
  let given = 0; // g
  for (let minutes = 0; minutes < 600; minutes += 1) {
    given += bench.effects().moisture / 60;
    bench.advance(60);
  }
  expect(bench.get('humidity', 'water')).toBeCloseTo(100 - given / 40, 0);
  bench.advance(6 * 3600);
  expect(bench.get('power', 'on')).toBe(false);
  expect(bench.effects().moisture).toBe(0);
  expect(bench.events).toMatchObject([{ event: 'empty' }]);
  expect(() => bench.set('power', 'on', true)).toThrow('tank is empty');
  bench.here.people = 1; // somebody comes by and fills it
  bench.advance(6 * 3600);
  bench.set('power', 'on', true);
  expect(bench.effects().moisture).toBeGreaterThan(200);
});

test('the nearer the air is to what was asked for, the less it gives', () => {
  const bench = simulate(humidifier, { people: 0 });
  bench.set('power', 'on', true);
  const given = (humidity: number) => {
    bench.here.humidity = humidity;
    bench.advance(30);
    return bench.effects().moisture;
  };
  expect([40, 47.5, 50, 60].map(given)).toEqual([300, 150, 0, 0]);
});
