/** Lets a timer run on. True at the one step in which its time is up. `dt` in seconds. */
export function countDown(timer: { countdown: number }, dt: number): boolean {
  const before = timer.countdown;
  timer.countdown = Math.max(0, before - dt);
  return before > 0 && before <= dt;
}
