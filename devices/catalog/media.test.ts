// What plays: the television and the speaker.
import { expect, test } from 'vitest';
import { simulate } from '../simulate.ts';
import { speaker } from './speaker.ts';
import { tv } from './tv.ts';

test('the speaker plays its list from track to track, and round', () => {
  const bench = simulate(speaker);
  expect(bench.effects().noise).toBe(0);
  bench.act('media', 'play', {});
  expect(bench.effects().noise).toBeCloseTo(53.5);
  bench.advance(210);
  expect(bench.get('media', 'track')).toBe('Paper Boats');
  bench.advance(10);
  expect(bench.get('media', 'track')).toBe('Night Tram');
  bench.act('media', 'previous', {});
  bench.act('media', 'previous', {});
  expect(bench.get('media', 'track')).toBe('Green Tea');
  bench.set('volume', 'muted', true);
  expect(bench.effects().noise).toBe(0);
  bench.act('media', 'pause', {});
  bench.advance(3600);
  expect(bench.get('media', 'track')).toBe('Green Tea');
});

test('its timer counts down, stops the music on time and tells; cancelled it does not', () => {
  const bench = simulate(speaker);
  bench.act('media', 'play', {});
  bench.act('timer', 'begin', { seconds: 601 });
  bench.advance(600.5);
  expect(bench.get('media', 'playback')).toBe('playing');
  bench.advance(0.6);
  expect(bench.get('media', 'playback')).toBe('stopped');
  expect(bench.events).toMatchObject([{ service: 'timer', event: 'elapsed' }]);
  bench.act('timer', 'begin', {});
  bench.act('timer', 'cancel', {});
  bench.advance(600);
  expect(bench.events).toHaveLength(1);
});

test('a source switches the television on; off it refuses to play and shows its ambient picture', () => {
  const bench = simulate(tv);
  expect(bench.effects()).toMatchObject({ watts: 28, light: 60, noise: 0 });
  expect(() => bench.act('media', 'next', {})).toThrow('off');
  bench.set('media', 'source', 'live');
  expect(bench.get('power', 'on')).toBe(true);
  expect(bench.get('media', 'track')).toBe('Evening News');
  expect(bench.effects()).toMatchObject({ watts: 95, light: 450 });
  expect(bench.effects().noise).toBeGreaterThan(40);
  bench.advance(2700);
  expect(bench.get('media', 'track')).toBe('City Kitchen');
  bench.set('media', 'source', 'film');
  expect(bench.get('media', 'track')).toBe('The Long Corridor');
  bench.set('power', 'on', false);
  bench.set('ambient', 'on', false);
  expect(bench.get('media', 'playback')).toBe('stopped');
  expect(bench.effects()).toMatchObject({ watts: 0.5, light: 0, noise: 0 });
});
