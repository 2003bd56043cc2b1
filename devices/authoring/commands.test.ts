// `npm run new-device` and `npm run check-device` as a person meets them: real processes, real folders.
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';

vi.setConfig({ testTimeout: 120_000 });

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'omnihome-authoring-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (entry: string, ...args: string[]): Promise<{ code: number; out: string; err: string }> =>
  new Promise((resolve) => {
    const child = execFile(process.execPath, ['--import', 'tsx', join(import.meta.dirname, entry), ...args], (_, out, err) =>
      resolve({ code: child.exitCode ?? -1, out, err }),
    );
  });
const newDevice = (...args: string[]) => run('new-device.ts', ...args);
const checkDevice = (...args: string[]) => run('check-device.ts', ...args);

test('the file that it writes keeps to everything as it is, in at most 60 lines, in a folder that an editor understands', async () => {
  const dir = join(folder, 'mine');
  const { code, out, err } = await newDevice('pet-feeder', '--dir', dir);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toContain(`npm run device -- pet-feeder --catalog ${dir}`);
  const text = readFileSync(join(dir, 'pet-feeder.ts'), 'utf8');
  expect(text.split('\n').length).toBeLessThanOrEqual(60);
  expect(text).toContain('export const petFeeder = defineDevice({');
  expect(JSON.parse(readFileSync(join(dir, 'package.json'), 'utf8'))).toEqual({ private: true, type: 'module' });
  expect(existsSync(join(dir, 'node_modules/omnihome/devices/device.ts'))).toBe(true);
  const checked = await checkDevice(join(dir, 'pet-feeder.ts'));
  expect(checked.out).not.toMatch(/[✗–]/);
  expect(checked.out.match(/✓/g)).toHaveLength(7);
  expect({ code: checked.code, err: checked.err }).toEqual({ code: 0, err: '' });
});

test('a second device goes into the same folder, and what lies there is left alone', async () => {
  const dir = join(folder, 'mine');
  writeFileSync(join(dir, 'package.json'), '{ "name": "mine" }\n');
  const { code, out } = await newDevice('plant-pot', '--dir', dir);
  expect(code).toBe(0);
  expect(out).toContain('has no "type": "module"');
  expect(readFileSync(join(dir, 'package.json'), 'utf8')).toBe('{ "name": "mine" }\n');
});

test.each([
  [['Pet_Feeder'], '"Pet_Feeder" is no name for a device'],
  [['-x'], "Unknown option '-x'"],
  [['lamp'], 'devices/catalog/lamp.ts is there already'],
  [['lamp', '--dir', '/tmp/omnihome-never-made'], 'a type "lamp" is in the home\'s own catalogue already'],
  [['good-name', '--dir', '/dev/null/x'], 'cannot write /dev/null/x/good-name.ts'],
  [['good-name', 'another'], 'one name for one device'],
  [[], 'one name for one device'],
])('new-device %j: one line on stderr, exit code 2', async (args, words) => {
  const { code, err } = await newDevice(...args);
  expect(code).toBe(2);
  expect(err.trim().split('\n')).toHaveLength(1);
  expect(err).toContain(words);
});

test.each(['new-device', 'check-device'])('%s --help: how it is used, exit code 0', async (command) => {
  const { code, out, err } = await (command === 'new-device' ? newDevice('--help') : checkDevice('--help'));
  expect(code).toBe(0);
  expect(out).toContain(`npm run ${command} -- `);
  expect(err).toBe('');
});

test.each([[[]], [['no/such-file.ts']], [['a.ts', 'b.ts']]])('check-device %j: one line on stderr, exit code 2', async (args) => {
  const { code, err } = await checkDevice(...args);
  expect(code).toBe(2);
  expect(err.trim().split('\n')).toHaveLength(1);
});

const bad = (name: string, text: string): string => {
  const file = join(folder, `${name}.ts`);
  writeFileSync(file, text);
  return file;
};
const thing = (services: string, behaviour: string): string => `
import { action, defineDevice, enumOf, float, int, ownService } from 'omnihome/device';
let calls = 0;
export const thing = defineDevice({
  model: 'test.thing-1', vendor: 'test', category: 'test', rev: 1, title: { en: 'Thing', zh: '东西' },
  services: { thing: ownService('Thing', '东西', { ${services} }) },
  ${behaviour}
});
export const called = () => calls;
`;
const feed = `properties: { level: float('Level', '高度', { range: [0, 10, 1] }) }, actions: { feed: action('Feed', '喂食') }`;

test.each([
  [
    'throws-in-action',
    thing(feed, `actions: { thing: { feed() { throw new Error('no bowl'); } } },`),
    'actions.thing.feed: it fails with {}: DEVICE_ERROR actions.thing.feed failed: no bowl; a device may say no',
  ],
  [
    'not-repeatable',
    thing(
      `properties: { level: float('Level', '高度', { range: [0, 1000, 1] }) }`,
      `step({ thing }) { calls += 1; thing.level = calls % 1000; },`,
    ),
    'services.thing.properties.level: two runs of the same seed differ; take chance from random',
  ],
  [
    'reports-nonsense',
    thing(feed, `actions: { thing: { feed(_, { thing }) { thing.level = NaN; } } },`),
    'actions.thing.feed: it fails with {}: DEVICE_ERROR actions.thing.feed failed: thing.level = NaN',
  ],
  [
    'never-ends-in-action',
    thing(feed, `actions: { thing: { *feed() { for (;;) yield 0; } } },`),
    'the check: it did not return within 1 s; let every loop end',
  ],
  [
    'enum-twice',
    thing(`properties: { mode: enumOf('Mode', '模式', { slow: ['Slow', '慢'], slow: ['Slow', '慢'] }) }`, ''),
    'multiple properties with the same name',
  ],
  ['mistyped', thing(feed, `actions: { thing: { feed(_, { thing }) { thing.levle = 1; } } },`), "Property 'levle' does not exist"],
  ['too-long', thing(feed, `actions: { thing: { feed() {} } },`) + '// more\n'.repeat(120), 'file: 129 lines; move what'],
])('check-device finds %s, with path, reason and cure; exit code 1', async (name, text, words) => {
  const { code, out } = await checkDevice(bad(name, text));
  expect(out).toContain(words);
  expect(out).toMatch(/✗/);
  expect(code).toBe(1);
});

test('check-device warns of an action that was never seen to succeed; exit code 0', async () => {
  const behaviour = `actions: { thing: { feed() { throw refuse('The hopper is empty', '粮仓已空'); } } },`;
  const text = thing(feed, behaviour).replace('ownService }', 'ownService, refuse }');
  const { code, out } = await checkDevice(bad('never-feeds', text));
  expect(out).toMatch(/ {2}! .*never-feeds\.ts: actions\.thing\.feed: never seen to succeed: .*\(The hopper is empty\); begin in a state/);
  expect(out).not.toMatch(/✗/);
  expect(code).toBe(0);
});
