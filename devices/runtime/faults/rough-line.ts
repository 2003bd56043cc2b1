// What a bad line does to messages: they wait, get lost, or never come. Those that come, come in order.
import type { Cancel, WallClock } from '../clock.ts';
import type { FaultBox } from './fault-box.ts';

/** Half of a round trip's delay, a fifth more or less. */
const jitter = { from: 0.4, to: 0.6 } as const;

/** One direction of a line. */
export interface Lane {
  /** A message's delivery: it happens now, later, or not at all. */
  pass(deliver: () => void): void;
  /** The line is good again: what is still on its way arrives now. */
  flush(): void;
}

export function createLane(faults: FaultBox, wall: WallClock): Lane {
  const { random } = faults;
  const waiting: (() => void)[] = [];
  const timers = new Set<Cancel>();
  let lastDue = -Infinity;

  function later(deliver: () => void, delay: number): void {
    const now = wall.monotonic();
    lastDue = Math.max(lastDue, now + delay);
    // Whichever timer fires first takes the message that has waited longest: timers may overtake each other, messages do not.
    waiting.push(deliver);
    const cancel = wall.after(lastDue - now, () => {
      timers.delete(cancel);
      waiting.shift()?.();
    });
    timers.add(cancel);
  }

  return {
    pass(deliver) {
      if (faults.isEmpty) return deliver();
      if (faults.has('silence')) return;
      if (random.chance((faults.amountOf('loss') ?? 0) / 100)) return;
      const delay = faults.amountOf('latency');
      if (delay === undefined) return deliver();
      later(deliver, delay * random.between(jitter.from, jitter.to));
    },
    flush() {
      timers.forEach((cancel) => cancel());
      timers.clear();
      lastDue = -Infinity;
      for (const deliver of waiting.splice(0)) deliver();
    },
  };
}
