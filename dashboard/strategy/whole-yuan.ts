// What each priced line adds to a total, in whole yuan that add up to the total as shown.
import type { LineId, MeterReading } from '#lab/index.ts';
import { roundTogether } from './round-together.ts';

export function wholeYuan({ total }: MeterReading): ReadonlyMap<LineId, number> {
  const whole = roundTogether(total.parts.map((part) => part.value));
  return new Map(total.parts.map((part, i) => [part.line, whole[i] ?? 0]));
}
