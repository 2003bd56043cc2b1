// Pairing, as messages on `pair/{serial}/up` and `/down`. The order:
//   device connects and subscribes → hub: challenge → device: hello → the device is shown nearby → a person enters the
//   code → hub: prove (the hub proves first) → device: proof, or refuse → hub: grant → device: done.
// Cryptography (HMAC-SHA256, Ed25519) lives with each side; the texts that are signed are here, so that they agree.
import { replyErrorSchema } from './envelopes.ts';
import { modelSchema, nameSchema, slugSchema, titleSchema } from './names.ts';
import { opennessClassSchema } from './spec.ts';
import { z } from './zod.ts';

const v = z.literal(1);
/** 256 random bits, hexadecimal. */
const nonce = z.string().regex(/^[0-9a-f]{64}$/, '64 hexadecimal digits');
/** Secret: whoever has a proof and the nonces can try all hundred million setup codes on it. */
const digest = nonce.meta({ secret: true });
/** Raw Ed25519, base64url: 32 bytes of key, 64 of signature. */
const publicKey = z.string().regex(/^[\w-]{43}$/, 'an Ed25519 public key, 43 characters of base64url');
const signature = z.string().regex(/^[\w-]{86}$/, 'an Ed25519 signature, 86 characters of base64url');

/** What the hub shows of its house: the firm behind it. A device of class V looks for its vendor's grant here. */
export const houseSchema = z.object({
  key: publicKey,
  /** the house's signature over `houseText` */ certificate: signature,
  grants: z.record(slugSchema, signature),
  release: signature.meta({ secret: true }).optional(),
});
export type House = z.infer<typeof houseSchema>;

export const pairUpSchema = z.discriminatedUnion('type', [
  z.object({
    v,
    type: z.literal('hello'),
    serial: nameSchema,
    model: modelSchema,
    vendor: slugSchema,
    category: slugSchema,
    title: titleSchema,
    openness: opennessClassSchema.optional(),
    /** Echo of the challenge that it answers. */
    nh: nonce,
    nd: nonce,
    publicKey,
    /** The vendor's signature over `attestationText`. */
    attestation: signature,
    /** The device's signature over `helloText`. */
    signature,
  }),
  z.object({ v, type: z.literal('proof'), nh: nonce, proof: digest }),
  /** The device declines: a wrong code (and how many tries are left), locked, or a hub it does not accept. */
  z.object({
    v,
    type: z.literal('refuse'),
    nh: nonce,
    error: replyErrorSchema,
    left: z.int().nonnegative().optional(),
    lockedUntil: z.number().optional(),
  }),
  z.object({ v, type: z.literal('done'), did: nameSchema }),
  z.object({ v, type: z.literal('bye') }),
]);
export type PairUp = z.infer<typeof pairUpSchema>;
export type Hello = Extract<PairUp, { type: 'hello' }>;

export const pairDownSchema = z.discriminatedUnion('type', [
  /** A nonce serves one attempt; after each attempt a new challenge follows. `heard`: the hello was taken. */
  z.object({ v, type: z.literal('challenge'), hub: nameSchema, home: nameSchema, nh: nonce, house: houseSchema }),
  z.object({ v, type: z.literal('prove'), nh: nonce, proof: digest, house: houseSchema }),
  z.object({
    v,
    type: z.literal('grant'),
    nh: nonce,
    home: nameSchema,
    did: nameSchema,
    secret: z
      .string()
      .regex(/^[\w-]{43}$/)
      .meta({ secret: true }),
  }),
  z.object({ v, type: z.literal('rejected'), error: replyErrorSchema }),
]);
export type PairDown = z.infer<typeof pairDownSchema>;

/** Every `pairing.ms` in one place: all in ms. */
export const pairingLimits = { attempt: 30_000, silence: 60_000, hello: 20_000, nearby: 50, tries: 5, lockBase: 60_000 } as const;

interface Transcript {
  readonly hub: string;
  readonly serial: string;
  readonly nh: string;
  readonly nd: string;
}
/** The text of an HMAC-SHA256 whose key is the setup code. */
export const proofText = (side: 'hub' | 'device', { hub, serial, nh, nd }: Transcript): string => [side, hub, serial, nh, nd].join('|');
/** The text that a device signs with its own key. */
export const helloText = ({ hub, serial, nh, nd }: Transcript): string => ['hello', hub, serial, nh, nd].join('|');
/** The text that a vendor signs when it makes a device. */
export const attestationText = (device: { vendor: string; model: string; serial: string; publicKey: string }): string =>
  ['attestation', device.vendor, device.model, device.serial, device.publicKey].join('|');
/** The text that a house signs for each of its hubs. */
export const houseText = (hub: string): string => ['house', hub].join('|');
/** The text that a vendor signs to let a house's hubs pair its devices of class V. */
export const grantText = (vendor: string, houseKey: string): string => ['grant', vendor, houseKey].join('|');
/** The text that the present house of a device of class T signs to let it go to another house. */
export const releaseText = (serial: string, toHouseKey: string): string => ['release', serial, toHouseKey].join('|');
