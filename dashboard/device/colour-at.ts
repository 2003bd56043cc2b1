import type { Color } from '#protocol/values.ts';

/** Where on the disc a point lies: hue clockwise from the top, saturation by distance. */
export function colourAt(x: number, y: number, size: number): Color {
  const dx = x - size / 2;
  const dy = y - size / 2;
  const h = (Math.atan2(dx, -dy) * 180) / Math.PI;
  return { h: Math.round((h + 360) % 360), s: Math.round(Math.min(1, Math.hypot(dx, dy) / (size / 2)) * 100) };
}
