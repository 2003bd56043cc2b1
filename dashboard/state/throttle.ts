// A slider's messages: at most one in `gap` ms while it is dragged, and always the final value on release.

export interface Throttle<T> {
  /** A value under way: sent now or, if it is still the latest then, when the gap is over. */
  push(value: T): void;
  /** The final value: sent at once; what waited is dropped. */
  finish(value: T): void;
  readonly cancel: () => void;
}

/** ms; nine in a second, so that with the final one there are never more than ten. */
const defaultGap = 115;

export interface ThrottleClock {
  readonly now: () => number;
  readonly after: (ms: number, run: () => void) => () => void;
}

const browserClock: ThrottleClock = {
  now: () => performance.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

export function createThrottle<T>(
  send: (value: T, final: boolean) => void,
  gap = defaultGap,
  clock: ThrottleClock = browserClock,
): Throttle<T> {
  let last = -Infinity;
  let waiting: { value: T; cancel: () => void } | undefined;
  const cancel = () => {
    waiting?.cancel();
    waiting = undefined;
  };
  const fire = (value: T, final: boolean) => {
    cancel();
    last = clock.now();
    send(value, final);
  };
  return {
    push(value) {
      const rest = last + gap - clock.now();
      if (rest <= 0) return fire(value, false);
      if (waiting) waiting.value = value;
      else {
        const entry = { value, cancel: () => {} };
        entry.cancel = clock.after(rest, () => fire(entry.value, false));
        waiting = entry;
      }
    },
    finish: (value) => fire(value, true),
    cancel,
  };
}
