import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { properties as anyProperty, specs, valuesOf } from '../tests/forward/specs.ts';
import { canonical, revisionFaults } from './revisions.ts';
import { parseSpec } from './spec.ts';
import type { DeviceSpec, PropertySpec } from './spec.ts';
import { compileValue } from './values.ts';
import type { ValueSchema } from './values.ts';

const title = { en: 'A', zh: '甲' };
const parsed = (json: unknown): DeviceSpec => {
  const result = parseSpec(json);
  return result.ok ? result.spec : expect.unreachable(JSON.stringify(result.faults));
};
const next = (spec: DeviceSpec, change: (spec: DeviceSpec) => void): DeviceSpec => {
  const copy = structuredClone(spec);
  copy.rev += 1;
  change(copy);
  return copy;
};
const paths = (before: DeviceSpec, after: DeviceSpec): string[] => revisionFaults(before, after).map(({ path }) => path);

test('the same revision must have the same content, in whatever order it is written', () => {
  fc.assert(
    fc.property(specs, (spec) => {
      expect(revisionFaults(spec, structuredClone(spec))).toEqual([]);
      expect(revisionFaults(spec, parsed(JSON.parse(reversed(spec))))).toEqual([]);
      const retitled = { ...spec, title: { en: 'Other', zh: spec.title.zh } };
      expect(paths(spec, retitled)).toEqual(['rev']);
      expect(revisionFaults(spec, { ...retitled, rev: spec.rev + 1 })).toEqual([]);
    }),
    { numRuns: 50 },
  );
});
const reversed = (value: unknown): string => {
  if (Array.isArray(value) || typeof value !== 'object' || value === null) return JSON.stringify(value);
  return `{${Object.entries(value)
    .reverse()
    .map(([key, item]) => `${JSON.stringify(key)}:${reversed(item)}`)
    .join(',')}}`;
};

describe('a higher revision', () => {
  test('may add a service, a property, an action, an event, an enum value, an argument with a default', () => {
    fc.assert(
      fc.property(specs, anyProperty, (spec, property) => {
        const richer = next(spec, ({ services }) => {
          services['zz-new'] = { title, properties: { p: property }, actions: {}, events: {} };
          for (const service of Object.values(services)) {
            service.properties['zz-new'] = property;
            service.actions['zz-new'] = { title, in: {}, out: {} };
            service.events['zz-new'] = { title, args: {}, level: 'info' };
            for (const action of Object.values(service.actions)) {
              action.in['zz-new'] = { format: 'bool', default: false, title };
              action.out['zz-new'] = { format: 'bool', title };
            }
            for (const known of Object.values(service.properties)) if (known.format === 'enum') known.values['zz-new'] = title;
          }
        });
        expect(revisionFaults(spec, richer)).toEqual([]);
        expect(parseSpec(richer).ok).toBe(true);
        // And the way back is none, though the revision is lower: it would take all that away.
        expect(revisionFaults(richer, spec).length).toBeGreaterThan(0);
      }),
      { numRuns: 50 },
    );
  });

  test('may drop nothing that a spec holds: every one of its members is missed', () => {
    fc.assert(
      fc.property(specs, (spec) => {
        for (const [name, service] of Object.entries(spec.services)) {
          const inService = `services.${name}`;
          expect(
            paths(
              spec,
              next(spec, ({ services }) => delete services[name]),
            ),
          ).toEqual([inService]);
          for (const group of ['properties', 'actions', 'events'] as const) {
            for (const key of Object.keys(service[group])) {
              const without = next(spec, ({ services }) => delete services[name]?.[group][key]);
              expect(paths(spec, without)).toEqual([`${inService}.${group}.${key}`]);
            }
          }
          for (const [key, action] of Object.entries(service.actions)) {
            for (const side of ['in', 'out'] as const) {
              for (const argument of Object.keys(action[side])) {
                const without = next(spec, ({ services }) => delete services[name]?.actions[key]?.[side][argument]);
                expect(paths(spec, without)).toEqual([`${inService}.actions.${key}.${side}.${argument}`]);
              }
            }
          }
          for (const [key, event] of Object.entries(service.events)) {
            for (const argument of Object.keys(event.args)) {
              const without = next(spec, ({ services }) => delete services[name]?.events[key]?.args[argument]);
              expect(paths(spec, without)).toEqual([`${inService}.events.${key}.args.${argument}`]);
            }
          }
        }
      }),
      { numRuns: 50 },
    );
  });

  test.each(['vendor', 'model', 'category'] as const)('may not change its %s', (key) => {
    fc.assert(
      fc.property(specs, (spec) => {
        expect(
          paths(
            spec,
            next(spec, (copy) => Object.assign(copy, { [key]: `${spec[key]}x` })),
          ),
        ).toEqual([key]);
      }),
      { numRuns: 20 },
    );
  });
});

