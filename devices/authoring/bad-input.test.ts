// What an author plausibly gets wrong, as real files in a real folder, loaded by the real thread: each is told in one line
// with file, path, reason and cure, and what is right beside it is there.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createWallClock } from '../runtime/clock.ts';
import { createLiveCatalogue } from './live-catalogue.ts';
import type { LiveCatalogue } from './live-catalogue.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

/** A whole file: services and behaviour as they are given. */
const device = (services: string, behaviour = '', head = ''): string =>
  `import { action, bool, defineDevice, enumOf, float, int, ownService, power } from 'omnihome/device';
${head}
export const thing = defineDevice({
  model: 'test.thing-1', vendor: 'test', category: 'test', rev: 1, title: { en: 'Thing', zh: '东西' },
  services: { ${services} },
  ${behaviour}
});
`;
const own = (properties: string, rest = ''): string => `thing: ownService('Thing', '东西', { properties: { ${properties} } ${rest} })`;

/** The file's text, and what its line must say: path, reason, cure. */
const wrong: Readonly<Record<string, readonly [text: string, ...says: string[]]>> = {
  'bad-slug': [device(`'Pet Bowl': power()`), 'services.Pet Bowl', 'a-z'],
  'unknown-unit': [device(own(`level: float('Level', '高度', { unit: 'furlong' })`)), 'services.thing.properties.level.unit', 'UCUM'],
  'missed-step': [
    device(own(`level: int('Level', '高度', { range: [0, 10, 3] })`)),
    'services.thing.properties.level.range',
    'the step 3 misses max 10',
    'a whole number of steps',
  ],
  'default-outside': [
    device(own(`level: int('Level', '高度', { range: [0, 10], default: 11 })`)),
    'services.thing.properties.level.default',
    '11',
    '10',
  ],
  'no-title': [device('power: power()').replace(`title: { en: 'Thing', zh: '东西' },`, ''), 'title', "give { en: '…', zh: '…' }"],
  'empty-enum': [device(own(`mode: enumOf('Mode', '模式', {})`)), 'services.thing.properties.mode.values', 'give 1 to'],
  'throws-at-import': [device('power: power()', '', `throw new Error('no key');`), 'no key', 'mend'],
  'throws-in-step': [device('power: power()', `step() { throw new Error('no bowl'); },`), 'step', 'no bowl', 'throws-in-step.ts:', 'mend'],
  'syntax-error': [`export const thing = {{;`, 'line 1', 'mend the syntax'],
  'no-such-import': [
    `import { petFeeder } from 'omnihome/device';\nexport const thing = petFeeder;`,
    'petFeeder',
    'import a name that is there',
  ],
  'no-such-package': [`import 'no-such-package-anywhere';`, 'no-such-package-anywhere', 'install what it imports'],
  'world-place': [device('power: power()', `place: 'world',`), "place: 'world' is the simulation's own", "use 'room' or 'worn'"],
  'part-misspelt': [device('power: power()', `stepp() {},`), 'stepp: no such part', 'did you mean "step"?'],
  'option-misspelt': [
    device(own(`level: int('Level', '高度', { rang: [0, 10] })`)),
    `int('Level') has no option "rang"`,
    'did you mean "range"?',
  ],
  'exports-nothing': [`export const answer = 42;`, 'exports no device', 'defineDevice'],
  'exports-two': [
    device('power: power()').replace('export const thing', 'export const one') + device('power: power()').split('\n').slice(1).join('\n'),
    'exports 2 devices',
    'a file of its own',
  ],
  'action-left-out': [device(own('', `, actions: { feed: action('Feed', '喂食') }`)), 'actions.thing.feed', 'add a function'],
  'never-ends-import': [device('power: power()', '', 'for (;;);'), 'import: it did not return within 1 s', 'let every loop end'],
  'never-ends-step': [device('power: power()', 'step() { for (;;); },'), 'it did not return within 1 s', 'let every loop end'],
  'ends-the-process': [device('power: power()', '', 'process.exit(3);'), 'import: it ended its thread'],
  lamp: [device('power: power()'), 'is there already, from devices/catalog/lamp.ts', 'rename'],
  'Pet Feeder': [device('power: power()'), '"Pet Feeder" is no name', 'rename it'],
};

let root: string;
let catalogue: LiveCatalogue;
const told: string[] = [];
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'omnihome-bad-input-'));
  const folder = join(root, 'devices');
  mkdirSync(folder);
  for (const [name, [text]] of Object.entries(wrong)) writeFileSync(join(folder, `${name}.ts`), text);
  writeFileSync(join(folder, 'right.ts'), device('power: power()'));
  const twin = join(root, 'twin');
  mkdirSync(twin);
  writeFileSync(join(twin, 'right.ts'), device('power: power()'));
  catalogue = createLiveCatalogue({ catalogs: [folder, twin], wall: createWallClock(), tell: (line) => told.push(line) });
  await catalogue.ready;
});
afterAll(async () => {
  await catalogue.stop();
  rmSync(root, { recursive: true, force: true });
});

test.each(Object.entries(wrong))('%s: one line with file, path, reason and cure', async (name, [, ...says]) => {
  const lines = told.filter((line) => line.includes(`/devices/${name}.ts:`));
  expect(lines).toHaveLength(1);
  for (const words of says) expect(lines[0]).toContain(words);
  if (name !== 'lamp') await expect(catalogue.load(name)).rejects.toThrow(says[0]);
});

test('what is right beside them is there, its twin from another folder is not, and the home has its own', async () => {
  expect((await catalogue.load('right')).spec.model).toBe('test.thing-1');
  expect(told.filter((line) => line.includes('/twin/right.ts'))).toEqual([
    expect.stringMatching(/a type "right" is there already, from .*\/devices\/right\.ts; rename one of them/),
  ]);
  expect((await catalogue.load('lamp')).spec.model).toBe('dawn.lamp-1');
  expect(catalogue.names()).toContain('right');
  expect(catalogue.names()).not.toContain('syntax-error');
});

test('it says whose rights such code has, once for each catalogue', () => {
  expect(told.filter((line) => line.includes('code that runs with your rights'))).toHaveLength(2);
});

test.each([
  ['./no-such-folder', 'there is no such folder; make it with npm run new-device'],
  ['no-such-package-anywhere', 'neither a folder nor a package of that name; npm install'],
])('--catalog %s is refused before anything starts', (name, words) => {
  expect(() => createLiveCatalogue({ catalogs: [name], wall: createWallClock(), tell: () => {} })).toThrow(words);
});
