// `npm run services`: writes protocol/services/index.ts from the files that lie beside it, so that a new service is one
// file. A test fails where the index is stale.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = new URL('../protocol/services/', import.meta.url);
const indexFile = new URL('index.ts', folder);

/** What index.ts should say now. Throws where a file defines no service. */
export function indexText(): string {
  const lines: string[] = [];
  for (const file of readdirSync(folder).sort()) {
    if (!file.endsWith('.ts') || file.endsWith('.test.ts')) continue;
    const name = /^export const (\w+) = defineService\(/m.exec(readFileSync(new URL(file, folder), 'utf8'))?.[1];
    if (name !== undefined) lines.push(`export { ${name} } from './${file}';`);
  }
  return [
    '// Every standard service. Written by `npm run services` from the files of this folder: do not change it by hand.',
    ...lines,
    '',
  ].join('\n');
}

export const writeIndex = (): void => writeFileSync(indexFile, indexText());
export const indexNow = (): string => readFileSync(indexFile, 'utf8');

if (process.argv[1] === fileURLToPath(import.meta.url)) writeIndex();
