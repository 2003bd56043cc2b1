// The assumptions as an adjustable table. Titles, ranges and sources are the lab's; here are only the steps and the hard limits of a field.
import { ASSUMPTIONS, assume, DEFAULTS, type AssumptionId, type Assumptions } from '#lab/index.ts';
import type { Speech } from './speech.ts';

/** What the reader has changed; everything else stays at its default. */
export type Changes = Readonly<Partial<Record<AssumptionId, number>>>;

export const assumptionsWith = (changes: Changes): Assumptions => assume(changes);

/** Beyond these a formula has no meaning (a chance of 1, an elasticity of 0) or a typing slip is likelier than a thought. */
interface Limits {
  readonly min: number;
  readonly max: number;
  readonly step: number;
}
const minutes: Limits = { min: 0, max: 600, step: 1 };
export const LIMITS: Readonly<Record<AssumptionId, Limits>> = {
  salvage: { min: 0, max: 1, step: 0.05 },
  'share-minutes': minutes,
  'pair-minutes': minutes,
  'rule-minutes': minutes,
  'scene-minutes': minutes,
  'person-minutes': minutes,
  'hour-value': { min: 0, max: 1000, step: 1 },
  elasticity: { min: 0.1, max: 20, step: 0.1 },
  share: { min: 0, max: 0.95, step: 0.05 },
  beta: { min: 0, max: 1, step: 0.01 },
  rho: { min: -3, max: 2, step: 0.1 },
  chance: { min: 0.01, max: 0.99, step: 0.01 },
  'rival-gap': { min: -5000, max: 5000, step: 1 },
  brand: { min: -5000, max: 5000, step: 5 },
};

export interface AssumptionRow {
  readonly id: AssumptionId;
  readonly symbol: string;
  readonly title: string;
  readonly unit: string;
  readonly value: number;
  readonly limits: Limits;
  /** `0.6, 0`: the values at which the result is low and high. */
  readonly range: string;
  readonly source: string;
  readonly published: boolean;
  /** The default in words, where the value is another. */
  readonly changedFrom: string | undefined;
}

function unitWord(unit: string, { words }: Speech): string {
  switch (unit) {
    case '1':
      return '';
    case 'CNY':
      return words.unitYuan;
    case 'CNY/h':
      return words.perHour;
    case 'min':
      return words.unitMin;
    default:
      return unit;
  }
}

export function assumptionRows(assumptions: Assumptions, speech: Speech): readonly AssumptionRow[] {
  return ASSUMPTIONS.map((row) => {
    const now = assumptions[row.id];
    const standard = DEFAULTS[row.id].value;
    return {
      id: row.id,
      symbol: row.symbol,
      title: speech.text(row.title),
      unit: unitWord(row.unit, speech),
      value: now.value,
      limits: LIMITS[row.id],
      range: `${speech.number(now.low, 3)}, ${speech.number(now.high, 3)}`,
      source: speech.text(row.source),
      published: row.published,
      changedFrom: now.value === standard ? undefined : speech.number(standard, 3),
    };
  });
}

/** A typed value within its limits; undefined where it is no number. */
export function limited(id: AssumptionId, value: number): number | undefined {
  if (!Number.isFinite(value)) return undefined;
  const { min, max } = LIMITS[id];
  return Math.min(max, Math.max(min, value));
}

/** `changes` with one value set, or back at its default. */
export function withChange(changes: Changes, id: AssumptionId, value: number | undefined): Changes {
  const { [id]: _before, ...rest } = changes;
  return value === undefined || value === DEFAULTS[id].value ? rest : { ...rest, [id]: value };
}

/** Ends of a slider: the smaller and larger of low and high, widened to hold the value. */
export function sliderEnds(id: AssumptionId, value: number): { readonly min: number; readonly max: number } {
  const { low, high } = DEFAULTS[id];
  return { min: Math.min(low, high, value), max: Math.max(low, high, value) };
}
