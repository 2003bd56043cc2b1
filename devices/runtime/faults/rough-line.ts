// What a bad line does to messages: they wait, get lost, or never come. Those that come, come in order.
import type { WallClock } from '../clock.ts';
import type { FaultBox } from './fault-box.ts';

/** Half of a round trip's delay, a fifth more or less. */
const jitter = { from: 0.4, to: 0.6 } as const;

/** One direction of a line: give it each message's delivery, and it happens now, later, or not at all. */
export function createLane(faults: FaultBox, wall: WallClock): (deliver: () => void) => void {
  const { random } = faults;
  const waiting: (() => void)[] = [];
  let lastDue = -Infinity;
  return (deliver) => {
    if (faults.isEmpty && waiting.length === 0) return deliver();
    if (faults.has('silence')) return;
    if (random.chance((faults.amountOf('loss') ?? 0) / 100)) return;
    const delay = faults.amountOf('latency');
    if (delay === undefined && waiting.length === 0) return deliver();
    const now = wall.monotonic();
    lastDue = Math.max(lastDue, now + (delay ?? 0) * random.between(jitter.from, jitter.to));
    // Whichever timer fires first takes the message that has waited longest: timers may overtake each other, messages do not.
    waiting.push(deliver);
    wall.after(lastDue - now, () => waiting.shift()?.());
  };
}
