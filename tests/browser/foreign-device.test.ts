// A device type that nobody here has seen, in a folder that `npm start -- --catalog` names: the world delivers it, the phone
// pairs it and has a tile and a sheet for it, and the open sheet follows when its file is saved.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { en } from '../../dashboard/language/en.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { test } from './support/chromium.ts';
import { liveIn } from './support/home.ts';
import { isGone, isShown, openPhone, sheet, soon, tile } from './support/phone.ts';

const pot = (more = ''): string => `
import { defineDevice, float, ownService, power } from 'omnihome/device';
export const plantPot = defineDevice({
  model: 'fernworks.pot-1', vendor: 'fernworks', category: 'plant-pot', rev: 1, title: { en: 'Plant pot', zh: '花盆' },
  services: {
    power: power(),
    pot: ownService('Soil', '土壤', { properties: { moisture: float('Moisture', '湿度', { unit: '%', range: [0, 100, 1], default: 60 }) } }),
    ${more}
  },
});`;
const spout = `spout: ownService('Spout', '喷嘴', { properties: {
  strength: float('Spray strength', '喷水强度', { unit: '%', range: [0, 100, 1], default: 40, write: true }) } }),`;

test('delivered, paired, shown; and a control more when its file is saved, without a reload', async () => {
  const folder = join(tempFolder(), 'devices');
  mkdirSync(folder);
  writeFileSync(join(folder, 'plant-pot.ts'), pot());
  const life = await liveIn({ args: ['--catalog', folder] });
  const { owner } = life;
  await owner.call('hub.openness', { mode: 'open' });
  const box = life.home.ready.boxes.find(({ model }) => model === 'omnihome.world');
  await soon(async () => (await owner.callHttp('pair.list', {})).nearby.map(({ model }) => model)).toContain('omnihome.world');
  const { did: world } = await owner.call('pair.accept', { serial: box?.serial ?? '', setupCode: box?.setupCode ?? '' });
  await soon(async () => (await owner.callHttp('device.get', { did: world })).state).toBe('ready');
  const { page } = await openPhone(life.home, owner, { hash: `#/device/${world}` });
  await sheet(page).getByLabel('Type', { exact: true }).selectOption('Plant pot');
  await sheet(page).getByRole('button', { name: 'Deliver a device' }).click();
  // Its code need not be carried over by hand.
  await sheet(page).getByRole('button', { name: en.addNow }).click();
  await isShown(sheet(page, 'Plant pot'));
  await page.getByRole('button', { name: en.pair, exact: true }).click();
  await isShown(sheet(page).getByText(en.pairedTitle));
  const did = new URL(page.url()).hash.replace('#/added/', '');
  await sheet(page).getByRole('button', { name: en.done }).click();
  await isGone(sheet(page));

  const open = tile(page, 'Plant pot').getByRole('button', { name: 'Plant pot' });
  await open.first().click();
  await isShown(sheet(page, 'Plant pot').getByText('Moisture'));
  expect(await sheet(page).getByRole('slider', { name: 'Spray strength' }).count()).toBe(0);
  await page.evaluate(() => Object.assign(window, { sameDocument: true }));

  writeFileSync(join(folder, 'plant-pot.ts'), pot(spout));
  const slider = sheet(page).getByRole('slider', { name: 'Spray strength' });
  await isShown(slider);
  await life.home.said(/\{"event":"saved","type":"plant-pot","file":".*plant-pot\.ts","rev":2\}/);
  await soon(() => slider.isEnabled()).toBe(true);
  await slider.press('End');
  await soon(() => life.valueOf(did, 'spout', 'strength')).toBe(100);
  expect(await page.evaluate(() => 'sameDocument' in window)).toBe(true);
});
