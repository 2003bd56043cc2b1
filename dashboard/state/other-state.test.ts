import { expect, it } from 'vitest';
import type { Report } from '#protocol/envelopes.ts';
import { vacuum } from '#protocol/services/index.ts';
import { parseSpec } from '#protocol/spec.ts';
import type { Value } from '#protocol/values.ts';
import { hasOtherState } from './other-state.ts';

const report = (value: Value): Report => ({ v: 1, session: 'session', seq: 1, ts: 1, value, by: { kind: 'simulation' } });
const title = { en: 'Robot', zh: '机器人' };
const parsed = parseSpec({ ...{ model: 'm', vendor: 'v', category: 'thing', rev: 1, title }, services: { v: vacuum() } });
const robot = parsed.ok ? parsed.spec.services.v : undefined;
const other = (before: Record<string, Value>, now: Record<string, Value>): boolean => {
  const reports = (values: Record<string, Value>) => Object.fromEntries(Object.entries(values).map(([key, value]) => [key, report(value)]));
  if (!robot) throw new Error('its spec does not parse');
  return hasOtherState('v', robot, reports(now), reports(before));
};

it('knows another state by its words and truths', () => {
  expect(other({ 'v/state': 'jammed' }, { 'v/state': 'cleaning' })).toBe(true);
  expect(other({ 'v/state': 'jammed' }, { 'v/state': 'jammed' })).toBe(false);
});

it('takes a number that goes on, another service and a first report for none', () => {
  expect(other({ 'v/progress': 3 }, { 'v/progress': 4 })).toBe(false);
  expect(other({ 'w/state': 'jammed' }, { 'w/state': 'cleaning' })).toBe(false);
  expect(other({}, { 'v/state': 'cleaning' })).toBe(false);
});
