// The hub's own clocks: `now` for what is stored and shown, `steady` for deadlines (it never jumps).
export interface HubClock {
  /** ms since 1970 */
  now(): number;
  /** ms, monotonic, from an arbitrary start */
  steady(): number;
}
export const systemClock: HubClock = { now: () => Date.now(), steady: () => performance.now() };
