// The ledger as shown: what each pairing changed at both targets, newest first.
import { ledger, type Assumptions, type Inventory, type Ledger, type LedgerStep, type Offer, type Target } from '#lab/index.ts';
import type { Speech } from './speech.ts';

/** Above this a ledger is not replayed on every move of a slider: it costs 2 (n + 1) readings of up to n devices. */
export const LIVE_DEVICES = 60;

export interface LedgerCell {
  /** What the pairing added to the cost of leaving. */
  readonly leaving: string;
  /** What it did to the price cut; undefined without an offer. */
  readonly next: string | undefined;
  /** phi against its break-even, so that the sign explains itself. */
  readonly why: string | undefined;
  /** Why its hardware is not in `leaving`, where it stays behind without a known value. */
  readonly unpriced: string | undefined;
}

export interface LedgerRow {
  readonly did: string;
  readonly n: number;
  readonly name: string;
  readonly cells: Readonly<Record<Target, LedgerCell>>;
}

export interface LedgerView {
  readonly rows: readonly LedgerRow[];
  /** What belongs to no device, where there is any: a prepaid service of the house. */
  readonly start: Readonly<Record<Target, string>> | undefined;
}

export function ledgerView(inventory: Inventory, assumptions: Assumptions, offer: Offer | undefined, speech: Speech): LedgerView {
  const both = ledger(inventory, assumptions, offer);
  const closed = both['closed-rival'];
  const open = both['open-hub'];
  const rows = closed.steps.flatMap((step, i): readonly LedgerRow[] => {
    const other = open.steps[i];
    if (other === undefined) return [];
    return [
      {
        did: step.did,
        n: step.n,
        name: step.name,
        cells: { 'closed-rival': cell(step, closed, speech), 'open-hub': cell(other, open, speech) },
      },
    ];
  });
  return { rows: rows.reverse(), start: startOf(closed, open, speech) };
}

function cell({ did, total, discount }: LedgerStep, { end }: Ledger, speech: Speech): LedgerCell {
  const unknown = end.whyUnknown.find((device) => device.did === did);
  return {
    unpriced: unknown && speech.words.whyUnknown[unknown.why],
    leaving: speech.change(total.delta.value),
    next: discount && speech.change(discount.delta),
    why: discount && speech.words.why(speech.number(discount.phi), speech.number(discount.breakEven)),
  };
}

function startOf(closed: Ledger, open: Ledger, speech: Speech): LedgerView['start'] {
  if (closed.start.total.value === 0 && open.start.total.value === 0) return undefined;
  return { 'closed-rival': speech.money(closed.start.total.value), 'open-hub': speech.money(open.start.total.value) };
}
