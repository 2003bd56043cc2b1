import { describe, expect, it } from 'vitest';
import { ASSUMPTIONS, DEFAULTS, assume, type AssumptionId } from './assumptions.ts';
import { offerFor, readDiscount } from './home-discount.ts';
import { place } from './house.ts';
import type { Inventory, InventoryDevice } from './inventory.ts';
import { readMeter } from './meter.ts';
import { LINE_RULES } from './meter-rules.ts';
import type { LineId, MeterReading } from './meter-types.ts';
import { EXAMPLE_HOME } from './worked-example.ts';

const line = (reading: MeterReading, id: LineId) => {
  const found = reading.lines.find((candidate) => candidate.id === id);
  if (found === undefined) throw new Error(`no line ${id}`);
  return found;
};
const without = (device: InventoryDevice | undefined, changes: Partial<InventoryDevice>): InventoryDevice => {
  if (device === undefined) throw new Error('no device');
  return { ...device, ...changes };
};

/** Child lock (the maker's own) and fan (standard) of the purifier, switch of the lamp, and a rule of the clock alone. */
const LIVED_IN: Inventory = {
  ...EXAMPLE_HOME,
  openness: 'open',
  people: 2,
  scenes: [
    {
      id: 'evening',
      nodes: 2,
      uses: [
        { did: 'lamp', standard: true },
        { did: 'purifier', standard: true },
      ],
    },
    { id: 'child', nodes: 1, uses: [{ did: 'purifier', standard: false }] },
  ],
  rules: [
    {
      id: 'asleep',
      nodes: 4,
      portable: true,
      uses: [
        { did: 'band', standard: true },
        { did: 'lamp', standard: true },
      ],
    },
    { id: 'dusk', nodes: 2, portable: true, uses: [{ did: 'lamp', standard: true }] },
    { id: 'clever', nodes: 3, portable: false, uses: [{ did: 'lamp', standard: true }] },
    { id: 'orphan', nodes: 2, portable: true, uses: [{ did: 'gone', standard: true }] },
  ],
  prepaid: [
    { id: 'filters', unused: 90, did: 'purifier' },
    { id: 'music', unused: 30 },
  ],
  devices: EXAMPLE_HOME.devices.map((device) => ({
    ...device,
    history: { days: device.did === 'purifier' ? 400 : 100, rows: 1000, standardRows: 900 },
  })),
};

describe('a lived-in home', () => {
  const open = readMeter(LIVED_IN, 'open-hub');
  const rival = readMeter(LIVED_IN, 'closed-rival');

  it('breaks exactly what touches a capability out of reach', () => {
    expect(line(open, 'broken-routines').contributions.map(({ of, id, dids }) => ({ of, id, dids }))).toEqual([
      { of: 'scene', id: 'child', dids: ['purifier'] },
      { of: 'rule', id: 'asleep', dids: ['band'] },
    ]);
    expect(line(open, 'broken-routines')).toMatchObject({ value: 2, outOf: 6, priced: false });
    // Towards a closed rival everything breaks that touches a device of this home; the orphan was broken before.
    expect(line(rival, 'broken-routines').value).toBe(5);
  });

  it('rebuilds what is not imported', () => {
    // open hub: scene 'child' 3, 'asleep' 10 (1 + 0.5 x 2) = 20, 'clever' 10 (1 + 0.5) = 15
    expect(line(open, 'rebuilding').value).toBe(3 + 20 + 15);
    expect(line(rival, 'rebuilding').value).toBe(3 + 3 + 20 + 10 + 15 + 10);
    expect(line(readMeter({ ...LIVED_IN, openness: 'closed' }, 'open-hub'), 'rebuilding').value).toBe(3 + 3 + 20 + 10 + 15 + 10);
  });

  it('retrains people, once there is a device', () => {
    expect(line(open, 'retraining')).toMatchObject({ value: 20, unit: 'min', kind: 'procedural' });
    expect(line(readMeter({ ...LIVED_IN, devices: [] }, 'open-hub'), 'retraining').value).toBe(0);
  });

  it('loses the history that cannot be imported', () => {
    // purifier (core) its own 100 rows, band (none) all 1000, lamps (full) nothing
    expect(line(open, 'history-rows')).toMatchObject({ value: 1100, outOf: 4000 });
    expect(line(open, 'history-days').value).toBe(400);
    expect(line(rival, 'history-rows').value).toBe(4000);
    expect(line(readMeter({ ...LIVED_IN, openness: 'bridged' }, 'open-hub'), 'history-rows').value).toBe(4000);
  });

  it('loses what is prepaid', () => {
    expect(line(open, 'prepaid')).toMatchObject({ value: 120, low: 120, high: 120, unit: 'CNY' });
    expect(line(open, 'prepaid').contributions.map(({ dids }) => dids)).toEqual([['purifier'], []]);
  });

  it('adds money and valued minutes, nothing else', () => {
    expect(open.total.money.value).toBeCloseTo(88.725 + 120, 9);
    expect(open.total.minutes.value).toBe(20 + 38 + 20);
    expect(open.total.value).toBeCloseTo(88.725 + 120 + (78 / 60) * 30, 9);
    expect(open.total.parts.map((part) => part.line)).toEqual(['stranded-hardware', 'pairing', 'rebuilding', 'retraining', 'prepaid']);
  });

  it('sorts the devices into three bins', () => {
    expect(open.bins).toMatchObject({
      full: { dids: ['lamp', 'lamp-2'], devices: 2, featuresOwned: 10, featuresKept: 10 },
      core: { dids: ['purifier'], devices: 1, featuresOwned: 7, featuresKept: 6 },
      none: { dids: ['band'], devices: 1, featuresOwned: 7, featuresKept: 0 },
    });
  });

  it('the replacements’ price is information, never added', () => {
    expect(rival.cashNeeded).toEqual({ value: 899 + 3 * 169, unknownPrices: [] });
  });

  it('is JSON', () => {
    expect(JSON.parse(JSON.stringify(open))).toEqual(open);
  });
});

