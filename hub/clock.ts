// The hub's own clocks: `now` for what is stored and shown, `steady` for deadlines (it never jumps).
export interface HubClock {
  /** ms since 1970 */
  now(): number;
  /** ms, monotonic, from an arbitrary start */
  steady(): number;
}
export const systemClock: HubClock = { now: () => Date.now(), steady: () => performance.now() };

/** ms since 1970 as it was when this was made, plus what has passed since, with fractions: it never jumps. */
export function createEvenTime(clock: HubClock): () => number {
  const offset = clock.now() - clock.steady();
  return () => offset + clock.steady();
}

/**
 * The even time in whole ms: what devices compare with each other, a session's `now` with a command's `exp`, must not jump
 * when somebody sets the wall clock.
 */
export function createHubTime(clock: HubClock): () => number {
  const even = createEvenTime(clock);
  return () => Math.round(even());
}
