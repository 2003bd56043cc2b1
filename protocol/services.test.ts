import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { declarations } from './services/index.ts';

const library = new Set(['define-service.ts', 'values.ts', 'index.ts']);
const files = readdirSync(new URL('services/', import.meta.url)).filter(
  (name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !library.has(name),
);

test('every file of services/ stands in the index, under the type that it is named after', () => {
  expect([...declarations.keys()].sort()).toEqual(files.map((name) => name.slice(0, -3)).sort());
});
