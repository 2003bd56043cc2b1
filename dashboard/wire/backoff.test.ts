import { expect, it } from 'vitest';
import { backoff } from './backoff.ts';

it('grows, stays within bounds and spreads', () => {
  expect(backoff(0, () => 0)).toBe(125);
  expect(backoff(0, () => 1)).toBe(250);
  expect(backoff(50, () => 1)).toBe(8000);
  for (let attempt = 0; attempt < 8; attempt += 1) expect(backoff(attempt, () => 0.5)).toBeLessThanOrEqual(backoff(attempt + 1, () => 0.5));
});
