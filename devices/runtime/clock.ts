// The two clocks, and the only place in devices/ that reads the time.
// Wall: deadlines, lock-outs, sessions. Home: behaviour, schedules, physics; real, scaled or manual.
import { createTimerQueue } from './timers.ts';
import type { Cancel } from './timers.ts';

export type { Cancel } from './timers.ts';

export interface WallClock {
  /** ms since 1970; may jump */
  now(): number;
  /** ms since some start; never jumps */
  monotonic(): number;
  /** calls `run` once after `ms` */
  after(ms: number, run: () => void): Cancel;
}

export interface HomeClock {
  /** ms since 1970, as the home counts */
  now(): number;
  /** calls `run` at `time`, exactly: `now()` is then `time`, however late the machine is */
  at(time: number, run: () => void): Cancel;
  /** runs what is due by now: before anything that comes from outside is acted on */
  settle(): void;
  /** home seconds per real second, while it is not paused */
  readonly speed: number;
  readonly isPaused: boolean;
  /** The home's time is the real one, and always was. */
  readonly isReal: boolean;
  /** From now on so many times as fast; the time itself does not jump. */
  setSpeed(speed: number): void;
  /** Stands still until told otherwise; what is asked of a device is still answered. */
  pause(yes: boolean): void;
  stop(): void;
}

/** A clock that moves only when told to: for tests and `simulate`. It serves as both clocks. */
export interface ManualClock extends WallClock, HomeClock {
  /** Runs everything due in the next `seconds`, in order. */
  advance(seconds: number): void;
}

export const createWallClock = (): WallClock => ({
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
});

/** 2026-03-02T00:00:00Z, a Monday. */
export const manualStart = Date.UTC(2026, 2, 2);

export function createManualClock(start = manualStart): ManualClock {
  const queue = createTimerQueue();
  let time = start;
  let speed = 1;
  let isPaused = false;
  return {
    get speed() {
      return speed;
    },
    get isPaused() {
      return isPaused;
    },
    isReal: true,
    // Told, and shown: it moves by hand all the same.
    setSpeed(wanted) {
      speed = wanted;
    },
    pause(yes) {
      isPaused = yes;
    },
    now: () => time,
    monotonic: () => time - start,
    after: (ms, run) => queue.add(time + ms, run),
    at: (when, run) => queue.add(Math.max(when, time), run),
    settle() {},
    advance(seconds) {
      const until = time + seconds * 1000;
      for (let due = queue.take(until); due; due = queue.take(until)) {
        time = due.time;
        due.run();
      }
      time = until;
    },
    stop: () => queue.clear(),
  };
}

/** A timer of more than 2^31 ms would fire at once; an hour is often enough to look again. */
const longestTimer = 3_600_000;

/** The longest that one round of planned calls may hold the process, ms: beyond it the home's time falls behind instead. */
const longestRound = 50;

/**
 * The home's clock over a wall clock, `speed` times as fast. Calls happen one after the other at the exact times they were
 * planned for, so that real and scaled homes behave as on a manual clock. Where the machine cannot keep up, the home's time
 * falls behind.
 */
export function createHomeClock(wall: WallClock, firstSpeed = 1, start = wall.now()): HomeClock {
  const queue = createTimerQueue();
  let speed = firstSpeed;
  let isPaused = false;
  let isReal = firstSpeed === 1;
  let time = start;
  let base = { home: start, wall: wall.monotonic() };
  let cancel: Cancel | undefined;
  let planned = Infinity;
  let running = false;
  let stopped = false;

  const present = (): number => base.home + (isPaused ? 0 : (wall.monotonic() - base.wall) * speed);

  function settle(): void {
    if (running || stopped) return;
    running = true;
    const began = wall.monotonic();
    const until = Math.max(time, present());
    try {
      for (let due = queue.take(until); due; due = queue.take(until)) {
        time = Math.max(time, due.time);
        due.run();
        if (wall.monotonic() - began > longestRound) {
          base = { home: time, wall: wall.monotonic() };
          return;
        }
      }
      time = until;
    } finally {
      running = false;
      plan();
    }
  }
  function plan(): void {
    const next = queue.next();
    if (stopped || running || isPaused || next === undefined || next === planned) return;
    cancel?.();
    planned = next;
    // Whole milliseconds, rounded up: a timer that fires a hair too early would find nothing due, for ever.
    cancel = wall.after(Math.min(longestTimer, Math.max(1, Math.ceil((next - present()) / speed))), () => {
      planned = Infinity;
      settle();
    });
  }

  /** Another pace from this moment on: what was due until now happens first, at its time. */
  function turn(change: () => void): void {
    settle();
    // From what has been shown: a pause stands where it was asked for. Within a planned call that is not the present yet.
    base = { home: running ? present() : time, wall: wall.monotonic() };
    isReal = false;
    change();
    cancel?.();
    planned = Infinity;
    plan();
  }

  return {
    get speed() {
      return speed;
    },
    get isPaused() {
      return isPaused;
    },
    get isReal() {
      return isReal;
    },
    setSpeed(wanted) {
      if (!(wanted > 0 && wanted < Infinity)) throw new RangeError(`a home cannot live at ${wanted}x`);
      if (wanted !== speed) turn(() => (speed = wanted));
    },
    pause(yes) {
      if (yes !== isPaused) turn(() => (isPaused = yes));
    },
    now: () => time,
    at(when, run) {
      const take = queue.add(Math.max(when, time), run);
      plan();
      return take;
    },
    settle,
    stop() {
      stopped = true;
      cancel?.();
      queue.clear();
    },
  };
}

/** Minutes east of UTC of the machine that runs the home: the home's local day. */
export const localOffset = (now: number): number => -new Date(now).getTimezoneOffset();
