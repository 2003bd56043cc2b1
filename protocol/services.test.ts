import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { indexNow, indexText } from '../docs/generate-services.ts';
import { declarations } from './services/declarations.ts';

const library = new Set(['define-service.ts', 'values.ts', 'index.ts', 'declarations.ts']);
const files = readdirSync(new URL('services/', import.meta.url)).filter(
  (name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !library.has(name),
);

test('the index names every service: run `npm run services` where this fails', () => {
  expect(indexNow()).toBe(indexText());
});

test('every file of services/ defines the type that it is named after', () => {
  expect([...declarations.keys()].sort()).toEqual(files.map((name) => name.slice(0, -3)).sort());
});

test('every service says what bridges map it to, and has a title in both languages on each part', () => {
  for (const { type, bridges, title, properties, actions = {}, events = {} } of declarations.values()) {
    expect(Object.keys(bridges ?? {}), type).not.toHaveLength(0);
    expect(
      title.every((words) => words.length > 0),
      type,
    ).toBe(true);
    for (const part of [...Object.values(properties), ...Object.values(actions), ...Object.values(events)]) {
      const { title: own } = 'maybe' in part ? part.maybe : part;
      expect(own.en && own.zh, type).toBeTruthy();
    }
  }
});
