import { expect, test } from 'vitest';
import { loadType, typeNames } from '#devices/catalogue.ts';
import { houseRefusal } from '#devices/runtime/house-rules.ts';
import { createHouse, loadPartners } from '#hub/pairing/house.ts';
import { partnersNow, partnersText } from './generate-partners.ts';

test('partners.json is what the makers’ own keys give: run `npm run partners` where this fails', () => {
  expect(partnersNow()).toBe(partnersText());
});

test('the catalogue teaches: partners and outsiders, every class of openness, ten makers and more', async () => {
  const specs = await Promise.all(typeNames().map(async (name) => (await loadType(name)).spec));
  const makers = new Set(specs.map(({ vendor }) => vendor));
  const ours = 'omnihome'; // makes the world: devices/world/world-device.ts
  const partners = Object.keys(loadPartners());
  expect(makers.size).toBeGreaterThanOrEqual(10);
  for (const partner of partners) if (partner !== ours) expect(makers, partner).toContain(partner);
  expect([...makers].filter((maker) => !partners.includes(maker)).length).toBeGreaterThanOrEqual(4);
  for (const openness of ['O', 'T', 'V']) expect(specs.filter(({ market }) => market?.openness === openness).length).toBeGreaterThan(1);
});

test('every new device of the catalogue accepts a hub of this house; those of class V only for their maker’s grant', async () => {
  const { shown: house } = createHouse('hub-1');
  for (const name of typeNames()) {
    const { vendor, market } = (await loadType(name)).spec;
    const asked = { openness: market?.openness, vendor, serial: name, hub: 'hub-1', house, presentHouse: undefined };
    expect(houseRefusal(asked), name).toBeUndefined();
    if (market?.openness === 'V') expect(houseRefusal({ ...asked, house: { ...house, grants: {} } })?.code, name).toBe('HOUSE_REFUSED');
  }
});
