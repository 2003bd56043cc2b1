// Devices of one process, of which one type cannot be loaded.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createLiveCatalogue } from './authoring/live-catalogue.ts';
import type { LiveCatalogue } from './authoring/live-catalogue.ts';
import { createHost } from './host.ts';
import { createWallClock } from './runtime/clock.ts';

const library = join(import.meta.dirname, 'device.ts');
let root: string;
let catalogue: LiveCatalogue;
const told: string[] = [];
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'omnihome-host-'));
  told.length = 0;
  const folder = join(root, 'catalog');
  mkdirSync(folder);
  writeFileSync(
    join(folder, 'pot.ts'),
    `import { defineDevice, power } from '${library}';
export const pot = defineDevice({ model: 'test.pot-1', vendor: 'test', category: 'pot', rev: 1,
  title: { en: 'Pot', zh: '盆' }, services: { power: power() } });`,
  );
  writeFileSync(join(folder, 'wrong.ts'), `throw new Error('half written');`);
  catalogue = createLiveCatalogue({ folder, wall: createWallClock(), tell: (line) => told.push(line) });
});
afterEach(async () => {
  await catalogue.stop();
  rmSync(root, { recursive: true, force: true });
});
const host = (...types: string[]) =>
  createHost({
    hub: 'mqtt://127.0.0.1:9',
    data: join(root, 'devices'),
    catalogue,
    devices: types.map((type) => ({ type })),
    warn: (line) => told.push(line),
  });

test('a type that cannot be loaded stays off, told once, and the rest of the home lives', async () => {
  const living = await host('wrong', 'pot', 'wrong');
  expect(living.boxes.map(({ type }) => type)).toEqual(['pot']);
  expect(told).toEqual([expect.stringMatching(/^wrong stays off: .*wrong\.ts: .*half written/)]);
  await living.stop();
});

test('it fails only where no device is left, with the reason, and leaves nothing locked', async () => {
  await expect(host('wrong')).rejects.toMatchObject({ code: 'BAD_SPEC' });
  await expect(host('vase')).rejects.toMatchObject({ code: 'BAD_ARGS' });
  expect(told).toEqual([]);
  await (await host('pot')).stop();
});
