// Guess first: what is asked, how far off it was, and what the tab remembers of it.
import { z } from '#protocol/zod.ts';
import type { DiscountReading, Inventory, MeterReading, Spread } from '#lab/index.ts';
import type { Speech } from './speech.ts';

const answered = z.object({ guess: z.number(), value: z.number(), low: z.number(), high: z.number() });
/** One guess beside the answer as it was shown at the reveal: later slider moves do not rewrite the record. */
export type Answered = z.infer<typeof answered>;

const recordSchema = z.object({
  /** ms since 1970. */
  at: z.number(),
  target: z.enum(['closed-rival', 'open-hub']),
  category: z.string().optional(),
  next: answered.optional(),
  move: answered.optional(),
});
export type GuessRecord = z.infer<typeof recordSchema>;

const stateSchema = z.object({ phase: z.enum(['asking', 'shown']), records: z.array(recordSchema).max(100) });
export type GuessState = z.infer<typeof stateSchema>;

/** As it is stored: with whose guesses they are. */
const keptSchema = stateSchema.extend({ of: z.string().optional() });

export const UNASKED: GuessState = { phase: 'asking', records: [] };
const KEY = 'omnihome.strategy.guess';

/** The part of `sessionStorage` that is used: a test needs no browser. */
export type TabMemory = Pick<Storage, 'getItem' | 'setItem'>;

export function readGuess(memory: TabMemory | undefined, me: string | undefined): GuessState {
  try {
    const { success, data } = keptSchema.safeParse(JSON.parse(memory?.getItem(KEY) ?? 'null'));
    return success && data.of === me ? { phase: data.phase, records: data.records } : UNASKED;
  } catch {
    return UNASKED;
  }
}

export function writeGuess(memory: TabMemory | undefined, state: GuessState, me: string | undefined): void {
  try {
    memory?.setItem(KEY, JSON.stringify({ ...state, of: me }));
  } catch {
    // Storage can be forbidden or full: the guess then lasts as long as the page.
  }
}

/** A number as typed, in yuan; undefined where it is none. Thousands may be set apart. */
export function parseYuan(text: string): number | undefined {
  const plain = text.replace(/[\s,_¥]/g, '');
  if (plain === '') return undefined;
  const value = Number(plain);
  return Number.isFinite(value) && Math.abs(value) < 1e7 ? value : undefined;
}

/** Ends of the sliders, from what is on the price tags: they must not give the answer away. */
export function guessEnds(inventory: Inventory, price: number | undefined): { readonly next: number; readonly move: number } {
  const paid = inventory.devices.reduce((total, device) => total + (device.price ?? 0), 0);
  return { next: roundUp(price ?? 100), move: roundUp(Math.max(paid * 1.5, 100)) };
}

/** Up to two leading digits: 1,406 gives 1,500. */
export function roundUp(value: number): number {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(value)) - 1);
  return Math.ceil(value / unit) * unit;
}

const answer = (guess: number | undefined, { value, low, high }: Spread): Answered | undefined =>
  guess === undefined ? undefined : { guess, value, low, high };

export function recordGuess(
  at: number,
  category: string | undefined,
  guesses: { readonly next: number | undefined; readonly move: number | undefined },
  reading: MeterReading,
  discount: DiscountReading | undefined,
): GuessRecord {
  return {
    at,
    target: reading.target,
    category,
    next: discount === undefined ? undefined : answer(guesses.next, discount),
    move: answer(guesses.move, reading.total),
  };
}

/** `CNY 236 too low`, and whether the range would have caught it. */
export function howFarOff({ guess, value, low, high }: Answered, speech: Speech): string {
  const { words } = speech;
  const off = guess - value;
  if (Math.abs(off) < 0.5) return words.spotOn;
  const far = off < 0 ? words.tooLow(speech.money(-off)) : words.tooHigh(speech.money(off));
  return guess >= Math.min(low, high) && guess <= Math.max(low, high) ? words.insideRange(far) : words.outsideRange(far);
}
