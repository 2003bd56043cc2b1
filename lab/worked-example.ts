// The worked example of the model document: four devices whose every number is checked to 1e-6. Also a sample home for pages and docs.
import { assume, type Assumptions } from './assumptions.ts';
import type { Offer } from './discount.ts';
import type { Inventory, InventoryDevice } from './inventory.ts';

const device = (
  order: number,
  did: string,
  category: string,
  market: Pick<InventoryDevice, 'class' | 'price' | 'lifeYears' | 'ageYears' | 'owned' | 'standard'>,
): InventoryDevice => ({
  did,
  model: category,
  vendor: 'example',
  name: did,
  category,
  currency: 'CNY',
  illustrative: true,
  outsider: false,
  order,
  ...market,
});

/** Purifier, lamp, band, lamp 2, in order of purchase. No people, rules or prepaid services. The house is closed. */
export const EXAMPLE_HOME: Inventory = {
  openness: 'closed',
  people: 0,
  scenes: [],
  rules: [],
  prepaid: [],
  devices: [
    device(1, 'purifier', 'purifier', { class: 'T', price: 899, lifeYears: 8, ageYears: 1.5, owned: 7, standard: 6 }),
    device(2, 'lamp', 'lamp', { class: 'O', price: 169, lifeYears: 5, ageYears: 1, owned: 5, standard: 5 }),
    device(3, 'band', 'band', { class: 'V', price: 169, lifeYears: 2, ageYears: 0.5, owned: 7, standard: 6 }),
    device(4, 'lamp-2', 'lamp', { class: 'O', price: 169, lifeYears: 5, ageYears: 0, owned: 5, standard: 5 }),
  ],
};

/** The next purchase: a lamp, 169 here, 179 at the rival's. */
export const EXAMPLE_OFFER: Offer = { price: 169, rivalPrice: 179, brand: 0 };

/** The example's assumptions, written out so that a later change of the defaults leaves the example alone. */
export const EXAMPLE_ASSUMPTIONS: Assumptions = assume({
  salvage: { value: 0.3, low: 0.6, high: 0 },
  'share-minutes': { value: 5, low: 1, high: 15 },
  'pair-minutes': { value: 5, low: 3, high: 15 },
  'hour-value': { value: 30, low: 16, high: 60 },
  beta: { value: 0.15, low: 0, high: 0.3 },
  rho: { value: 0, low: -1, high: 1 },
  chance: { value: 0.5, low: 0.2, high: 0.8 },
  elasticity: { value: 2.62, low: 4, high: 1.5 },
  share: { value: 0.5, low: 0.7, high: 0.3 },
});
