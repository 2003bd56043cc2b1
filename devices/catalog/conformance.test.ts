// Over every type that lies in this folder, without knowing any: each property to both ends and one beyond, each action, a
// day, a reload in between, and the same trace for the same seed.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { declarations } from '#protocol/services/declarations.ts';
import { parseSpec } from '#protocol/spec.ts';
import type { ArgumentSpec, PropertySpec } from '#protocol/spec.ts';
import { compileValue, initialValue, stepOf } from '#protocol/values.ts';
import type { Value } from '#protocol/values.ts';
import { loadType, typeNames } from '../catalogue.ts';
import type { DeviceType } from '../define-device.ts';
import type { Services } from '../definition.ts';
import { simulate } from '../simulate.ts';
import type { Bench, SimulateOptions } from '../simulate.ts';

const day = 86_400;
const open = (type: DeviceType, options: SimulateOptions = {}): Bench<Services> => simulate<Services>(type, options);

/** Both ends, or every value of a few. */
function endsOf(schema: PropertySpec | ArgumentSpec): Value[] {
  switch (schema.format) {
    case 'bool':
      return [true, false];
    case 'enum':
      return Object.keys(schema.values);
    case 'int':
    case 'float':
    case 'duration':
      return schema.range ? [schema.range.min, schema.range.max] : [0, 1_000_000];
    case 'color':
      return [
        { h: 0, s: 0 },
        { h: 360, s: 100 },
      ];
    case 'string':
      return ['', 'x'.repeat(schema.maxLength)];
    case 'datetime':
      return ['2026-03-02T00:00:00Z'];
  }
}
function beyondOf(schema: PropertySpec | ArgumentSpec): unknown[] {
  const wrongType = schema.format === 'bool' ? 1 : true;
  if ((schema.format === 'int' || schema.format === 'float' || schema.format === 'duration') && schema.range) {
    const step = stepOf(schema) ?? 1;
    return [wrongType, schema.range.min - step, schema.range.max + step, NaN];
  }
  if (schema.format === 'enum') return [wrongType, 'no-such-value'];
  if (schema.format === 'string') return [wrongType, 'x'.repeat(schema.maxLength + 1)];
  return [wrongType, null];
}

function checkReports(type: DeviceType, bench: Bench<Services>): void {
  expect(bench.faults).toEqual([]);
  for (const { service, property, value, target } of bench.reports) {
    const spec = type.spec.services[service]?.properties[property];
    if (!spec) throw new Error(`a report of ${service}.${property}, which the spec does not have`);
    expect(compileValue(spec)(value)).toBeUndefined();
    if (target !== undefined) expect(compileValue(spec)(target)).toBeUndefined();
  }
  for (const { service, event } of bench.events) expect(type.spec.services[service]?.events[event]).toBeDefined();
}

test('one file a type, none of more than 120 lines, half of them of 60 or fewer', () => {
  const lines = typeNames()
    .map(
      (name) =>
        readFileSync(new URL(`${name}.ts`, import.meta.url), 'utf8')
          .trimEnd()
          .split('\n').length,
    )
    .sort((a, b) => a - b);
  expect(lines.at(-1)).toBeLessThanOrEqual(120);
  expect(lines[Math.floor(lines.length / 2)]).toBeLessThanOrEqual(60);
});

test('every standard service has a device that shows it', async () => {
  const types = await Promise.all(typeNames().map(loadType));
  const used = new Set(types.flatMap(({ spec }) => Object.values(spec.services).map(({ type }) => type)));
  expect([...declarations.keys()].filter((service) => !used.has(service))).toEqual([]);
});

test('no two types are of one model', async () => {
  const models = await Promise.all(typeNames().map(async (name) => (await loadType(name)).spec.model));
  expect(new Set(models).size).toBe(models.length);
});

