/**
 * Moves a number towards its target at an even rate: a full range of 100 takes `seconds`. Exact for any `dt` (seconds).
 * `seconds` 0: at once.
 */
export function glide(value: number, target: number, seconds: number, dt: number): number {
  if (seconds <= 0) return target;
  const most = (100 / seconds) * dt;
  return Math.abs(target - value) <= most ? target : value + Math.sign(target - value) * most;
}

/** Seconds until `glide` arrives. */
export const glideTime = (value: number, target: number, seconds: number): number => (Math.abs(target - value) / 100) * seconds;
