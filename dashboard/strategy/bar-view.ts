// The stacked bar of a total: lines in order, each split into what its devices contribute. Both targets share one scale.
import type { LineId, MeterReading } from '#lab/index.ts';
import type { Speech } from './speech.ts';

export interface BarPart {
  readonly line: LineId;
  /** Share of the scale, 0 to 1. */
  readonly width: number;
  /** The same, split by device, scene or rule; one block where there are too many to tell apart. */
  readonly blocks: readonly number[];
}

export interface BarView {
  readonly parts: readonly BarPart[];
  readonly value: number;
  /** Ends of the range, shares of the scale. */
  readonly low: number;
  readonly high: number;
  /** The bar in words. */
  readonly label: string;
}

const MOST_BLOCKS = 24;

/** The scale that holds all the readings given, yuan; never 0. */
export const barScale = (readings: readonly MeterReading[]): number => Math.max(1, ...readings.map(({ total }) => total.high));

export function barView(reading: MeterReading, scale: number, speech: Speech): BarView {
  const { words } = speech;
  const { total, lines } = reading;
  const share = (yuan: number) => Math.min(1, Math.max(0, yuan / scale));
  const titles = new Map(lines.map((line) => [line.id, speech.text(line.title)]));
  const parts = total.parts.filter((part) => part.value > 0);
  return {
    parts: parts.map(({ line, value }) => {
      const blocks = total.contributions.filter((part) => part.line === line && part.value > 0).map((part) => share(part.value));
      return { line, width: share(value), blocks: blocks.length <= MOST_BLOCKS ? blocks : [share(value)] };
    }),
    value: share(total.value),
    low: share(total.low),
    high: share(total.high),
    label: words.barOf(
      [
        ...parts.map(({ line, value }) => `${titles.get(line) ?? line} ${speech.money(value)}`),
        words.barRange(speech.money(total.low), speech.money(total.high)),
      ].join(', '),
    ),
  };
}
