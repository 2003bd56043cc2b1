// npm run new-device -- pet-feeder [--dir FOLDER]: writes one file that runs at once.
import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { isSlug } from '#protocol/names.ts';
import { z } from '#protocol/zod.ts';
import { ownFolder, shownPath, typeNames } from '../catalogue.ts';
import { makeFolder } from '../runtime/files.ts';
import { parseJson } from '#protocol/parse-json.ts';
import { template } from './template.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const usage = 'npm run new-device -- NAME [--dir FOLDER], such as npm run new-device -- pet-feeder';

const explained = `Writes a new type of device, which runs at once: NAME.ts in devices/catalog/, or in FOLDER (made where it is missing; for --catalog FOLDER).`;

/** Wrong use: one line on stderr, exit code 2. */
class UsageError extends Error {}
const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** undefined: asked how it is used. */
function readArguments(): { name: string; dir: string | undefined } | undefined {
  let given: { values: { dir?: string; help?: boolean }; positionals: string[] };
  try {
    given = parseArgs({ options: { dir: { type: 'string' }, help: { type: 'boolean' } }, allowPositionals: true });
  } catch (thrown) {
    throw new UsageError(`${thrown instanceof Error ? (thrown.message.split('. ')[0] ?? '') : String(thrown)}; ${usage}`);
  }
  if (given.values.help) return undefined;
  const [name, ...more] = given.positionals;
  if (name === undefined || more.length > 0) throw new UsageError(`one name for one device: ${usage}`);
  if (!isSlug(name) || name.length < 3)
    throw new UsageError(
      `"${name.slice(0, 60)}" is no name for a device: 3 to 32 of a-z, 0-9 and "-", beginning with a letter; for example pet-feeder`,
    );
  return { name, dir: given.values.dir };
}

/** Written only where there is nothing: a folder is its owner's. */
function writeMissing(path: string, content: object): void {
  if (!existsSync(path)) writeFileSync(path, `${JSON.stringify(content, null, 2)}\n`);
}

/** A folder outside: a package of ES modules, where an editor finds the types of this very Omnihome. */
function furnish(folder: string): string | undefined {
  const packageFile = join(folder, 'package.json');
  writeMissing(packageFile, { private: true, type: 'module' });
  writeMissing(join(folder, 'tsconfig.json'), {
    compilerOptions: {
      ...{ target: 'ES2023', lib: ['ES2023', 'DOM'], module: 'NodeNext', moduleResolution: 'NodeNext', types: [] },
      ...{ strict: true, noUncheckedIndexedAccess: true, exactOptionalPropertyTypes: true, verbatimModuleSyntax: true },
      ...{ allowImportingTsExtensions: true, erasableSyntaxOnly: true, skipLibCheck: true, noEmit: true },
    },
  });
  makeFolder(join(folder, 'node_modules'));
  const link = join(folder, 'node_modules', 'omnihome');
  if (!existsSync(link)) symlinkSync(root, link, 'junction');
  const parsed = z.object({ type: z.literal('module') }).safeParse(parseJson(readFileSync(packageFile, 'utf8')));
  return parsed.success ? undefined : `${shownPath(packageFile)} has no "type": "module"; the home does not mind, other programs may`;
}

function main(): void {
  const asked = readArguments();
  if (!asked) return say(`${usage}\n${explained}`);
  const { name, dir } = asked;
  const folder = dir === undefined ? ownFolder : resolve(dir);
  const isOwn = folder === ownFolder;
  const file = join(folder, `${name}.ts`);
  if (existsSync(file)) throw new UsageError(`${shownPath(file)} is there already; take another name, or change that file`);
  if (!isOwn && typeNames().includes(name))
    throw new UsageError(`a type "${name}" is in the home's own catalogue already; take another name`);
  let note: string | undefined;
  try {
    makeFolder(folder);
    if (!isOwn) note = furnish(folder);
    writeFileSync(file, template(name, isOwn ? '../device.ts' : 'omnihome/device'), { flag: 'wx' });
  } catch (thrown) {
    throw new UsageError(
      `cannot write ${shownPath(file)}: ${thrown instanceof Error ? thrown.message : String(thrown)}; choose another --dir`,
    );
  }
  const catalog = isOwn ? '' : ` --catalog ${dir}`;
  say(`Wrote ${shownPath(file)}. Beside a running home:`);
  say(`  npm run device -- ${name}${catalog}`);
  say(`  npm run check-device -- ${shownPath(file)}`);
  if (note !== undefined) say(note);
}

try {
  main();
} catch (thrown) {
  if (!(thrown instanceof UsageError)) throw thrown;
  process.stderr.write(`omnihome new-device: ${thrown.message.replace(/\s+/g, ' ')}\n`);
  process.exitCode = 2;
}
