// Simulated makers. A real maker keeps its signing key in a vault and burns each device's key into its chip. Here every key
// follows from public text, so that a home repeats: ANYONE CAN FORGE THESE MAKERS AND THEIR DEVICES. What is real is the
// protocol around the keys. Never admit these keys in a house that is not a simulation.
import { attestationText, grantText } from '#protocol/pairing.ts';
import type { DeviceSpec } from '#protocol/spec.ts';
import { privateKeyOf, publicKeyOf, sha256, signText } from './crypto.ts';

const vendorPrivateKey = (slug: string) => privateKeyOf(sha256(`omnihome simulated vendor ${slug}`));

/** A simulated maker's public key, raw, base64url. */
export const vendorKey = (slug: string): string => publicKeyOf(vendorPrivateKey(slug));

/** The maker's signature over a device that it has made. */
export const attest = (device: {
  readonly vendor: string;
  readonly model: string;
  readonly serial: string;
  readonly publicKey: string;
}): string => signText(attestationText(device), vendorPrivateKey(device.vendor));

/** The maker's permission for a house to pair its devices of class V. */
export const grantFor = (vendor: string, houseKey: string): string => signText(grantText(vendor, houseKey), vendorPrivateKey(vendor));

/** What comes in the box. */
export interface Box {
  readonly serial: string;
  /** eight digits, printed on the box */
  readonly setupCode: string;
  /** 32 bytes, base64url; it never leaves the device */
  readonly keySeed: string;
  readonly publicKey: string;
  readonly attestation: string;
}

const base32 = 'abcdefghjkmnpqrstuvwxyz23456789';

/** `lamp-k3x9qa`: the type cut to fit, then six characters that follow from seed, type and number. */
export function serialFor(seed: string | number, type: string, number: number): string {
  const digest = sha256(`omnihome serial ${seed} ${type} ${number}`);
  const tail = [...digest.subarray(0, 6)].map((byte) => base32[byte % base32.length] ?? 'a').join('');
  return `${type.slice(0, 24)}-${tail}`;
}

/** Makes one device: all of it follows from the home's seed and the serial. */
export function makeBox(seed: string | number, serial: string, { vendor, model }: Pick<DeviceSpec, 'vendor' | 'model'>): Box {
  const keySeed = sha256(`omnihome device key ${seed} ${serial}`);
  const publicKey = publicKeyOf(privateKeyOf(keySeed));
  const code = sha256(`omnihome setup code ${seed} ${serial}`).readUInt32BE(0) % 100_000_000;
  return {
    serial,
    setupCode: String(code).padStart(8, '0'),
    keySeed: keySeed.toString('base64url'),
    publicKey,
    attestation: attest({ vendor, model, serial, publicKey }),
  };
}
