import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createFramingGuard } from './framing-guard.ts';

/** A fixed header: type, then the remaining length in digits of 128. MQTT 3.1.1, section 2.2.3. */
function header(length: number): number[] {
  const bytes = [0x30];
  do {
    const digit = length % 128;
    length = Math.floor(length / 128);
    bytes.push(length > 0 ? digit | 0x80 : digit);
  } while (length > 0);
  return bytes;
}
const stream = (lengths: number[]): Uint8Array =>
  Uint8Array.from(lengths.flatMap((length) => [...header(length), ...Array<number>(length).fill(0xff)]));
function* pieces(bytes: Uint8Array, cuts: number[]): Generator<Uint8Array> {
  let at = 0;
  for (const cut of [...cuts, bytes.length].map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b)) {
    if (cut > at) yield bytes.subarray(at, cut);
    at = Math.max(at, cut);
  }
  if (at < bytes.length) yield bytes.subarray(at);
}

describe('the guard in front of the parser', () => {
  test('lets every packet within the limit through, however it is cut into chunks', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(400), { minLength: 1, maxLength: 12 }), fc.array(fc.nat(5000), { maxLength: 8 }), (lengths, cuts) => {
        const mayPass = createFramingGuard(() => 400);
        for (const piece of pieces(stream(lengths), cuts)) if (!mayPass(piece)) return false;
        return true;
      }),
    );
  });

  test('stops the first packet above the limit before its body, however it is cut', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(400), { maxLength: 6 }),
        fc.integer({ min: 401, max: 268_435_455 }),
        fc.array(fc.nat(5000), { maxLength: 8 }),
        (lengths, large, cuts) => {
          const mayPass = createFramingGuard(() => 400);
          const bytes = Uint8Array.from([...stream(lengths), ...header(large)]);
          return [...pieces(bytes, cuts)].map(mayPass).includes(false);
        },
      ),
    );
  });

  test('a length of five digits is none', () => {
    expect(createFramingGuard(() => 2 ** 30)(Uint8Array.from([0x30, 0xff, 0xff, 0xff, 0xff, 0x01]))).toBe(false);
  });

  test('the limit is asked for at each header: it grows when the party has shown who it is', () => {
    let limit = 10;
    const mayPass = createFramingGuard(() => limit);
    expect(mayPass(stream([10]))).toBe(true);
    limit = 100;
    expect(mayPass(stream([100]))).toBe(true);
    limit = 10;
    expect(mayPass(stream([11]))).toBe(false);
  });
});
