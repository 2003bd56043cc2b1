// The two numbers at the top, each the answer to its own question. Nothing here, or anywhere, adds them.
import type { DiscountReading, MeterReading, MeterTotal } from '#lab/index.ts';
import type { Speech } from './speech.ts';
import { wholeYuan } from './whole-yuan.ts';

export interface Answer {
  /** The big text: `CNY 69 off`, `CNY 823`. */
  readonly answer: string;
  /** Low and high beside it: `468 to 1,221`. */
  readonly range: string | undefined;
  /** Said after it: `of which CNY 10 for the 20 minutes it takes, at 30 CNY/h`. */
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

/** The minutes are in the total already, at the value of time: said so, or they would be counted twice. */
export function minutesIn(reading: MeterReading, speech: Speech): string | undefined {
  const { words } = speech;
  const { total, lines } = reading;
  if (total.minutes.value <= 0) return undefined;
  const minutes = speech.minutes(total.minutes.value);
  const rate = hourValue(total, speech);
  if (total.money.value < 0.5) return words.allMinutes(minutes, rate);
  const yuan = wholeYuan(reading);
  const time = lines.reduce((sum, line) => (line.unit === 'min' ? sum + (yuan.get(line.id) ?? 0) : sum), 0);
  return words.ofWhichMinutes(speech.money(time), minutes, rate);
}

/** The value of time in the total: `30 CNY/h`. */
export function hourValue({ inputs }: MeterTotal, speech: Speech): string {
  const rate = inputs.find((input) => input.assumption === 'hour-value');
  return rate === undefined ? '' : speech.measure(rate.value, rate.unit);
}

/** What moving costs: money with its range, and how much of it is time. An unknown price makes it a lower bound, never a zero. */
export function moveAnswer(reading: MeterReading, speech: Speech): Answer {
  const { words } = speech;
  const { total } = reading;
  return {
    answer: speech.money(total.value),
    range: speech.range(total),
    also: minutesIn(reading, speech),
    note: total.unknownPrices.length > 0 ? words.moreThan(total.unknownPrices.length) : undefined,
  };
}
