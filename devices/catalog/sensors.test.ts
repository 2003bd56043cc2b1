// The small sensors: what is there, how late they show it, and when they forget it.
import { expect, test } from 'vitest';
import { simulate } from '../simulate.ts';
import type { Person } from '../world/here.ts';
import { airMonitor } from './air-monitor.ts';
import { climateSensor } from './climate-sensor.ts';
import { doorContact } from './door-contact.ts';
import { leakSensor } from './leak-sensor.ts';
import { motionSensor } from './motion-sensor.ts';
import { presenceSensor } from './presence-sensor.ts';
import { smokeDetector } from './smoke-detector.ts';

const names = (bench: { readonly events: readonly { readonly event: string }[] }) => bench.events.map(({ event }) => event);

test('the air monitor shows dust within a minute, warmth only after several', () => {
  const bench = simulate(airMonitor, { pm25: 80, temperature: 20 });
  bench.advance(3600);
  expect(bench.get('air', 'pm25')).toBe(80);
  Object.assign(bench.here, { pm25: 180, temperature: 30 });
  bench.advance(20);
  expect(bench.get('air', 'pm25')).toBeCloseTo(80 + 100 * (1 - Math.exp(-1)), -0.5);
  expect(bench.get('air', 'temperature')).toBeLessThan(21);
  bench.advance(280);
  expect(bench.get('air', 'pm25')).toBe(180);
  expect(bench.get('air', 'temperature')).toBeCloseTo(20 + 10 * (1 - Math.exp(-1)), 1);
});

test('the temperature sensor follows slowly, and its cell lasts two years', () => {
  const bench = simulate(climateSensor, { temperature: 20 });
  bench.here.temperature = 26;
  bench.advance(240);
  expect(bench.get('climate', 'temperature')).toBeCloseTo(20 + 6 * (1 - Math.exp(-1)), 1);
  bench.advance(36.5 * 86_400);
  expect(bench.get('battery', 'charge')).toBe(95);
  const old = simulate(climateSensor, { snapshot: { values: { battery: { charge: 15.6 } }, memory: {}, random: [1, 2, 3, 4] } });
  old.advance(86_400);
  expect(names(old)).toEqual(['low']);
});

test('the motion sensor holds for a minute after the last movement, and measures the light', () => {
  const bench = simulate(motionSensor, { lux: 240 });
  expect(bench.get('motion', 'moving')).toBe(false);
  bench.here.moving = true;
  bench.advance(30);
  bench.here.moving = false;
  bench.advance(50);
  expect(bench.get('motion', 'moving')).toBe(true);
  bench.advance(15);
  expect(bench.get('motion', 'moving')).toBe(false);
  expect(names(bench)).toEqual(['detected']);
  expect(bench.get('motion', 'illuminance')).toBe(240);
});

test('the presence sensor sees who sits still or sleeps, and lets half a minute pass before it calls a room empty', () => {
  const sleeper: Person = {
    ...{ name: 'Ann', mass: 58, asleep: true, cooking: false, pulse: 54, cadence: 0, room: 'bedroom', day: 0, hour: 3 },
  };
  const bench = simulate(presenceSensor, { people: 0 });
  Object.assign(bench.here, { people: 1, present: [sleeper], moving: false });
  bench.advance(3600);
  expect([bench.get('presence', 'occupied'), bench.get('presence', 'people'), bench.get('breath', 'asleep')]).toEqual([true, 1, 1]);
  Object.assign(bench.here, { people: 0, present: [] });
  bench.advance(20);
  expect(bench.get('presence', 'occupied')).toBe(true);
  bench.advance(20);
  expect(names(bench)).toEqual(['came', 'left']);
});

test('the door sensor tells of the door, and of the window', () => {
  const bench = simulate(doorContact);
  for (const what of ['doorOpen', 'windowOpen'] as const) {
    bench.here[what] = true;
    bench.advance(4);
    bench.here[what] = false;
    bench.advance(4);
  }
  expect(names(bench)).toEqual(['opened', 'closed', 'opened', 'closed']);
});

test('the leak sensor is loud while there is water, and dries for a minute', () => {
  const bench = simulate(leakSensor);
  bench.here.wet = true;
  bench.advance(10);
  expect(bench.effects().noise).toBe(75);
  bench.here.wet = false;
  bench.advance(30);
  expect(bench.get('leak', 'wet')).toBe(true);
  bench.advance(40);
  expect(names(bench)).toEqual(['found', 'dried']);
});

test('the smoke detector needs smoke, not dust; it can be hushed, tested, and falls silent when the air is clear', () => {
  const bench = simulate(smokeDetector, { pm25: 150 });
  bench.advance(600);
  expect(bench.get('smoke', 'alarm')).toBe(false);
  bench.here.pm25 = 1200;
  bench.advance(60);
  expect(bench.get('smoke', 'alarm')).toBe(true);
  expect(bench.effects().noise).toBe(85);
  bench.act('smoke', 'hush', {});
  expect(bench.effects().noise).toBe(0);
  bench.advance(601);
  expect(bench.effects().noise).toBe(85);
  bench.here.pm25 = 40;
  bench.advance(120);
  expect(names(bench)).toEqual(['alarm', 'clear']);
  bench.act('smoke', 'test', {});
  expect(bench.effects().noise).toBe(85);
  bench.advance(3);
  expect(bench.get('smoke', 'alarm')).toBe(false);
});
