import { expect, it } from 'vitest';
import { pairProblem } from './pair-problem.ts';

it('tells the tries that are left, where the device said so', () => {
  expect(pairProblem({ code: 'WRONG_SETUP_CODE', left: 3 })).toEqual({ kind: 'wrong-code', left: 3 });
  expect(pairProblem({ code: 'WRONG_SETUP_CODE' })).toEqual({ kind: 'wrong-code', left: undefined });
});
it('tells until when it is locked, where the device said so', () => {
  const until = Date.parse('2026-03-01T07:30:00Z');
  expect(pairProblem({ code: 'LOCKED_OUT', lockedUntil: until })).toEqual({ kind: 'locked', until });
  expect(pairProblem({ code: 'LOCKED_OUT' })).toEqual({ kind: 'locked', until: undefined });
});
it('tells a closed house from a device that left', () => {
  expect(pairProblem({ code: 'NOT_ADMITTED' }).kind).toBe('not-admitted');
  expect(pairProblem({ code: 'NOT_NEARBY' }).kind).toBe('gone');
  expect(pairProblem({ code: 'INTERNAL' }).kind).toBe('other');
});
