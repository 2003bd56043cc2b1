// The home's form of "what a rival must offer": two brands, and a synergy that the devices at home give the next one.
import { logit, logistic } from './choice.ts';
import { sum } from './sum.ts';

/** The next purchase, as the two makers offer it. */
export type Offer = {
  /** p, the house product's price, yuan (> 0). */
  readonly price: number;
  /** The rival's price for the like product, yuan. */
  readonly rivalPrice: number;
  /** What the house's brand and taste are worth beyond the rival's, yuan; may be negative. Relational bonds hide here. */
  readonly brand: number;
};

export type DiscountModel = {
  readonly offer: Offer;
  /** Utils per yuan, see `alphaFromElasticity`. */
  readonly alpha: number;
  /** Share of the price that the first connected device is worth to the next one; 0 = the taste world. */
  readonly beta: number;
  /** Shape of g: 0 logarithm (default), 1 straight line, below 0 saturating: "concave" is a choice in sight, not a fact. */
  readonly rho: number;
  /** The chance that the rival wants on the next purchase, in (0, 1). */
  readonly chance: number;
};

/** D_t(n) and its parts, in yuan; the parts add up to `value`. */
export type Discount = {
  readonly n: number;
  readonly s: number;
  readonly value: number;
  /** D(0) of the *empty* home: price, brand and taste; may be negative. */
  readonly base: number;
  /** D(n) - D(0): the part that only this maker can give. Zero when every device is portable. */
  readonly exclusive: number;
  /** ln(t/(1-t))/alpha: what a chance other than 50 % costs. */
  readonly chanceTerm: number;
  /** beta p G(n): what working together is worth. The openness switch does not change it: a standard ends the exclusivity, not the synergy. Not a summand. */
  readonly workingTogether: number;
  /** The rival's chance (0 to 1) without any discount. */
  readonly rivalChance: number;
};

/** So near to 0 the logarithm is right to 1e-8, and a division by rho is not. */
const isLog = (rho: number) => Math.abs(rho) < 1e-9;

/** g(n) = ((1+n)^rho - 1)/rho, ln(1+n) at rho = 0. Dimensionless, increasing in n; concave iff rho <= 1. */
export function g(n: number, rho: number): number {
  const x = Math.log1p(n);
  return isLog(rho) ? x : Math.expm1(rho * x) / rho;
}

/**
 * G(n) = g(n)/g(1), so that G(1) = 1 and beta keeps its meaning (what the *first* device is worth) for every rho.
 * At rho = 0 this is log2(1+n): each doubling adds one; at rho = 1 it is n.
 */
export function synergy(n: number, rho = 0): number {
  return isLog(rho) ? Math.log2(1 + n) : g(n, rho) / g(1, rho);
}

/**
 * D_t(n) = D(0) + beta p [G(n) - G(s)] + ln(t/(1-t))/alpha, yuan; at rho = 0 the bracket is log2((1+n)/(1+s)).
 * D(0) = p_rival - p + brand. n = devices that the house's remote reaches; s = sum of phi, what the rival's would reach too, 0 <= s <= n.
 * Each doubling of the devices adds beta of the price; each portable device loosens the tie again.
 * Same as `priceCut` with V_house = alpha (brand - p + beta p G(n)), V_rival = alpha (beta p G(s) - p_rival).
 */
export function discount(model: DiscountModel, n: number, s: number): Discount {
  const { offer, alpha, beta, rho, chance } = model;
  const base = offer.rivalPrice - offer.price + offer.brand;
  const worth = beta * offer.price;
  // One logarithm of a ratio, not a difference of two: exact where n = s.
  const exclusive = worth * (isLog(rho) ? Math.log2((1 + n) / (1 + s)) : synergy(n, rho) - synergy(s, rho));
  const chanceTerm = logit(chance) / alpha;
  return {
    n,
    s,
    value: base + exclusive + chanceTerm,
    base,
    exclusive,
    chanceTerm,
    workingTogether: worth * synergy(n, rho),
    rivalChance: logistic(-alpha * (base + exclusive)),
  };
}

/**
 * The phi at which one more device leaves D as it is; less phi raises D, more lowers it. At rho = 0: (1+s)/(1+n).
 * In general the root of G(s + phi) - G(s) = G(n + 1) - G(n). May exceed 1 where rho > 1: then every device raises D.
 */
export function breakEvenPhi(n: number, s: number, rho = 0): number {
  if (isLog(rho)) return (1 + s) / (1 + n);
  // g(s + phi) = g(s) + g(n + 1) - g(n), solved through log1p: the powers themselves would cancel near rho = 0.
  const wanted = g(s, rho) + g(n + 1, rho) - g(n, rho);
  return Math.expm1(Math.log1p(rho * wanted) / rho) - s;
}

/** One step of the curve; all three in yuan, D itself (subtract `zero` for the part that only this maker can give). */
export type CurvePoint = {
  readonly n: number;
  readonly s: number;
  /** The home's own path, in order of purchase. */
  readonly own: number;
  /** The same number of devices, none of them portable: the ceiling. */
  readonly locked: number;
  /** The same number of devices, all portable: nothing is exclusive, D = D(0) + chance term: the floor. */
  readonly zero: number;
};

/** The curve at n = 0 … phis.length, `phis` in order of purchase. */
export function discountPath(model: DiscountModel, phis: readonly number[]): readonly CurvePoint[] {
  return Array.from({ length: phis.length + 1 }, (_, n) => {
    const s = sum(phis.slice(0, n));
    return { n, s, own: discount(model, n, s).value, locked: discount(model, n, 0).value, zero: discount(model, n, n).value };
  });
}
