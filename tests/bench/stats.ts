// The few statistics of the benches.

/** `p` in 0..1; the nearest rank. NaN for nothing. */
export function percentile(values: readonly number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(p * sorted.length) - 1)] ?? NaN;
}
export const median = (values: readonly number[]): number => percentile(values, 0.5);

/**
 * The interval in which the median lies with probability `level`, by the percentiles of 10,000 resamples. The generator is
 * seeded: the same values give the same interval.
 */
export function bootstrapMedian(values: readonly number[], level: number): { readonly low: number; readonly high: number } {
  let state = 0x9e3779b9;
  const random = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const medians = Array.from({ length: 10_000 }, () => median(values.map(() => values[Math.floor(random() * values.length)] ?? NaN)));
  return { low: percentile(medians, (1 - level) / 2), high: percentile(medians, (1 + level) / 2) };
}

export const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Runs `work` over `items`, at most `width` at a time. */
export async function pool<T>(items: readonly T[], width: number, work: (item: T) => Promise<void>): Promise<void> {
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < items.length) {
      const item = items[next];
      next += 1;
      if (item !== undefined) await work(item);
    }
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, lane));
}

/** Asks every 20 ms until it is so. */
export async function until(what: string, so: () => boolean | Promise<boolean>, limit = 30_000): Promise<void> {
  const end = performance.now() + limit;
  while (!(await so())) {
    if (performance.now() > end) throw new Error(`waited ${limit} ms in vain: ${what}`);
    await wait(20);
  }
}
