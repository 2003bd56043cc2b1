import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openStore } from '../store/database.ts';
import { loadDevices } from './devices.ts';

async function open() {
  const folder = mkdtempSync(join(tmpdir(), 'omnihome-devices-'));
  const store = await openStore(folder);
  onTestFinished(async () => {
    await store.close();
    rmSync(folder, { recursive: true });
  });
  return { store, devices: loadDevices(store) };
}
const box = (did: string) => ({
  ...{ did, serial: `box-${did}`, secret: 'secret', vendor: 'dawnworks', model: 'dawn.lamp-1', category: 'light' },
  ...{ title: { en: 'Lamp', zh: '灯' }, name: null, room: null, bought: 1, paired: 1 },
});

test('a did is never used again: neither that of a device nor that of a removed one, over a restart too', async () => {
  const { store, devices } = await open();
  devices.add(box('d-here'));
  devices.revoke(devices.add(box('d-gone')), 2);
  for (const each of [devices, loadDevices(store)]) {
    const ideas = ['d-gone', 'd-here', 'd-gone', 'd-new'];
    expect(each.newDid(() => ideas.shift() ?? 'none')).toBe('d-new');
    expect(ideas).toEqual([]);
  }
});
