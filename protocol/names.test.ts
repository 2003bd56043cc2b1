import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { names, slugs } from '../tests/forward/specs.ts';
import {
  givenNameSchema,
  isName,
  isSlug,
  namePattern,
  nameSchema,
  parseClientId,
  setupCodeSchema,
  slugPattern,
  slugSchema,
  tabPattern,
  titleSchema,
  ulidSchema,
} from './names.ts';

const schemas = { nameSchema, slugSchema, ulidSchema, setupCodeSchema, titleSchema, givenNameSchema };
const anyText = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom(...'ab-09.+#/ é') }));

test('no schema throws, whatever it is given', () => {
  fc.assert(
    fc.property(fc.oneof(fc.anything(), anyText), (input) => {
      for (const schema of Object.values(schemas)) expect(typeof schema.safeParse(input).success).toBe('boolean');
    }),
  );
});

describe('names and slugs', () => {
  test('generated ones are taken', () => {
    fc.assert(fc.property(names, (name) => nameSchema.safeParse(name).success && isName(name)));
    fc.assert(fc.property(slugs, (slug) => slugSchema.safeParse(slug).success && isSlug(slug)));
  });

  test('schema and predicate agree with the pattern on any text', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, names, slugs), (text) => {
        expect(nameSchema.safeParse(text).success).toBe(namePattern.test(text));
        expect(isName(text)).toBe(namePattern.test(text));
        expect(slugSchema.safeParse(text).success).toBe(isSlug(text));
        if (isSlug(text)) expect(text).toMatch(slugPattern);
      }),
    );
  });

  test.each(['ab', 'a'.repeat(33), '-abc', 'Abc', 'a_c', 'a.c', 'a/c', '+', '#', 'abc\n', 'ábc', '', ' abc', 'абв'])(
    '%j is no name',
    (text) => {
      expect(isName(text)).toBe(false);
      expect(nameSchema.safeParse(text).success).toBe(false);
    },
  );
  test.each(['', '1a', '-a', 'a'.repeat(33), 'A', 'a_b', 'a.b', 'a\n', '__proto__', 'constructor', 'prototype', 'toString'])(
    '%j is no slug',
    (text) => {
      expect(isSlug(text)).toBe(false);
      expect(slugSchema.safeParse(text).success).toBe(false);
    },
  );
  test('the shortest and the longest', () => {
    for (const name of ['abc', '0ab', 'a--', 'a'.repeat(32)]) expect(isName(name)).toBe(true);
    for (const slug of ['a', 'a'.repeat(32), 'pm2-5']) expect(isSlug(slug)).toBe(true);
  });
});

describe('client ids', () => {
  const users = fc.oneof(
    names,
    names.map((serial) => `pair-${serial}`),
  );
  const tabs = fc.string({ unit: fc.constantFrom(...'abc019'), minLength: 1, maxLength: 16 });

  test('a user, or a user and a tab, is split where it was joined', () => {
    fc.assert(
      fc.property(users, (user) => {
        expect(parseClientId(user)).toEqual({ user, tab: undefined });
      }),
    );
    fc.assert(
      fc.property(users, tabs, (user, tab) => {
        expect(parseClientId(`${user}.${tab}`)).toEqual({ user, tab });
      }),
    );
  });

  test('what is read back is what was given, and both parts are well formed', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, fc.string({ unit: fc.constantFrom(...'abc09-.'), maxLength: 24 })), (id) => {
        const parsed = parseClientId(id);
        if (!parsed) return;
        expect(parsed.tab === undefined ? parsed.user : `${parsed.user}.${parsed.tab}`).toBe(id);
        expect(isName(parsed.user) || (parsed.user.startsWith('pair-') && isName(parsed.user.slice(5)))).toBe(true);
        if (parsed.tab !== undefined) expect(parsed.tab).toMatch(tabPattern);
      }),
    );
  });

  test.each(['', '.', '.tab', 'anna.', 'anna.b.c', 'anna.TAB', 'anna.' + 'a'.repeat(17), 'pair-.', 'an+na', 'anna#', 'anna.a-b'])(
    '%j is none',
    (id) => {
      expect(parseClientId(id)).toBeUndefined();
    },
  );
  test('a serial of 32 characters may pair', () => {
    expect(parseClientId(`pair-${'s'.repeat(32)}`)).toEqual({ user: `pair-${'s'.repeat(32)}`, tab: undefined });
  });
});

describe('texts that people read', () => {
  const good = { en: 'Lamp', zh: '台灯' };
  test.each(['Lamp', 'x', '😀'.repeat(64), '👩‍🔬', "it's", 'a/b <b>', 'نور'])('%j is a title', (en) => {
    expect(titleSchema.safeParse({ ...good, en }).success).toBe(true);
  });
  test.each([
    '',
    ' ',
    ' a',
    'a ',
    'x'.repeat(65),
    'a\u0000b',
    'a\nb',
    'a\u0085b',
    'a\u2028b',
    'a\u200bb',
    '\ufeffa',
    'a\u202eb',
    'a\u2066b',
    'a\u200fb',
    'a\ud800b',
  ])('%j is not', (en) => {
    expect(titleSchema.safeParse({ ...good, en }).success).toBe(false);
    expect(titleSchema.safeParse({ ...good, zh: en }).success).toBe(false);
  });
  test('both languages are needed', () => {
    expect(titleSchema.safeParse({ en: 'Lamp' }).success).toBe(false);
  });
  test('a given name has at most 40 characters', () => {
    expect(givenNameSchema.safeParse('灯'.repeat(40)).success).toBe(true);
    expect(givenNameSchema.safeParse('灯'.repeat(41)).success).toBe(false);
  });
});

test('a setup code is eight digits, ASCII ones', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 99_999_999 }), (code) => setupCodeSchema.safeParse(String(code).padStart(8, '0')).success),
  );
  for (const code of ['1234567', '123456789', '1234 5678', '１２３４５６７８', 12345678])
    expect(setupCodeSchema.safeParse(code).success).toBe(false);
});
