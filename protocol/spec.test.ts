import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { specs } from '../tests/forward/specs.ts';
import { isSlug } from './names.ts';
import { limits, parseSpec } from './spec.ts';
import type { SpecFault } from './spec.ts';

const title = { en: 'A', zh: '甲' };
const clone = (): Spec => structuredClone(good) as unknown as Spec;
/** Anything may be done to it: that is what the tests are for. */
type Spec = Record<string, never> & { services: { fan: Record<string, Record<string, never>> } } & Record<string, unknown>;

/** A right spec with one of everything. */
const good = {
  model: 'acme.fan-1',
  vendor: 'acme',
  category: 'fan',
  rev: 3,
  title,
  services: {
    fan: {
      type: 'fan',
      title,
      properties: {
        level: { format: 'int', access: ['read', 'write'], range: { min: 0, max: 10, step: 2 }, default: 4, unit: '%', title },
        speed: { format: 'float', access: ['read'], range: { min: 0, max: 1, step: 0.1 }, title },
        mode: { format: 'enum', access: ['read'], values: { auto: title, sleep: title }, default: 'auto', title },
        note: { format: 'string', access: ['write'], maxLength: 20, default: 'hello', title },
      },
      actions: {
        spin: {
          title,
          in: { times: { format: 'int', range: { min: 1, max: 9 }, default: 3, title } },
          out: { done: { format: 'bool', title } },
        },
      },
      events: { stopped: { title, level: 'warning', args: { why: { format: 'string', maxLength: 40, title } } } },
      raises: { stopped: ['speed', '=', 0] },
      follows: { spin: { progress: 'speed', ends: ['stopped'] } },
    },
  },
  market: { price: 99, currency: 'CNY', lifeYears: 5, openness: 'T', illustrative: true },
};
const wide = (count: number, value: unknown) => Object.fromEntries(Array.from({ length: count }, (_, k) => [`k${k}`, value]));
const bool = { format: 'bool', access: ['read'], title };
const faultsOf = (json: unknown): readonly SpecFault[] => {
  const result = parseSpec(json);
  return result.ok ? [] : result.faults;
};

test('every random right spec parses, to itself, with nothing dropped', () => {
  fc.assert(
    fc.property(specs, (spec) => {
      const wire: unknown = JSON.parse(JSON.stringify(spec));
      expect(parseSpec(wire)).toEqual({ ok: true, spec: wire, dropped: [] });
    }),
    { numRuns: 150 },
  );
});

test('never throws, and a refusal names at least one fault with a cure', () => {
  const mutated = fc.tuple(specs, fc.anything(), fc.nat(), fc.nat(3)).map(([spec, junk, at, depth]) => {
    let part = structuredClone(spec) as unknown as Record<string, unknown>;
    const whole = part;
    for (let k = 0; k < depth; k += 1) {
      const inner = Object.values(part).filter((value): value is Record<string, unknown> => typeof value === 'object' && value !== null);
      part = inner[at % Math.max(1, inner.length)] ?? part;
    }
    const keys = Object.keys(part);
    part[keys[at % Math.max(1, keys.length)] ?? 'x'] = junk;
    return whole;
  });
  fc.assert(
    fc.property(fc.oneof(fc.anything({ withBigInt: true, withNullPrototype: true }), mutated), (json) => {
      const result = parseSpec(json);
      if (result.ok) return;
      expect(result.faults.length).toBeGreaterThan(0);
      for (const { what, cure } of result.faults) expect(what.length * cure.length).toBeGreaterThan(0);
    }),
    { numRuns: 400 },
  );
});

test('nesting as deep as a message allows, circles and bigints are refused, not thrown', () => {
  const circle: Record<string, unknown> = {};
  circle.self = circle;
  const deep: unknown = JSON.parse('['.repeat(30_000) + ']'.repeat(30_000));
  for (const json of [deep, { ...good, extra: deep }, circle, { ...good, rev: 1n }, undefined]) expect(parseSpec(json).ok).toBe(false);
});

// Each row: what is done to the right spec, where the fault must be found, what its cure must say.
type Mutation = (spec: Spec) => unknown;
const at = (spec: Spec, path: string): Record<string, unknown> =>
  path.split('.').reduce((part, key) => part[key] as Record<string, unknown>, spec as Record<string, unknown>);
const set =
  (path: string, key: string, value: unknown): Mutation =>
  (spec) => {
    at(spec, path)[key] = value;
  };