// Narrowing, where a value schema stands: in a property, an argument, a result, an event's argument.
type Range = { min: number; max: number; step?: number };
const int = (range?: Range, more: object = {}) => ({ format: 'int', ...(range ? { range } : {}), ...more }) as ValueSchema;
const float = (range?: Range, more: object = {}) => ({ format: 'float', ...(range ? { range } : {}), ...more }) as ValueSchema;
const enumOf = (...values: string[]) =>
  ({ format: 'enum', values: Object.fromEntries(values.map((value) => [value, title])) }) as ValueSchema;
const changes: [string, ValueSchema, ValueSchema, string | undefined][] = [
  ['the same', int({ min: 0, max: 10 }), int({ min: 0, max: 10 }), undefined],
  ['another format', int(), float(), ''],
  ['a wider range', int({ min: 0, max: 10 }), int({ min: -5, max: 20 }), undefined],
  ['a higher min', int({ min: 0, max: 10 }), int({ min: 1, max: 10 }), '.range'],
  ['a lower max', float({ min: 0, max: 10 }), float({ min: 0, max: 9 }), '.range'],
  ['a range where none was', int(), int({ min: 0, max: 10 }), '.range'],
  ['no range any more', int({ min: 0, max: 10, step: 5 }), int(), undefined],
  ['a finer step', int({ min: 0, max: 12, step: 4 }), int({ min: 0, max: 12, step: 2 }), undefined],
  ['a coarser step', int({ min: 0, max: 12, step: 2 }), int({ min: 0, max: 12, step: 4 }), '.range.step'],
  ['a step that is none of the old', int({ min: 0, max: 12, step: 4 }), int({ min: 0, max: 12, step: 3 }), '.range.step'],
  ['the step 1 that an int has anyway', int({ min: 0, max: 12 }), int({ min: 0, max: 12, step: 1 }), undefined],
  ['a step of an int that had none', int({ min: 0, max: 12 }), int({ min: 0, max: 12, step: 2 }), '.range.step'],
  ['a step of a float that had none', float({ min: 0, max: 1 }), float({ min: 0, max: 1, step: 0.1 }), '.range.step'],
  ['no step of a float any more', float({ min: 0, max: 1, step: 0.1 }), float({ min: 0, max: 1 }), undefined],
  ['a finer decimal step', float({ min: 0, max: 1, step: 0.1 }), float({ min: 0, max: 1, step: 0.05 }), undefined],
  ['a grid that begins between the old points', int({ min: 0, max: 10, step: 2 }), int({ min: -1, max: 11, step: 2 }), '.range.step'],
  ['a grid that begins on an earlier point', int({ min: 0, max: 10, step: 2 }), int({ min: -4, max: 12, step: 2 }), undefined],
  ['an enum value more', enumOf('a'), enumOf('a', 'b'), undefined],
  ['an enum value fewer', enumOf('a', 'b'), enumOf('a'), '.values.b'],
  ['a longer text', { format: 'string', maxLength: 10 }, { format: 'string', maxLength: 11 }, undefined],
  ['a shorter text', { format: 'string', maxLength: 10 }, { format: 'string', maxLength: 9 }, '.maxLength'],
  ['another unit', int(undefined, { unit: 's' }), int(undefined, { unit: 'min' }), '.unit'],
  ['a unit where none was', int(), int(undefined, { unit: 's' }), '.unit'],
  ['another default', int(undefined, { default: 1 }), int(undefined, { default: 2 }), undefined],
];
const places: [string, string, (schema: ValueSchema) => object][] = [
  ['a property', 'properties.x', (schema) => ({ properties: { x: { ...schema, title, access: ['read', 'write'] } } })],
  ['an argument', 'actions.go.in.x', (schema) => ({ actions: { go: { title, in: { x: { ...schema, title } } } } })],
  ['a result', 'actions.go.out.x', (schema) => ({ actions: { go: { title, out: { x: { ...schema, title } } } } })],
  ['an event’s argument', 'events.gone.args.x', (schema) => ({ events: { gone: { title, args: { x: { ...schema, title } } } } })],
];
const specOf = (rev: number, service: object): DeviceSpec =>
  parsed({ model: 'm', vendor: 'v', category: 'c', rev, title, services: { s: { title, ...service } } });

