import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Value, ValueSchema } from '#protocol/values.ts';
import { unitCodes } from '#protocol/units.ts';
import { Ending } from './ending.ts';
import { parseValue, valueText, wanted } from './values.ts';

const brightness: ValueSchema = { format: 'int', unit: '%', range: { min: 1, max: 100 } };
const heat: ValueSchema = { format: 'float', unit: 'Cel', range: { min: -20, max: 40, step: 0.5 } };
const minutes: ValueSchema = { format: 'int', unit: 'min' };
const fade: ValueSchema = { format: 'duration' };
const mode: ValueSchema = { format: 'enum', values: { white: { en: 'White', zh: '白' } } };
const label: ValueSchema = { format: 'string', maxLength: 64 };
const rows: [ValueSchema, string, Value][] = [
  ...(['on', 'TRUE', 'yes', '1'] as const).map((text): [ValueSchema, string, Value] => [{ format: 'bool' }, text, true]),
  ...(['off', 'False', 'no', '0'] as const).map((text): [ValueSchema, string, Value] => [{ format: 'bool' }, text, false]),
  [brightness, '60', 60],
  [brightness, ' 60 % ', 60],
  [brightness, '60%', 60],
  // Beyond the range: the home says so, with its own error.
  [brightness, '140', 140],
  [heat, '-5.5', -5.5],
  [heat, '21.5 °C', 21.5],
  [heat, '21.5Cel', 21.5],
  [minutes, '90', 90],
  [minutes, '1h30m', 90],
  [minutes, '2 h', 120],
  [fade, '1m 30s', 90],
  [fade, '250ms', 0.25],
  [mode, 'white', 'white'],
  [label, ' as it is ', ' as it is '],
  [{ format: 'color' }, '210,80', { h: 210, s: 80 }],
  [{ format: 'color' }, '#ff8000', { h: 30, s: 100 }],
  [{ format: 'color' }, '#8080ff', { h: 240, s: 50 }],
  [{ format: 'color' }, '#000000', { h: 0, s: 0 }],
  [{ format: 'color' }, '#ff00ff', { h: 300, s: 100 }],
  [{ format: 'color' }, 'Blue', { h: 240, s: 100 }],
  [{ format: 'datetime' }, '2026-03-01T07:30:00+08:00', '2026-03-01T07:30:00+08:00'],
];

test.each(rows)('%j reads %j as %j', (schema, text, value) => expect(parseValue(schema, text)).toEqual(value));

test.each<[ValueSchema, string, RegExp]>([
  [{ format: 'bool' }, 'maybe', /"maybe" is not on or off/],
  [brightness, 'bright', /a whole number from 1 to 100 %/],
  [brightness, '60 °C', /1 to 100 %/],
  [brightness, '', /1 to 100 %/],
  [brightness, '0x10', /1 to 100 %/],
  [brightness, '1h', /1 to 100 %/],
  [heat, '70 °F', /-20 to 40 °C, in steps of 0.5/],
  [fade, '5 apples', /a number s/],
  [{ format: 'color' }, 'constructor', /#rrggbb/],
  [{ format: 'color' }, '#12', /#rrggbb/],
])('%j refuses %j, and says what may be written', (schema, text, message) => {
  const refuse = (): Value => parseValue(schema, text);
  expect(refuse).toThrow(message);
  expect(refuse).toThrow(Ending);
  expect(wanted(schema)).not.toBe('');
});

describe('what is shown can be written again', () => {
  const unit = fc.constantFrom(...unitCodes);
  const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((each) => (Object.is(each, -0) ? 0 : each));
  const whole = fc.integer();
  const cases: fc.Arbitrary<[ValueSchema, Value]> = fc.oneof(
    fc.tuple(fc.constant<ValueSchema>({ format: 'bool' }), fc.boolean()),
    fc.tuple(
      unit.map((code): ValueSchema => ({ format: 'float', unit: code })),
      number,
    ),
    fc.tuple(
      unit.map((code): ValueSchema => ({ format: 'int', unit: code })),
      whole,
    ),
    fc.tuple(fc.constant(fade), number),
    fc.tuple(fc.constant(label), fc.string({ maxLength: 64 })),
    fc.tuple(
      fc.constant<ValueSchema>({ format: 'color' }),
      fc.record({ h: fc.integer({ min: 0, max: 360 }), s: fc.integer({ min: 0, max: 100 }) }),
    ),
  );
  test('for every value of every format', () => {
    fc.assert(
      fc.property(cases, ([schema, value]) => {
        expect(parseValue(schema, valueText(schema, value))).toEqual(value);
      }),
    );
  });
});