const properties = 'services.fan.properties';
const mutations: [string, Mutation, string, RegExp][] = [
  ['a service whose name is no slug', set('services', 'Fan', { title }), 'services.Fan', /a-z/],
  ['a property whose name is no slug', set(properties, 'on_off', bool), `${properties}.on_off`, /a-z/],
  ['a property called constructor', set(properties, 'constructor', bool), `${properties}.constructor`, /a-z/],
  ['an enum value that is no slug', set(`${properties}.mode.values`, 'Turbo', title), `${properties}.mode.values.Turbo`, /a-z/],
  [
    'an argument whose name is no slug',
    set('services.fan.actions.spin.in', '1st', { ...bool, access: undefined }),
    'services.fan.actions.spin.in.1st',
    /a-z/,
  ],
  ['a vendor that is no slug', (s) => set('services', 'x', 1) && Object.assign(s, { vendor: 'Acme Inc' }), 'vendor', /./],
  ['a model with a space', (s) => Object.assign(s, { model: 'fan 1' }), 'model', /./],
  ['a unit that is not in the table', set(`${properties}.level`, 'unit', 'percent'), `${properties}.level.unit`, /UCUM/],
  [
    'a range whose step misses max',
    set(`${properties}.level`, 'range', { min: 0, max: 9, step: 2 }),
    `${properties}.level.range`,
    /min < max/,
  ],
  ['a range upside down', set(`${properties}.level`, 'range', { min: 10, max: 0 }), `${properties}.level.range`, /min < max/],
  ['a range of nothing', set(`${properties}.level`, 'range', { min: 4, max: 4 }), `${properties}.level.range`, /min < max/],
  ['a range without max', set(`${properties}.level`, 'range', { min: 4 }), `${properties}.level.range.max`, /min < max/],
  ['a step of zero', set(`${properties}.level.range`, 'step', 0), `${properties}.level.range.step`, /min < max/],
  ['a step too fine to be told apart', set(`${properties}.speed.range`, 'step', 1e-12), `${properties}.speed.range`, /coarser/],
  ['a step that is hardly one', set(`${properties}.speed.range`, 'step', 5e-324), `${properties}.speed.range`, /coarser/],
  [
    'an int with half steps',
    set(`${properties}.level`, 'range', { min: 0, max: 10, step: 0.5 }),
    `${properties}.level.range`,
    /whole numbers/,
  ],
  [
    'an int whose range is too wide',
    set(`${properties}.level`, 'range', { min: -(2 ** 53 - 1), max: 2 ** 53 - 1 }),
    `${properties}.level.range`,
    /./,
  ],
  ['a default out of range', set(`${properties}.level`, 'default', 12), `${properties}.level.default`, /0 to 10/],
  ['a default between two steps', set(`${properties}.level`, 'default', 5), `${properties}.level.default`, /nearest is [46]/],
  ['a default that is none of the values', set(`${properties}.mode`, 'default', 'turbo'), `${properties}.mode.default`, /auto, sleep/],
  ['a default of another type', set(`${properties}.mode`, 'default', 1), `${properties}.mode.default`, /./],
  ['a default longer than maxLength', set(`${properties}.note`, 'default', 'x'.repeat(21)), `${properties}.note.default`, /shorten/],
  ['a string without maxLength', set(`${properties}.note`, 'maxLength', undefined), `${properties}.note.maxLength`, /1 to 1024/],
  ['a string too long', set(`${properties}.note`, 'maxLength', 1025), `${properties}.note.maxLength`, /1 to 1024/],
  ['an enum without values', set(`${properties}.mode`, 'values', {}), `${properties}.mode.values`, /1 to 128/],
  ['a property without title', set(`${properties}.level`, 'title', undefined), `${properties}.level.title`, /en: .* zh: /],
  ['a title in one language', set(`${properties}.level`, 'title', { en: 'Level' }), `${properties}.level.title.zh`, /en: .* zh: /],
  ['a title too long', set(`${properties}.level.title`, 'en', 'x'.repeat(65)), `${properties}.level.title.en`, /64/],
  [
    'a title that turns the reading round',
    set(`${properties}.level.title`, 'en', 'Lamp\u202e!'),
    `${properties}.level.title.en`,
    /en: .* zh: /,
  ],
  ['a service without title', set('services.fan', 'title', undefined), 'services.fan.title', /en: .* zh: /],
  ['an action without title', set('services.fan.actions.spin', 'title', undefined), 'services.fan.actions.spin.title', /en: .* zh: /],
  [
    'an argument without title',
    set('services.fan.actions.spin.in.times', 'title', undefined),
    'services.fan.actions.spin.in.times.title',
    /en: .* zh: /,
  ],
  [
    'an argument with a wrong default',
    set('services.fan.actions.spin.in.times', 'default', 10),
    'services.fan.actions.spin.in.times.default',
    /1 to 9/,
  ],
  [
    'an event argument with a wrong range',
    set('services.fan.events.stopped.args', 'why', { format: 'int', range: { min: 1, max: 0 }, title }),
    'services.fan.events.stopped.args.why.range',
    /min < max/,
  ],
  ['an event of an unknown level', set('services.fan.events.stopped', 'level', 'panic'), 'services.fan.events.stopped.level', /./],
  ['no access', set(`${properties}.level`, 'access', []), `${properties}.level.access`, /read/],
  ['an access that is none', set(`${properties}.level`, 'access', ['notify']), `${properties}.level.access.0`, /./],
  ['no format', set(`${properties}.level`, 'format', undefined), `${properties}.level.format`, /bool, int/],
  ['a format that is no slug', set(`${properties}.level`, 'format', 'Int 32'), `${properties}.level.format`, /bool, int/],
  ['no revision', (s) => Object.assign(s, { rev: undefined }), 'rev', /whole number from 1/],
  ['revision 0', (s) => Object.assign(s, { rev: 0 }), 'rev', /whole number from 1/],
  ['no title at all', (s) => Object.assign(s, { title: 'Fan' }), 'title', /en: .* zh: /],
  ['no services', (s) => Object.assign(s, { services: undefined }), 'services', /./],
  ['33 services', (s) => Object.assign(s, { services: wide(33, { title }) }), 'services', /./],
  ['65 properties', set('services.fan', 'properties', wide(65, bool)), 'services.fan.properties', /./],
  ['65 actions', set('services.fan', 'actions', wide(65, { title })), 'services.fan.actions', /./],
  ['65 events', set('services.fan', 'events', wide(65, { title })), 'services.fan.events', /./],
  ['65 arguments', set('services.fan.actions.spin', 'in', wide(65, { format: 'bool', title })), 'services.fan.actions.spin.in', /./],
  ['129 enum values', set(`${properties}.mode`, 'values', { auto: title, ...wide(128, title) }), `${properties}.mode.values`, /1 to 128/],
  ['more than 64 KiB', (s) => Object.assign(s, { extra: 'x'.repeat(limits.specBytes) }), '', /shorten/],
  ['more than 64 KiB in bytes, not in characters', (s) => Object.assign(s, { extra: '灯'.repeat(limits.specBytes / 3) }), '', /shorten/],
  ['a rule that raises no event', set('services.fan.raises', 'burnt', ['speed', '=', 0]), 'services.fan.raises.burnt', /stopped/],
  ['a rule on no property', set('services.fan.raises', 'stopped', ['heat', '>', 9]), 'services.fan.raises.stopped', /level, speed/],
  [
    'a rule on a property that cannot be read',
    set('services.fan.raises', 'stopped', ['note', '=', '']),
    'services.fan.raises.stopped',
    /level, speed/,
  ],
  ['a comparison that is none', set('services.fan.raises', 'stopped', ['speed', '~', 0]), 'services.fan.raises.stopped.1', /./],
  ['progress of no action', set('services.fan.follows', 'fly', { progress: 'speed', ends: [] }), 'services.fan.follows.fly', /spin/],
  [
    'progress shown by no property',
    set('services.fan.follows', 'spin', { progress: 'heat', ends: [] }),
    'services.fan.follows.spin.progress',
    /level, speed/,
  ],
  ['a price below nothing', set('market', 'price', -1), 'market.price', /currency/],
  ['a currency that is none', set('market', 'currency', 'yuan'), 'market.currency', /currency/],
  ['an openness that is none', set('market', 'openness', 'X'), 'market.openness', /currency/],
];

