// A wall clock whose time is the real one, and whose plans a test can pull forward: what was planned for the next so many
// seconds happens now, in order. So nothing waits for a fault to end, and deadlines mean the same to device and hub; unless
// `movesTime`, for what counts how long something has gone on.
import type { WallClock } from '#devices/runtime/clock.ts';

export interface SkippingClock extends WallClock {
  /** Everything planned is so much nearer. */
  skip(seconds: number): void;
  /** By how much in all, seconds. */
  readonly skipped: number;
}

export function createSkippingClock({ movesTime = false } = {}): SkippingClock {
  interface Planned {
    readonly due: number;
    readonly run: () => void;
    readonly timer: NodeJS.Timeout;
  }
  const planned = new Set<Planned>();
  let skipped = 0;
  const present = (): number => performance.now() + skipped * 1000;
  const take = (each: Planned): void => {
    clearTimeout(each.timer);
    if (planned.delete(each)) each.run();
  };
  return {
    now: () => Date.now(),
    monotonic: () => (movesTime ? present() : performance.now()),
    after(ms, run) {
      const each: Planned = { due: present() + ms, run, timer: setTimeout(() => take(each), ms) };
      planned.add(each);
      return () => {
        clearTimeout(each.timer);
        planned.delete(each);
      };
    },
    skip(seconds) {
      skipped += seconds;
      const due = [...planned].filter((each) => each.due <= present()).sort((a, b) => a.due - b.due);
      due.forEach(take);
    },
    get skipped() {
      return skipped;
    },
  };
}
