// How a property's hour is drawn: by steps or as a line, with what around it. Pure; the canvas is in history-chart.tsx.
import uPlot from 'uplot';
import type { PropertySpec } from '#protocol/spec.ts';
import { stepOf } from '#protocol/values.ts';
import type { Point } from './series.ts';

/** What can be set or is true/false goes from one value to the next in no time: it has no values between them. */
export const isStepped = ({ format, access }: PropertySpec): boolean => format === 'bool' || access.includes('write');

/** ms. The hub gives an hour by the last value of each 15 s: what is more than two of those apart was silent in between. */
const silence = 30_000;

/**
 * Holds a reading until just before it jumped. What moves slowly is reported at every step of its grid: more than a step
 * after a silence was no slope, such as food that a portion was taken from.
 */
export function withJumps(points: readonly Point[], spec: PropertySpec): readonly Point[] {
  const step = stepOf(spec);
  // Without a grid nobody knows what is small.
  if (step === undefined) return points;
  const most = 1.5 * step;
  return points.flatMap((point, k): readonly Point[] => {
    const before = points[k - 1];
    const isJump = before && point[0] - before[0] > silence && Math.abs(point[1] - before[1]) > most;
    return isJump ? [[point[0] - 1, before[1]], point] : [point];
  });
}

/** The ends of the axis around what is shown, from `low` to `high`: with room to breathe, but nowhere that the property cannot be. */
export function axisEnds(spec: PropertySpec, low: number, high: number): [number, number] {
  const bounds = 'range' in spec ? spec.range : spec.format === 'bool' ? { min: 0, max: 1 } : undefined;
  // Around a value that never changed, a twentieth of what it can be.
  const around = bounds ? Math.max(1, (bounds.max - bounds.min) / 20) : 1;
  const [from, to] = low === high ? [low - around, high + around] : uPlot.rangeNum(low, high, 0.12, true);
  // Without a range: a count that stands at 0 has nothing negative beside it.
  const { min, max } = bounds ?? { min: low >= 0 ? 0 : -Infinity, max: Infinity };
  return [Math.max(from ?? low, Math.min(min, low)), Math.min(to ?? high, Math.max(max, high))];
}
