// Native → Homie → native. The reader below is written from the Homie convention, not from the writer: it is what a
// stranger can know of a device. What it cannot know is the list of docs/bridges.md, and here `homieKnows`.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { specs } from '../../../tests/forward/specs.ts';
import type { Report } from '../../envelopes.ts';
import type { ArgumentSpec, DeviceSpec, PropertySpec } from '../../spec.ts';
import { units } from '../../units.ts';
import type { Value, ValueSchema } from '../../values.ts';
import { z } from '../../zod.ts';
import type { Thing } from '../projection.ts';
import { homieUnit } from './description.ts';
import { homie } from './homie.ts';

const idPattern = /^[a-z0-9-]+$/;
const homieProperty = z.strictObject({
  name: z.string(),
  datatype: z.enum(['integer', 'float', 'boolean', 'string', 'enum', 'color', 'datetime', 'duration', 'json']),
  format: z.string().optional(),
  unit: z.string().optional(),
  settable: z.boolean().default(false),
  retained: z.boolean().default(true),
});
type HomieProperty = z.infer<typeof homieProperty>;
const ids = z.string().regex(idPattern);
const homieDescription = z.strictObject({
  homie: z.literal('5.0'),
  version: z.int().nonnegative(),
  name: z.string(),
  type: z.string(),
  nodes: z.record(ids, z.strictObject({ name: z.string(), type: z.string().optional(), properties: z.record(ids, homieProperty) })),
});

const thing = (spec: DeviceSpec, change: Partial<Thing> = {}): Thing => ({
  ...{ home: 'home', did: 'd-1', spec, name: null, room: null, state: 'ready' },
  report: () => undefined,
  alerts: () => [],
  asked: () => undefined,
  ...change,
});
const report = (value: Value, change: Partial<Report> = {}): Report => ({
  ...{ v: 1, ts: 1, session: 'abc', seq: 1, value, by: { kind: 'local' } },
  ...change,
});
const describeIt = (spec: DeviceSpec, name: string | null = null) => {
  const [first] = homie.standing(thing(spec, { name }));
  expect(first?.topic).toBe('homie/5/d-1/$description');
  return homieDescription.parse(JSON.parse(first?.payload() ?? ''));
};

// --- what a stranger reads ---------------------------------------------------------------------------------------------

const unitOf = (text: string) => Object.keys(units).find((unit) => homieUnit(unit as keyof typeof units) === text);

function readSchema({ datatype, format, unit }: HomieProperty): object {
  const [min, max, step] = (format ?? '').split(':').map(Number);
  const numeric = {
    ...(unit === undefined ? {} : { unit: unitOf(unit) }),
    ...(format === undefined ? {} : { range: step === undefined ? { min, max } : { min, max, step } }),
  };
  switch (datatype) {
    case 'integer':
      return { format: 'int', ...numeric };
    case 'float':
      return { format: 'float', ...numeric };
    case 'enum':
      return { format: 'enum', values: (format ?? '').split(',') };
    case 'color':
      expect(format).toBe('hsv,rgb');
      return { format: 'color' };
    case 'boolean':
      return { format: 'bool' };
    default:
      return { format: datatype };
  }
}

const group = <T>(entries: (readonly [string, T])[]): Record<string, T> => Object.fromEntries(entries);

/** Arguments, as the JSON Schema of a json property tells them. */
function readArguments({ datatype, format = '' }: HomieProperty): unknown {
  if (datatype === 'enum') return {};
  const { properties } = z.object({ properties: z.record(z.string(), z.record(z.string(), z.unknown())) }).parse(JSON.parse(format));
  return properties;
}

function readSpec({ name, type, nodes }: z.infer<typeof homieDescription>) {
  const [vendor, category, model] = type.split('/');
  const services = Object.entries(nodes).map(([id, node]) => {
    const all = Object.entries(node.properties);
    const properties = all
      .filter(([key]) => /^[a-z]/.test(key))
      .map(([key, property]) => {
        const access = [...(property.retained ? ['read'] : []), ...(property.settable ? ['write'] : [])];
        return [key, { ...readSchema(property), title: property.name, access }] as const;
      });
    const moments = (prefix: string) =>
      group(
        all
          .filter(([key]) => key.startsWith(prefix))
          .map(([key, property]) => [key.slice(prefix.length), { title: property.name, args: readArguments(property) }] as const),
      );
    const parts = { properties: group(properties), actions: moments('1-'), events: moments('2-') };
    return [id, { type: node.type?.slice('omnihome/'.length), title: node.name, ...parts }] as const;
  });
  return { vendor, category, model, title: name, services: group(services) };
}

// --- what is left of a spec: the list of docs/bridges.md ----------------------------------------------------------------

function knownOfSchema(schema: ValueSchema): object {
  switch (schema.format) {
    case 'enum':
      return { format: 'enum', values: Object.keys(schema.values) };
    case 'duration':
      return { format: 'float', unit: 's', ...(schema.range ? { range: schema.range } : {}) };
    case 'int':
    case 'float': {
      const { format, unit, range } = schema;
      return { format, ...(unit === undefined ? {} : { unit }), ...(range === undefined ? {} : { range }) };
    }
    default:
      return { format: schema.format };
  }
}
const knownOfArgument = (schema: ArgumentSpec): object => {
  const type = {
    bool: 'boolean',
    int: 'integer',
    float: 'number',
    duration: 'number',
    enum: 'string',
    string: 'string',
    datetime: 'string',
    color: 'object',
  }[schema.format];
  return {
    type,
    ...(schema.default === undefined ? {} : { default: schema.default }),
    ...('range' in schema && schema.range ? { minimum: schema.range.min, maximum: schema.range.max } : {}),
    ...(schema.format === 'enum' ? { enum: Object.keys(schema.values) } : {}),
    ...(schema.format === 'string' ? { maxLength: schema.maxLength } : {}),
  };
};
const each = <T, R>(record: Readonly<Record<string, T>>, change: (item: T) => R): Record<string, R> =>
  Object.fromEntries(Object.entries(record).map(([key, item]) => [key, change(item)]));

