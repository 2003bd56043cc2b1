import fc from 'fast-check';
import { expect, it } from 'vitest';
import { roundTogether } from './round-together.ts';

it('rounds so that a column adds up to the total under it', () => {
  expect(roundTogether([0.4, 0.4, 0.4])).toEqual([1, 0, 0]);
  expect(roundTogether([812.97, 10, 5])).toEqual([813, 10, 5]);
  expect(roundTogether([0.5, 0.5], 1)).toEqual([1, 0]);
  expect(roundTogether([])).toEqual([]);
});

it('is off by less than one, whatever the signs', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: -1e5, max: 1e5, noNaN: true }), { maxLength: 30 }), (parts) => {
      const whole = roundTogether(parts);
      expect(whole.reduce((sum, part) => sum + part, 0)).toBe(Math.round(parts.reduce((sum, part) => sum + part, 0)) + 0);
      whole.forEach((part, i) => expect(Math.abs(part - (parts[i] ?? NaN))).toBeLessThan(1.000001));
    }),
  );
});
