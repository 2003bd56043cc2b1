// A party that announces a packet of 200 MB and then sends as fast as it is taken.
import { serve } from '../peer.ts';
import type { Door } from '../sides/side.ts';
import { wait } from '../stats.ts';
import { openWire, publishPacket } from '../wire.ts';

const announced = 200 * 1024 * 1024;
/** Fixed header of a PUBLISH (or CONNECT) of that length, and a topic. */
function headerOf(first: number): Buffer {
  const length: number[] = [];
  for (let rest = announced; rest > 0; rest = Math.floor(rest / 128)) length.push((rest % 128) | (rest >= 128 ? 0x80 : 0));
  return Buffer.concat([Buffer.from([first, ...length]), publishPacket('omni/1/home/x', '', 0, false).subarray(2)]);
}

export const handlers = {
  /** ms from the header until the connection was closed; Infinity where `most` bytes went in and it was not. */
  async run({ door, over, login, most }: { door: Door; over: 'ws' | 'tcp'; login: boolean; most: number }): Promise<number> {
    const address = over === 'ws' ? { ws: door.http } : { tcp: door.mqtt };
    const wire = await openWire(address, login ? { clientId: `${door.phone.client}.big`, password: door.phone.secret } : undefined);
    const chunk = Buffer.alloc(64 * 1024, 120);
    let closedAt: number | undefined;
    wire.onClose = () => (closedAt = performance.now());
    const from = performance.now();
    wire.raw(headerOf(login ? 0x30 : 0x10));
    for (let sent = 0; closedAt === undefined && sent < most; sent += chunk.length) {
      wire.raw(chunk);
      await wait(0);
    }
    const end = performance.now() + 500;
    while (closedAt === undefined && performance.now() < end) await wait(1);
    wire.close();
    return closedAt === undefined ? Infinity : closedAt - from;
  },
};
serve(handlers);
