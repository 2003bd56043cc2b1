// A saved file of the home's own catalogue: loaded anew into this very thread, once it has shown elsewhere that it returns.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createWallClock } from '../runtime/clock.ts';
import type { Kind } from '../runtime/kind.ts';
import { createLiveCatalogue } from './live-catalogue.ts';
import type { LiveCatalogue, Saved } from './live-catalogue.ts';

vi.setConfig({ testTimeout: 60_000 });
const library = join(import.meta.dirname, '../device.ts');
const text = (title: string, behaviour = ''): string => `import { defineDevice, power } from '${library}';
export const pot = defineDevice({ model: 'test.pot-1', vendor: 'test', category: 'pot', rev: 1, title: { en: '${title}', zh: '盆' },
  services: { power: power() }, ${behaviour} });
`;

let folder: string;
let catalogue: LiveCatalogue;
let told: string[];
let saved: Saved[];
let waiting: (() => void)[];
let changes: (readonly [string, Kind])[];
/** The next line or change that fits. */
const heard = (fits: () => boolean): Promise<void> =>
  new Promise((resolve) => {
    const look = (): void => void (fits() && resolve());
    waiting.push(look);
    look();
  });
const save = (file: string, content: string): void => writeFileSync(join(folder, file), content);
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'omnihome-own-')), 'catalog');
  mkdirSync(folder);
  [told, saved, waiting, changes] = [[], [], [], []];
  save('pot.ts', text('Pot'));
  const wake = (): void => waiting.forEach((look) => look());
  catalogue = createLiveCatalogue({
    folder,
    wall: createWallClock(),
    tell(line) {
      told.push(line);
      wake();
    },
    onSaved(one) {
      saved.push(one);
      wake();
    },
  });
  catalogue.use({
    isPaired: () => true,
    changed(name, kind) {
      changes.push([name, kind]);
      wake();
    },
  });
  catalogue.watch();
});
afterEach(async () => {
  await catalogue.stop();
  rmSync(join(folder, '..'), { recursive: true, force: true });
});

test('saved, it is another, its revision raised; saved with the same announcement, the revision stays', async () => {
  expect((await catalogue.load('pot')).spec.title.en).toBe('Pot');
  save('pot.ts', text('Flower pot'));
  await heard(() => changes.length === 1);
  expect(changes[0]?.[1].spec).toMatchObject({ rev: 2, title: { en: 'Flower pot' } });
  save('pot.ts', text('Flower pot', 'step: () => 30,'));
  await heard(() => changes.length === 2);
  expect(changes[1]?.[1].spec.rev).toBe(2);
  expect((await catalogue.load('pot')).spec.title.en).toBe('Flower pot');
});

test('a good save is told to programs as a bad one is, with type, file, and revision or reason', async () => {
  await catalogue.load('pot');
  save('pot.ts', text('Flower pot'));
  await heard(() => saved.length === 1);
  const file = expect.stringMatching(/pot\.ts$/) as string;
  expect(saved).toEqual([{ type: 'pot', file, rev: 2 }]);
  save('pot.ts', 'export const {');
  await heard(() => saved.length === 2);
  expect(saved[1]).toEqual({ type: 'pot', file, wrong: expect.stringContaining('pot.ts: line 1') as string });
});

test('a new file is a new type', async () => {
  save('vase.ts', text('Vase').replace('test.pot-1', 'test.vase-1'));
  await heard(() => changes.length === 1);
  expect(catalogue.names()).toEqual(['pot', 'vase']);
  expect(changes[0]?.[0]).toBe('vase');
});

test('what does not return does not come into this thread; what drops a property stays out while one is paired', async () => {
  await catalogue.load('pot');
  save('pot.ts', text('Pot', 'step() { for (;;); },'));
  await heard(() => told.length === 1);
  expect(told[0]).toMatch(/pot\.ts: the trial: it did not return within 1 s; let every loop end: .*\. Until then it goes on as it was\.$/);
  save('pot.ts', text('Pot').replace('services: { power: power() }', 'services: {}'));
  await heard(() => told.length === 2);
  expect(told[1]).toMatch(
    /pot\.ts: services\.power: service dropped; keep everything of the earlier revision; add beside it, or remove the device/,
  );
  save('pot.ts', text('Pot').replace('test.pot-1', 'test.pot-2'));
  await heard(() => told.length === 3);
  expect(told[2]).toMatch(/pot\.ts: model: was test\.pot-1, is test\.pot-2; start its devices anew/);
  expect(changes).toEqual([]);
  expect((await catalogue.load('pot')).spec).toMatchObject({ model: 'test.pot-1', rev: 1 });
});
