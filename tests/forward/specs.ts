// Random specs that are right, and random values that fit them: what the property tests of protocol/ are fed with.
import fc from 'fast-check';
import type { Title } from '#protocol/names.ts';
import type { ActionSpec, ArgumentSpec, Condition, DeviceSpec, EventSpec, PropertySpec, ServiceSpec } from '#protocol/spec.ts';
import { unitCodes } from '#protocol/units.ts';
import type { Range, Value, ValueSchema } from '#protocol/values.ts';

const lower = 'abcdefghijklmnopqrstuvwxyz';
const letters = [...lower];
const nameLetters = [...lower, ...'0123456789-'];

const text = (first: string[], rest: string[], min: number, max: number): fc.Arbitrary<string> =>
  fc
    .tuple(fc.constantFrom(...first), fc.array(fc.constantFrom(...rest), { minLength: min - 1, maxLength: max - 1 }))
    .map(([head, tail]) => head + tail.join(''));

/** home, did, client, session, serial */
export const names = text([...lower, ...'0123456789'], nameLetters, 3, 32);
export const slugs = text(letters, nameLetters, 1, 32).filter((slug) => slug !== 'constructor' && slug !== 'prototype');
export const titles: fc.Arbitrary<Title> = fc.record({
  en: fc.constantFrom('Lamp', 'Air quality', 'PM2.5', 'Colour temperature', "Reader's light", 'x'.repeat(64)),
  zh: fc.constantFrom('台灯', '空气质量', '色温', '灯'.repeat(64), '👩‍🔬'),
});

const without = <T extends object>(record: T): T =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as T;
const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(arbitrary, { nil: undefined });

/** Whole steps between whole numbers, divided by a power of ten. */
const grids = (decimals: number, withStep: boolean): fc.Arbitrary<Range> =>
  fc
    .record({ min: fc.integer({ min: -1e6, max: 1e6 }), step: fc.integer({ min: 1, max: 500 }), steps: fc.integer({ min: 1, max: 2000 }) })
    .map(({ min, step, steps }) => {
      const scaled = (whole: number): number => whole / 10 ** decimals;
      return { min: scaled(min), max: scaled(min + step * steps), ...(withStep ? { step: scaled(step) } : {}) };
    });
const intRanges: fc.Arbitrary<Range> = fc.oneof(
  grids(0, true),
  grids(0, false),
  fc.constant({ min: 0, max: Number.MAX_SAFE_INTEGER }),
  fc.constant({ min: 1, max: Number.MAX_SAFE_INTEGER, step: 2 }),
);
const floatRanges: fc.Arbitrary<Range> = fc
  .integer({ min: 0, max: 3 })
  .chain((decimals) => fc.boolean().chain((step) => grids(decimals, step)));

const units = maybe(fc.constantFrom(...unitCodes));

/** Every format, without a default. */
const bareSchemas: fc.Arbitrary<ValueSchema> = fc.oneof(
  fc.constant<ValueSchema>({ format: 'bool' }),
  fc.record({ format: fc.constant('int' as const), unit: units, range: maybe(intRanges) }).map(without),
  fc.record({ format: fc.constant('float' as const), unit: units, range: maybe(floatRanges) }).map(without),
  fc.record({ format: fc.constant('duration' as const), range: maybe(floatRanges) }).map(without),
  fc.record({
    format: fc.constant('enum' as const),
    values: fc.dictionary(slugs, titles, { minKeys: 1, maxKeys: 5, noNullPrototype: true }),
  }),
  fc.record({ format: fc.constant('string' as const), maxLength: fc.integer({ min: 1, max: 1024 }) }),
  fc.constant<ValueSchema>({ format: 'color' }),
  fc.constant<ValueSchema>({ format: 'datetime' }),
);

const pad = (number: number): string => String(number).padStart(2, '0');
const datetimes = fc
  .record({ at: fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true }), east: fc.integer({ min: -12, max: 14 }) })
  .map(({ at, east }) => `${at.toISOString().slice(0, 19)}${east === 0 ? 'Z' : `${east < 0 ? '-' : '+'}${pad(Math.abs(east))}:30`}`);

