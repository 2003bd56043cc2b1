// Ed25519 with raw keys as base64url (32 bytes a key, 64 a signature), and the HMAC of the setup code.
import { createHash, createHmac, createPrivateKey, createPublicKey, sign, timingSafeEqual, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

/** RFC 8410: the DER frame of an Ed25519 private key, before its 32 bytes. */
const pkcs8 = Buffer.from('302e020100300506032b657004220420', 'hex');

export const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();

/** `seed`: 32 bytes. */
export const privateKeyOf = (seed: Buffer): KeyObject =>
  createPrivateKey({ key: Buffer.concat([pkcs8, seed]), format: 'der', type: 'pkcs8' });

/** Raw public key, 43 characters. */
export function publicKeyOf(privateKey: KeyObject): string {
  const { x } = createPublicKey(privateKey).export({ format: 'jwk' });
  if (x === undefined) throw new TypeError('not an Ed25519 key');
  return x;
}

export const signText = (text: string, privateKey: KeyObject): string => sign(null, Buffer.from(text), privateKey).toString('base64url');

/** false for a wrong signature and for whatever is not a key or a signature. */
export function verifyText(text: string, signature: string, rawPublicKey: string): boolean {
  try {
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: rawPublicKey }, format: 'jwk' });
    return verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64url'));
  } catch {
    return false;
  }
}

/** HMAC-SHA256 whose key is the setup code, hexadecimal. */
export const proofOf = (setupCode: string, text: string): string => createHmac('sha256', setupCode).update(text).digest('hex');

/** In constant time, for two digests in hexadecimal. */
export function sameDigest(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a, 'hex'), Buffer.from(b, 'hex')];
  return left.length === right.length && timingSafeEqual(left, right);
}
