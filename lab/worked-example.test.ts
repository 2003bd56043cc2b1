// Every number of the worked example in the model document, to 1e-6.
import { describe, expect, it } from 'vitest';
import { assume } from './assumptions.ts';
import { modelOf, readDiscount } from './home-discount.ts';
import type { Openness } from './inventory.ts';
import { firstDevices, ledger } from './ledger.ts';
import { readMeter } from './meter.ts';
import type { Target } from './portability.ts';
import { EXAMPLE_ASSUMPTIONS as GIVEN, EXAMPLE_HOME as HOME, EXAMPLE_OFFER as OFFER } from './worked-example.ts';

const close = (actual: number | undefined, expected: number, within = 1e-6) => {
  expect(actual).toBeDefined();
  expect(Math.abs((actual ?? NaN) - expected)).toBeLessThanOrEqual(within);
};

type Case = {
  name: string;
  target: Target;
  house: Openness;
  stranded: number;
  features: number;
  total: readonly [value: number, low: number, high: number];
  s: number;
  exclusive: number;
  D: number;
  chancePercent: number;
  totalAt3: number;
  path: readonly number[];
};

const CASES: readonly Case[] = [
  {
    name: 'closed rival',
    target: 'closed-rival',
    house: 'closed',
    stranded: 812.97125,
    features: 24,
    total: [822.97125, 467.755, 1221.3875],
    s: 0,
    exclusive: 58.860877,
    D: 68.860877,
    chancePercent: 10.5732,
    totalAt3: 702.17125,
    path: [10, 35.35, 50.178799, 60.7, 68.860877],
  },
  {
    name: 'open hub, house closed',
    target: 'open-hub',
    house: 'closed',
    stranded: 600.03125,
    features: 14,
    total: [610.03125, 345.008333, 917.1875],
    s: 2,
    exclusive: 18.682078,
    D: 28.682078,
    chancePercent: 29.1251,
    totalAt3: 607.53125,
    path: [10, 35.35, 24.828799, 35.35, 28.682078],
  },
  {
    name: 'open hub, house open',
    target: 'open-hub',
    house: 'open',
    stranded: 88.725,
    features: 8,
    total: [98.725, 52.3, 186.75],
    s: 2.857143,
    exclusive: 9.490926,
    D: 19.490926,
    chancePercent: 35.3353,
    totalAt3: 96.225,
    path: [10, 12.7103, 11.784369, 22.30557, 19.490926],
  },
];

describe.each(CASES)('$name', (row) => {
  const home = { ...HOME, openness: row.house };
  const reading = readMeter(home, row.target, GIVEN);
  const line = (id: string) => reading.lines.find((candidate) => candidate.id === id);

  it('the meter', () => {
    close(line('stranded-hardware')?.value, row.stranded);
    expect(line('features-lost')?.value).toBe(row.features);
    expect(line('features-lost')?.outOf).toBe(24);
    expect(reading.total.minutes.value).toBe(20);
    close(reading.total.value, row.total[0]);
    close(reading.total.low, row.total[1]);
    close(reading.total.high, row.total[2]);
    expect(reading.unknownPrices).toEqual([]);
  });

  it('the total before lamp 2', () => {
    close(readMeter(firstDevices(home, 3), row.target, GIVEN).total.value, row.totalAt3);
  });

  it('the discount, its path and the rival’s chance', () => {
    const read = readDiscount(home, row.target, OFFER, GIVEN);
    expect(read.n).toBe(4);
    close(read.alpha, 0.0310059172, 1e-10);
    expect(read.base).toBe(10);
    close(read.s, row.s);
    close(read.exclusive, row.exclusive);
    close(read.value, row.D);
    close(read.rivalChance * 100, row.chancePercent, 5e-5);
    close(read.emptyHomeChance * 100, 42.31, 5e-3);
    expect(read.curve).toHaveLength(row.path.length);
    row.path.forEach((D, n) => close(read.curve[n]?.own, D));
  });

  it('the all-locked curve above and D(0) below', () => {
    const { curve } = readDiscount(home, row.target, OFFER, GIVEN);
    CASES[0]?.path.forEach((D, n) => close(curve[n]?.locked, D));
    curve.forEach((point) => expect(point.zero).toBe(10));
  });

  it('the ledger walks the same path', () => {
    const { steps, start, end } = ledger(home, GIVEN, OFFER)[row.target];
    expect(start.total.value).toBe(0);
    expect(end.total.value).toBe(reading.total.value);
    close(steps[2]?.total.after.value, row.totalAt3);
    row.path.slice(1).forEach((D, i) => close(steps[i]?.discount?.after, D));
    steps.forEach(({ discount }) => {
      expect(discount).toBeDefined();
      if (discount === undefined) return;
      if (Math.abs(discount.phi - discount.breakEven) < 1e-12) close(discount.delta, 0, 1e-9);
      else expect(discount.delta > 0).toBe(discount.phi < discount.breakEven);
    });
  });
});

describe('the lines beneath the table (closed rival)', () => {
  it.each([
    [0, 10],
    [0.05, 29.620292],
    [0.3, 127.721754],
  ])('beta %f gives D(4) = %f', (beta, D) => {
    close(readDiscount(HOME, 'closed-rival', OFFER, assume({ beta }, GIVEN)).value, D);
  });

  it('beta’s range is shown as low and high', () => {
    const read = readDiscount(HOME, 'closed-rival', OFFER, GIVEN);
    close(read.low, 10);
    close(read.high, 127.721754);
  });

  it('t = 0.8 adds 44.710639 and moves nothing else', () => {
    const even = readDiscount(HOME, 'closed-rival', OFFER, GIVEN);
    const keen = readDiscount(HOME, 'closed-rival', OFFER, assume({ chance: 0.8 }, GIVEN));
    close(keen.value - even.value, 44.710639);
    close(keen.chanceTerm, 44.710639);
    expect(keen.exclusive).toBe(even.exclusive);
    expect(keen.rivalChance).toBe(even.rivalChance);
  });

  it.each([
    [1, 627.83875],
    [2, 472.28125],
    [4, 220.31625],
  ])('%i years later CNY %f are stranded', (yearsLater, stranded) => {
    const read = readMeter(HOME, 'closed-rival', GIVEN, { yearsLater });
    close(read.lines.find((line) => line.id === 'stranded-hardware')?.value, stranded);
  });

  it('what working together is worth does not depend on target or openness', () => {
    const worth = CASES.map((row) => readDiscount({ ...HOME, openness: row.house }, row.target, OFFER, GIVEN).workingTogether);
    worth.forEach((yuan) => close(yuan, 58.860877));
  });

  it('the general defaults are those of the example', () => {
    expect(readMeter(HOME, 'closed-rival').total).toEqual(readMeter(HOME, 'closed-rival', GIVEN).total);
    expect(modelOf(OFFER)).toEqual(modelOf(OFFER, GIVEN));
  });
});
