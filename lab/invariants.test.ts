// The invariants of the meter (section 2 of the model document) as properties over random homes.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULTS, assume } from './assumptions.ts';
import { readDiscount } from './home-discount.ts';
import { EMPTY_HOME, type Inventory, type InventoryDevice } from './inventory.ts';
import { ledger } from './ledger.ts';
import { readMeter } from './meter.ts';
import type { LineId, MeterReading, Spread } from './meter-types.ts';
import { TARGETS } from './portability.ts';

const DIDS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'].map((x) => `dev-${x}`);
const SIDES = ['value', 'low', 'high'] as const;

const deviceArb = (did: string): fc.Arbitrary<InventoryDevice> =>
  fc
    .record({
      class: fc.constantFrom('O', 'T', 'V'),
      price: fc.option(fc.double({ min: 0, max: 20_000, noNaN: true }), { nil: undefined }),
      lifeYears: fc.option(fc.double({ min: 0.5, max: 15, noNaN: true }), { nil: undefined, freq: 9 }),
      ageYears: fc.double({ min: 0, max: 20, noNaN: true }),
      counts: fc.tuple(fc.nat(30), fc.nat(30)),
      outsider: fc.boolean(),
      order: fc.nat(20),
      rows: fc.option(fc.tuple(fc.nat(5000), fc.nat(5000), fc.nat(900)), { nil: undefined }),
    })
    .map(({ counts: [own, standard], rows, ...rest }) => ({
      did,
      model: 'm',
      vendor: 'v',
      name: did,
      category: 'c',
      owned: own + standard,
      standard,
      history: rows && { rows: rows[0] + rows[1], standardRows: rows[1], days: rows[2] },
      ...rest,
    }));

const uses = fc.array(fc.record({ did: fc.constantFrom(...DIDS, 'gone'), standard: fc.boolean() }), { maxLength: 5 });
const homeArb: fc.Arbitrary<Inventory> = fc.record({
  openness: fc.constantFrom('closed', 'bridged', 'open'),
  people: fc.nat(6),
  scenes: fc.array(fc.record({ id: fc.uuid(), nodes: fc.nat(8), uses }), { maxLength: 5 }),
  rules: fc.array(fc.record({ id: fc.uuid(), nodes: fc.nat(8), portable: fc.boolean(), uses }), { maxLength: 5 }),
  prepaid: fc.array(fc.record({ id: fc.uuid(), unused: fc.double({ min: 0, max: 900, noNaN: true }) }), { maxLength: 3 }),
  devices: fc.subarray(DIDS).chain((dids) => fc.tuple(...dids.map(deviceArb))),
});
const targetArb = fc.constantFrom(...TARGETS);
const OFFER = { price: 169, rivalPrice: 179, brand: 0 };

const amounts = (reading: MeterReading): ReadonlyMap<LineId | 'total', Spread> =>
  new Map<LineId | 'total', Spread>([...reading.lines.map((line) => [line.id, line] as const), ['total', reading.total]]);
/** The lines that differ between two readings, the total among them. */
const moved = (a: MeterReading, b: MeterReading) => {
  const other = amounts(b);
  return [...amounts(a)].filter(([id, line]) => SIDES.some((side) => line[side] !== other.get(id)?.[side])).map(([id]) => id);
};
const expectNoLineLower = (more: MeterReading, less: MeterReading) => {
  const before = amounts(less);
  for (const [id, line] of amounts(more)) {
    for (const side of SIDES) expect(line[side], `${id} ${side}`).toBeGreaterThanOrEqual((before.get(id)?.[side] ?? NaN) - 1e-9);
  }
};