describe('one fault at a time', () => {
  test('the spec without it is right', () => {
    expect(parseSpec(good)).toMatchObject({ ok: true, dropped: [] });
  });
  test.each(mutations)('%s', (_, mutate, path, cure) => {
    const spec = clone();
    mutate(spec);
    const faults = faultsOf(JSON.parse(JSON.stringify(spec)));
    expect(faults.map((fault) => fault.path)).toContain(path);
    expect(faults.find((fault) => fault.path === path)?.cure).toMatch(cure);
  });
  test('the cure fits the place, whatever the services are called', () => {
    const spec = { ...good, services: { range: { title, properties: { market: { ...bool, access: ['look'] } } } } };
    expect(faultsOf(spec)[0]?.cure).not.toMatch(/min < max|currency/);
  });
});

describe('at the limit, and not beyond', () => {
  test.each<[string, object]>([
    ['32 services', { services: wide(32, { title }) }],
    ['64 properties', { services: { s: { title, properties: wide(64, bool) } } }],
    ['128 enum values', { services: { s: { title, properties: { p: { ...bool, format: 'enum', values: wide(128, title) } } } } }],
    ['the largest int', { services: { s: { title, properties: { p: { ...bool, format: 'int', range: { min: 0, max: 2 ** 53 - 1 } } } } } }],
    [
      'a thousand million steps',
      { services: { s: { title, properties: { p: { ...bool, format: 'float', range: { min: 0, max: 1, step: 1e-9 } } } } } },
    ],
    ['no market', { market: undefined }],
  ])('%s', (_, change) => {
    expect(faultsOf({ ...good, ...change })).toEqual([]);
  });
});

