// What a reading of the lock-in meter looks like. JSON throughout; every number carries its unit, its formula and its inputs.
import type { AssumptionId } from './assumptions.ts';
import type { Text } from './inventory.ts';
import type { Unpriced } from './house.ts';
import type { Target } from './portability.ts';
import type { Openness } from './inventory.ts';

export type LineId =
  | 'stranded-hardware'
  | 'features-lost'
  | 'broken-routines'
  | 'pairing'
  | 'rebuilding'
  | 'retraining'
  | 'history-rows'
  | 'history-days'
  | 'prepaid';

export type Unit = 'CNY' | 'min' | 'count' | 'rows' | 'days';

/** Middle, low and high: all assumptions at their middle, low-cost and high-cost values at once. */
export type Spread = { readonly value: number; readonly low: number; readonly high: number };

/** One number that went into a line, and where it is from. */
export type Input = {
  readonly name: Text;
  readonly value: number;
  readonly unit: string;
  /** measured: counted or timed in this home · given: told by a person of the home · spec: the maker's claim · assumption: a row of the assumptions table. */
  readonly source: 'measured' | 'given' | 'spec' | 'assumption';
  readonly citation: Text;
  readonly did?: string;
  readonly assumption?: AssumptionId;
};

/** A part of a line that belongs to one thing, in the line's unit, and the devices that it comes from. */
export type Contribution = Spread & {
  readonly of: 'device' | 'scene' | 'rule' | 'people' | 'prepaid';
  readonly id: string;
  /** Every device involved; empty only for what belongs to no device (a prepaid service of the house, a rule of the clock alone). */
  readonly dids: readonly string[];
};

export type MeterLine = Spread & {
  readonly id: LineId;
  readonly title: Text;
  /** Burnham, Frels and Mahajan 2003: financial or procedural. The relational kind is not in the meter: it hides in D(0). */
  readonly kind: 'financial' | 'procedural';
  readonly facet: 'monetary loss' | 'benefit loss' | 'set-up' | 'learning';
  readonly unit: Unit;
  /** Counted in the total: as it is (CNY), or at the value of time (min). */
  readonly priced: boolean;
  /** How the contributions make the value. */
  readonly combine: 'sum' | 'max';
  readonly formula: Text;
  readonly inputs: readonly Input[];
  readonly contributions: readonly Contribution[];
  /** The most that it could be, where that is a count at home (24 of 24 features). */
  readonly outOf?: number;
};

/** A contribution to the total, in CNY, and its line: every yuan leads to a line, every line to devices. */
export type YuanOf = Contribution & { readonly line: LineId };

export type MeterTotal = Spread & {
  readonly unit: 'CNY';
  readonly formula: Text;
  readonly inputs: readonly Input[];
  /** Its two halves: CNY, and minutes before they are valued. */
  readonly money: Spread;
  readonly minutes: Spread;
  readonly parts: readonly (Spread & { readonly line: LineId })[];
  readonly contributions: readonly YuanOf[];
  /** Devices that would be stranded at an unknown price: the true total is higher. */
  readonly unknownPrices: readonly string[];
};

/** One of the three bins. Features are capabilities, counted. */
export type Bin = {
  readonly title: Text;
  readonly dids: readonly string[];
  readonly devices: number;
  readonly featuresOwned: number;
  readonly featuresKept: number;
};

export type MeterReading = {
  readonly target: Target;
  readonly openness: Openness;
  readonly yearsLater: number;
  readonly lines: readonly MeterLine[];
  readonly total: MeterTotal;
  readonly bins: { readonly full: Bin; readonly core: Bin; readonly none: Bin };
  readonly unknownPrices: readonly string[];
  readonly whyUnknown: readonly { readonly did: string; readonly why: Unpriced }[];
  /** Stranded devices whose price is the maker's illustration. */
  readonly illustrative: readonly string[];
  /** CNY needed to buy the replacements new. Information, never added to the total: that would count twice. */
  readonly cashNeeded: { readonly value: number; readonly unknownPrices: readonly string[] };
};
