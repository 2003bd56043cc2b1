// The middle and the slow end of the last commands. Durations only: each is measured by one clock.

/** One command that a device has answered; ms. */
export interface Measured {
  readonly id: string;
  /** Inside the hub. */
  readonly hub: number;
  /** Inside the device, by its own clock. */
  readonly device: number;
  /** From the request's arrival at the hub to the reply. */
  readonly total: number;
}

export const spans = ['trip', 'total', 'hub', 'device'] as const;
export type Span = (typeof spans)[number];

export interface Quantiles {
  readonly count: number;
  readonly p50: number | undefined;
  readonly p95: number | undefined;
}

/** The nearest rank; undefined of nothing. */
export function quantile(values: readonly number[], p: number): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(p * sorted.length) - 1)];
}

/** `trips`: round trips that this phone has measured; a command from elsewhere has none. */
export function timingsOf(measured: readonly Measured[], trips: ReadonlyMap<string, number>): Readonly<Record<Span, Quantiles>> {
  const of = (values: readonly number[]): Quantiles => ({ count: values.length, p50: quantile(values, 0.5), p95: quantile(values, 0.95) });
  return {
    trip: of(measured.flatMap(({ id }) => trips.get(id) ?? [])),
    total: of(measured.map(({ total }) => total)),
    hub: of(measured.map(({ hub }) => hub)),
    device: of(measured.map(({ device }) => device)),
  };
}
