// A home seen from one target: each device with what becomes of it, each scene and rule with whether it breaks and whether it is imported.
import { inOrder, type Inventory, type InventoryDevice, type InventoryRule, type InventoryScene, type Use } from './inventory.ts';
import { exposed, importable, portability, type Portability, type Target } from './portability.ts';

/** A device and what becomes of it at the target. `exposed` counts capabilities; `ageYears` is the age at the (shifted) day of the reading. */
export type PlacedDevice = InventoryDevice & { readonly how: Portability; readonly exposed: number };

/** A scene or rule and what becomes of it. */
export type PlacedRoutine = {
  readonly id: string;
  readonly what: 'scene' | 'rule';
  readonly name: string;
  readonly nodes: number;
  /** Devices of this home that it touches, each once. */
  readonly dids: readonly string[];
  /** Those that break it: a capability that it uses is out of the target's reach. */
  readonly brokenBy: readonly string[];
  /** It arrives at the target by itself; else it is rebuilt by hand (with the replacement, where a device stays behind). */
  readonly imported: boolean;
};

export type PlacedHome = {
  readonly inventory: Inventory;
  readonly target: Target;
  readonly devices: readonly PlacedDevice[];
  readonly routines: readonly PlacedRoutine[];
  /** Whether recorded history can be imported at all. */
  readonly historyImported: boolean;
};

/**
 * Place a home at a target, `yearsLater` years (>= 0) after the day of its inventory.
 * A use of a device that is no longer at home is ignored: it is broken already, leaving does not break it.
 */
export function place(inventory: Inventory, target: Target, yearsLater = 0): PlacedHome {
  const devices = inOrder(inventory.devices).map((device) => {
    const how = portability(device.class, target, inventory.openness);
    return { ...device, ageYears: device.ageYears + yearsLater, how, exposed: exposed(device, how) };
  });
  const byDid = new Map(devices.map((device) => [device.did, device]));
  const files = importable(target, inventory.openness);

  const placeRoutine = (routine: InventoryScene | InventoryRule, what: 'scene' | 'rule', portable: boolean): PlacedRoutine => {
    const brokenBy = unique(routine.uses.filter((use) => !reaches(byDid.get(use.did), use)));
    return {
      id: routine.id,
      what,
      name: routine.name ?? routine.id,
      nodes: routine.nodes,
      dids: unique(routine.uses.filter((use) => byDid.has(use.did))),
      brokenBy,
      imported: files.routines && portable && brokenBy.length === 0,
    };
  };
  return {
    inventory,
    target,
    devices,
    routines: [
      ...inventory.scenes.map((scene) => placeRoutine(scene, 'scene', true)),
      ...inventory.rules.map((rule) => placeRoutine(rule, 'rule', rule.portable)),
    ],
    historyImported: files.history,
  };
}

function reaches(device: PlacedDevice | undefined, use: Use): boolean {
  if (device === undefined) return true;
  switch (device.how) {
    case 'full':
      return true;
    case 'core':
      return use.standard;
    case 'none':
      return false;
  }
}

const unique = (uses: readonly Use[]): readonly string[] => [...new Set(uses.map((use) => use.did))];

/** Rows of a device's history that the target cannot import: those of capabilities out of its reach, or all where no history is handed over. */
export function rowsLost(home: PlacedHome, device: PlacedDevice): number {
  const history = device.history;
  if (history === undefined) return 0;
  if (!home.historyImported) return history.rows;
  switch (device.how) {
    case 'none':
      return history.rows;
    case 'core':
      return history.rows - history.standardRows;
    case 'full':
      return 0;
  }
}

/** Why a stranded device has no value in yuan, or `undefined` where it has one. */
export type Unpriced = 'no-price' | 'no-life' | 'other-currency';
export function unpriced(device: InventoryDevice): Unpriced | undefined {
  if (device.price === undefined) return 'no-price';
  if ((device.currency ?? 'CNY') !== 'CNY') return 'other-currency';
  if (device.lifeYears === undefined) return 'no-life';
  return undefined;
}

/** price x max(0, 1 - age/life), yuan: what is left of the device on the day of the reading (straight line). `undefined` where unknown. */
export function bookValue(device: InventoryDevice): number | undefined {
  if (unpriced(device) !== undefined || device.price === undefined || device.lifeYears === undefined) return undefined;
  if (device.lifeYears <= 0) return 0;
  return device.price * Math.max(0, 1 - device.ageYears / device.lifeYears);
}
