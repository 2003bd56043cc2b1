// The ledger as shown: what each pairing changed at both targets, newest first.
import { ledger, type Assumptions, type Inventory, type Ledger, type LedgerStep, type Offer, type Target } from '#lab/index.ts';
import { roundTogether } from './round-together.ts';
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
  /** What the people of the home add, by themselves. */
  readonly people: { readonly name: string; readonly leaving: Readonly<Record<Target, string>> } | undefined;
  /** What belongs to no device, where there is any: a prepaid service of the house. */
  readonly start: Readonly<Record<Target, string>> | undefined;
  /** What the columns add up to, to the yuan. */
  readonly sum: Readonly<Record<Target, { readonly leaving: string; readonly next: string | undefined }>>;
}

export function ledgerView(inventory: Inventory, assumptions: Assumptions, offer: Offer | undefined, speech: Speech): LedgerView {
  const both = ledger(inventory, assumptions, offer);
  const columns = { 'closed-rival': column(both['closed-rival'], speech), 'open-hub': column(both['open-hub'], speech) };
  const each = <T>(read: (of: Column) => T): Readonly<Record<Target, T>> => ({
    'closed-rival': read(columns['closed-rival']),
    'open-hub': read(columns['open-hub']),
  });
  const { steps, people, start } = both['closed-rival'];
  const rows = steps.map(({ did, n, name }, i): LedgerRow => ({ did, n, name, cells: each(({ cells }) => cells[i] ?? NOTHING) }));
  const hasStart = start.total.value !== 0 || both['open-hub'].start.total.value !== 0;
  return {
    rows: rows.reverse(),
    people: people && { name: speech.words.ledgerPeople(people.count), leaving: each((of) => of.people) },
    start: hasStart ? each((of) => of.start) : undefined,
    sum: each((of) => of.sum),
  };
}

const NOTHING: LedgerCell = { leaving: '', next: undefined, why: undefined, unpriced: undefined };

/** One target's part of the table. */
interface Column {
  readonly cells: readonly LedgerCell[];
  readonly people: string;
  readonly start: string;
  readonly sum: { readonly leaving: string; readonly next: string | undefined };
}

function column({ steps, people, start, end }: Ledger, speech: Speech): Column {
  const [before = 0, byPeople = 0, ...leaving] = roundTogether([
    start.total.value,
    people?.total.delta.value ?? 0,
    ...steps.map((step) => step.total.delta.value),
  ]);
  const discounts = steps.flatMap(({ discount }) => (discount === undefined ? [] : [discount.delta]));
  const next = discounts.length === 0 ? undefined : roundTogether(discounts);
  return {
    cells: steps.map((step, i) => cell(step, { leaving: leaving[i] ?? 0, next: next?.[i] }, end, speech)),
    people: speech.change(byPeople),
    start: speech.money(before),
    sum: { leaving: speech.money(end.total.value), next: next && speech.change(discounts.reduce((total, delta) => total + delta, 0)) },
  };
}

interface Whole {
  readonly leaving: number;
  readonly next: number | undefined;
}

function cell({ did, discount }: LedgerStep, whole: Whole, end: Ledger['end'], speech: Speech): LedgerCell {
  const { words } = speech;
  const unknown = end.whyUnknown.find((device) => device.did === did);
  return {
    unpriced: unknown && words.whyUnknown[unknown.why],
    leaving: speech.change(whole.leaving),
    next: whole.next === undefined ? undefined : speech.change(whole.next),
    why: discount && words.why(speech.percent(discount.phi), speech.percent(discount.breakEven)),
  };
}
