import type { Random } from './random.ts';

/** In the first seconds a hub that restarts is found quickly; later its absence costs nothing. Full jitter, ms. */
const quick = { forMs: 10_000, from: 100, to: 2_000 } as const;
const slowest = 30_000;

/** How long to wait before the next attempt, `lost` ms after the connection was lost: 0.1-2 s, later up to 30 s. */
export function reconnectDelay(lost: number, random: Random): number {
  const to = lost < quick.forMs ? quick.to : Math.min(slowest, quick.to + (lost - quick.forMs));
  return random.between(quick.from, to);
}

/** Three refusals over 30 s mean that the hub has removed the device, and not that it is still starting. */
const enough = { refusals: 3, overMs: 30_000 } as const;

export interface Refusals {
  /** Notes a refusal at a monotonic time, ms; true where it was the last straw. */
  note(now: number): boolean;
  reset(): void;
}

export function createRefusals(): Refusals {
  let count = 0;
  let first = 0;
  return {
    note(now) {
      if (count === 0) first = now;
      count += 1;
      return count >= enough.refusals && now - first >= enough.overMs;
    },
    reset() {
      count = 0;
    },
  };
}
