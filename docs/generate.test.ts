import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from '#protocol/zod.ts';
import { typeText } from '#protocol/reference/type-text.ts';
import { generate, protocolDoc, tables } from './generate.ts';

const text = readFileSync(protocolDoc, 'utf8');

test('docs/protocol.md says what the code says: run `npm run docs` where this fails', async () => {
  expect(await generate(text)).toBe(text);
});

test('a stale table is written anew, whatever stood there', async () => {
  for (const name of Object.keys(tables)) {
    const marker = `<!-- generated:${name} -->`;
    const start = text.indexOf(marker) + marker.length;
    const stale = `${text.slice(0, start)}\n\nstale\n\n${text.slice(text.indexOf('<!-- /generated -->', start))}`;
    expect(stale).not.toBe(text);
    expect(await generate(stale)).toBe(text);
  }
});

test('a marker that names no table, or a table without marker, is told', async () => {
  await expect(generate(text.replace('generated:units', 'generated:unitz'))).rejects.toThrow('unitz');
  await expect(generate(text.replace('<!-- generated:units -->', ''))).rejects.toThrow('units');
});

test.each<[z.ZodType, string]>([
  [z.object({ a: z.int().min(1).max(5), b: z.string().optional() }), '{ a: integer from 1 to 5, b?: string }'],
  [z.object({ hours: z.number().positive().max(168).default(1) }), '{ hours?: number above 0 to 168 = 1 }'],
  [z.array(z.enum(['a', 'b'])), '("a" | "b")[]'],
  [z.record(z.string(), z.boolean().nullable()), '{ [string]: boolean | null }'],
  [z.tuple([z.number(), z.literal('x')]), '[number, "x"]'],
  [z.string().regex(/^\d$/), 'string /^\\d$/'],
  [z.unknown(), 'any JSON'],
])('a schema is shown as a type: %#', (schema, expected) => {
  expect(typeText(schema)).toBe(expected);
});
