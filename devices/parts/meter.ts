/**
 * Meters what is drawn, W, exactly: what was drawn since the last call counts for `dt` seconds, `watts` from now on.
 * Call it on every step, and let the `watts` effect be `meter.drawn`: then the meter and the room agree.
 */
export function meter(meter: { drawn: number; used: number }, dt: number, watts: number): void {
  meter.used += (meter.drawn * dt) / 3_600_000;
  meter.drawn = watts;
}
