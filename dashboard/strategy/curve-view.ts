// The geometry of the discount's curve: points, paths, ticks and labels in pixels. The numbers are the lab's; only places are made here.
import type { CurvePoint } from '#lab/index.ts';
import type { Speech } from './speech.ts';

export interface Box {
  readonly width: number;
  readonly height: number;
}

export interface ShownPoint {
  readonly n: number;
  readonly x: number;
  readonly own: number;
  readonly locked: number;
  readonly zero: number;
  /** The device bought at this step; empty at n = 0. */
  readonly name: string;
}

export interface CurveView {
  readonly points: readonly ShownPoint[];
  readonly own: string;
  readonly locked: string;
  readonly zero: string;
  /** Between the own path and the floor: what only this maker can give. */
  readonly band: string;
  readonly yTicks: readonly { readonly y: number; readonly label: string; readonly isZero: boolean }[];
  /** A name may take two lines. */
  readonly xTicks: readonly { readonly x: number; readonly lines: readonly string[] }[];
  /** True where every step is named on the axis; else it is numbered. */
  readonly isNamed: boolean;
  /** Values at the right end, moved apart so that none covers another. */
  readonly ends: readonly { readonly line: 'own' | 'locked' | 'zero'; readonly y: number; readonly label: string }[];
  readonly plot: { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number };
}

/** Room for axis labels around the plot, in px at the base type size. */
const MARGIN = { left: 48, right: 16, top: 14, bottom: 30 };
const LABEL_GAP = 15;
const LETTER = 6.9;
/** Height of the second line of a name. */
const LINE = 15;

/** About four round steps that cover low to high. */
export function niceTicks(low: number, high: number, wanted = 4): readonly number[] {
  const span = Math.max(high - low, 1e-9);
  const rough = span / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((factor) => factor * power >= rough * 0.999) ?? 10) * power;
  const first = Math.floor(low / step + 1e-9);
  const last = Math.ceil(high / step - 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => (first + i) * step);
}

const line = (points: readonly (readonly [number, number])[]): string =>
  points.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join('');

/** Shifts labels down in order until each is a gap below the one above it, then all up again if the last left the plot. */
export function moveApart<T extends { readonly y: number }>(labels: readonly T[], gap: number, bottom: number): readonly T[] {
  let last = -Infinity;
  const placed = [...labels]
    .sort((a, b) => a.y - b.y)
    .map((label) => {
      last = Math.max(label.y, last + gap);
      return { ...label, y: last };
    });
  const over = Math.max(0, last - bottom);
  return placed.map((label) => ({ ...label, y: label.y - over }));
}

/** `names`: devices in order of purchase; `scale` enlarges the room for labels with the type (projector). */
export function curveView(
  curve: readonly CurvePoint[],
  names: readonly string[],
  { width, height }: Box,
  speech: Speech,
  scale = 1,
): CurveView {
  const end = curve.at(-1);
  const longest = Math.max(0, ...(end === undefined ? [] : [end.own, end.locked, end.zero]).map((yuan) => speech.money(yuan).length));
  const plot = {
    left: MARGIN.left * scale,
    right: width - (MARGIN.right + longest * LETTER) * scale,
    top: MARGIN.top * scale,
    bottom: height - MARGIN.bottom * scale,
  };
  const slot = (plot.right - plot.left) / Math.max(1, curve.length - 1);
  const letters = Math.floor((slot - 6) / (LETTER * scale));
  const named = curve.map(({ n }) =>
    n === 0 ? (inTwoLines(speech.words.emptyHome, letters) ?? ['0']) : inTwoLines(names[n - 1] ?? '', letters),
  );
  // All by their whole names, or all by number: a name that is cut off says nothing.
  const isNamed = names.length > 0 && named.every((lines) => lines !== undefined);
  if (isNamed && named.some((lines) => lines !== undefined && lines.length > 1)) plot.bottom -= LINE * scale;
  const values = curve.flatMap((point) => [point.own, point.locked, point.zero]);
  const ticks = niceTicks(Math.min(0, ...values), Math.max(1, ...values));
  const bottomValue = ticks[0] ?? 0;
  const topValue = ticks.at(-1) ?? 1;
  const x = (n: number) => plot.left + ((plot.right - plot.left) * n) / Math.max(1, curve.length - 1);
  const y = (yuan: number) => plot.bottom - ((plot.bottom - plot.top) * (yuan - bottomValue)) / (topValue - bottomValue);

  const points = curve.map(({ n, own, locked, zero }) => ({
    n,
    x: x(n),
    own: y(own),
    locked: y(locked),
    zero: y(zero),
    name: names[n - 1] ?? '',
  }));
  const path = (key: 'own' | 'locked' | 'zero') => line(points.map((point) => [point.x, point[key]]));
  const back = [...points].reverse().map((point): readonly [number, number] => [point.x, point.zero]);
  const every = Math.ceil((28 * scale) / slot);
  return {
    points,
    own: path('own'),
    locked: path('locked'),
    zero: path('zero'),
    band: points.length < 2 ? '' : `${line([...points.map((point): readonly [number, number] => [point.x, point.own]), ...back])}Z`,
    yTicks: ticks.map((tick) => ({ y: y(tick), label: speech.number(tick, 2), isZero: tick === 0 })),
    xTicks: points
      .filter(({ n }) => isNamed || n % every === 0)
      .map((point) => ({
        x: point.x,
        lines: (isNamed ? named[point.n] : undefined) ?? [String(point.n)],
      })),
    isNamed,
    ends:
      end === undefined
        ? []
        : moveApart(
            // Where the own path is the ceiling or the floor, one label says both.
            (['locked', 'own', 'zero'] as const)
              .filter((key) => key === 'own' || Math.abs(end[key] - end.own) > 0.5)
              .map((key) => ({ line: key, y: y(end[key]), label: speech.money(end[key]) })),
            LABEL_GAP * scale,
            plot.bottom,
          ),
    plot,
  };
}

/** Rough width in Latin letters: a Chinese character takes nearly two. */
const letterWidth = (char: string): number => ((char.codePointAt(0) ?? 0) > 0x2e80 ? 1.8 : 1);

const widthOf = (text: string): number => [...text].reduce((width, char) => width + letterWidth(char), 0);

/** A name on one line of so many letters or on two, parted at a space or between Chinese characters; undefined where it needs more. */
export function inTwoLines(name: string, letters: number): readonly string[] | undefined {
  if (widthOf(name) <= letters) return [name];
  const chars = [...name];
  const isSeam = (i: number) => chars[i] === ' ' || letterWidth(chars[i] ?? '') > 1;
  // The fullest first line that leaves a second which fits.
  for (let i = chars.length - 1; i > 0; i -= 1) {
    const lines = [chars.slice(0, i).join('').trimEnd(), chars.slice(i).join('').trimStart()];
    if (isSeam(i) && lines.every((line) => line !== '' && widthOf(line) <= letters)) return lines;
  }
  return undefined;
}

/** The step under a pointer at `x` px. */
export function nearestStep(view: CurveView, x: number): number {
  return view.points.reduce(
    (best, point) => (Math.abs(point.x - x) < Math.abs((view.points[best]?.x ?? Infinity) - x) ? point.n : best),
    0,
  );
}
