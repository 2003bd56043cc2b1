// npm run check-device -- FILE: everything that holds of a device of this ecosystem, as a short list. Exit code 1 where
// something does not hold, 2 where there is no such file.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { shownPath } from '../catalogue.ts';
import { createIsolation } from './isolation/isolation.ts';
import { demandSlug, fileSpecifier, typeOfFile } from './sources.ts';
import { typeCheck } from './type-check.ts';

const mostLines = 120;
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const usage = `npm run check-device -- FILE, such as npm run check-device -- devices/catalog/lamp.ts
Checks all that holds of a device of this ecosystem: its spec, each property and action at both ends, that the same seed gives the
same trace, its effects, its length and its types. Exit code 1 where something does not hold; a line with ! only warns.`;
const lineOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown)).replace(/\s+/g, ' ');

async function check(path: string): Promise<boolean> {
  const file = shownPath(path);
  let holds = true;
  const passed = (title: string): void => say(`  ✓ ${title}`);
  const failed = (title: string, where: string, what: string, cure: string): void => {
    holds = false;
    say(`  ✗ ${title}\n    ${file}: ${where}: ${what}; ${cure}`);
  };
  say(file);
  // Beside the other checks: it takes as long as they do.
  const types = typeCheck(path);
  const isolation = createIsolation((line) => say(`  ! ${line}`));
  try {
    demandSlug(typeOfFile(path), file);
    await isolation.check({ specifier: fileSpecifier(path, 1), file }, ({ title, fault, warnings }) => {
      if (fault) failed(title, fault.path, fault.what, fault.cure);
      else passed(title);
      for (const { path: where, what, cure } of warnings) say(`  ! ${file}: ${where}: ${what}; ${cure}`);
    });
  } catch (thrown) {
    holds = false;
    say(`  ✗ it can be loaded, and comes to an end\n    ${lineOf(thrown)}`);
  } finally {
    await isolation.stop();
  }
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n').length;
  const short = `it is a file of at most ${mostLines} lines (${lines})`;
  if (lines <= mostLines) passed(short);
  else failed(short, 'file', `${lines} lines`, 'move what several devices share into a module of its own');
  const said = await types;
  const title = 'the compiler is content with it';
  if (said === undefined) say(`  – ${title}: not checked, typescript is not installed`);
  else if (said.length === 0) passed(title);
  else failed(title, said.join(' | '), 'it does not compile', 'your editor shows the place');
  return holds;
}

const [given, ...more] = process.argv.slice(2);
const path = resolve(given ?? '');
if (given === '--help') {
  say(usage);
} else if (given === undefined || more.length > 0 || !existsSync(path) || !statSync(path).isFile()) {
  const what = given === undefined || more.length > 0 ? 'name one file' : `there is no file ${given}`;
  process.stderr.write(`omnihome check-device: ${what}: npm run check-device -- devices/catalog/lamp.ts\n`);
  process.exitCode = 2;
} else {
  process.exitCode = (await check(path)) ? 0 : 1;
}
