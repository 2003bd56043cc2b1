import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alphaFromElasticity, chanceAfterCut, logSumExp, logistic, logit, priceCut } from './choice.ts';
import { breakEvenPhi, discount, discountPath, g, synergy, type DiscountModel } from './discount.ts';

const real = (min: number, max: number) => fc.double({ min, max, noNaN: true, noDefaultInfinity: true });
const rho = fc.oneof(fc.constant(0), real(-2, 2));

const model: fc.Arbitrary<DiscountModel> = fc.record({
  offer: fc.record({ price: real(1, 10_000), rivalPrice: real(1, 10_000), brand: real(-1000, 1000) }),
  alpha: real(1e-3, 1),
  beta: real(0.01, 0.5),
  rho,
  chance: real(0.01, 0.99),
});
/** n devices, s of them portable, 0 <= s <= n. */
const home = fc.tuple(fc.integer({ min: 0, max: 200 }), real(0, 1)).map(([n, part]) => ({ n, s: n * part }));

describe('the general form', () => {
  it('plugged back gives t to 1e-9', () => {
    const market = fc.record({
      alpha: real(1e-3, 1),
      rival: real(-50, 50),
      others: fc.array(real(-50, 50), { minLength: 1, maxLength: 8 }),
    });
    fc.assert(
      fc.property(market, real(1e-6, 1 - 1e-6), (m, t) => {
        expect(Math.abs(chanceAfterCut(m, priceCut(m, t)) - t)).toBeLessThanOrEqual(1e-9);
      }),
      { numRuns: 2000 },
    );
  });

  it('agrees with the softmax written out', () => {
    const m = { alpha: 0.02, rival: 0.4, others: [1, -0.3, 2] };
    const cut = priceCut(m, 0.3);
    const rival = Math.exp(m.rival + m.alpha * cut);
    expect(rival / (rival + Math.E + Math.exp(-0.3) + Math.exp(2))).toBeCloseTo(0.3, 12);
  });

  it('with two brands is the home’s form, for any shape of g', () => {
    fc.assert(
      fc.property(model, home, (m, { n, s }) => {
        const worth = m.beta * m.offer.price;
        const house = m.alpha * (m.offer.brand - m.offer.price + worth * synergy(n, m.rho));
        const rival = m.alpha * (worth * synergy(s, m.rho) - m.offer.rivalPrice);
        const general = priceCut({ alpha: m.alpha, rival, others: [house] }, m.chance);
        const { value } = discount(m, n, s);
        expect(Math.abs(value - general)).toBeLessThanOrEqual(1e-9 * (1 + Math.abs(value) + worth * synergy(n, m.rho) + m.offer.price));
      }),
    );
  });

  it('holds at the edges', () => {
    expect(logSumExp([1000, 1000])).toBeCloseTo(1000 + Math.LN2, 9);
    expect(logSumExp([])).toBe(-Infinity);
    expect(logistic(-800)).toBe(0);
    expect(logistic(800)).toBe(1);
    expect(logistic(logit(0.25))).toBeCloseTo(0.25, 15);
    expect(alphaFromElasticity(2.62, 169)).toBeCloseTo((2 * 2.62) / 169, 15);
  });
});

