// The discount that a rival must offer to win this home's *next* purchase: the model of `discount.ts` read off an inventory.
import { DEFAULTS, type AssumptionId, type Assumptions } from './assumptions.ts';
import { alphaFromElasticity } from './choice.ts';
import { breakEvenPhi, discount, discountPath, type CurvePoint, type Discount, type DiscountModel, type Offer } from './discount.ts';
import { inOrder, type Inventory, type Text } from './inventory.ts';
import { assumptionInput } from './meter-inputs.ts';
import type { Input } from './meter-types.ts';
import { phiAt, type Target } from './portability.ts';
import { sum } from './sum.ts';

/** D at the home's n and s, with the curve that led there. Yuan; `low` and `high` move beta alone. */
export type DiscountReading = Discount & {
  readonly target: Target;
  readonly offer: Offer;
  /** Utils per yuan. */
  readonly alpha: number;
  readonly low: number;
  readonly high: number;
  /** The rival's chance (0 to 1) at an empty home, without any discount. */
  readonly emptyHomeChance: number;
  /** One more device raises D iff its phi is below this; see `breakEvenPhi`. */
  readonly breakEven: number;
  /** n = 0 … devices, in order of purchase. */
  readonly curve: readonly CurvePoint[];
  readonly formula: Text;
  readonly inputs: readonly Input[];
};

const FORMULA: Text = {
  en: 'D(n) = D(0) + beta p log2((1+n)/(1+s)) + ln(t/(1-t))/alpha',
  zh: 'D(n) = D(0) + beta·p·log2((1+n)/(1+s)) + ln(t/(1−t))/alpha',
};
const FORMULA_SHAPED: Text = {
  en: 'D(n) = D(0) + beta p (g(n) - g(s))/g(1) + ln(t/(1-t))/alpha, g(n) = ((1+n)^rho - 1)/rho',
  zh: 'D(n) = D(0) + beta·p·(g(n) − g(s))/g(1) + ln(t/(1−t))/alpha，g(n) = ((1+n)^rho − 1)/rho',
};

const USED: readonly AssumptionId[] = ['beta', 'rho', 'chance', 'elasticity', 'share'];

/** The assumptions' middle values as a model of this offer. */
export function modelOf(offer: Offer, assumptions: Assumptions = DEFAULTS): DiscountModel {
  return {
    offer,
    alpha: alphaFromElasticity(assumptions.elasticity.value, offer.price, assumptions.share.value),
    beta: assumptions.beta.value,
    rho: assumptions.rho.value,
    chance: assumptions.chance.value,
  };
}

/** Read the discount of this home at this target. */
export function readDiscount(inventory: Inventory, target: Target, offer: Offer, assumptions: Assumptions = DEFAULTS): DiscountReading {
  const model = modelOf(offer, assumptions);
  const phis = inOrder(inventory.devices).map((device) => phiAt(device, target, inventory.openness));
  const n = phis.length;
  const s = sum(phis);
  const withBeta = (beta: number) => discount({ ...model, beta }, n, s).value;
  return {
    ...discount(model, n, s),
    target,
    offer,
    alpha: model.alpha,
    low: withBeta(assumptions.beta.low),
    high: withBeta(assumptions.beta.high),
    emptyHomeChance: discount(model, 0, 0).rivalChance,
    breakEven: breakEvenPhi(n, s, model.rho),
    curve: discountPath(model, phis),
    formula: model.rho === 0 ? FORMULA : FORMULA_SHAPED,
    inputs: [...homeInputs(offer, n, s), ...USED.map((id) => assumptionInput(id, assumptions))],
  };
}

/**
 * An offer for the next purchase in a category: the house's price is that of the latest priced device of the category
 * at home (of any category, if none is named or none is at home), the rival's price that plus the assumed gap.
 * `undefined` where no price in CNY is known.
 */
export function offerFor(inventory: Inventory, category?: string, assumptions: Assumptions = DEFAULTS): Offer | undefined {
  const priced = inOrder(inventory.devices).filter((device) => (device.price ?? 0) > 0 && (device.currency ?? 'CNY') === 'CNY');
  const price = (priced.findLast((device) => device.category === category) ?? priced.at(-1))?.price;
  if (price === undefined) return undefined;
  return { price, rivalPrice: price + assumptions['rival-gap'].value, brand: assumptions.brand.value };
}

function homeInputs(offer: Offer, n: number, s: number): readonly Input[] {
  const offered: Text = { en: 'The offer compared', zh: '所比较的报价' };
  const derived: Text = { en: 'From the portability of each device at this target', zh: '由每台设备对该目标的可迁移性得出' };
  const yuan = (en: string, zh: string, value: number, source: Input['source']): Input => ({
    name: { en, zh },
    value,
    unit: 'CNY',
    source,
    citation: offered,
  });
  return [
    yuan('p: house price', 'p：自家价格', offer.price, 'spec'),
    yuan('p_rival: rival’s price', 'p_rival：对手价格', offer.rivalPrice, 'assumption'),
    yuan('brand: brand and taste', 'brand：品牌与口味', offer.brand, 'assumption'),
    { name: { en: 'n: devices', zh: 'n：设备数' }, value: n, unit: 'count', source: 'measured', citation: derived },
    { name: { en: 's: sum of phi', zh: 's：phi 之和' }, value: s, unit: 'count', source: 'spec', citation: derived },
  ];
}
