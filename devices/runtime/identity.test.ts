import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { attestationText } from '#protocol/pairing.ts';
import { lamp } from '../catalog/lamp.ts';
import { purifier } from '../catalog/purifier.ts';
import { createHost } from '../host.ts';
import { createManualClock, createWallClock } from './clock.ts';
import { verifyText } from './crypto.ts';
import { makeBox, serialFor, vendorKey } from './factory.ts';
import { makeFolder } from './files.ts';
import { lockDevice } from './folder-lock.ts';
import { openIdentity } from './identity.ts';
import { openSavedState } from './saved-state.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'omnihome-identity-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const open = (serial = 'lamp-1') => openIdentity({ folder, seed: 1, type: 'lamp', serial, spec: lamp.spec });

test('a box follows from seed and serial, and its maker vouches for it', () => {
  const box = makeBox(1, 'lamp-1', lamp.spec);
  expect(makeBox(1, 'lamp-1', lamp.spec)).toEqual(box);
  expect(makeBox(2, 'lamp-1', lamp.spec).setupCode).not.toBe(box.setupCode);
  expect(box.setupCode).toMatch(/^\d{8}$/);
  expect(Buffer.from(box.publicKey, 'base64url')).toHaveLength(32);
  const { vendor, model } = lamp.spec;
  expect(
    verifyText(attestationText({ vendor, model, serial: 'lamp-1', publicKey: box.publicKey }), box.attestation, vendorKey(vendor)),
  ).toBe(true);
  expect(new Set([1, 2, 3].map((k) => serialFor(1, 'lamp', k))).size).toBe(3);
});

test('the identity survives, whole, readable by its owner alone, with no temporary file left', () => {
  const first = open();
  first.paired({ hub: 'hub-1', home: 'home', did: 'dev-1', secret: 's' }, 'house-key');
  expect(open().data).toEqual(first.data);
  expect(readdirSync(folder)).toEqual(['lamp-1.identity.json']);
  expect(statSync(join(folder, 'lamp-1.identity.json')).mode & 0o077).toBe(0);
  first.forget();
  expect(open().data).toMatchObject({ house: 'house-key' });
  expect(open().data.pairing).toBeUndefined();
});

test('a damaged identity and one of another type are refused, naming the file', () => {
  open();
  expect(() => openIdentity({ folder, seed: 1, type: 'purifier', serial: 'lamp-1', spec: purifier.spec })).toThrow(
    /lamp-1\.identity\.json belongs to a dawnworks/,
  );
  writeFileSync(join(folder, 'lamp-1.identity.json'), '{"v":1,');
  expect(() => open()).toThrow(/lamp-1 stays off: .*lamp-1\.identity\.json is damaged/);
  rmSync(join(folder, 'lamp-1.identity.json'));
  mkdirSync(join(folder, 'lamp-1.identity.json'));
  expect(() => open()).toThrow(/lamp-1\.identity\.json cannot be read: EISDIR/);
});

test.each([
  ['another serial', { serial: 'lamp-2' }, /is that of lamp-2/],
  ['a key that is none', { keySeed: 'x' }, /is damaged: keySeed 43 characters/],
  ['no setup code', { setupCode: '123' }, /is damaged: setupCode/],
])('an identity with %s is refused', (_name, change, why) => {
  const file = join(folder, 'lamp-1.identity.json');
  writeFileSync(file, JSON.stringify({ ...open().data, ...change }));
  expect(() => open()).toThrow(why);
});

test('one damaged identity stops that device alone; the only one stops the host', async () => {
  const warned: string[] = [];
  const options = { hub: 'mqtt://127.0.0.1:1', data: folder, warn: (line: string) => void warned.push(line) };
  writeFileSync(join(folder, 'lamp-1.identity.json'), '{"v":1,');
  const host = await createHost({ ...options, devices: ['lamp-1', 'lamp-2'].map((serial) => ({ type: 'lamp', serial })) });
  expect(host.boxes.map(({ serial }) => serial)).toEqual(['lamp-2']);
  expect(warned).toEqual([expect.stringMatching(/^lamp-1 stays off: .*lamp-1\.identity\.json is damaged: .* Put back a copy/)]);
  await host.stop();
  // Neither is held any more.
  for (const serial of ['lamp-1', 'lamp-2']) lockDevice(folder, serial, createWallClock())?.();
  await expect(createHost({ ...options, devices: [{ type: 'lamp', serial: 'lamp-1' }] })).rejects.toThrow('lamp-1 stays off');
});

test('a damaged state is told and passed over', () => {
  const told: string[] = [];
  const saved = openSavedState(folder, 'lamp-1', createManualClock(), (line) => told.push(line));
  expect(saved.load()).toBeUndefined();
  writeFileSync(join(folder, 'lamp-1.state.json'), '[]');
  expect(saved.load()).toBeUndefined();
  expect(told).toHaveLength(1);
});

test('state is saved once for many changes, within two seconds', () => {
  const clock = createManualClock();
  const saved = openSavedState(folder, 'lamp-1', clock, () => {});
  let taken = 0;
  const snapshot = () => {
    taken += 1;
    return { values: { light: { on: true } }, memory: { output: 3 }, random: [1, 2, 3, 4] as const };
  };
  for (let k = 0; k < 10; k += 1) saved.changed(snapshot);
  clock.advance(2);
  expect(taken).toBe(1);
  expect(saved.load()).toMatchObject({ memory: { output: 3 } });
});

test('a device belongs to one process; a lock whose owner is dead or silent is nobody’s', () => {
  const wall = createWallClock();
  const unlock = lockDevice(folder, 'lamp-1', wall);
  expect(unlock).toBeDefined();
  expect(lockDevice(folder, 'lamp-1', wall)).toBeUndefined();
  const later = { ...wall, now: () => wall.now() + 60_000 };
  lockDevice(folder, 'lamp-1', later)?.();
  writeFileSync(join(folder, 'lamp-2.pid'), '999999999');
  const again = lockDevice(folder, 'lamp-2', wall);
  expect(readFileSync(join(folder, 'lamp-2.pid'), 'utf8')).toBe(String(process.pid));
  again?.();
  unlock?.();
});

test('a folder that cannot be made fails at once', () => {
  writeFileSync(join(folder, 'file'), '');
  expect(() => makeFolder(join(folder, 'file', 'below'))).toThrow('is not a folder');
});

test('behaviour goes on over a restart of the host', async () => {
  const options = { hub: 'mqtt://127.0.0.1:1', data: folder, devices: [{ type: 'lamp', serial: 'lamp-1' }] };
  const first = await createHost({ ...options, clock: createManualClock(), wall: createManualClock() });
  first.start();
  expect(first.press('lamp-1', { op: 'set', service: 'light', property: 'brightness', value: 33 })).toEqual({
    ok: true,
    result: { value: 33 },
  });
  await first.stop();
  const second = await createHost({ ...options, clock: createManualClock(), wall: createManualClock() });
  second.start();
  expect(second.residents[0]?.engine.reports().find(({ property }) => property === 'brightness')?.value).toBe(33);
  await second.stop();
});
