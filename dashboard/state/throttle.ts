// A slider's messages: at most one in `gap` ms while it is dragged, and always the final value on release.

export interface Throttle<T, R> {
  /** A value under way: sent now or, if it is still the latest then, when the gap is over. */
  push(value: T): void;
  /** The final value: sent at once, unless it is the last that was sent; what waited is dropped. Gives what sending it gave. */
  finish(value: T): R;
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

export function createThrottle<T, R>(
  send: (value: T) => R,
  same: (a: T, b: T) => boolean = Object.is,
  gap = defaultGap,
  clock: ThrottleClock = browserClock,
): Throttle<T, R> {
  let last = -Infinity;
  /** What the present movement sent last: a key sends on its way down and ends on its way up, with one value. */
  let sent: { readonly value: T; readonly gave: R } | undefined;
  let waiting: { value: T; cancel: () => void } | undefined;
  const cancel = () => {
    waiting?.cancel();
    waiting = undefined;
  };
  const fire = (value: T) => {
    cancel();
    last = clock.now();
    const gave = send(value);
    sent = { value, gave };
    return gave;
  };
  return {
    push(value) {
      const rest = last + gap - clock.now();
      if (rest <= 0) fire(value);
      else if (waiting) waiting.value = value;
      else {
        const entry = { value, cancel: () => {} };
        entry.cancel = clock.after(rest, () => fire(entry.value));
        waiting = entry;
      }
    },
    finish(value) {
      cancel();
      const gave = sent && same(sent.value, value) ? sent.gave : fire(value);
      sent = undefined;
      return gave;
    },
    cancel,
  };
}
