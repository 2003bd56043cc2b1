// Device types from npm packages, as real packages in a real node_modules: found from where the home was started, by their
// own exports; a package that is wrong is told in one line, and the others are there.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { execFile } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from 'vitest';

let home: string;
const main = join(import.meta.dirname, '../main.ts');
const tsx = import.meta.resolve('tsx');
const write = (path: string, text: string): void => {
  mkdirSync(dirname(join(home, path)), { recursive: true });
  writeFileSync(join(home, path), text);
};
const definition = (name: string, model: string): string =>
  `export const ${name} = defineDevice({ model: '${model}', vendor: 'fernworks', category: 'pot', rev: 1, title: { en: 'Pot', zh: '盆' }, services: { power: power() } });\n`;
const head = `import { defineDevice, power } from 'omnihome/device';\n`;
const manifest = (name: string, entry: string): string => JSON.stringify({ name, version: '1.0.0', type: 'module', exports: entry });

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'omnihome-packages-'));
  write('node_modules/@fern/pots/package.json', manifest('@fern/pots', './lib/index.js'));
  write('node_modules/@fern/pots/lib/index.js', `${head}export * from './tall.js';\n${definition('plantPot', 'fern.pot-1')}`);
  write('node_modules/@fern/pots/lib/tall.js', head + definition('tallPot2', 'fern.pot-2'));
  write('node_modules/throwing/package.json', manifest('throwing', './index.js'));
  write('node_modules/throwing/index.js', `throw new Error('no licence');\n`);
  write('node_modules/nothing/package.json', manifest('nothing', './index.js'));
  write('node_modules/nothing/index.js', 'export const answer = 42;\n');
  write('node_modules/no-entry/package.json', manifest('no-entry', './lost.js'));
  write('node_modules/twin/package.json', manifest('twin', './index.js'));
  write('node_modules/twin/index.js', head + definition('plantPot', 'twin.pot-1'));
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

const list = (args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<{ code: number; out: string; err: string }> =>
  new Promise((resolve) => {
    const options = { cwd: home, env: { ...process.env, ...env } };
    const child = execFile(process.execPath, ['--import', tsx, main, '--list', ...args], options, (_, out, err) =>
      resolve({ code: child.exitCode ?? -1, out, err }),
    );
  });

test('the devices of a package are named by its exports; what is wrong with another is one line with file, reason and cure', async () => {
  const names = ['@fern/pots', 'throwing', 'nothing', 'no-entry', 'twin'];
  const { code, out, err } = await list(names.flatMap((name) => ['--catalog', name]));
  expect(code).toBe(0);
  expect(out).toMatch(/^plant-pot +Pot, 盆 \(fernworks fern\.pot-1\)$/m);
  expect(out).toMatch(/^tall-pot2 +Pot, 盆 \(fernworks fern\.pot-2\)$/m);
  expect(out).toMatch(/^lamp /m);
  const lines = err.trim().split('\n');
  expect(lines.filter((line) => line.includes('code that runs with your rights'))).toHaveLength(names.length);
  const wrong = lines.filter((line) => !line.includes('your rights'));
  expect(wrong).toEqual([
    'omnihome device: throwing: Error while it was imported: no licence; mend what the file does when it is imported',
    'omnihome device: nothing: it exports no device; export a constant made by defineDevice({ … })',
    expect.stringMatching(/^omnihome device: no-entry: Cannot find module .*lost\.js.*; install what it imports, or mend the path$/),
    'omnihome device: twin: a type "plant-pot" is there already, from @fern/pots; rename one of them',
  ]);
});

test('a package that is missing ends it at once, with the cure; the environment names catalogues too', async () => {
  const missing = await list(['--catalog', 'no-such-pots']);
  expect(missing.code).toBe(2);
  expect(missing.err).toBe(
    'omnihome device: --catalog no-such-pots: there is neither a folder nor a package of that name; npm install no-such-pots\n',
  );
  expect((await list([], { OMNI_CATALOG: '@fern/pots' })).out).toMatch(/^plant-pot /m);
});
