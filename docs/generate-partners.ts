// `npm run partners`: writes hub/pairing/partners.json, the makers that the house has admitted, from the table below. Their
// keys and grants are derived as the devices derive their own; a test fails where the file is stale. A maker that is not
// here is an outsider: its devices pair once the house is open.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { grantFor, vendorKey } from '#devices/runtime/factory.ts';
import { createHouse } from '#hub/pairing/house.ts';
import type { Partners } from '#hub/pairing/house.ts';

const file = new URL('../hub/pairing/partners.json', import.meta.url);

const admitted: Readonly<Record<string, readonly [en: string, zh: string]>> = {
  dawnworks: ['Dawnworks', '晨光工坊'],
  clearway: ['Clearway', '清途'],
  pacemark: ['Pacemark', '步刻'],
  brightbay: ['Brightbay', '明湾'],
  frostholm: ['Frostholm', '霜谷'],
  hearthpot: ['Hearthpot', '暖灶'],
  ironbolt: ['Ironbolt', '铁栓'],
  rillwater: ['Rillwater', '溪润'],
  rovera: ['Rovera', '巡屋'],
  // The maker of this house: its one device is the simulated world itself.
  omnihome: ['Omnihome', '万物之家'],
};

export function partners(): Partners {
  const house = createHouse('any hub', {}).shown.key;
  return Object.fromEntries(
    Object.entries(admitted).map(([slug, [en, zh]]) => [
      slug,
      { title: { en, zh }, publicKey: vendorKey(slug), grant: grantFor(slug, house) },
    ]),
  );
}

export const partnersText = (): string => `${JSON.stringify(partners(), null, 2)}\n`;
export const partnersNow = (): string => readFileSync(file, 'utf8');

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(file, partnersText());
