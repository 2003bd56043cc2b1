// The house: the firm behind this hub, and the makers that it has admitted. Partners are hand-picked: `partners.json`
// holds their public keys and the grants with which their devices of class V recognise a hub of this house.
//
// This is a simulation. The house's key is derived from its name, so that every clone of this project is of the same
// house; a real one would sign each hub in its factory and keep the key. SECURITY.md says what follows.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { houseText, releaseText } from '#protocol/pairing.ts';
import type { House } from '#protocol/pairing.ts';
import { slugSchema, titleSchema } from '#protocol/names.ts';
import { z } from '#protocol/zod.ts';
import { privateKeyFromSeed, publicKeyOf, signText } from './keys.ts';

const partnersSchema = z.record(slugSchema, z.object({ title: titleSchema, publicKey: z.string(), grant: z.string() }));
export type Partners = z.infer<typeof partnersSchema>;

export const loadPartners = (): Partners =>
  partnersSchema.parse(JSON.parse(readFileSync(new URL('partners.json', import.meta.url), 'utf8')));

export function createHouse(hub: string, partners: Partners = loadPartners()) {
  const key = privateKeyFromSeed(createHash('sha256').update('omnihome simulated house omni').digest());
  const shown: House = {
    key: publicKeyOf(key),
    certificate: signText(houseText(hub), key),
    grants: Object.fromEntries(Object.entries(partners).map(([vendor, { grant }]) => [vendor, grant])),
  };
  return {
    shown,
    /** Lets a device go to another house. */
    release: (serial: string, toHouse: string): string => signText(releaseText(serial, toHouse), key),
    admitted: Object.keys(partners),
    isAdmitted: (vendor: string): boolean => Object.hasOwn(partners, vendor),
    publicKeyOf: (vendor: string): string | undefined => (Object.hasOwn(partners, vendor) ? partners[vendor]?.publicKey : undefined),
    titleOf: (vendor: string) => (Object.hasOwn(partners, vendor) ? partners[vendor]?.title : undefined),
  };
}
export type HouseOfHub = ReturnType<typeof createHouse>;
