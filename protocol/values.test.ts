import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { valueSchemas as schemas, valuesOf } from '../tests/forward/specs.ts';
import { anyValueSchema, compileValue, formats, initialValue, sameValue, toGrid } from './values.ts';
import type { ValueSchema } from './values.ts';

const title = { en: 'A', zh: '甲' };
const codeOf = (schema: ValueSchema, value: unknown) => compileValue(schema)(value)?.code;
type Numeric = Extract<ValueSchema, { format: 'int' | 'float' | 'duration' }>;
const isNumeric = (schema: ValueSchema): schema is Numeric => ['int', 'float', 'duration'].includes(schema.format);
const numeric = schemas.filter(isNumeric);

describe('every format', () => {
  test('takes its values', () => {
    fc.assert(
      fc.property(
        schemas.chain((schema) => fc.tuple(fc.constant(schema), valuesOf(schema))),
        ([schema, value]) => {
          expect(compileValue(schema)(value)).toBeUndefined();
          expect(anyValueSchema.safeParse(value).success).toBe(true);
        },
      ),
      { numRuns: 1000 },
    );
  });

  test('never throws, and says what is wrong and how to mend it', () => {
    fc.assert(
      fc.property(schemas, fc.anything({ withBigInt: true, withDate: true, withNullPrototype: true }), (schema, value) => {
        const fault = compileValue(schema)(value);
        if (!fault) return;
        expect(fault.message.length).toBeGreaterThan(5);
        expect(fault.hint.length).toBeGreaterThan(5);
      }),
      { numRuns: 1000 },
    );
  });

  test('even of what JSON cannot write', () => {
    const circle: unknown[] = [];
    circle.push(circle);
    const deep: unknown = JSON.parse('['.repeat(50_000) + ']'.repeat(50_000));
    for (const value of [1n, circle, deep, Symbol('x'), () => 1]) expect(codeOf({ format: 'color' }, value)).toBe('BAD_TYPE');
  });

  test('its initial value is one of its values', () => {
    fc.assert(
      fc.property(schemas, (schema) => {
        expect(compileValue(schema)(initialValue(schema))).toBeUndefined();
      }),
    );
  });

  test('is one of eight', () => {
    expect(formats).toEqual(['bool', 'int', 'float', 'enum', 'string', 'color', 'datetime', 'duration']);
  });
});

describe('what each refuses', () => {
  const table: [ValueSchema, unknown, string][] = [
    [{ format: 'bool' }, 1, 'BAD_TYPE'],
    [{ format: 'bool' }, 'true', 'BAD_TYPE'],
    [{ format: 'int' }, '5', 'BAD_TYPE'],
    [{ format: 'int' }, 1.5, 'BAD_TYPE'],
    [{ format: 'int' }, 2 ** 53, 'BAD_TYPE'],
    [{ format: 'int' }, NaN, 'BAD_TYPE'],
    [{ format: 'int' }, null, 'BAD_TYPE'],
    [{ format: 'int', range: { min: 1, max: 5 } }, 0, 'OUT_OF_RANGE'],
    [{ format: 'int', range: { min: 1, max: 5 } }, 6, 'OUT_OF_RANGE'],
    [{ format: 'int', range: { min: 1, max: 5, step: 2 } }, 2, 'OFF_STEP'],
    [{ format: 'float' }, Infinity, 'BAD_TYPE'],
    [{ format: 'float', range: { min: 0, max: 1 } }, 1.0000001, 'OUT_OF_RANGE'],
    [{ format: 'float', range: { min: 0, max: 1, step: 0.1 } }, 0.10001, 'OFF_STEP'],
    [{ format: 'duration', range: { min: 0, max: 30, step: 0.5 } }, 0.3, 'OFF_STEP'],
    [{ format: 'duration' }, 'PT1S', 'BAD_TYPE'],
    [{ format: 'enum', values: { a: title } }, 'b', 'BAD_ENUM'],
    [{ format: 'enum', values: { a: title } }, 0, 'BAD_TYPE'],
    [{ format: 'enum', values: { a: title } }, 'constructor', 'BAD_ENUM'],
    [{ format: 'enum', values: { a: title } }, '__proto__', 'BAD_ENUM'],
    [{ format: 'enum', values: { a: title } }, 'toString', 'BAD_ENUM'],
    [{ format: 'string', maxLength: 3 }, 'abcd', 'TOO_LARGE'],
    [{ format: 'string', maxLength: 3 }, 3, 'BAD_TYPE'],
    [{ format: 'color' }, { h: 361, s: 0 }, 'OUT_OF_RANGE'],
    [{ format: 'color' }, { h: 0, s: -1 }, 'OUT_OF_RANGE'],
    [{ format: 'color' }, { h: 0 }, 'BAD_TYPE'],
    [{ format: 'color' }, { h: '0', s: 0 }, 'BAD_TYPE'],
    [{ format: 'color' }, [0, 0], 'BAD_TYPE'],
    [{ format: 'color' }, null, 'BAD_TYPE'],
    [{ format: 'color' }, '#fff', 'BAD_TYPE'],
    [{ format: 'datetime' }, '2026-03-01', 'BAD_TYPE'],
    [{ format: 'datetime' }, '2026-03-01T07:30:00', 'BAD_TYPE'],
    [{ format: 'datetime' }, '2026-13-01T07:30:00Z', 'BAD_TYPE'],
    [{ format: 'datetime' }, '2026-02-30T07:30:00Z', 'BAD_TYPE'],
    [{ format: 'datetime' }, '2026-03-01T24:00:00Z', 'BAD_TYPE'],
    [{ format: 'datetime' }, '2026-03-01 07:30:00Z', 'BAD_TYPE'],
    [{ format: 'datetime' }, 1_772_000_000, 'BAD_TYPE'],
  ];
  test.each(table)('%j: %j is %s', (schema, value, code) => {
    expect(codeOf(schema, value)).toBe(code);
  });
  test.each(['2026-03-01T07:30:00Z', '2024-02-29T23:59:59.123456789+08:00', '1970-01-01T00:00:00-12:00'])('datetime takes %s', (value) => {
    expect(codeOf({ format: 'datetime' }, value)).toBeUndefined();
  });
});

