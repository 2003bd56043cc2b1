// Random secrets: 256 bits, stored as SHA-256, compared in constant time. Stretching would add nothing to them.
import { hash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';

export const newSecret = (): string => randomBytes(32).toString('base64url');
export const newNonce = (): string => randomBytes(32).toString('hex');
export const hashOf = (secret: string | Buffer): Buffer => hash('sha256', secret, 'buffer');
export const sameHash = (a: Buffer, b: Buffer): boolean => a.length === b.length && timingSafeEqual(a, b);
/** A name that was not used before, such as `d-k3v9q0x2m1t8`: 12 of 36 symbols, 62 bits. */
export function newName(prefix: string): string {
  const symbols = 'abcdefghijklmnopqrstuvwxyz0123456789';
  let name = `${prefix}-`;
  for (let k = 0; k < 12; k += 1) name += symbols[randomInt(symbols.length)] ?? '0';
  return name;
}
/** The same, and certainly none that `isTaken` knows. */
export function freshName(prefix: string, isTaken: (name: string) => boolean, make = newName): string {
  for (;;) {
    const name = make(prefix);
    if (!isTaken(name)) return name;
  }
}
/** A fraction in [0, 1), for ULIDs. */
export const randomFraction = (): number => randomInt(2 ** 32) / 2 ** 32;
