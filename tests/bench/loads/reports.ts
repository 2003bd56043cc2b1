// Throughput: devices that send reports as fast as they are acknowledged.
import { serve } from '../peer.ts';
import type { Door } from '../sides/side.ts';
import { openDevice } from './device.ts';
import type { BenchDevice } from './device.ts';

const stands = new Map<Door['kind'], readonly BenchDevice[]>();
const senders = 20;
/** Unacknowledged reports of one device. */
const window = 100;

export const handlers = {
  async open({ doors }: { doors: readonly Door[] }): Promise<void> {
    for (const door of doors) {
      const devices: BenchDevice[] = [];
      for (let n = 0; n < senders; n += 1) devices.push(await openDevice(door, n));
      stands.set(door.kind, devices);
    }
  },
  /** Sends `count` reports in all; seconds until the last is acknowledged. */
  async run({ kind, count }: { kind: Door['kind']; count: number }): Promise<number> {
    const devices = stands.get(kind) ?? [];
    const each = Math.ceil(count / devices.length);
    const from = performance.now();
    await Promise.all(
      devices.map(
        ({ wire, report }) =>
          new Promise<void>((resolve) => {
            let sent = 0;
            let acked = 0;
            const fill = (): void => {
              const batch: Buffer[] = [];
              for (; sent < each && sent - acked < window; sent += 1) batch.push(report(`p${sent % 10}`, sent, 1 + (sent % 60_000)));
              if (batch.length > 0) wire.send(...batch);
            };
            wire.onPuback = (ids) => {
              acked += ids.length;
              if (acked >= each) resolve();
              else fill();
            };
            fill();
          }),
      ),
    );
    return (performance.now() - from) / 1000;
  },
};
serve(handlers);
