import { describe, expect, it } from 'vitest';
import { isOffline, isStale, lastSeenOf } from './staleness.ts';

describe('staleness', () => {
  it('is decided by the session alone', () => {
    expect(isStale({ session: 'one' }, { state: 'ready', session: 'one' })).toBe(false);
    expect(isStale({ session: 'one' }, { state: 'ready', session: 'two' })).toBe(true);
    expect(isStale({ session: 'one' }, { state: 'lost', session: 'one' })).toBe(true);
    expect(isStale({ session: 'one' }, undefined)).toBe(true);
  });
  it('calls lost, disconnected and unheard-of devices offline, sleeping ones not', () => {
    expect([isOffline(undefined), isOffline({ state: 'lost' }), isOffline({ state: 'disconnected' })]).toEqual([true, true, true]);
    expect([isOffline({ state: 'sleeping' }), isOffline({ state: 'ready' }), isOffline({ state: 'init' })]).toEqual([false, false, false]);
  });
  it('knows when a device was last heard of', () => {
    expect(lastSeenOf([{ ts: 5 }, { ts: 9 }], 7)).toBe(9);
    expect(lastSeenOf([], null)).toBeUndefined();
  });
});