describe('formats that this version does not know', () => {
  const vector = { format: 'vector', axes: 3, access: ['read'], title };
  const withFan = (change: object) => ({ ...good, services: { ...good.services, fan: { ...good.services.fan, ...change } } });

  test('drop the property alone, and a rule that speaks of it', () => {
    const result = parseSpec(withFan({ properties: { ...good.services.fan.properties, speed: vector } }));
    if (!result.ok) return expect.unreachable(JSON.stringify(result.faults));
    const { properties: left, raises, follows, actions, events } = result.spec.services.fan ?? expect.unreachable();
    expect(Object.keys(left)).toEqual(['level', 'mode', 'note']);
    expect([raises, follows]).toEqual([{}, {}]);
    expect([Object.keys(actions), Object.keys(events)]).toEqual([['spin'], ['stopped']]);
    expect(result.dropped).toEqual([
      { path: `${properties}.speed`, what: 'unknown format "vector"', cure: expect.stringContaining('update') as string },
    ]);
  });
  test('drop an action or event alone that needs one', () => {
    const argument = { format: 'vector', title };
    const result = parseSpec(
      withFan({
        actions: { spin: { title, in: { to: argument } }, stop: { title } },
        events: { stopped: { title, args: { at: argument } }, started: { title } },
      }),
    );
    if (!result.ok) return expect.unreachable(JSON.stringify(result.faults));
    const fan = result.spec.services.fan ?? expect.unreachable();
    expect([Object.keys(fan.actions), Object.keys(fan.events), fan.raises, fan.follows]).toEqual([['stop'], ['started'], {}, {}]);
    expect(result.dropped.map(({ path }) => path).sort()).toEqual(['services.fan.actions.spin', 'services.fan.events.stopped']);
  });
  test('in any random spec: everything else is as it was', () => {
    fc.assert(
      fc.property(specs, fc.nat(), (spec, at) => {
        const [name = '', service] = Object.entries(spec.services)[at % Object.keys(spec.services).length] ?? expect.unreachable();
        const newer = {
          ...spec,
          services: { ...spec.services, [name]: { ...service, properties: { ...service?.properties, 'zz-new': vector } } },
        };
        const result = parseSpec(JSON.parse(JSON.stringify(newer)));
        expect(result).toMatchObject({
          ok: true,
          spec: JSON.parse(JSON.stringify(spec)) as unknown,
          dropped: [{ path: `services.${name}.properties.zz-new` }],
        });
      }),
      { numRuns: 50 },
    );
  });
  test('the input is not touched', () => {
    const input = withFan({ properties: { speed: vector } });
    const before = structuredClone(input);
    parseSpec(input);
    expect(input).toEqual(before);
  });
});

test('`__proto__` as a key is nothing, anywhere', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(
        'services',
        'services.fan',
        'services.fan.properties',
        'services.fan.properties.mode.values',
        'services.fan.raises',
        'market',
      ),
      (path) => {
        const text = JSON.stringify(good);
        const spec = JSON.parse(text) as Spec;
        Object.defineProperty(at(spec, path), '__proto__', { value: { polluted: { en: 'x' } }, enumerable: true });
        const result = parseSpec(JSON.parse(JSON.stringify(spec)));
        expect(result).toEqual({ ok: true, spec: JSON.parse(text) as unknown, dropped: [] });
        expect(Reflect.get({}, 'polluted')).toBeUndefined();
      },
    ),
  );
  expect(isSlug('__proto__')).toBe(false);
});
