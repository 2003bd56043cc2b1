// Numbers, units and times as a person reads them. Pure: language and "now" are passed in.
import { units } from '#protocol/units.ts';
import { stepOf } from '#protocol/values.ts';
import type { Value, ValueSchema } from '#protocol/values.ts';
import type { Language } from '../strategy-slot.ts';

export const localeOf = (language: Language): string => (language === 'zh' ? 'zh-CN' : 'en-GB');

const numberFormats = new Map<string, Intl.NumberFormat>();
/** A number with a fixed count of decimals, so that its width does not jump. */
export function formatNumber(value: number, decimals: number, language: Language): string {
  const key = `${language}${decimals}`;
  let format = numberFormats.get(key);
  if (!format) {
    format = new Intl.NumberFormat(localeOf(language), { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
    numberFormats.set(key, format);
  }
  // -0.04 with one decimal would read "-0.0".
  const text = format.format(value);
  return /^-0([.,]0*)?$/.test(text) ? text.slice(1) : text;
}

/** Decimals that a schema's step can mean: 0.05 has two; a float without a step shows one. */
export function decimalsOf(schema: ValueSchema): number {
  const step = stepOf(schema);
  if (step === undefined) return schema.format === 'float' ? 1 : 0;
  const [, fraction = ''] = step.toPrecision(12).replace(/0+$/, '').split('.');
  return Math.min(fraction.length, 3);
}

/** Seconds as `45 s`, `3 min 20 s`, `2 h 5 min`. */
export function formatDuration(seconds: number, language: Language): string {
  const part = (value: number, unit: 's' | 'min' | 'h' | 'd') => `${formatNumber(value, 0, language)}\u202f${units[unit][language]}`;
  const total = Math.round(seconds);
  if (total < 60) return part(total, 's');
  if (total < 3600) return [part(Math.floor(total / 60), 'min'), ...(total % 60 ? [part(total % 60, 's')] : [])].join(' ');
  const minutes = Math.round(total / 60);
  if (minutes < 48 * 60) return [part(Math.floor(minutes / 60), 'h'), ...(minutes % 60 ? [part(minutes % 60, 'min')] : [])].join(' ');
  return part(Math.round(minutes / 1440), 'd');
}

/** Hours that go once around the clock, from 0 to a step short of 24, are no duration but a time of day. */
const isTimeOfDay = (schema: ValueSchema): boolean =>
  schema.format === 'float' &&
  schema.unit === 'h' &&
  schema.range?.min === 0 &&
  schema.range.step !== undefined &&
  schema.range.step < 1 &&
  schema.range.max + schema.range.step === 24;
/** 16.5 as `16:30`. */
function formatTimeOfDay(hours: number): string {
  const minutes = Math.round(hours * 60);
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** A value that its schema does not describe, as it is. */
export const plainText = (value: Value): string => (typeof value === 'object' ? JSON.stringify(value) : String(value));

export interface Shown {
  readonly text: string;
  /** The unit's display name; empty where there is none. */
  readonly unit: string;
}

/** A value as text and unit, apart: the unit is set smaller. `words`: true and false, which no unit can name. */
export function formatValue(
  schema: ValueSchema,
  value: Value,
  language: Language,
  words: { readonly on: string; readonly off: string },
): Shown {
  const plain = (text: string): Shown => ({ text, unit: '' });
  switch (schema.format) {
    case 'bool':
      return plain(value === true ? words.on : words.off);
    case 'int':
    case 'float': {
      if (typeof value !== 'number') return plain(plainText(value));
      if (isTimeOfDay(schema)) return plain(formatTimeOfDay(value));
      const number = formatNumber(value, decimalsOf(schema), language);
      const unit = schema.unit ? units[schema.unit][language] : '';
      // The degree of an angle stands at its number, in both languages; every other unit apart.
      return unit === '°' ? plain(`${number}°`) : { text: number, unit };
    }
    case 'duration':
      return plain(typeof value === 'number' ? formatDuration(value, language) : plainText(value));
    case 'enum':
      return plain(
        typeof value === 'string' && Object.hasOwn(schema.values, value) ? (schema.values[value]?.[language] ?? value) : plainText(value),
      );
    case 'string':
      return plain(plainText(value));
    case 'datetime':
      return plain(typeof value === 'string' ? formatMoment(Date.parse(value), language) : plainText(value));
    case 'color':
      return plain(typeof value === 'object' ? `${Math.round(value.h)}° ${Math.round(value.s)}\u202f%` : plainText(value));
  }
}

/** The two parts as one line, such as `21.5 °C` or `72 %`. */
export const joinShown = ({ text, unit }: Shown): string => (unit === '' ? text : `${text}\u00a0${unit}`);

export function formatMoment(ms: number, language: Language): string {
  return Number.isNaN(ms) ? '' : new Intl.DateTimeFormat(localeOf(language), { dateStyle: 'medium', timeStyle: 'short' }).format(ms);
}
export const formatClock = (ms: number, language: Language): string =>
  new Intl.DateTimeFormat(localeOf(language), { hour: '2-digit', minute: '2-digit', hour12: false }).format(ms);

const steps: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
];
/** `3 min ago`, `2 days ago`; under a minute `just now`. */
export function formatAgo(then: number, now: number, language: Language): string {
  const format = new Intl.RelativeTimeFormat(localeOf(language), { numeric: 'auto', style: 'short' });
  const seconds = Math.max(0, (now - then) / 1000);
  for (const [unit, size] of steps) {
    if (seconds >= size) return format.format(-Math.floor(seconds / size), unit).replaceAll('.', '');
  }
  // Intl would say "now", and that is not what a moment ago is.
  return language === 'zh' ? '刚刚' : 'just now';
}

/** A round trip: one decimal below 10 ms, none above, seconds from a second on. */
export function formatLatency(ms: number, language: Language): string {
  if (ms >= 1000) return `${formatNumber(ms / 1000, 1, language)}\u202fs`;
  return `${formatNumber(ms, ms < 10 ? 1 : 0, language)}\u202fms`;
}

/** The middle one; undefined of nothing. */
export function median(numbers: readonly number[]): number | undefined {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle];
  if (upper === undefined) return undefined;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2;
}