describe('a price that nobody knows', () => {
  const [purifier, lamp, band, lamp2] = EXAMPLE_HOME.devices;
  const home = (changes: Partial<InventoryDevice>): Inventory => ({
    ...EXAMPLE_HOME,
    devices: [without(purifier, changes), without(lamp, {}), without(band, {}), without(lamp2, {})],
  });
  it.each([
    [{ price: undefined }, 'no-price'],
    [{ currency: 'EUR' }, 'other-currency'],
    [{ lifeYears: undefined }, 'no-life'],
  ] as const)('%o is listed as %s, never counted as 0', (changes, why) => {
    const reading = readMeter(home(changes), 'closed-rival');
    expect(reading.unknownPrices).toEqual(['purifier']);
    expect(reading.total.unknownPrices).toEqual(['purifier']);
    expect(reading.whyUnknown).toEqual([{ did: 'purifier', why }]);
    expect(line(reading, 'stranded-hardware').contributions.map(({ id }) => id)).not.toContain('purifier');
    expect(line(reading, 'features-lost').value).toBe(24);
    expect(reading.total.minutes.value).toBe(20);
  });
  it('is no matter for a device that comes along', () => {
    const reading = readMeter({ ...home({ price: undefined }), openness: 'open' }, 'open-hub');
    expect(reading.unknownPrices).toEqual([]);
  });
  it('a price of 0 is a price', () => {
    expect(readMeter(home({ price: 0 }), 'closed-rival').unknownPrices).toEqual([]);
  });
});

describe('every line', () => {
  it('declares exactly the assumptions that it reads, and shows them with their sources', () => {
    const home = place(LIVED_IN, 'open-hub');
    for (const rule of LINE_RULES) {
      const read = new Set<AssumptionId>();
      const at = (id: AssumptionId) => {
        read.add(id);
        return DEFAULTS[id].value;
      };
      rule.items(home).forEach((item) => item.amount(at));
      expect([...read].sort(), rule.id).toEqual([...rule.uses].sort());
    }
    for (const { inputs, id } of readMeter(LIVED_IN, 'open-hub').lines) {
      expect(inputs.length, id).toBeGreaterThan(0);
      for (const input of inputs) {
        expect(input.citation.en).not.toBe('');
        expect(input.citation.zh).not.toBe('');
        expect(input.source === 'assumption').toBe(input.assumption !== undefined);
      }
    }
  });
});

describe('assumptions', () => {
  it('an unpublished number says so', () => {
    for (const row of ASSUMPTIONS) {
      if (!row.published) expect(row.source.en).toMatch(/^Assumption/);
      const ends = [row.low, row.high].sort((a, b) => a - b);
      expect(row.value).toBeGreaterThanOrEqual(ends[0] ?? NaN);
      expect(row.value).toBeLessThanOrEqual(ends[1] ?? NaN);
    }
  });
  it('a value outside its range takes the nearer end along', () => {
    expect(assume({ 'hour-value': 80 })['hour-value']).toEqual({ value: 80, low: 16, high: 80 });
    expect(assume({ 'hour-value': 5 })['hour-value']).toEqual({ value: 5, low: 5, high: 60 });
    expect(assume({ salvage: 0.9 }).salvage).toEqual({ value: 0.9, low: 0.9, high: 0 });
    expect(assume({ salvage: 0.1 }).salvage).toEqual({ value: 0.1, low: 0.6, high: 0 });
    expect(assume({ beta: 0.2 }).salvage).toEqual(DEFAULTS.salvage);
  });
});

describe('the offer for the next purchase', () => {
  it('takes the latest price of the category, else the latest of any', () => {
    expect(offerFor(EXAMPLE_HOME, 'purifier')).toEqual({ price: 899, rivalPrice: 899, brand: 0 });
    expect(offerFor(EXAMPLE_HOME, 'kettle', assume({ 'rival-gap': 10 }))).toEqual({ price: 169, rivalPrice: 179, brand: 0 });
    expect(offerFor({ ...EXAMPLE_HOME, devices: [] })).toBeUndefined();
  });
  it('a reading names its formula and sources', () => {
    const read = readDiscount(EXAMPLE_HOME, 'closed-rival', { price: 169, rivalPrice: 179, brand: 0 });
    expect(read.formula.en).toContain('log2');
    expect(read.inputs.map((input) => input.assumption)).toEqual(expect.arrayContaining(['beta', 'rho', 'chance', 'elasticity', 'share']));
  });
});
