import { expect, test } from 'vitest';
import { liveIn } from '../testing/live-in.ts';
import { simulate } from '../simulate.ts';
import { humidifier } from './humidifier.ts';

test('it moistens the room that it stands in, and what it evaporates cools it', () => {
  const [without, damp] = [liveIn('bedroom'), liveIn('bedroom', humidifier)];
  damp.set('humidity', 'aim', 80);
  damp.set('power', 'on', true);
  for (const place of [without, damp]) place.advance(3600);
  expect(damp.room.humidity).toBeGreaterThan(without.room.humidity + 5);
  expect(damp.room.temperature).toBeLessThan(without.room.temperature);
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
