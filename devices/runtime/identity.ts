// What a device keeps of itself on its own disk: who it is, whom it belongs to, and how often a wrong code was tried.
import { join } from 'node:path';
import { OmniError } from '#protocol/errors.ts';
import { nameSchema, setupCodeSchema, slugSchema } from '#protocol/names.ts';
import { pairingLimits } from '#protocol/pairing.ts';
import type { DeviceSpec } from '#protocol/spec.ts';
import { z } from '#protocol/zod.ts';
import { makeBox } from './factory.ts';
import { readParsed, writeAtomically } from './files.ts';

const secretText = (characters: number) => z.string().regex(new RegExp(`^[\\w-]{${characters}}$`), `${characters} characters of base64url`);
const pairingSchema = z.object({ hub: nameSchema, home: nameSchema, did: nameSchema, secret: z.string().meta({ secret: true }) });
export type Pairing = z.infer<typeof pairingSchema>;

export const identitySchema = z.object({
  v: z.literal(1),
  type: z.string(),
  model: z.string(),
  vendor: slugSchema,
  serial: nameSchema,
  setupCode: setupCodeSchema.meta({ secret: true }),
  keySeed: secretText(43).meta({ secret: true }),
  publicKey: secretText(43),
  attestation: secretText(86),
  pairing: pairingSchema.optional(),
  /** Key of the house that it belongs to, or belonged to last: a device of class T leaves it only with its release. */
  house: z.string().optional(),
  /** Wrong codes since the last right one or lock-out; lock-outs in a row; when the present one ends, ms since 1970. */
  tries: z.object({ failed: z.int(), lockOuts: z.int(), lockedUntil: z.number() }),
});
export type IdentityData = z.infer<typeof identitySchema>;

export interface Identity {
  readonly data: IdentityData;
  /** When the present lock-out ends, ms since 1970; undefined where there is none. */
  lockedUntil(now: number): number | undefined;
  /** Notes a wrong code, on disk before it is answered. Returns the tries left; 0 locks it, each time twice as long. */
  failed(now: number): number;
  /** Stores whom it belongs to now. */
  paired(pairing: Pairing, house: string): void;
  /** Forgets its pairing; the house stays known. */
  forget(): void;
}

/** This one device cannot be run as what its file says; all others can. */
export class IdentityFault extends OmniError {
  constructor(path: string, serial: string, reason: string, cause?: unknown) {
    super('CONFLICT', `${serial} stays off: ${path} ${reason}`, {
      path,
      hint: `Put back a copy of the file. Or delete it and remove ${serial} in the home: the code on its box then pairs it again.`,
      cause,
    });
  }
}

const noTries = { failed: 0, lockOuts: 0, lockedUntil: 0 };
/** After this many lock-outs the time stops doubling: about 17 hours. */
const mostDoublings = 10;

/** Reads the device's identity, or makes the device. Throws IdentityFault, or what the file system says where it cannot be written. */
export function openIdentity(options: {
  readonly folder: string;
  readonly seed: string | number;
  readonly type: string;
  readonly serial: string;
  readonly spec: DeviceSpec;
}): Identity {
  const { folder, seed, type, serial, spec } = options;
  const path = join(folder, `${serial}.identity.json`);
  const { model, vendor } = spec;
  let data: IdentityData | undefined;
  try {
    data = readParsed(path, identitySchema);
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    throw new IdentityFault(path, serial, reason.startsWith(path) ? reason.slice(path.length + 1) : `cannot be read: ${reason}`, thrown);
  }
  if (data && data.serial !== serial) throw new IdentityFault(path, serial, `is that of ${data.serial}`);
  if (data && (data.vendor !== vendor || data.model !== model))
    throw new IdentityFault(path, serial, `belongs to a ${data.vendor} ${data.model}, not to a ${vendor} ${model}`);
  if (!data) {
    data = { v: 1, type, model, vendor, ...makeBox(seed, serial, spec), tries: noTries };
    writeAtomically(path, data);
  }
  let current: IdentityData = data;
  const save = (change: Partial<IdentityData>): void => {
    const next = { ...current, ...change };
    writeAtomically(path, next);
    current = next;
  };
  return {
    get data() {
      return current;
    },
    lockedUntil: (now) => (current.tries.lockedUntil > now ? current.tries.lockedUntil : undefined),
    failed(now) {
      const { lockOuts } = current.tries;
      const failed = current.tries.failed + 1;
      if (failed < pairingLimits.tries) {
        save({ tries: { ...current.tries, failed } });
        return pairingLimits.tries - failed;
      }
      const lockedUntil = now + pairingLimits.lockBase * 2 ** Math.min(lockOuts, mostDoublings);
      save({ tries: { failed: 0, lockOuts: lockOuts + 1, lockedUntil } });
      return 0;
    },
    paired: (pairing, house) => save({ pairing, house, tries: noTries }),
    forget: () => save({ pairing: undefined }),
  };
}