describe.each(typeNames())('%s', (name) => {
  test('says what it costs, how long it lasts and how open it is, all of it marked as invented; in English and Chinese', async () => {
    const { spec } = await loadType(name);
    expect(spec.market).toMatchObject({ currency: 'CNY', illustrative: true });
    expect(spec.market?.price).toBeGreaterThan(0);
    expect(spec.title.en).toMatch(/^[A-Z]/);
    for (const { zh } of [spec.title, ...Object.values(spec.services).map(({ title }) => title)]) expect(zh).toMatch(/\p{Script=Han}|^PM/u);
  });

  test('its spec is announced as it stands, with standard services known to the library', async () => {
    const { spec } = await loadType(name);
    expect(parseSpec(JSON.parse(JSON.stringify(spec)))).toEqual({ ok: true, spec, dropped: [] });
    for (const { type } of Object.values(spec.services)) if (type !== undefined) expect(declarations.has(type)).toBe(true);
  });

  test('every property takes both ends and nothing beyond', async () => {
    const type = await loadType(name);
    for (const [service, { properties }] of Object.entries(type.spec.services)) {
      for (const [property, spec] of Object.entries(properties)) {
        const bench = open(type);
        const set = (value: unknown) => bench.ask({ op: 'set', service, property, value }).outcome;
        for (const value of endsOf(spec)) {
          const outcome = set(value);
          if (!spec.access.includes('write')) expect(outcome).toMatchObject({ ok: false, error: { code: 'NOT_WRITABLE' } });
          // A device may refuse in its state, in words; it may not fail.
          else if (!outcome?.ok) expect(outcome).toMatchObject({ error: { code: 'WRONG_STATE', detail: { say: {} } } });
          bench.advance(40);
        }
        for (const value of beyondOf(spec)) expect(set(value)?.ok).toBe(false);
        bench.advance(day);
        checkReports(type, bench);
        bench.stop();
      }
    }
  });

  test('every action with both ends of its arguments answers once', async () => {
    const type = await loadType(name);
    for (const [service, { actions }] of Object.entries(type.spec.services)) {
      for (const [action, { in: args }] of Object.entries(actions)) {
        const bench = open(type);
        for (const pick of [0, -1]) {
          const given = Object.fromEntries(
            Object.entries(args).map(([key, schema]) => [key, endsOf(schema).at(pick) ?? initialValue(schema)]),
          );
          const doing = bench.ask({ op: 'action', service, action, in: given });
          bench.advance(120);
          expect(doing.outcome?.ok === true || doing.outcome?.error.code === 'WRONG_STATE').toBe(true);
        }
        for (const [key, schema] of Object.entries(args)) {
          for (const wrong of beyondOf(schema))
            expect(bench.ask({ op: 'action', service, action, in: { [key]: wrong } }).outcome?.ok).toBe(false);
        }
        bench.ask({ op: 'action', service, action, in: {} });
        bench.reload();
        bench.advance(60);
        checkReports(type, bench);
        bench.stop();
      }
    }
  });

  /** Half a day, and the other half in other surroundings. */
  function lead(bench: Bench<Services>, meanwhile = (): void => {}): void {
    bench.advance(day / 2);
    meanwhile();
    Object.assign(bench.here, { asleep: true, pm25: 450, cadence: 90, temperature: 27, moving: true, doorOpen: true, wet: true });
    bench.advance(day / 2);
  }

  test('the same seed and clock give the same trace, with a reload in between too', async () => {
    const type = await loadType(name);
    const [a, b, reloaded] = [open(type, { seed: 3 }), open(type, { seed: 3 }), open(type, { seed: 3 })];
    lead(a);
    lead(b);
    lead(reloaded, () => reloaded.reload());
    expect(b.reports).toEqual(a.reports);
    expect(b.events).toEqual(a.events);
    const spec = Object.entries(type.spec.services);
    for (const [service, { properties }] of spec)
      for (const property of Object.keys(properties)) expect(typeof reloaded.get(service, property)).toBe(typeof a.get(service, property));
    checkReports(type, reloaded);
    for (const bench of [a, b, reloaded]) bench.stop();
  });

  test('its effects are numbers of the world, none once it has stopped', async () => {
    const bench = open(await loadType(name));
    bench.advance(60);
    // Only warmth and damp may be taken out of a room as well as put into it.
    const { heat: _heat, moisture: _moisture, ...given } = bench.effects();
    for (const amount of Object.values(given)) expect(amount).toBeGreaterThanOrEqual(0);
    bench.stop();
    expect(Object.values(bench.effects()).every((amount) => amount === 0)).toBe(true);
  });
});
