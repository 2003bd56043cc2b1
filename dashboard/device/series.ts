// A series of one hour that grows at its end.

/** ms since 1970, value */
export type Point = readonly [number, number];
const hour = 3_600_000;
const atMost = 400;

/** Adds a point, drops what is over an hour older, keeps order. */
export function appendPoint(points: readonly Point[], at: number, value: number): readonly Point[] {
  const last = points.at(-1);
  if (last && at <= last[0]) return points;
  const kept = points.filter(([t]) => t > at - hour);
  return [...(kept.length >= atMost ? kept.slice(-atMost + 1) : kept), [at, value]];
}
