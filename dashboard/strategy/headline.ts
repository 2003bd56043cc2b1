// The two numbers at the top, each the answer to its own question. Nothing here, or anywhere, adds them.
import type { DiscountReading, MeterReading } from '#lab/index.ts';
import type { Speech } from './speech.ts';

export interface Answer {
  /** The big text: `CNY 69 off`, `CNY 823`. */
  readonly answer: string;
  /** Low and high beside it: `468 to 1,221`. */
  readonly range: string | undefined;
  /** Said after it: `and 20 minutes`. */
  readonly also: string | undefined;
  /** What the reader must know to read it rightly. */
  readonly note: string | undefined;
}

/** What a rival must take off the next purchase. Below zero it may charge more: then no discount is needed at all. */
export function nextAnswer(discount: DiscountReading | undefined, speech: Speech): Answer {
  const { words } = speech;
  if (discount === undefined) return { answer: words.unknown, range: undefined, also: undefined, note: words.noOffer };
  const { value } = discount;
  return {
    answer: value >= 0.5 ? words.off(speech.money(value)) : words.nothingNeeded,
    range: speech.range(discount),
    also: undefined,
    note: value <= -0.5 ? words.mayChargeMore(speech.money(-value)) : undefined,
  };
}

/** What moving costs: money with its range, and minutes. An unknown price makes it a lower bound, never a zero. */
export function moveAnswer({ total }: MeterReading, speech: Speech): Answer {
  const { words } = speech;
  return {
    answer: speech.money(total.value),
    range: speech.range(total),
    also: words.andMinutes(speech.minutes(total.minutes.value)),
    note: total.unknownPrices.length > 0 ? words.moreThan(total.unknownPrices.length) : undefined,
  };
}
