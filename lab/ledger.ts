// The ledger: what each pairing changed, in order of purchase. The steps and what its people add sum up from the start (no device) to the end (the home as it is).
import { DEFAULTS, type Assumptions } from './assumptions.ts';
import { breakEvenPhi, discountPath, type Offer } from './discount.ts';
import { modelOf } from './home-discount.ts';
import { inOrder, type Inventory, type Use } from './inventory.ts';
import { readMeter } from './meter.ts';
import type { LineId, MeterReading, Spread, Unit } from './meter-types.ts';
import { phiAt, type Target } from './portability.ts';

export type LineChange = {
  readonly line: LineId;
  readonly unit: Unit;
  readonly before: Spread;
  readonly after: Spread;
  readonly delta: Spread;
};

/** What the pairing did to D, yuan: raised iff the device's `phi` was below `breakEven`. */
export type DiscountChange = {
  readonly before: number;
  readonly after: number;
  readonly delta: number;
  readonly phi: number;
  readonly breakEven: number;
};

export type LedgerStep = {
  readonly did: string;
  readonly name: string;
  /** Devices at home after this pairing. */
  readonly n: number;
  readonly lines: readonly LineChange[];
  /** CNY. */
  readonly total: { readonly before: Spread; readonly after: Spread; readonly delta: Spread };
  /** Absent where no offer was given. */
  readonly discount?: DiscountChange;
};

/** What the people of the home add to leaving, once there is a device to learn anew: theirs, and no device's. */
export type PeopleStep = Pick<LedgerStep, 'lines' | 'total'> & { readonly count: number };

export type Ledger = {
  readonly target: Target;
  /** The reading before the first device: what belongs to no device (a prepaid service of the house). */
  readonly start: MeterReading;
  readonly steps: readonly LedgerStep[];
  /** After the last device; absent where nobody or nothing is there. */
  readonly people?: PeopleStep;
  readonly end: MeterReading;
};

/**
 * Replay the home at both targets, at today's ages and today's openness: the question is what each device adds to the
 * cost of leaving *now*, not what the meter showed on the day it was bought. A scene, rule or prepaid service enters
 * with the last of the devices that it needs. Costs 2 (n + 1) readings: about 20 ms for 20 devices, 1.5 s for 200 (measured).
 */
export function ledger(inventory: Inventory, assumptions: Assumptions = DEFAULTS, offer?: Offer): Readonly<Record<Target, Ledger>> {
  return {
    'closed-rival': replay(inventory, 'closed-rival', assumptions, offer),
    'open-hub': replay(inventory, 'open-hub', assumptions, offer),
  };
}

function replay(inventory: Inventory, target: Target, assumptions: Assumptions, offer: Offer | undefined): Ledger {
  const devices = inOrder(inventory.devices);
  // Without people: else the first device bought would bear what they have to learn.
  const unpeopled: Inventory = { ...inventory, people: 0 };
  const homes = Array.from({ length: devices.length + 1 }, (_, n) => firstDevices(unpeopled, n));
  const meters = homes.map((home) => readMeter(home, target, assumptions));
  const discounts = offer && discountChanges(inventory, target, assumptions, offer);
  const steps = devices.map((device, i): LedgerStep => {
    const before = at(meters, i);
    const after = at(meters, i + 1);
    return {
      did: device.did,
      name: device.name,
      n: i + 1,
      ...changes(before, after),
      ...(discounts && { discount: at(discounts, i) }),
    };
  });
  const last = at(meters, devices.length);
  const end = readMeter(inventory, target, assumptions);
  const people = inventory.people > 0 && devices.length > 0 && { people: { count: inventory.people, ...changes(last, end) } };
  return { target, start: at(meters, 0), steps, ...people, end };
}

function changes(before: MeterReading, after: MeterReading): Pick<LedgerStep, 'lines' | 'total'> {
  return {
    lines: before.lines.map((line, l) => ({ line: line.id, unit: line.unit, ...change(line, at(after.lines, l)) })),
    total: change(before.total, after.total),
  };
}

/** The home with only its first n devices, and what these alone make possible. */
export function firstDevices(inventory: Inventory, n: number): Inventory {
  const devices = inOrder(inventory.devices);
  const later = new Set(devices.slice(n).map((device) => device.did));
  const possible = ({ uses }: { readonly uses: readonly Use[] }) => !uses.some((use) => later.has(use.did));
  return {
    ...inventory,
    devices: devices.slice(0, n),
    scenes: inventory.scenes.filter(possible),
    rules: inventory.rules.filter(possible),
    prepaid: inventory.prepaid.filter((paid) => paid.did === undefined || !later.has(paid.did)),
  };
}

const only = ({ value, low, high }: Spread): Spread => ({ value, low, high });

function change(before: Spread, after: Spread): { readonly before: Spread; readonly after: Spread; readonly delta: Spread } {
  const delta = { value: after.value - before.value, low: after.low - before.low, high: after.high - before.high };
  return { before: only(before), after: only(after), delta };
}

function discountChanges(inventory: Inventory, target: Target, assumptions: Assumptions, offer: Offer): readonly DiscountChange[] {
  const model = modelOf(offer, assumptions);
  const phis = inOrder(inventory.devices).map((device) => phiAt(device, target, inventory.openness));
  const path = discountPath(model, phis);
  return phis.map((phi, n) => {
    const { own: before, s } = at(path, n);
    const after = at(path, n + 1).own;
    return { before, after, delta: after - before, phi, breakEven: breakEvenPhi(n, s, model.rho) };
  });
}

function at<T>(items: readonly T[], index: number): T {
  const item = items[index];
  if (item === undefined) throw new RangeError(`no item ${index}`);
  return item;
}
