import { expect, test } from 'vitest';
import { loadType, typeNames } from '#devices/catalogue.ts';
import { loadPartners } from '#hub/pairing/house.ts';
import { partnersNow, partnersText } from './generate-partners.ts';

test('partners.json is what the makers’ own keys give: run `npm run partners` where this fails', () => {
  expect(partnersNow()).toBe(partnersText());
});

test('the catalogue teaches: partners and outsiders, every class of openness, ten makers and more', async () => {
  const specs = await Promise.all(typeNames().map(async (name) => (await loadType(name)).spec));
  const makers = new Set(specs.map(({ vendor }) => vendor));
  const partners = Object.keys(loadPartners());
  expect(makers.size).toBeGreaterThanOrEqual(10);
  for (const partner of partners) expect(makers, partner).toContain(partner);
  expect([...makers].filter((maker) => !partners.includes(maker)).length).toBeGreaterThanOrEqual(4);
  for (const openness of ['O', 'T', 'V']) expect(specs.filter(({ market }) => market?.openness === openness).length).toBeGreaterThan(1);
  // A device that only its maker's licensees may pair, of a maker who has licensed nobody here, could not be shown at all.
  for (const { vendor, market } of specs) if (market?.openness === 'V') expect(partners).toContain(vendor);
});
