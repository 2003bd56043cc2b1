// Values and payloads, both ways, and what a controller may send wrongly.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { valueSchemas, valuesOf } from '../../../tests/forward/specs.ts';
import { OmniError } from '../../errors.ts';
import { compileValue, sameValue } from '../../values.ts';
import type { Value, ValueSchema } from '../../values.ts';
import { readPayload, writePayload } from './payloads.ts';

test('native → Homie → native of any value is the identity, less the list of docs/bridges.md', () => {
  fc.assert(
    fc.property(
      valueSchemas.chain((schema) => fc.tuple(fc.constant(schema), valuesOf(schema))),
      ([schema, value]) => {
        fc.pre(value !== '\u0000');
        const text = writePayload(schema, value);
        expect(text).not.toBe('');
        const back = readPayload(schema, text);
        // JSON has one zero.
        expect(sameValue(JSON.parse(JSON.stringify(back)), JSON.parse(JSON.stringify(value)))).toBe(true);
        expect(compileValue(schema)(back)).toBeUndefined();
      },
    ),
    { numRuns: 1000 },
  );
});

describe('what a controller sends, at the edges', () => {
  const color: ValueSchema = { format: 'color' };
  test.each<[ValueSchema, string, Value]>([
    [color, 'hsv,0,0,0', { h: 0, s: 0 }],
    [color, 'hsv,360,100,100', { h: 360, s: 100 }],
    [color, 'hsv,12.5,33.25,7', { h: 12.5, s: 33.25 }],
    [color, 'rgb,255,0,0', { h: 0, s: 100 }],
    [color, 'rgb,0,255,0', { h: 120, s: 100 }],
    [color, 'rgb,0,0,255', { h: 240, s: 100 }],
    [color, 'rgb,255,0,255', { h: 300, s: 100 }],
    [color, 'rgb,10,10,10', { h: 0, s: 0 }],
    [color, 'rgb,255,255,255', { h: 0, s: 0 }],
    [color, 'rgb,127.5,0,0', { h: 0, s: 100 }],
    [{ format: 'string', maxLength: 5 }, '\u0000', ''],
    [{ format: 'string', maxLength: 5 }, ' a ', ' a '],
    [{ format: 'int' }, '-0', 0],
    [{ format: 'float' }, '1e3', 1000],
    [{ format: 'float' }, '-.5', -0.5],
    [{ format: 'duration' }, '1.5', 1.5],
  ])('%j takes %j', (schema, text, value) => {
    expect(readPayload(schema, text)).toEqual(value);
  });

  test.each<[ValueSchema, string, string]>([
    [color, 'hsv,361,0,0', 'OUT_OF_RANGE'],
    [color, 'hsv,0,101,0', 'OUT_OF_RANGE'],
    [color, 'hsv,0,0,101', 'OUT_OF_RANGE'],
    [color, 'hsv,-1,0,0', 'OUT_OF_RANGE'],
    [color, 'rgb,0,0,0', 'OUT_OF_RANGE'],
    [color, 'rgb,256,0,0', 'OUT_OF_RANGE'],
    [color, 'xyz,0.2,0.3', 'BAD_TYPE'],
    [color, 'hsv,1,2', 'BAD_TYPE'],
    [color, 'hsv,1,2,3,4', 'BAD_TYPE'],
    [color, 'hsv, 1,2,3', 'BAD_TYPE'],
    [color, 'constructor,1,2,3', 'BAD_TYPE'],
    [color, '300,50,75', 'BAD_TYPE'],
    [{ format: 'bool' }, 'TRUE', 'BAD_TYPE'],
    [{ format: 'bool' }, '1', 'BAD_TYPE'],
    [{ format: 'int' }, '1.0', 'BAD_TYPE'],
    [{ format: 'int' }, ' 1', 'BAD_TYPE'],
    [{ format: 'int' }, '-', 'BAD_TYPE'],
    [{ format: 'int' }, '0x10', 'BAD_TYPE'],
    [{ format: 'float' }, 'NaN', 'BAD_TYPE'],
    [{ format: 'float' }, 'Infinity', 'BAD_TYPE'],
    [{ format: 'float' }, '1e999', 'BAD_TYPE'],
    [{ format: 'float' }, '1,5', 'BAD_TYPE'],
    [{ format: 'float' }, '', 'BAD_TYPE'],
    [{ format: 'string', maxLength: 5 }, '', 'BAD_TYPE'],
  ])('%j refuses %j: %s', (schema, text, code) => {
    const refusal = (): unknown => {
      try {
        return readPayload(schema, text);
      } catch (error) {
        return error;
      }
    };
    expect(refusal()).toBeInstanceOf(OmniError);
    expect(refusal()).toMatchObject({ code, detail: { path: 'value' } });
  });

  test('what no format can hold is left to the router’s check, and fails it', () => {
    const tooMuch = readPayload({ format: 'int' }, '9007199254740993');
    expect(compileValue({ format: 'int' })(tooMuch)?.code).toBe('BAD_TYPE');
  });
});
