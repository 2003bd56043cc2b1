// How long to wait before the next attempt to connect.

const first = 250;
const longest = 8000;

/** Doubles from 250 ms to 8 s; half of it random, so that a hundred phones do not knock at the same moment. */
export function backoff(attempt: number, random: () => number): number {
  const full = Math.min(longest, first * 2 ** Math.min(attempt, 10));
  return Math.round(full / 2 + (full / 2) * random());
}
