// Builders of the values that properties and arguments hold. Each returns the plain JSON of the spec, typed so precisely
// that a device's behaviour knows every name and every enum value.
import { demandKnown } from '../known-keys.ts';
import type { Title } from '../names.ts';
import type { Unit } from '../units.ts';
import type { Color, Range } from '../values.ts';

type Access<W extends boolean> = W extends true ? ['read', 'write'] : ['read'];
interface Common<W extends boolean> {
  title: Title;
  access: Access<W>;
  volatile?: boolean;
}
export interface BoolSpec<W extends boolean> extends Common<W> {
  format: 'bool';
  default?: boolean;
}
export interface NumberSpec<F extends 'int' | 'float', W extends boolean> extends Common<W> {
  format: F;
  unit?: Unit;
  range?: Range;
  default?: number;
}
export interface DurationSpec<W extends boolean> extends Common<W> {
  format: 'duration';
  range?: Range;
  default?: number;
}
export interface EnumSpec<K extends string, W extends boolean> extends Common<W> {
  format: 'enum';
  values: Record<K, Title>;
  default?: K;
}
export interface StringSpec<W extends boolean> extends Common<W> {
  format: 'string';
  maxLength: number;
  default?: string;
}
export interface ColorSpec<W extends boolean> extends Common<W> {
  format: 'color';
  default?: Color;
}
export interface DatetimeSpec<W extends boolean> extends Common<W> {
  format: 'datetime';
  default?: string;
}

/** The type that a value has in a behaviour. */
export type ValueOf<P> = P extends { format: 'bool' }
  ? boolean
  : P extends { format: 'int' | 'float' | 'duration' }
    ? number
    : P extends { format: 'enum'; values: infer V }
      ? keyof V & string
      : P extends { format: 'color' }
        ? Readonly<Color>
        : string;

/** May a controller set it? */
export type Writable<P> = P extends { access: infer A extends readonly unknown[] } ? ('write' extends A[number] ? true : false) : false;

/** `[min, max]` or `[min, max, step]`. */
export type Span = readonly [min: number, max: number] | readonly [min: number, max: number, step: number];

interface Options<T, W extends boolean> {
  readonly default?: T;
  /** true: a controller may set it. Left out: it is only read. */
  readonly write?: W;
  /** true: sent with QoS 0, for what changes all the time. */
  readonly volatile?: true;
}
interface NumberOptions<W extends boolean> extends Options<number, W> {
  readonly unit?: Unit;
  readonly range?: Span;
}

export const spanToRange = ([min, max, step]: Span): Range => (step === undefined ? { min, max } : { min, max, step });

const access = (write: boolean | undefined): ('read' | 'write')[] => (write === true ? ['read', 'write'] : ['read']);

const options = ['default', 'write', 'volatile'] as const;
const more = { number: ['unit', 'range', ...options], duration: ['range', ...options], string: ['maxLength', ...options] } as const;

/** What all builders share. The one cast: `access` follows W, which the compiler cannot see in a value. */
function common<W extends boolean>(
  builder: string,
  en: string,
  zh: string,
  given: Options<unknown, W>,
  known: readonly string[] = options,
): Common<W> {
  demandKnown(`${builder}('${en}')`, given, known);
  return { title: { en, zh }, access: access(given.write) as Access<W>, ...(given.volatile ? { volatile: true } : {}) };
}
const some = <K extends string, V>(key: K, value: V | undefined) => (value === undefined ? {} : { [key]: value }) as { [k in K]?: V };

// NoInfer in every return type: builders are written inside `properties`, whose expected type must not flow back into W.

export function bool<W extends boolean = false>(en: string, zh: string, options: Options<boolean, W> = {}): NoInfer<BoolSpec<W>> {
  return { format: 'bool', ...common('bool', en, zh, options), ...some('default', options.default) };
}

function number<F extends 'int' | 'float', W extends boolean>(
  format: F,
  en: string,
  zh: string,
  options: NumberOptions<W>,
): NumberSpec<F, W> {
  const range = options.range && spanToRange(options.range);
  return {
    format,
    ...common(format, en, zh, options, more.number),
    ...some('unit', options.unit),
    ...some('range', range),
    ...some('default', options.default),
  };
}

/** A whole number, on the grid `min + k step`; without a step the step is 1. */
export function int<W extends boolean = false>(en: string, zh: string, options: NumberOptions<W> = {}): NoInfer<NumberSpec<'int', W>> {
  return number('int', en, zh, options);
}

/** A number; with a step it is reported on the grid `min + k step`. */
export function float<W extends boolean = false>(en: string, zh: string, options: NumberOptions<W> = {}): NoInfer<NumberSpec<'float', W>> {
  return number('float', en, zh, options);
}

/** Seconds. */
export function duration<W extends boolean = false>(
  en: string,
  zh: string,
  options: Options<number, W> & { readonly range?: Span } = {},
): NoInfer<DurationSpec<W>> {
  const range = options.range && spanToRange(options.range);
  return {
    format: 'duration',
    ...common('duration', en, zh, options, more.duration),
    ...some('range', range),
    ...some('default', options.default),
  };
}

/** One of a closed list. `values`: slug to [English, Chinese]; the order is that of the screen, the first is the default. */
export function enumOf<K extends string, W extends boolean = false>(
  en: string,
  zh: string,
  values: Readonly<Record<K, readonly [en: string, zh: string]>>,
  options: Options<NoInfer<K>, W> = {},
): NoInfer<EnumSpec<K, W>> {
  const titled: Partial<Record<K, Title>> = {};
  for (const key in values) titled[key] = { en: values[key][0], zh: values[key][1] };
  return { format: 'enum', ...common('enumOf', en, zh, options), values: titled as Record<K, Title>, ...some('default', options.default) };
}

/** Text of at most `maxLength` characters (1 to 1024). */
export function string<W extends boolean = false>(
  en: string,
  zh: string,
  options: Options<string, W> & { readonly maxLength: number },
): NoInfer<StringSpec<W>> {
  return {
    format: 'string',
    ...common('string', en, zh, options, more.string),
    maxLength: options.maxLength,
    ...some('default', options.default),
  };
}

/** Hue 0-360 and saturation 0-100; brightness is a property of its own. */
export function color<W extends boolean = false>(en: string, zh: string, options: Options<Color, W> = {}): NoInfer<ColorSpec<W>> {
  return { format: 'color', ...common('color', en, zh, options), ...some('default', options.default) };
}

/** RFC 3339 with an offset. */
export function datetime<W extends boolean = false>(en: string, zh: string, options: Options<string, W> = {}): NoInfer<DatetimeSpec<W>> {
  return { format: 'datetime', ...common('datetime', en, zh, options), ...some('default', options.default) };
}
