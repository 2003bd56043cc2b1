// Two thousand devices in one process: they connect, fill the broker with values, leave, and come back.
import { serve } from '../peer.ts';
import { pool, wait } from '../stats.ts';
import type { Door } from '../sides/side.ts';
import { connectDevice, makeReady, openDevice } from './device.ts';
import type { BenchDevice } from './device.ts';

/** How many connect at the same time. */
const width = 50;
const crowds = new Map<Door['kind'], BenchDevice[]>();
const numbers = (count: number): number[] => Array.from({ length: count }, (_, k) => k);

export const handlers = {
  /** CONNECT and SUBSCRIBE of each, acknowledged; seconds for all. */
  async connect({ door, count }: { door: Door; count: number }): Promise<number> {
    const devices: BenchDevice[] = [];
    const from = performance.now();
    await pool(numbers(count), width, async (n) => void devices.push(await connectDevice(door, n)));
    crowds.set(door.kind, devices);
    return (performance.now() - from) / 1000;
  },
  /** Each sends its 15 values. */
  async fill({ door }: { door: Door }): Promise<void> {
    await pool(crowds.get(door.kind) ?? [], width, (device) => makeReady(door, device));
  },
  leave({ door }: { door: Door }): void {
    for (const { wire } of crowds.get(door.kind) ?? []) wire.close();
    crowds.delete(door.kind);
  },
  /** For a hub that is restarting: each tries again after 100 ms until it is connected and ready. */
  async comeBack({ door, count }: { door: Door; count: number }): Promise<void> {
    const devices: BenchDevice[] = [];
    await pool(numbers(count), width, async (n) => {
      for (;;) {
        try {
          devices.push(await openDevice(door, n));
          return;
        } catch {
          await wait(100);
        }
      }
    });
    crowds.set(door.kind, devices);
  },
};
serve(handlers);
