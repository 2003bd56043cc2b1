// Over every type that lies in this folder, without knowing any. `npm run check-device -- FILE` makes the same checks.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { declarations } from '#protocol/services/declarations.ts';
import { checks } from '../authoring/conformance.ts';
import { loadType, typeNames } from '../catalogue.ts';

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
  const types = await Promise.all(typeNames().map((name) => loadType(name)));
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

  test.each(checks)('$title', async ({ run }) => {
    const type = await loadType(name);
    expect(() => run(type)).not.toThrow();
  });
});