describe('the shape of g', () => {
  it('the logarithm is the limit at rho = 0', () => {
    for (const n of [0, 0.5, 1, 4, 30]) {
      expect(breakEvenPhi(n, n / 3, 1e-8)).toBeCloseTo(breakEvenPhi(n, n / 3, 0), 6);
      expect(g(n, 1e-8)).toBeCloseTo(g(n, 0), 6);
      expect(synergy(n, 1e-8)).toBeCloseTo(Math.log2(1 + n), 6);
    }
  });
  it('is the formula of the document elsewhere', () => {
    for (const r of [-1.5, -0.5, 0.5, 1, 2]) expect(g(6, r)).toBeCloseTo((7 ** r - 1) / r, 9);
  });
  it('the first device is worth beta of the price, whatever the shape; rho = 1 is a straight line', () => {
    fc.assert(
      fc.property(rho, (r) => {
        expect(synergy(1, r)).toBeCloseTo(1, 12);
      }),
    );
    expect(synergy(5, 1)).toBeCloseTo(5, 12);
  });
  it('is increasing; concave at rho <= 1', () => {
    fc.assert(
      fc.property(real(-2, 1), fc.integer({ min: 0, max: 50 }), (r, n) => {
        const [first, second] = [synergy(n + 1, r) - synergy(n, r), synergy(n + 2, r) - synergy(n + 1, r)];
        expect(first).toBeGreaterThan(0);
        expect(second).toBeLessThanOrEqual(first + 1e-9);
      }),
    );
  });
});

describe('the home’s form', () => {
  it('adding a device raises D iff phi < (1+s)/(1+n), leaves it at equality, lowers it otherwise', () => {
    fc.assert(
      fc.property(model, home, real(0, 1), (m, { n, s }, phi) => {
        const plain = { ...m, rho: 0 };
        const change = discount(plain, n + 1, s + phi).exclusive - discount(plain, n, s).exclusive;
        const margin = (1 + s) / (1 + n) - phi;
        if (Math.abs(margin) > 1e-9) expect(Math.sign(change)).toBe(Math.sign(margin));
      }),
      { numRuns: 2000 },
    );
  });

  it('equality leaves it', () => {
    fc.assert(
      fc.property(model, home, (m, { n, s }) => {
        const still = s + breakEvenPhi(n, s, m.rho);
        const worth = m.beta * m.offer.price;
        const change = discount(m, n + 1, still).exclusive - discount(m, n, s).exclusive;
        expect(Math.abs(change)).toBeLessThanOrEqual(1e-7 * worth * (1 + synergy(n, m.rho)));
      }),
    );
  });

  it('and the break-even of any other shape parts the raisers from the lowerers too', () => {
    fc.assert(
      fc.property(model, home, real(0, 1), (m, { n, s }, phi) => {
        const margin = breakEvenPhi(n, s, m.rho) - phi;
        const change = discount(m, n + 1, s + phi).exclusive - discount(m, n, s).exclusive;
        if (Math.abs(margin) > 1e-4) expect(Math.sign(change)).toBe(Math.sign(margin));
      }),
    );
  });

  it('a standard ends the exclusivity, not the synergy', () => {
    fc.assert(
      fc.property(model, home, (m, { n, s }) => {
        expect(discount(m, n, n).exclusive).toBe(0);
        expect(discount(m, n, s).workingTogether).toBe(discount(m, n, 0).workingTogether);
        expect(discount({ ...m, beta: 0 }, n, s).exclusive).toBeCloseTo(0, 12);
      }),
    );
  });

  it('its parts add up, and it wins the chance that it was asked for', () => {
    fc.assert(
      fc.property(model, home, (m, { n, s }) => {
        const d = discount(m, n, s);
        expect(d.value).toBe(d.base + d.exclusive + d.chanceTerm);
        const even = d.base + d.exclusive;
        expect(logistic(m.alpha * (d.value - even))).toBeCloseTo(m.chance, 9);
        expect(d.rivalChance).toBeCloseTo(logistic(m.alpha * (0 - even)), 12);
      }),
    );
  });

  it('the path lies between the all-locked curve and the floor', () => {
    fc.assert(
      fc.property(model, fc.array(real(0, 1), { maxLength: 30 }), (m, phis) => {
        const path = discountPath(m, phis);
        expect(path).toHaveLength(phis.length + 1);
        for (const point of path) {
          const slack = 1e-9 * (1 + Math.abs(point.locked));
          expect(point.own).toBeLessThanOrEqual(point.locked + slack);
          expect(point.own).toBeGreaterThanOrEqual(point.zero - slack);
        }
      }),
    );
  });
});