/** A point of an int's or float's grid, by whole numbers where it can be told. */
function numbersOf(schema: Extract<ValueSchema, { format: 'int' | 'float' | 'duration' }>): fc.Arbitrary<number> {
  const { range } = schema;
  const whole = schema.format === 'int';
  if (!range) return whole ? fc.maxSafeInteger() : fc.double({ noNaN: true, noDefaultInfinity: true });
  const step = range.step ?? (whole ? 1 : undefined);
  if (step === undefined) return fc.double({ min: range.min, max: range.max, noNaN: true });
  const steps = Math.round((range.max - range.min) / step);
  return fc.integer({ min: 0, max: steps }).map((k) => Math.min(range.max, range.min + k * step));
}

/** Values that the schema allows. */
export function valuesOf(schema: ValueSchema): fc.Arbitrary<Value> {
  switch (schema.format) {
    case 'bool':
      return fc.boolean();
    case 'int':
    case 'float':
    case 'duration':
      return numbersOf(schema);
    case 'enum':
      return fc.constantFrom(...Object.keys(schema.values));
    case 'string':
      return fc.string({ maxLength: Math.min(schema.maxLength, 40) });
    case 'color':
      return fc.record({ h: fc.double({ min: 0, max: 360, noNaN: true }), s: fc.double({ min: 0, max: 100, noNaN: true }) });
    case 'datetime':
      return datetimes;
  }
}

export const valueSchemas: fc.Arbitrary<ValueSchema> = bareSchemas.chain((schema) =>
  maybe(valuesOf(schema)).map((value) => (value === undefined ? schema : ({ ...schema, default: value } as ValueSchema))),
);

const access = fc.constantFrom<('read' | 'write')[]>(['read'], ['write'], ['read', 'write']);
export const properties: fc.Arbitrary<PropertySpec> = fc
  .tuple(valueSchemas, titles, access, maybe(fc.boolean()))
  .map(([schema, title, rights, volatile]) => without({ ...schema, title, access: rights, volatile }) as PropertySpec);
const argumentsOf: fc.Arbitrary<Record<string, ArgumentSpec>> = fc.dictionary(
  slugs,
  fc.tuple(valueSchemas, titles).map(([schema, title]) => ({ ...schema, title })),
  { maxKeys: 3, noNullPrototype: true },
);
const actions: fc.Arbitrary<ActionSpec> = fc
  .record({ title: titles, in: argumentsOf, out: argumentsOf, idempotent: maybe(fc.boolean()) })
  .map(without);
const events: fc.Arbitrary<EventSpec> = fc.record({
  title: titles,
  args: argumentsOf,
  level: fc.constantFrom('info' as const, 'warning' as const, 'alarm' as const),
});

const dictionary = <T>(values: fc.Arbitrary<T>, maxKeys: number, minKeys = 0): fc.Arbitrary<Record<string, T>> =>
  fc.dictionary(slugs, values, { maxKeys, minKeys, noNullPrototype: true });

/** At least one readable property, one action and one event, and rules that name them. */
const services: fc.Arbitrary<ServiceSpec> = fc
  .record({
    type: maybe(slugs),
    title: titles,
    properties: dictionary(properties, 4),
    readable: fc.tuple(slugs, properties),
    actions: dictionary(actions, 2, 1),
    events: dictionary(events, 2, 1),
    compare: fc.constantFrom<Condition[1]>('<', '<=', '=', '!=', '>=', '>'),
  })
  .map(({ readable: [key, property], compare, ...service }) => {
    const all = { ...service.properties, [key]: { ...property, access: ['read' as const] } };
    const [action = ''] = Object.keys(service.actions);
    const [event = ''] = Object.keys(service.events);
    return without({
      ...service,
      properties: all,
      raises: { [event]: [key, compare, 1] },
      follows: { [action]: { progress: key, ends: [event] } },
    });
  });

export const specs: fc.Arbitrary<DeviceSpec> = fc
  .record({
    model: fc.constantFrom('x', 'dawn.lamp-1', '9', 'a.b-c.9'.padEnd(63, 'z')),
    vendor: slugs,
    category: slugs,
    title: titles,
    rev: fc.integer({ min: 1, max: 1000 }),
    services: dictionary(services, 3, 1),
    market: maybe(
      fc.record({
        price: fc.double({ min: 0, max: 1e6, noNaN: true }),
        currency: fc.constantFrom('CNY', 'EUR'),
        lifeYears: fc.double({ min: 0.1, max: 50, noNaN: true }),
        openness: fc.constantFrom('O' as const, 'T' as const, 'V' as const),
        illustrative: fc.boolean(),
      }),
    ),
  })
  .map((spec) => without(spec) as DeviceSpec);