describe('the meter', () => {
  it('an empty home: 0 in every line', () => {
    fc.assert(
      fc.property(targetArb, fc.constantFrom('closed', 'bridged', 'open'), fc.nat(9), (target, openness, people) => {
        for (const line of amounts(readMeter({ ...EMPTY_HOME, openness, people }, target)).values()) {
          expect([line.value, line.low, line.high]).toEqual([0, 0, 0]);
        }
      }),
    );
  });

  it('all devices full and nothing prepaid: minutes only', () => {
    fc.assert(
      fc.property(homeArb, (home) => {
        const devices = home.devices.map((device) => ({ ...device, class: 'O' as const }));
        const reading = readMeter({ ...home, openness: 'open', devices, prepaid: [] }, 'open-hub');
        for (const line of reading.lines) if (line.unit !== 'min') expect(line.value, line.id).toBe(0);
        expect(reading.total.money.value).toBe(0);
        expect(reading.total.value).toBeCloseTo((reading.total.minutes.value / 60) * 30, 9);
        expect(reading.total.minutes.value > 0).toBe(devices.length > 0 || reading.lines.some((line) => line.value > 0));
      }),
    );
  });

  it('adding a device lowers no line, neither middle nor low nor high', () => {
    fc.assert(
      fc.property(homeArb, targetArb, deviceArb('dev-new'), (home, target, extra) => {
        // The new one may also be one that a rule already names.
        const missing = DIDS.find((did) => !home.devices.some((device) => device.did === did)) ?? 'dev-new';
        for (const did of ['dev-new', missing]) {
          const more = { ...home, devices: [...home.devices, { ...extra, did }] };
          expectNoLineLower(readMeter(more, target), readMeter(home, target));
        }
      }),
      { numRuns: 400 },
    );
  });

  it('removing rules lowers broken and rebuilding alone (and with it the total)', () => {
    fc.assert(
      fc.property(homeArb, targetArb, fc.nat(5), (home, target, keep) => {
        const all = readMeter(home, target);
        const fewer = readMeter({ ...home, rules: home.rules.slice(0, keep) }, target);
        expectNoLineLower(all, fewer);
        expect(['broken-routines', 'rebuilding', 'total']).toEqual(expect.arrayContaining(moved(all, fewer)));
      }),
    );
  });

  it('v moves the total alone, linearly', () => {
    fc.assert(
      fc.property(homeArb, targetArb, fc.double({ min: 0, max: 500, noNaN: true }), (home, target, v) => {
        const at = (value: number) => readMeter(home, target, assume({ 'hour-value': { value, low: value, high: value } }));
        const [none, some, twice] = [at(0), at(v), at(2 * v)];
        expect(['total']).toEqual(expect.arrayContaining(moved(none, twice)));
        for (const side of SIDES) {
          expect(some.total[side]).toBeCloseTo(none.total[side] + (none.total.minutes[side] / 60) * v, 6);
          expect(twice.total[side] - some.total[side]).toBeCloseTo(some.total[side] - none.total[side], 6);
        }
      }),
    );
  });

  it('opening the house raises no line towards an open hub and moves none towards a closed rival', () => {
    fc.assert(
      fc.property(homeArb, (home) => {
        const steps = (['closed', 'bridged', 'open'] as const).map((openness) => ({ ...home, openness }));
        steps.slice(1).forEach((opened, i) => {
          const before = steps[i] ?? home;
          expectNoLineLower(readMeter(before, 'open-hub'), readMeter(opened, 'open-hub'));
          expect(moved(readMeter(before, 'closed-rival'), readMeter(opened, 'closed-rival'))).toEqual([]);
        });
      }),
    );
    for (const side of SIDES) expect(DEFAULTS['share-minutes'][side]).toBeLessThanOrEqual(DEFAULTS['pair-minutes'][side]);
  });

  it('order is irrelevant, to the meter and to D at the end of the path', () => {
    const shuffled = homeArb.chain((home) =>
      fc.record({
        home: fc.constant(home),
        devices: fc.shuffledSubarray([...home.devices], { minLength: home.devices.length }),
        rules: fc.shuffledSubarray([...home.rules], { minLength: home.rules.length }),
      }),
    );
    fc.assert(
      fc.property(shuffled, targetArb, ({ home, devices, rules }, target) => {
        const other: Inventory = { ...home, rules, devices: devices.map((device, order) => ({ ...device, order })) };
        const now = amounts(readMeter(other, target));
        for (const [id, line] of amounts(readMeter(home, target))) {
          for (const side of SIDES) expect(Math.abs(line[side] - (now.get(id)?.[side] ?? NaN)), id).toBeLessThanOrEqual(1e-9);
        }
        const [a, b] = [home, other].map((one) => readDiscount(one, target, OFFER).value);
        expect(Math.abs((a ?? NaN) - (b ?? NaN))).toBeLessThanOrEqual(1e-9);
      }),
    );
  });

  it('every yuan traces to a line and every line to devices', () => {
    fc.assert(
      fc.property(homeArb, targetArb, (home, target) => {
        const { lines, total } = readMeter(home, target);
        const dids = new Set(home.devices.map((device) => device.did));
        for (const side of SIDES) {
          for (const line of lines) {
            const parts = line.contributions.map((part) => part[side]);
            const expected = line.combine === 'max' ? Math.max(0, ...parts) : parts.reduce((a, b) => a + b, 0);
            expect(line[side]).toBeCloseTo(expected, 6);
            const yuan = total.contributions.filter((part) => part.line === line.id).reduce((a, part) => a + part[side], 0);
            expect(yuan).toBeCloseTo(total.parts.find((part) => part.line === line.id)?.[side] ?? 0, 6);
            expect(total.parts.some((part) => part.line === line.id)).toBe(line.priced);
          }
          expect(total[side]).toBeCloseTo(
            total.contributions.reduce((a, part) => a + part[side], 0),
            6,
          );
        }
        for (const part of lines.flatMap((line) => line.contributions)) {
          for (const did of part.dids) expect(dids).toContain(did);
          if (part.of === 'device') expect(part.dids).toEqual([part.id]);
        }
      }),
    );
  });

  it('low <= middle <= high, and a later reading strands no more', () => {
    fc.assert(
      fc.property(homeArb, targetArb, fc.nat(10), (home, target, yearsLater) => {
        for (const line of amounts(readMeter(home, target)).values()) {
          expect(line.low).toBeLessThanOrEqual(line.value + 1e-9);
          expect(line.value).toBeLessThanOrEqual(line.high + 1e-9);
        }
        expectNoLineLower(readMeter(home, target), readMeter(home, target, DEFAULTS, { yearsLater }));
      }),
    );
  });

  it('each device lies in one bin; what the bins lose is the line of features', () => {
    fc.assert(
      fc.property(homeArb, targetArb, (home, target) => {
        const { bins, lines } = readMeter(home, target);
        const all = [bins.full, bins.core, bins.none];
        expect(all.flatMap((bin) => bin.dids).sort()).toEqual(home.devices.map((device) => device.did).sort());
        const lost = all.reduce((sum, bin) => sum + bin.featuresOwned - bin.featuresKept, 0);
        expect(lines.find((line) => line.id === 'features-lost')?.value).toBe(lost);
      }),
    );
  });
});

describe('the ledger', () => {
  it('its steps add up from the start to the reading of the home, and no step lowers a line', () => {
    fc.assert(
      fc.property(homeArb, (home) => {
        const both = ledger(home, DEFAULTS, OFFER);
        for (const target of TARGETS) {
          const { start, steps, people, end } = both[target];
          expect(end).toEqual(readMeter(home, target));
          expect(steps).toHaveLength(home.devices.length);
          for (const [id, line] of amounts(end)) {
            for (const side of SIDES) {
              const changes = people === undefined ? steps : [...steps, people];
              const deltas = changes.map(
                (step) => (id === 'total' ? step.total : step.lines.find((l) => l.line === id))?.delta[side] ?? NaN,
              );
              expect(deltas.reduce((a, b) => a + b, amounts(start).get(id)?.[side] ?? NaN)).toBeCloseTo(line[side], 6);
              for (const delta of deltas) expect(delta).toBeGreaterThanOrEqual(-1e-9);
            }
          }
          const last = steps.at(-1)?.discount?.after;
          if (last !== undefined) expect(last).toBe(readDiscount(home, target, OFFER).value);
        }
      }),
      { numRuns: 50 },
    );
  });
});
