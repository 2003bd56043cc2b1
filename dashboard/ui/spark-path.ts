type Point = readonly [number, number];

/** The path of a series in a box of 100 by 28; a flat series runs through the middle. */
export function sparkPath(points: readonly Point[]): string {
  const first = points[0];
  const last = points.at(-1);
  if (!first || !last || points.length < 2) return '';
  let low = Infinity;
  let high = -Infinity;
  for (const [, y] of points) {
    low = Math.min(low, y);
    high = Math.max(high, y);
  }
  const x = (t: number) => (((t - first[0]) / (last[0] - first[0] || 1)) * 100).toFixed(1);
  const y = (value: number) => (high === low ? 14 : 26 - ((value - low) / (high - low)) * 24).toFixed(1);
  return points.map(([t, value], k) => `${k === 0 ? 'M' : 'L'}${x(t)} ${y(value)}`).join('');
}
