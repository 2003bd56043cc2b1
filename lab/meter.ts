// The lock-in meter: what it would cost this home to leave for a target, line by line, each with its formula and inputs.
// Relational bonds (brand, community) are not in it: they hide in D(0) of the discount. The two are never added.
import { DEFAULTS, type AssumptionId, type Assumptions } from './assumptions.ts';
import { place, unpriced, type PlacedDevice, type PlacedHome } from './house.ts';
import type { Inventory, Text } from './inventory.ts';
import { assumptionInput } from './meter-inputs.ts';
import { LINE_RULES, type At, type LineRule } from './meter-rules.ts';
import type { Bin, Contribution, MeterLine, MeterReading, MeterTotal, Spread, YuanOf } from './meter-types.ts';
import type { Portability, Target } from './portability.ts';
import { sum } from './sum.ts';

/** `yearsLater` (>= 0): read the same home as if nothing were bought or recorded for that long; only the devices age. */
export type ReadOptions = { readonly yearsLater?: number };

/**
 * Read the meter. The day of the reading is the day of the inventory (its ages) plus `yearsLater`.
 * Every line has middle, low and high; in the total all assumptions move together (all low-cost, all high-cost).
 */
export function readMeter(
  inventory: Inventory,
  target: Target,
  assumptions: Assumptions = DEFAULTS,
  { yearsLater = 0 }: ReadOptions = {},
): MeterReading {
  const home = place(inventory, target, yearsLater);
  const lines = LINE_RULES.map((rule) => readLine(rule, home, assumptions));
  const stranded = home.devices.filter((device) => device.how === 'none');
  const whyUnknown = stranded.flatMap((device) => {
    const why = unpriced(device);
    return why === undefined ? [] : [{ did: device.did, why }];
  });
  const unknownPrices = whyUnknown.map(({ did }) => did);
  return {
    target,
    openness: inventory.openness,
    yearsLater,
    lines,
    total: readTotal(lines, assumptions, unknownPrices),
    bins: { full: bin(home, 'full'), core: bin(home, 'core'), none: bin(home, 'none') },
    unknownPrices,
    whyUnknown,
    illustrative: stranded.filter((device) => device.illustrative === true).map((device) => device.did),
    cashNeeded: cashFor(stranded),
  };
}

type Side = keyof Spread;

/** The same computation at the middle, low and high. */
function spread(compute: (side: Side) => number): Spread {
  return { value: compute('value'), low: compute('low'), high: compute('high') };
}

function readLine(rule: LineRule, home: PlacedHome, assumptions: Assumptions): MeterLine {
  const at =
    (side: Side): At =>
    (id: AssumptionId) =>
      assumptions[id][side];
  const contributions = rule.items(home).map(({ amount, ...item }): Contribution => ({ ...item, ...spread((side) => amount(at(side))) }));
  const outOf = rule.outOf?.(home);
  return {
    id: rule.id,
    title: rule.title,
    kind: rule.kind,
    facet: rule.facet,
    unit: rule.unit,
    priced: rule.priced,
    combine: rule.combine,
    formula: rule.formula,
    inputs: [...rule.inputs(home), ...rule.uses.map((id) => assumptionInput(id, assumptions))],
    contributions,
    ...spread((side) =>
      combine(
        rule.combine,
        contributions.map((contribution) => contribution[side]),
      ),
    ),
    ...(outOf === undefined ? {} : { outOf }),
  };
}

function combine(how: 'sum' | 'max', values: readonly number[]): number {
  return how === 'sum' ? sum(values) : Math.max(0, ...values);
}

const TOTAL_FORMULA: Text = { en: 'money + minutes/60 x v', zh: '金额 + 分钟/60 × v' };

function readTotal(lines: readonly MeterLine[], assumptions: Assumptions, unknownPrices: readonly string[]): MeterTotal {
  const priced = lines.filter((line) => line.priced);
  const yuan = (line: MeterLine, amounts: Spread): Spread =>
    spread((side) => (line.unit === 'min' ? (amounts[side] / 60) * assumptions['hour-value'][side] : amounts[side]));
  const contributions = priced.flatMap((line) =>
    line.contributions.map((contribution): YuanOf => ({ ...contribution, ...yuan(line, contribution), line: line.id })),
  );
  const parts = priced.map((line) => ({ line: line.id, ...yuan(line, line) }));
  const inUnit = (unit: 'CNY' | 'min') => spread((side) => sum(priced.filter((line) => line.unit === unit).map((line) => line[side])));
  return {
    ...spread((side) => sum(parts.map((part) => part[side]))),
    unit: 'CNY',
    formula: TOTAL_FORMULA,
    inputs: [assumptionInput('hour-value', assumptions)],
    money: inUnit('CNY'),
    minutes: inUnit('min'),
    parts,
    contributions,
    unknownPrices,
  };
}

const BIN_TITLES: Readonly<Record<Portability, Text>> = {
  full: { en: 'Come along', zh: '完整带走' },
  core: { en: 'Come along, reduced', zh: '部分功能带走' },
  none: { en: 'Stay behind', zh: '留下' },
};

function bin(home: PlacedHome, how: Portability): Bin {
  const devices = home.devices.filter((device) => device.how === how);
  return {
    title: BIN_TITLES[how],
    dids: devices.map((device) => device.did),
    devices: devices.length,
    featuresOwned: sum(devices.map((device) => device.owned)),
    featuresKept: sum(devices.map((device) => device.exposed)),
  };
}

function cashFor(stranded: readonly PlacedDevice[]): MeterReading['cashNeeded'] {
  const known = (device: PlacedDevice) => device.price !== undefined && (device.currency ?? 'CNY') === 'CNY';
  return {
    value: sum(stranded.filter(known).map((device) => device.price ?? 0)),
    unknownPrices: stranded.filter((device) => !known(device)).map((device) => device.did),
  };
}
