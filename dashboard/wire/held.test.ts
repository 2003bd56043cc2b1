import { expect, it } from 'vitest';
import type { Report } from '#protocol/envelopes.ts';
import { heldReports } from './held.ts';

const report: Report = { v: 1, ts: 10, session: 's1', seq: 3, value: 20, target: 80, until: 900, by: { kind: 'command' } };

it('takes a fade’s target and end from the hub, never from before', () => {
  const over = heldReports({ 'light/level': report }, { light: { level: { value: 80, ts: 20, stale: false } } }, 's2').get('light/level');
  expect(over).toEqual({ v: 1, ts: 20, session: 's2', seq: 3, value: 80, by: { kind: 'command' } });
  const fading = { light: { level: { value: 50, ts: 20, stale: false, target: 60, until: 950 } } };
  expect(heldReports({ 'light/level': report }, fading, undefined).get('light/level')).toMatchObject({
    target: 60,
    until: 950,
    session: 's1',
  });
});
it('leaves what was heard later, or never', () => {
  const values = { light: { level: { value: 1, ts: 5, stale: true }, on: { value: true, ts: 50, stale: false } } };
  expect(heldReports({ 'light/level': report }, values, 's2').size).toBe(0);
});
