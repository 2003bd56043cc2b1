import { describe, expect, it } from 'vitest';
import { ulid } from '#protocol/ids.ts';
import { isKnownAgain, shownValue, stepIntent } from './intent.ts';
import type { Intent, IntentEvent } from './intent.ts';

const run = (...events: IntentEvent[]): Intent | undefined => events.reduce<Intent | undefined>(stepIntent, undefined);
const want = (id: string, value: number): IntentEvent => ({ type: 'want', id, value });
const error = { code: 'OFFLINE', message: '' } as const;

describe('the optimistic state machine', () => {
  it('shows a wish at once and the reply decides', () => {
    expect(shownValue(run(want('a', 7)), { value: 1 })).toBe(7);
    expect(shownValue(run(want('a', 7), { type: 'answered', id: 'a', value: 6 }), { value: 1 })).toBe(6);
  });
  it('lets go of a confirmed value at the next report', () => {
    expect(run(want('a', 7), { type: 'answered', id: 'a', value: 7 }, { type: 'report' })).toBeUndefined();
  });
  it('keeps a pending wish in front of reports', () => {
    expect(shownValue(run(want('a', 7), { type: 'report' }), { value: 2 })).toBe(7);
  });
  it('rolls back to the latest report, not to the value before the tap', () => {
    const failed = run(want('a', 7), { type: 'report' }, { type: 'refused', id: 'a', error, outcome: 'not-done' });
    expect(failed?.phase).toBe('failed');
    expect(shownValue(failed, { value: 3 })).toBe(3);
  });
  it('says "still trying" only for the wish that is slow', () => {
    expect(run(want('a', 7), want('b', 8), { type: 'slow', id: 'a' })?.phase).toBe('sending');
    expect(run(want('a', 7), { type: 'slow', id: 'a' })?.phase).toBe('trying');
  });
  it('ignores answers to superseded wishes', () => {
    expect(shownValue(run(want('a', 7), want('b', 8), { type: 'answered', id: 'a', value: 7 }), { value: 1 })).toBe(8);
    expect(run(want('a', 7), want('b', 8), { type: 'refused', id: 'a', error, outcome: 'not-done' })?.phase).toBe('sending');
  });
  it('keeps an unknown outcome apart from a failure, until dismissed', () => {
    const unknown = run(want('a', 7), { type: 'refused', id: 'a', error, outcome: 'unknown' }, { type: 'refreshed', id: 'a' });
    expect(unknown).toMatchObject({ phase: 'unknown', refreshed: true });
    expect(stepIntent(unknown, { type: 'dismiss' })).toBeUndefined();
  });
  it('does not dismiss what is still on its way', () => {
    expect(run(want('a', 7), { type: 'dismiss' })?.phase).toBe('sending');
  });

  describe('of an unknown outcome', () => {
    const sent = 1_800_000_000_000;
    const id = ulid(sent, () => 0);
    const before = { session: 'one', seq: 4, ts: sent - 5_000, by: { kind: 'simulation' } } as const;
    const ready = { state: 'ready', session: 'one' } as const;
    const unknown = run(want(id, 7), { type: 'refused', id, error, outcome: 'unknown', held: before });
    if (!unknown) throw new Error('the outcome is unknown');

    it('knows the value again when the device has reported since, in its present session', () => {
      expect(isKnownAgain(unknown, { ...before, seq: 5, ts: sent + 1 }, ready)).toBe(true);
      expect(isKnownAgain(unknown, { ...before, session: 'two', ts: sent + 1 }, { state: 'ready', session: 'two' })).toBe(true);
    });
    it('learns nothing from what was reported before the command, however often it is told', () => {
      expect(isKnownAgain(unknown, before, ready)).toBe(false);
      const refreshed = stepIntent(unknown, { type: 'refreshed', id });
      expect(refreshed && isKnownAgain(refreshed, before, ready)).toBe(false);
      expect(isKnownAgain(unknown, undefined, ready)).toBe(false);
    });
    it('learns nothing from a report of before that a slow line brings after the answer', () => {
      expect(isKnownAgain(unknown, { ...before, seq: 5, ts: sent - 1 }, ready)).toBe(false);
    });
    it('learns nothing from a session that is over, or not ready', () => {
      const since = { ...before, seq: 5, ts: sent + 1 };
      expect(isKnownAgain(unknown, since, { state: 'ready', session: 'two' })).toBe(false);
      expect(isKnownAgain(unknown, since, { state: 'lost', session: 'one' })).toBe(false);
      expect(isKnownAgain(unknown, since, undefined)).toBe(false);
    });
    it('knows it at once where the report that came in time names the command', () => {
      const own = { ...before, by: { kind: 'command', id } } as const;
      expect(isKnownAgain(unknown, own, ready)).toBe(true);
      expect(isKnownAgain(unknown, { ...own, by: { kind: 'command', id: ulid(sent + 1, () => 0) } }, ready)).toBe(false);
    });
    it('is asked of nothing but an unknown outcome', () => {
      const failed = run(want(id, 7), { type: 'refused', id, error, outcome: 'not-done', held: before });
      expect(failed && isKnownAgain(failed, { ...before, seq: 5, ts: sent + 1 }, ready)).toBe(false);
    });
  });
});
