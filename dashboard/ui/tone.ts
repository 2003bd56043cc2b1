// Colour where it informs: one accent per maker, and the light that a lamp really gives.
import type { Color } from '#protocol/values.ts';

export const toneCount = 6;
/** Which of the accents in tokens.css a maker has: the same one in every home, on every phone. */
export function toneOf(vendor: string): number {
  // Multiplier and start were chosen so that the founding partners differ; any maker gets some accent.
  let sum = 9;
  for (const char of vendor) sum = Math.imul(sum ^ (char.codePointAt(0) ?? 0), 511) >>> 0;
  return (sum >>> 8) % toneCount;
}

const clamp = (value: number) => Math.round(Math.min(255, Math.max(0, value)));

/** The colour of a black body, as a screen shows it: Tanner Helland's fit (2012), 1000 to 40,000 K. */
export function kelvinColour(kelvin: number): string {
  const t = kelvin / 100;
  const red = t <= 66 ? 255 : 329.7 * (t - 60) ** -0.1332;
  const green = t <= 66 ? 99.47 * Math.log(t) - 161.12 : 288.12 * (t - 60) ** -0.0755;
  const blue = t >= 66 ? 255 : t <= 19 ? 0 : 138.52 * Math.log(t - 10) - 305.04;
  return `rgb(${clamp(red)} ${clamp(green)} ${clamp(blue)})`;
}

/** A colour of the protocol as light: full brightness, so saturation 0 is white. */
export const lightColour = ({ h, s }: Color): string => `hsl(${Math.round(h)} 100% ${Math.round(100 - s / 2)}%)`;
