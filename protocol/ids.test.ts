import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseUlid, ulid } from './ids.ts';
import { ulidSchema } from './names.ts';

const times = fc.integer({ min: 0, max: 2 ** 48 - 1 });
const fractions = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

test('every id is one, by predicate and schema', () => {
  fc.assert(
    fc.property(times, fractions, (now, fraction) => {
      const id = ulid(now, () => fraction);
      expect(id).toHaveLength(26);
      expect(parseUlid(id)).toBe(true);
      expect(ulidSchema.safeParse(id).success).toBe(true);
    }),
  );
});

test('predicate and schema agree on any text', () => {
  const near = fc.string({ unit: fc.constantFrom(...'0127AIZLOUaz'), minLength: 25, maxLength: 27 });
  fc.assert(fc.property(fc.oneof(near, fc.string()), (text) => ulidSchema.safeParse(text).success === parseUlid(text)));
  for (const text of [
    '8'.padEnd(26, '0'),
    '0'.repeat(25),
    '0'.repeat(27),
    `${'0'.repeat(25)}I`,
    `${'0'.repeat(25)}a`,
    `${'0'.repeat(26)}\n`,
  ])
    expect(parseUlid(text)).toBe(false);
});

test('they sort by time', () => {
  fc.assert(
    fc.property(times, times, fractions, fractions, (a, b, x, y) => {
      fc.pre(a !== b);
      expect(ulid(a, () => x) < ulid(b, () => y)).toBe(a < b);
    }),
  );
});

test('the first ten characters are the time, the rest the randomness', () => {
  expect(ulid(1469918176385, () => 0)).toBe('01ARYZ6S410000000000000000');
  expect(ulid(0, () => 31 / 32)).toBe('0000000000ZZZZZZZZZZZZZZZZ');
  let k = 0;
  const counted = ulid(0, () => (k++ % 32) / 32);
  expect(counted.slice(10)).toBe('0123456789ABCDEF');
});
