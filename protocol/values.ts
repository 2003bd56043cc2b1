// What a value may be. One schema serves properties, action arguments and event arguments; `compileValue` turns it into
// a check of a few nanoseconds, used by the hub's gate, by the router, by the devices and by the phone.
import { titleSchema, slugSchema } from './names.ts';
import { unitCodes } from './units.ts';
import type { ErrorCode } from './errors.ts';
import { z } from './zod.ts';

export const colorSchema = z.object({ h: z.number().min(0).max(360), s: z.number().min(0).max(100) });
export type Color = z.infer<typeof colorSchema>;

const unit = z.enum(unitCodes, { error: 'unit must be one of the UCUM codes in protocol/units.ts' });
const range = z.object({ min: z.number(), max: z.number(), step: z.number().positive().optional() });
export type Range = z.infer<typeof range>;

export const valueSchemas = {
  bool: z.object({ format: z.literal('bool'), default: z.boolean().optional() }),
  int: z.object({ format: z.literal('int'), unit: unit.optional(), range: range.optional(), default: z.int().optional() }),
  float: z.object({ format: z.literal('float'), unit: unit.optional(), range: range.optional(), default: z.number().optional() }),
  enum: z.object({ format: z.literal('enum'), values: z.record(slugSchema, titleSchema), default: z.string().optional() }),
  string: z.object({ format: z.literal('string'), maxLength: z.int().min(1).max(1024), default: z.string().optional() }),
  color: z.object({ format: z.literal('color'), default: colorSchema.optional() }),
  datetime: z.object({ format: z.literal('datetime'), default: z.string().optional() }),
  duration: z.object({ format: z.literal('duration'), range: range.optional(), default: z.number().optional() }),
} as const;

export const valueSchema = z.discriminatedUnion('format', [
  valueSchemas.bool,
  valueSchemas.int,
  valueSchemas.float,
  valueSchemas.enum,
  valueSchemas.string,
  valueSchemas.color,
  valueSchemas.datetime,
  valueSchemas.duration,
]);
export type ValueSchema = z.infer<typeof valueSchema>;
export type Format = ValueSchema['format'];
export const formats = Object.keys(valueSchemas) as Format[];

/** A value on the wire. */
export type Value = boolean | number | string | Color;
export const anyValueSchema: z.ZodType<Value> = z.union([z.boolean(), z.number(), z.string().max(1024), colorSchema]);

export interface ValueFault {
  readonly code: Extract<ErrorCode, 'BAD_TYPE' | 'OUT_OF_RANGE' | 'OFF_STEP' | 'BAD_ENUM' | 'TOO_LARGE'>;
  readonly message: string;
  readonly hint: string;
}
/** undefined where the value is right. */
export type ValueCheck = (value: unknown) => ValueFault | undefined;

const fault = (code: ValueFault['code'], message: string, hint: string): ValueFault => ({ code, message, hint });
/** For a message. What JSON cannot write (or would not finish writing) is named by its type. */
function show(value: unknown): string {
  try {
    return JSON.stringify(value)?.slice(0, 60) ?? typeof value;
  } catch {
    return typeof value;
  }
}

/** Off the grid by more than this share of a step is off the grid (floating-point noise is not). */
const gridTolerance = 1e-6;

const wholeNumbers = { min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER } as const;

/** The grid's step: 1 for an int without one, none for a float without one. */
export function stepOf(schema: ValueSchema): number | undefined {
  if (schema.format === 'int') return schema.range?.step ?? 1;
  if (schema.format === 'float' || schema.format === 'duration') return schema.range?.step;
  return undefined;
}

/** The value of the schema's grid that lies nearest to a number, within its range. */
export function toGrid(schema: ValueSchema, value: number): number {
  const limits = 'range' in schema ? schema.range : undefined;
  const step = stepOf(schema);
  const { min, max } = limits ?? (schema.format === 'int' ? wholeNumbers : { min: -Infinity, max: Infinity });
  const within = (number: number): number => Math.min(max, Math.max(min, number));
  const clamped = within(value);
  if (step === undefined) return clamped;
  const origin = limits?.min ?? 0;
  const steps = Math.min(Math.round((clamped - origin) / step), Math.floor((max - origin) / step + gridTolerance));
  const exact = origin + steps * step;
  if (schema.format === 'int') return exact;
  // Fifteen digits of the larger term drop the noise of k * 0.1 and keep every digit that a step can mean.
  const scale = Math.max(Math.abs(origin), Math.abs(steps * step));
  const digits = Math.min(15, 15 - Math.ceil(Math.log10(scale / Math.abs(exact))));
  return within(digits >= 1 ? Number(exact.toPrecision(digits)) : 0);
}

