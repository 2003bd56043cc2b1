/**
 * What a sensor shows: it follows what is there with a first-order lag, 63 % of the way in `seconds`. Exact for any `dt`
 * (seconds).
 */
export const lag = (shown: number, actual: number, seconds: number, dt: number): number =>
  actual + (shown - actual) * Math.exp(-dt / seconds);
