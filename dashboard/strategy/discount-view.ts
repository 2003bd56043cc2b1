// What a rival must offer, in words: the choice of category, the parts of the price cut, and each step of the path.
import type { DiscountReading, Inventory } from '#lab/index.ts';
import { inOrder } from '#lab/index.ts';
import { roundTogether } from './round-together.ts';
import type { Speech } from './speech.ts';

/** The categories of this home, in order of first purchase. */
export function categoriesOf(inventory: Inventory): readonly string[] {
  return [...new Set(inOrder(inventory.devices).map((device) => device.category))];
}

/** The category asked about unless one is chosen: the one owned most, of several such the one bought latest. */
export function defaultCategory(inventory: Inventory): string | undefined {
  const bought = inOrder(inventory.devices).map((device) => device.category);
  const owned = (category: string) => bought.filter((each) => each === category).length;
  const most = Math.max(...bought.map(owned));
  return bought.findLast((category) => owned(category) === most);
}

/** Whether the price compared is a maker's illustration. */
export function isIllustrative(inventory: Inventory, category: string | undefined, price: number): boolean {
  return inventory.devices.some(
    (device) => device.price === price && device.illustrative === true && (category === undefined || device.category === category),
  );
}

export interface Part {
  readonly id: 'base' | 'exclusive' | 'chance' | 'sum';
  readonly title: string;
  readonly note: string | undefined;
  readonly value: string;
}

/** The summands of D and their sum. The chance's own term is shown only where it is not 0. */
export function discountParts(reading: DiscountReading, speech: Speech): readonly Part[] {
  const { words } = speech;
  const [base = 0, exclusive = 0, chance = 0] = roundTogether(
    [reading.base, reading.exclusive, reading.chanceTerm],
    Math.round(reading.value),
  );
  const parts: readonly Part[] = [
    { id: 'base', title: words.brandTastePrice, note: words.brandNote, value: speech.money(base) },
    { id: 'exclusive', title: words.onlyThisMaker, note: words.onlyNote, value: speech.change(exclusive) },
    { id: 'chance', title: words.chanceTerm, note: undefined, value: speech.change(chance) },
    { id: 'sum', title: words.mustOffer, note: words.betaRange(speech.range(reading)), value: speech.money(reading.value) },
  ];
  return parts.filter((part) => part.id !== 'chance' || Math.abs(reading.chanceTerm) >= 0.5);
}

export interface Step {
  readonly n: number;
  readonly title: string;
  readonly own: string;
  readonly locked: string;
  readonly zero: string;
  /** What this purchase did to D. */
  readonly did: string | undefined;
}

/** The path step by step, for the readout, the keyboard and the table. */
export function pathSteps(reading: DiscountReading, names: readonly string[], speech: Speech): readonly Step[] {
  const { words } = speech;
  return reading.curve.map((point, i) => {
    const before = reading.curve[i - 1];
    const delta = before === undefined ? undefined : point.own - before.own;
    return {
      n: point.n,
      title: words.atPoint(point.n, names[i - 1] ?? ''),
      own: speech.money(point.own),
      locked: speech.money(point.locked),
      zero: speech.money(point.zero),
      did: delta === undefined ? undefined : stepWords(delta, speech),
    };
  });
}

function stepWords(delta: number, speech: Speech): string {
  if (Math.abs(delta) < 0.5) return speech.words.stepSame;
  return delta > 0 ? speech.words.stepRaised(speech.money(delta)) : speech.words.stepLowered(speech.money(-delta));
}

export const stepText = ({ own, locked, zero, did }: Step, speech: Speech): string => {
  const text = speech.words.pointText(own, locked, zero);
  return did === undefined ? text : `${text}; ${did}`;
};