function numberCheck(schema: Extract<ValueSchema, { format: 'int' | 'float' | 'duration' }>): ValueCheck {
  const { min = -Infinity, max = Infinity } = schema.range ?? {};
  const step = schema.format === 'int' ? (schema.range?.step ?? 1) : schema.range?.step;
  const whole = schema.format === 'int';
  const origin = Number.isFinite(min) ? min : 0;
  const unitText = 'unit' in schema && schema.unit ? ` ${schema.unit}` : '';
  return (value) => {
    if (typeof value !== 'number' || !Number.isFinite(value)) {
      return fault('BAD_TYPE', `expected a number, got ${show(value)}`, 'send a finite JSON number, without quotes');
    }
    if (whole && !Number.isSafeInteger(value)) return fault('BAD_TYPE', `expected a whole number, got ${show(value)}`, 'send an integer');
    if (value < min || value > max) {
      return fault('OUT_OF_RANGE', `${value} is outside ${min} to ${max}${unitText}`, `send a number from ${min} to ${max}`);
    }
    if (step === undefined) return undefined;
    const steps = (value - origin) / step;
    if (whole ? (value - origin) % step === 0 : Math.abs(steps - Math.round(steps)) <= gridTolerance) return undefined;
    return fault('OFF_STEP', `${value} is not ${origin} plus a whole number of ${step}`, `the nearest is ${toGrid(schema, value)}`);
  };
}

// RFC 3339 with an offset; Date.parse alone takes far more.
const rfc3339 = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

/** Date turns 30 February into 2 March; then the day is another. */
const hasThatDay = (date: string): boolean => new Date(`${date}T00:00:00Z`).getUTCDate() === Number(date.slice(8));

/** Builds the check of one value schema. Pure; the result keeps no state and can be shared. */
export function compileValue(schema: ValueSchema): ValueCheck {
  switch (schema.format) {
    case 'bool':
      return (value) =>
        typeof value === 'boolean'
          ? undefined
          : fault('BAD_TYPE', `expected true or false, got ${show(value)}`, 'send true or false, without quotes');
    case 'int':
    case 'float':
    case 'duration':
      return numberCheck(schema);
    case 'enum': {
      const names = Object.keys(schema.values);
      const allowed = new Set(names);
      return (value) => {
        if (typeof value !== 'string') return fault('BAD_TYPE', `expected text, got ${show(value)}`, `send one of ${names.join(', ')}`);
        return allowed.has(value)
          ? undefined
          : fault('BAD_ENUM', `${show(value)} is none of ${names.join(', ')}`, `send one of ${names.join(', ')}`);
      };
    }
    case 'string':
      return (value) => {
        if (typeof value !== 'string') return fault('BAD_TYPE', `expected text, got ${show(value)}`, 'send a JSON string');
        return value.length <= schema.maxLength
          ? undefined
          : fault('TOO_LARGE', `${value.length} characters, at most ${schema.maxLength}`, 'shorten it');
      };
    case 'datetime':
      return (value) =>
        typeof value === 'string' && rfc3339.test(value) && hasThatDay(value.slice(0, 10))
          ? undefined
          : fault(
              'BAD_TYPE',
              `expected a date and time, got ${show(value)}`,
              'send RFC 3339 with an offset, such as 2026-03-01T07:30:00+08:00',
            );
    case 'color':
      return colorCheck;
  }
}

const colorCheck: ValueCheck = (value) => {
  const hint = 'send {"h": 0 to 360, "s": 0 to 100}';
  if (typeof value !== 'object' || value === null || !('h' in value) || !('s' in value))
    return fault('BAD_TYPE', `expected a colour, got ${show(value)}`, hint);
  const { h, s } = value;
  if (typeof h !== 'number' || typeof s !== 'number' || !Number.isFinite(h) || !Number.isFinite(s))
    return fault('BAD_TYPE', `expected a colour, got ${show(value)}`, hint);
  return h < 0 || h > 360 || s < 0 || s > 100 ? fault('OUT_OF_RANGE', `${show(value)} is outside the colour circle`, hint) : undefined;
};

/** The first value of something that says no default: false, the low end of a range, the first of an enum, … */
export function initialValue(schema: ValueSchema): Value {
  if (schema.default !== undefined) return schema.default;
  switch (schema.format) {
    case 'bool':
      return false;
    case 'int':
    case 'float':
    case 'duration':
      return schema.range?.min ?? 0;
    case 'enum':
      return Object.keys(schema.values)[0] ?? '';
    case 'string':
      return '';
    case 'color':
      return { h: 0, s: 0 };
    case 'datetime':
      return '1970-01-01T00:00:00Z';
  }
}

/** Are two wire values the same? */
export function sameValue(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const [left, right] = [new Map(Object.entries(a)), new Map(Object.entries(b))];
  return left.size === right.size && [...left].every(([key, item]) => item === right.get(key));
}