describe('grids', () => {
  const anyNumber = fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.double({ min: -1e7, max: 1e7, noNaN: true }),
    fc.maxSafeInteger(),
  );

  test('toGrid gives a value that passes, for every number', () => {
    fc.assert(
      fc.property(numeric, anyNumber, (schema, number) => {
        expect(compileValue(schema)(toGrid(schema, number))).toBeUndefined();
      }),
      { numRuns: 3000 },
    );
  });
  test('what is on the grid stays, and nothing on it lies nearer', () => {
    fc.assert(
      fc.property(numeric, anyNumber, (schema, number) => {
        const point = toGrid(schema, number);
        expect(toGrid(schema, point)).toBe(point);
        const { range } = schema;
        const step = range?.step ?? (schema.format === 'int' ? 1 : 0);
        if (range && number >= range.min && number <= range.max) expect(Math.abs(point - number)).toBeLessThanOrEqual(step * 0.500_001);
      }),
      { numRuns: 1000 },
    );
  });
  test('an int’s grid is exact, also among the largest', () => {
    const range = { min: 1, max: Number.MAX_SAFE_INTEGER, step: 2 };
    expect(toGrid({ format: 'int', range }, Number.MAX_SAFE_INTEGER)).toBe(Number.MAX_SAFE_INTEGER);
    expect(codeOf({ format: 'int', range }, Number.MAX_SAFE_INTEGER - 1)).toBe('OFF_STEP');
    expect(toGrid({ format: 'int' }, 1e300)).toBe(Number.MAX_SAFE_INTEGER);
    fc.assert(
      fc.property(
        fc.integer(),
        fc.integer({ min: 1, max: 1000 }),
        fc.integer({ min: 1, max: 1e6 }),
        fc.integer(),
        (min, step, steps, k) => {
          const schema: ValueSchema = { format: 'int', range: { min, max: min + step * steps, step } };
          const on = k >= min && k <= min + step * steps && (k - min) % step === 0;
          expect(codeOf(schema, k) === undefined).toBe(on);
        },
      ),
    );
  });
  test('a float’s decimals come out as they are written, without noise', () => {
    const decimal = fc.record({
      digits: fc.integer({ min: 0, max: 3 }),
      min: fc.integer({ min: -10_000, max: 10_000 }),
      step: fc.integer({ min: 1, max: 50 }),
      k: fc.nat({ max: 500 }),
    });
    fc.assert(
      fc.property(decimal, ({ digits, min, step, k }) => {
        const scaled = (whole: number): number => whole / 10 ** digits;
        const schema: ValueSchema = { format: 'float', range: { min: scaled(min), max: scaled(min + 500 * step), step: scaled(step) } };
        expect(toGrid(schema, scaled(min + k * step) + scaled(step) * 0.3)).toBe(scaled(min + k * step));
      }),
      { numRuns: 1000 },
    );
    expect(toGrid({ format: 'float', range: { min: -0.3, max: 0.3, step: 0.1 } }, 0)).toBe(0);
  });
  test('a float may be off by a millionth of a step, not by more', () => {
    const schema: ValueSchema = { format: 'float', range: { min: 0, max: 10, step: 0.1 } };
    expect(codeOf(schema, 0.1 + 0.2)).toBeUndefined();
    expect(codeOf(schema, 0.3 + 0.9e-7)).toBeUndefined();
    expect(codeOf(schema, 0.3 + 1.1e-7)).toBe('OFF_STEP');
  });
  test('a range with sixteen digits is kept to', () => {
    const schema: ValueSchema = { format: 'float', range: { min: 0.123_456_789_012_345_68, max: 1.123_456_789_012_345_6, step: 0.5 } };
    for (const number of [0, 2]) expect(codeOf(schema, toGrid(schema, number))).toBeUndefined();
  });
});

describe('any value on the wire', () => {
  test.each([null, undefined, [], {}, { h: 1 }, 'x'.repeat(1025), NaN, Infinity, 1n])('%s is none', (value) => {
    expect(anyValueSchema.safeParse(value).success).toBe(false);
  });
  test('what it reads back carries no key but h and s, and leaves Object alone', () => {
    const read = anyValueSchema.parse(JSON.parse('{"h":1,"s":2,"__proto__":{"polluted":true},"constructor":3}'));
    expect(Object.keys(read as object)).toEqual(['h', 's']);
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
    expect(Reflect.get(read as object, 'polluted')).toBeUndefined();
  });
});

test('sameValue: equal JSON is the same, other is not', () => {
  fc.assert(
    fc.property(
      schemas.chain((schema) => fc.tuple(valuesOf(schema), valuesOf(schema))),
      ([a, b]) => {
        expect(sameValue(a, structuredClone(a))).toBe(true);
        expect(sameValue(a, b)).toBe(JSON.stringify(a) === JSON.stringify(b)); // generated in one order of keys
      },
    ),
  );
  expect(sameValue({ h: 1, s: 2 }, { s: 2, h: 1 })).toBe(true);
  expect(sameValue(null, {})).toBe(false);
});
