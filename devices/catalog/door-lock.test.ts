import { expect, test } from 'vitest';
import { simulate } from '../simulate.ts';
import { doorLock } from './door-lock.ts';

test('who comes home unlocks it; it locks itself when the door has been closed for a while', () => {
  const bench = simulate(doorLock);
  expect(bench.get('lock', 'bolt')).toBe('locked');
  bench.here.doorOpen = true;
  bench.advance(20);
  expect(bench.get('lock', 'bolt')).toBe('unlocked');
  expect(() => bench.act('lock', 'lock', {})).toThrow('close it first');
  bench.here.doorOpen = false;
  bench.advance(25);
  expect(bench.get('lock', 'bolt')).toBe('unlocked');
  bench.advance(10);
  expect(bench.get('lock', 'bolt')).toBe('locked');
  expect(bench.events.map(({ event }) => event)).toEqual(['unlocked', 'locked']);
});

test('unlocked from the phone it stays so for a while, however long the door has been closed', () => {
  const bench = simulate(doorLock);
  bench.advance(3600);
  bench.act('lock', 'unlock', {});
  bench.advance(20);
  expect(bench.get('lock', 'bolt')).toBe('unlocked');
  bench.advance(20);
  expect(bench.get('lock', 'bolt')).toBe('locked');
});

test('auto-lock can be switched off', () => {
  const bench = simulate(doorLock);
  bench.set('auto', 'on', false);
  bench.act('lock', 'unlock', {});
  bench.advance(3600);
  expect(bench.get('lock', 'bolt')).toBe('unlocked');
});

test('the bolt turns for 0.4 s; it seldom jams, which is an alarm and no success, and can be tried again', () => {
  const bench = simulate(doorLock);
  bench.set('auto', 'on', false);
  bench.act('lock', 'unlock', {});
  bench.advance(1);
  let tries = 0;
  for (; tries < 3000; tries += 1) {
    const locking = bench.act('lock', 'lock', {});
    expect(locking.outcome).toBeUndefined();
    bench.advance(0.5);
    if (bench.get('lock', 'bolt') === 'jammed') {
      expect(locking.outcome).toMatchObject({ ok: false, error: { code: 'WRONG_STATE' } });
      break;
    }
    expect(locking.outcome).toMatchObject({ ok: true });
    bench.act('lock', 'unlock', {});
    bench.advance(0.5);
  }
  expect(tries).toBeGreaterThan(10);
  expect(bench.events.at(-1)).toMatchObject({ event: 'jammed' });
  bench.act('lock', 'lock', {});
  bench.advance(0.5);
  expect(bench.get('lock', 'bolt')).toBe('locked');
});
