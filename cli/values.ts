// Values as a person writes them: `on`, `60 %`, `1h30m`, `#ff8800`, a slug. What is written is read by the property's own
// schema; whether it may be that value is for the home to say.
import { colorSchema, compileValue } from '#protocol/values.ts';
import type { Color, Value, ValueSchema } from '#protocol/values.ts';
import { units } from '#protocol/units.ts';
import { misuse } from './ending.ts';

type Measured = Extract<ValueSchema, { format: 'int' | 'float' | 'duration' }>;

const yes: ReadonlySet<string> = new Set(['on', 'true', 'yes', '1']);
const no: ReadonlySet<string> = new Set(['off', 'false', 'no', '0']);
/** In seconds; `m` is a minute where time is meant. */
const seconds: Readonly<Record<string, number>> = { ms: 0.001, s: 1, m: 60, min: 60, h: 3600, d: 86_400 };
/** Full saturation, hue in degrees; white has none. */
const colours: Readonly<Record<string, Color>> = {
  red: { h: 0, s: 100 },
  orange: { h: 30, s: 100 },
  yellow: { h: 60, s: 100 },
  green: { h: 120, s: 100 },
  cyan: { h: 180, s: 100 },
  blue: { h: 240, s: 100 },
  purple: { h: 280, s: 100 },
  pink: { h: 330, s: 60 },
  white: { h: 0, s: 0 },
};

const unitOf = (schema: Measured) => (schema.format === 'duration' ? 's' : schema.unit);
const unitName = (schema: Measured): string => {
  const unit = unitOf(schema);
  return unit === undefined ? '' : ` ${units[unit].en}`;
};

/** What may be written for it: `a number from 1 to 100 %`. */
export function wanted(schema: ValueSchema): string {
  switch (schema.format) {
    case 'bool':
      return 'on or off';
    case 'int':
    case 'float':
    case 'duration': {
      const { min, max, step } = schema.range ?? {};
      const what = schema.format === 'int' ? 'a whole number' : 'a number';
      const range = min === undefined || max === undefined ? '' : ` from ${min} to ${max}`;
      return `${what}${range}${unitName(schema)}${step === undefined ? '' : `, in steps of ${step}`}`;
    }
    case 'enum':
      return `one of ${Object.keys(schema.values).join(', ')}`;
    case 'string':
      return `text of at most ${schema.maxLength} characters`;
    case 'color':
      return `a colour: #rrggbb, hue,saturation (0 to 360, 0 to 100), or one of ${Object.keys(colours).join(', ')}`;
    case 'datetime':
      return 'a date and time such as 2026-03-01T07:30:00+08:00';
  }
}

const wrong = (text: string, schema: ValueSchema) => misuse(`"${text}" is not ${wanted(schema)}.`, `Write ${wanted(schema)}.`, 'BAD_TYPE');

/** `1h30m` in the unit of the property; undefined where it is not all time. */
function timeIn(text: string, unit: string): number | undefined {
  const each = seconds[unit];
  if (each === undefined || !/^(\d+(\.\d+)?\s*(ms|s|min|m|h|d)\s*)+$/.test(text)) return undefined;
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)\s*(ms|s|min|m|h|d)/g)];
  return parts.reduce((sum, [, number, name = '']) => sum + (Number(number) * (seconds[name] ?? 0)) / each, 0);
}

function measured(schema: Measured, text: string): number {
  const unit = unitOf(schema);
  const [, number, written = ''] = /^([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)\s*(.*)$/i.exec(text) ?? [];
  const names: readonly string[] = unit === undefined ? [''] : ['', unit, units[unit].en, units[unit].zh];
  if (number !== undefined && names.includes(written)) return Number(number);
  const time = unit === undefined ? undefined : timeIn(text, unit);
  if (time === undefined) throw wrong(text, schema);
  return time;
}

/** Hue and saturation of `#rrggbb` (HSV); its brightness is a property of its own. */
function fromHex(hex: string): Color {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((k) => parseInt(hex.slice(k, k + 2), 16) / 255);
  const max = Math.max(r, g, b);
  const span = max - Math.min(r, g, b);
  const turn = span === 0 ? 0 : max === r ? ((g - b) / span + 6) % 6 : max === g ? (b - r) / span + 2 : (r - g) / span + 4;
  return { h: Math.round(turn * 60) % 360, s: max === 0 ? 0 : Math.round((100 * span) / max) };
}

function colour(schema: ValueSchema, text: string): Color {
  const name = text.toLowerCase();
  const named = Object.hasOwn(colours, name) ? colours[name] : undefined;
  if (named) return named;
  if (/^#[0-9a-f]{6}$/.test(name)) return fromHex(name);
  const pair = /^(\d+(?:\.\d+)?)\s*,\s*(\d+(?:\.\d+)?)\s*%?$/.exec(name);
  if (!pair) throw wrong(text, schema);
  return { h: Number(pair[1]), s: Number(pair[2]) };
}

/** Errors: misuse with BAD_TYPE and what may be written, where the text is none of the format. */
export function parseValue(schema: ValueSchema, given: string): Value {
  const text = given.trim();
  switch (schema.format) {
    case 'bool':
      if (yes.has(text.toLowerCase())) return true;
      if (no.has(text.toLowerCase())) return false;
      throw wrong(text, schema);
    case 'int':
    case 'float':
    case 'duration':
      return measured(schema, text);
    case 'color':
      return colour(schema, text);
    case 'string':
      return given;
    case 'enum':
    case 'datetime':
      return text;
  }
}

/** A value as text that `parseValue` reads back as the same value. */
export function valueText(schema: ValueSchema, value: Value): string {
  // A device of a newer revision may hold what this schema does not know: shown as it is.
  if (compileValue(schema)(value) !== undefined) return JSON.stringify(value);
  const asColor = colorSchema.safeParse(value);
  if (asColor.success) return `${asColor.data.h},${asColor.data.s}`;
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (typeof value === 'number')
    return `${value}${schema.format === 'int' || schema.format === 'float' || schema.format === 'duration' ? unitName(schema) : ''}`;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