const homieKnows = ({ vendor, category, model, title, services }: DeviceSpec) => ({
  ...{ vendor, category, model, title: title.en },
  services: each(services, (service) => ({
    type: service.type,
    title: service.title.en,
    properties: each(service.properties, (property: PropertySpec) => ({
      ...knownOfSchema(property),
      title: property.title.en,
      access: [...property.access].sort(),
    })),
    actions: each(service.actions, (action) => ({ title: action.title.en, args: each(action.in, knownOfArgument) })),
    events: each(service.events, (event) => ({ title: event.title.en, args: each(event.args, knownOfArgument) })),
  })),
});
/** A colour and a date say more in JSON Schema than a stranger needs. */
const plain = (json: unknown): unknown =>
  JSON.parse(
    JSON.stringify(json, (key, value: unknown) => (key === 'required' || (key === 'format' && value === 'date-time') ? undefined : value)),
  );
const withoutColorParts = (json: unknown): unknown =>
  JSON.parse(
    JSON.stringify(json, (_key, value: unknown) =>
      typeof value === 'object' && value !== null && 'type' in value && value.type === 'object'
        ? { ...value, properties: undefined }
        : value,
    ),
  );

describe('native → Homie → native', () => {
  test('of any spec is the identity, less the list of docs/bridges.md', () => {
    fc.assert(
      fc.property(specs, (spec) => {
        expect(withoutColorParts(plain(readSpec(describeIt(spec))))).toEqual(withoutColorParts(plain(homieKnows(spec))));
      }),
      { numRuns: 300 },
    );
  });

  test('every unit has a name of its own in Homie', () => {
    const names = (Object.keys(units) as (keyof typeof units)[]).map(homieUnit);
    expect(new Set(names).size).toBe(names.length);
    expect([homieUnit('Cel'), homieUnit('{steps}'), homieUnit('[ppm]'), homieUnit('{rpm}'), homieUnit('kW.h')]).toEqual([
      '°C',
      '#',
      'ppm',
      'rpm',
      'kWh',
    ]);
  });
});

describe('ids', () => {
  test('come from the did and from slugs, whatever a person calls it', () => {
    const spec = fc.sample(specs, 1)[0];
    if (!spec) throw new Error('no spec');
    const topics = (name: string | null) => [...homie.standing(thing(spec, { name }))].map(({ topic }) => topic);
    for (const name of ['a/b', '+', '#', '"quoted" \\ \'', '💡👩‍🔬', '$state', '灯'.repeat(40)]) {
      expect(topics(name)).toEqual(topics(null));
      expect(describeIt(spec, name).name).toBe(name);
      for (const topic of topics(name)) expect(topic).toMatch(/^homie\/5\/[a-z0-9-]+(\/\$?[a-z0-9-]+){1,3}$/);
    }
  });

  test('an action and an event never meet a property of the same name', () => {
    const title = { en: 'A', zh: '甲' };
    const spec: DeviceSpec = {
      ...{ model: 'x', vendor: 'x', category: 'x', title, rev: 1 },
      services: {
        smoke: {
          title,
          properties: { alarm: { format: 'bool', access: ['read'], title } },
          actions: { alarm: { title, in: {}, out: {} } },
          events: { alarm: { title, args: {}, level: 'info' } },
        },
      },
    };
    expect(Object.keys(describeIt(spec).nodes['smoke']?.properties ?? {})).toEqual(['alarm', '1-alarm', '2-alarm']);
  });
});

describe('$target', () => {
  const title = { en: 'A', zh: '甲' };
  const property: PropertySpec = { format: 'float', access: ['read', 'write'], title };
  const spec: DeviceSpec = {
    ...{ model: 'x', vendor: 'x', category: 'x', title, rev: 1 },
    services: { light: { title, properties: { level: property, seen: { ...property, access: ['read'] } }, actions: {}, events: {} } },
  };
  const said = (change: Partial<Thing>, name = 'level') =>
    [...homie.told(thing(spec, change), { kind: 'report', service: 'light', property: name })].map(
      ({ topic, payload }) => `${topic.split('/').at(-1)} ${payload}`,
    );

  test('is where a value is going, told before it; where nothing moves, the value', () => {
    expect(said({ report: () => report(20, { target: 80, until: 9 }) })).toEqual(['$target 80', 'level 20']);
    expect(said({ report: () => report(80) })).toEqual(['$target 80', 'level 80']);
  });
  test('is in the controller’s own words as long as it means that', () => {
    const asked = () => ({ text: '8e1', value: 80 });
    expect(said({ asked, report: () => report(20, { target: 80, until: 9 }) })).toEqual(['$target 8e1', 'level 20']);
    expect(said({ asked, report: () => report(50) })).toEqual(['$target 50', 'level 50']);
  });
  test('stands with what can be set, and with nothing else', () => {
    expect(said({ report: () => report(1) }, 'seen')).toEqual(['seen 1']);
  });
});

test('another document has another version, the same one the same', () => {
  const [spec] = fc.sample(specs, 1);
  if (!spec) throw new Error('no spec');
  const version = (name: string | null) => describeIt(spec, name).version;
  expect(version('a')).toBe(version('a'));
  expect(version('a')).not.toBe(version('b'));
});
