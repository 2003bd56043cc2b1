// The texts that both sides sign and prove: written down here once more, character by character, with known answers, so
// that an implementation in another language can be checked against them. docs/protocol.md shows the same.
import { createHmac, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { names } from '../tests/forward/specs.ts';
import { attestationText, grantText, helloText, houseText, pairDownSchema, pairUpSchema, proofText, releaseText } from './pairing.ts';

const nh = '00'.repeat(32);
const nd = 'ff'.repeat(32);
const transcript = { hub: 'hub-1', serial: 'lamp-0001', nh, nd };
const key = (fill: number) =>
  createPrivateKey({
    key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.alloc(32, fill)]),
    format: 'der',
    type: 'pkcs8',
  });
const raw = (fill: number): string => createPublicKey(key(fill)).export({ format: 'jwk' }).x ?? '';
const signed = (text: string, fill: number): string => sign(null, Buffer.from(text), key(fill)).toString('base64url');

describe('known answers', () => {
  test('texts', () => {
    expect(proofText('hub', transcript)).toBe(`hub|hub-1|lamp-0001|${nh}|${nd}`);
    expect(proofText('device', transcript)).toBe(`device|hub-1|lamp-0001|${nh}|${nd}`);
    expect(helloText(transcript)).toBe(`hello|hub-1|lamp-0001|${nh}|${nd}`);
    expect(attestationText({ vendor: 'acme', model: 'acme.lamp-1', serial: 'lamp-0001', publicKey: 'KEY' })).toBe(
      'attestation|acme|acme.lamp-1|lamp-0001|KEY',
    );
    expect(houseText('hub-1')).toBe('house|hub-1');
    expect(grantText('acme', 'KEY')).toBe('grant|acme|KEY');
    expect(releaseText('lamp-0001', 'KEY')).toBe('release|lamp-0001|KEY');
  });
  test('proofs of the setup code 12345678', () => {
    const proof = (side: 'hub' | 'device') => createHmac('sha256', '12345678').update(proofText(side, transcript)).digest('hex');
    expect(proof('hub')).toBe('55c6ee69915644ccda6e70ce193b527086a7e4de5ef930548f8d5ce4c347c5d2');
    expect(proof('device')).toBe('13d58d64b62915c6ed14954f943cad93e7629e0b343d4c0835a5fe5c3d9c5047');
  });
  test('keys and signatures: raw Ed25519, base64url without padding', () => {
    expect(raw(1)).toBe('iojj3XQJ8ZX9UtstPLpdcspnCb8dlBIb83SIAbQPb1w');
    expect(signed(helloText(transcript), 1)).toBe('jO62IKAtchfWCDSdkA8F07m1n90fTneo4FtOPMn9RsQPJbe0xqPBn_hWUNsL5x6eei1vibsAWHXXrVQxnSdRAg');
    const check = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: raw(1) }, format: 'jwk' });
    expect(verify(null, Buffer.from(helloText(transcript)), check, Buffer.from(signed(helloText(transcript), 1), 'base64url'))).toBe(true);
  });
});

test('no two texts are the same: another side, purpose or part is another text', () => {
  const hex = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 64, maxLength: 64 });
  const transcripts = fc.record({ hub: names, serial: names, nh: hex, nd: hex });
  fc.assert(
    fc.property(transcripts, transcripts, (a, b) => {
      const all = (t: typeof a) => [proofText('hub', t), proofText('device', t), helloText(t)];
      expect(new Set(all(a)).size).toBe(3);
      const same = a.hub === b.hub && a.serial === b.serial && a.nh === b.nh && a.nd === b.nd;
      for (const text of all(a)) expect(all(b).includes(text)).toBe(same);
      // Names and nonces have no "|": the text can be taken apart in one way only.
      expect(proofText('hub', a).split('|')).toEqual(['hub', a.hub, a.serial, a.nh, a.nd]);
    }),
  );
});

describe('messages', () => {
  const hello = {
    v: 1,
    type: 'hello',
    serial: 'lamp-0001',
    model: 'acme.lamp-1',
    vendor: 'acme',
    category: 'light',
    title: { en: 'Lamp', zh: '灯' },
    openness: 'O',
    nh,
    nd,
    publicKey: raw(1),
    attestation: signed('x', 2),
    signature: signed('y', 1),
  };
  const error = { code: 'WRONG_SETUP_CODE', message: 'no', outcome: 'not-done' };
  const house = { key: raw(3), certificate: signed('z', 3), grants: { acme: signed('g', 2) } };
  const up = [
    hello,
    { v: 1, type: 'proof', nh, proof: nd },
    { v: 1, type: 'refuse', nh, error, left: 4 },
    { v: 1, type: 'refuse', nh, error, lockedUntil: 5 },
    { v: 1, type: 'done', did: 'd-1' },
    { v: 1, type: 'bye' },
  ];
  const down = [
    { v: 1, type: 'challenge', hub: 'hub-1', home: 'home', nh, house },
    { v: 1, type: 'prove', nh, proof: nd, house },
    { v: 1, type: 'grant', nh, home: 'home', did: 'd-lamp', secret: raw(4) },
    { v: 1, type: 'rejected', error },
  ];

  test.each([
    ...up.map((message) => [message.type, pairUpSchema, message] as const),
    ...down.map((message) => [message.type, pairDownSchema, message] as const),
  ])('%s comes back as it was sent, newer fields ignored', (_, schema, message) => {
    expect(schema.parse(JSON.parse(JSON.stringify(message)))).toEqual(message);
    expect(schema.parse({ ...message, novelty: 1 })).toEqual(message);
    expect(schema.safeParse({ ...message, v: 2 }).success).toBe(false);
    expect(schema.safeParse({ ...message, type: 'other' }).success).toBe(false);
  });
  test.each([
    ['a serial that would be a topic', { serial: '+' }],
    ['a model of other letters than a spec’s', { model: 'Lamp One' }],
    ['a model without a letter', { model: '' }],
    ['a nonce too short', { nh: '00' }],
    ['a nonce in capitals', { nh: 'FF'.repeat(32) }],
    ['a key with padding', { publicKey: `${raw(1)}=` }],
    ['a key in plain base64', { publicKey: `+${raw(1).slice(1)}` }],
    ['a signature too short', { signature: raw(1) }],
    ['a class that is none', { openness: 'X' }],
    ['no attestation', { attestation: undefined }],
  ])('a hello with %s is refused', (_, change) => {
    expect(pairUpSchema.safeParse(hello).success).toBe(true);
    expect(pairUpSchema.safeParse({ ...hello, ...change }).success).toBe(false);
  });
  test('neither side throws, whatever it hears', () => {
    fc.assert(
      fc.property(fc.anything(), fc.constantFrom(...up, ...down), fc.nat(), (junk, message, at) => {
        const keys = Object.keys(message);
        for (const heard of [junk, { ...message, [keys[at % keys.length] ?? '']: junk }])
          for (const schema of [pairUpSchema, pairDownSchema]) expect(typeof schema.safeParse(heard).success).toBe('boolean');
      }),
    );
  });
});
