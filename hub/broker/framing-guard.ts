// aedes buffers a packet until it is whole, however large it says it will be. This guard walks MQTT's fixed headers in
// front of the parser and says at the header, not at the end, that a packet is too large. MQTT 3.1.1, section 2.2.

/** Returns a function that takes each chunk as it arrives and answers whether the stream may go on. */
export function createFramingGuard(limit: () => number) {
  /** Bytes of the present packet still to pass. */
  let body = 0;
  /** In a fixed header: bytes of it seen (0: not in one), and the length read so far. */
  let seen = 0;
  let length = 0;

  return function mayPass(chunk: Uint8Array): boolean {
    let at = 0;
    while (at < chunk.length) {
      if (body > 0) {
        const step = Math.min(body, chunk.length - at);
        body -= step;
        at += step;
        continue;
      }
      const byte = chunk[at] ?? 0;
      at += 1;
      if (seen === 0) {
        seen = 1;
        length = 0;
        continue;
      }
      length += (byte & 0x7f) * 128 ** (seen - 1);
      seen += 1;
      if (length > limit()) return false;
      if ((byte & 0x80) === 0) {
        body = length;
        seen = 0;
      } else if (seen > 4) return false;
    }
    return true;
  };
}