describe.each(places)('in %s', (_, path, holding) => {
  test.each(changes)('%s', (_name, before, after, lost) => {
    const found = paths(specOf(1, holding(before)), specOf(2, holding(after)));
    expect(found).toEqual(lost === undefined ? [] : [`services.s.${path}${lost}`]);
  });
});

describe('rights and arguments', () => {
  const property = (access: PropertySpec['access']) => ({ properties: { x: { format: 'bool', access, title } } });
  test.each<[PropertySpec['access'], PropertySpec['access'], number]>([
    [['read'], ['read', 'write'], 0],
    [['read', 'write'], ['write', 'read'], 0],
    [['read', 'write'], ['read'], 1],
    [['read', 'write'], ['write'], 1],
    [['read'], ['write'], 1],
  ])('access %j to %j: %d faults', (before, after, count) => {
    expect(paths(specOf(1, property(before)), specOf(2, property(after)))).toEqual(Array(count).fill('services.s.properties.x.access'));
  });
  const action = (args: object) => ({ actions: { go: { title, in: args } } });
  const bool = { format: 'bool', title };
  test('a new argument needs a default; one that had a default keeps one', () => {
    expect(paths(specOf(1, action({})), specOf(2, action({ x: bool })))).toEqual(['services.s.actions.go.in.x']);
    expect(paths(specOf(1, action({ x: { ...bool, default: true } })), specOf(2, action({ x: bool })))).toEqual([
      'services.s.actions.go.in.x.default',
    ]);
    expect(paths(specOf(1, action({ x: bool })), specOf(2, action({ x: { ...bool, default: true } })))).toEqual([]);
  });
  test('a service keeps its type', () => {
    expect(paths(specOf(1, { type: 'light' }), specOf(2, { type: 'fan' }))).toEqual(['services.s.type']);
    expect(paths(specOf(1, { type: 'light' }), specOf(2, {}))).toEqual(['services.s.type']);
  });
});

test('where a change is accepted, every old value is still a value', () => {
  const number = fc.tuple(fc.integer({ min: -20, max: 20 }), fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 12 }), fc.boolean());
  const schemas = number.map(([min, step, steps, plain]) =>
    int({ min, max: min + step * steps, ...(plain && step === 1 ? {} : { step }) }),
  );
  const hold = (schema: ValueSchema) => ({ properties: { x: { ...schema, title, access: ['read', 'write'] } } });
  let accepted = 0;
  fc.assert(
    fc.property(
      schemas.chain((before) => fc.tuple(fc.constant(before), schemas, fc.array(valuesOf(before), { minLength: 5 }))),
      ([before, after, values]) => {
        const faults = paths(specOf(1, hold(before)), specOf(2, hold(after)));
        const all = Array.from({ length: 200 }, (_, k) => k - 100).filter((k) => compileValue(before)(k) === undefined);
        const kept = [...all, ...values].every((value) => compileValue(after)(value) === undefined);
        if (kept) accepted += 1;
        expect(faults.length === 0).toBe(kept);
      },
    ),
    { numRuns: 800 },
  );
  expect(accepted).toBeGreaterThan(0);
});

describe('canonical', () => {
  test('reads back as the same JSON, and does not depend on the order of keys', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(canonical(value))).toEqual(JSON.parse(JSON.stringify(value)));
        expect(canonical(JSON.parse(reversedDeep(value)))).toBe(canonical(value));
      }),
    );
  });
  test('different JSON gives different text', () => {
    fc.assert(fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => (canonical(a) === canonical(b)) === isSame(a, b)));
  });
  test('what was left out is as if it were not there', () => {
    expect(canonical({ b: undefined, a: [undefined, 1] })).toBe('{"a":[null,1]}');
  });
  test('JSON nested as deep as a message allows does not exhaust the stack', () => {
    expect(canonical(JSON.parse('['.repeat(30_000) + ']'.repeat(30_000))).length).toBeLessThan(1000);
  });
});
const reversedDeep = (value: unknown): string => (Array.isArray(value) ? `[${value.map(reversedDeep).join(',')}]` : reversed(value));
function isSame(a: unknown, b: unknown): boolean {
  try {
    expect(JSON.parse(JSON.stringify(a))).toEqual(JSON.parse(JSON.stringify(b)));
    return true;
  } catch {
    return false;
  }
}
