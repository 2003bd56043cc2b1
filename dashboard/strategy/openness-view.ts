// What a turn of the openness switch did: the same home, read at both settings. Only the switch differs, so only it can be the cause.
import { readDiscount, readMeter, TARGETS, type Assumptions, type Inventory, type Offer, type Openness, type Target } from '#lab/index.ts';
import type { Speech } from './speech.ts';

export interface Moved {
  readonly target: Target;
  readonly total: { readonly before: string; readonly after: string };
  readonly next: { readonly before: string; readonly after: string } | undefined;
  readonly isMoved: boolean;
}

export interface OpennessChange {
  readonly title: string;
  readonly rows: readonly Moved[];
  /** The lesson, in a sentence. */
  readonly lesson: string;
}

export function opennessChange(
  inventory: Inventory,
  from: Openness,
  assumptions: Assumptions,
  offer: Offer | undefined,
  yearsLater: number,
  speech: Speech,
): OpennessChange {
  const { words } = speech;
  const past: Inventory = { ...inventory, openness: from };
  const rows = TARGETS.map((target): Moved => {
    const total = (home: Inventory) => readMeter(home, target, assumptions, { yearsLater }).total.value;
    const next = (home: Inventory, offered: Offer) => readDiscount(home, target, offered, assumptions).value;
    const totals = { before: total(past), after: total(inventory) };
    const nexts = offer && { before: next(past, offer), after: next(inventory, offer) };
    const say = ({ before, after }: { before: number; after: number }) => ({ before: speech.money(before), after: speech.money(after) });
    return {
      target,
      total: say(totals),
      next: nexts && say(nexts),
      isMoved: totals.before !== totals.after || (nexts !== undefined && nexts.before !== nexts.after),
    };
  });
  return {
    title: words.changedTitle(words[from], words[inventory.openness]),
    rows,
    lesson: rows.some((row) => row.isMoved) ? words.openColumnMoved : words.nothingMoved,
  };
}

/** What the switch shows: the choice until the hub has answered, then what the house says now, or said when the facts were served. */
export const shownOpenness = (wanted: Openness | undefined, live: Openness | undefined, served: Openness): Openness =>
  wanted ?? live ?? served;
