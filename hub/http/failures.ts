// Who guesses is slowed down; who is let in never is. Tries are counted by address, and a good one is taken back.
import { OmniError } from '#protocol/errors.ts';
import type { HubClock } from '../clock.ts';

interface Window {
  readonly began: number;
  count: number;
}
const most = 30;
const windowMs = 60_000;
/** So that a crowd of addresses cannot fill the memory: the oldest is forgotten. */
const maxAddresses = 1_000;

export function createFailures(clock: HubClock) {
  const windows = new Map<string, Window>();

  function windowOf(address: string): Window {
    const now = clock.steady();
    const known = windows.get(address);
    if (known && now - known.began < windowMs) return known;
    // A Map keeps the order of entry: what stands first began first.
    windows.delete(address);
    for (const [oldest, { began }] of windows) {
      if (windows.size < maxAddresses && now - began < windowMs) break;
      windows.delete(oldest);
    }
    const fresh = { began: now, count: 0 };
    windows.set(address, fresh);
    return fresh;
  }

  return {
    /**
     * Runs a try, which counts until it has succeeded: many at once cannot outrun the count.
     * Errors: RATE_LIMITED, after 30 failures from this address within a minute; else those of `work`.
     */
    async count<T>(address: string, work: () => Promise<T>): Promise<T> {
      const window = windowOf(address);
      if (window.count >= most)
        throw new OmniError('RATE_LIMITED', `${most} tries from this address have failed within a minute.`, {
          hint: `Wait ${Math.ceil((window.began + windowMs - clock.steady()) / 1000)} s, then try again.`,
        });
      window.count += 1;
      const result = await work();
      window.count -= 1;
      return result;
    },
    get addresses() {
      return windows.size;
    },
  };
}
export type Failures = ReturnType<typeof createFailures>;
