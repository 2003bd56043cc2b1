// What comes along when a home moves. It follows from three things and nothing else: the device's openness class, the
// target, and what the house allows. Opening one's own hub changes nothing against a closed rival: openness takes two.
import type { InventoryDevice, Openness, OpennessClass } from './inventory.ts';

/** Where the home would move to. */
export type Target = 'closed-rival' | 'open-hub';
export const TARGETS: readonly Target[] = ['closed-rival', 'open-hub'];

/** none = stays behind; core = its standard services only; full = everything it can do. */
export type Portability = 'none' | 'core' | 'full';

/**
 * What the house hands over. Only `closed` withholds release tokens. `bridged` shows live values to other systems but
 * gives no files: neither routines nor recorded history (our reading; the design names closed and open only).
 */
export const HOUSE_GIVES = {
  closed: { token: false, routines: false, history: false },
  bridged: { token: true, routines: false, history: false },
  open: { token: true, routines: true, history: true },
} as const satisfies Record<Openness, Gifts>;

type Gifts = { readonly token: boolean; readonly routines: boolean; readonly history: boolean };

/** Whether the target takes in files that another house wrote. */
const TARGET_TAKES_FILES = { 'closed-rival': false, 'open-hub': true } as const satisfies Record<Target, boolean>;

type Row = {
  readonly 'closed-rival': Portability;
  readonly 'open-hub': { readonly withheld: Portability; readonly released: Portability };
};

const PORTABILITY = {
  O: { 'closed-rival': 'none', 'open-hub': { withheld: 'full', released: 'full' } },
  T: { 'closed-rival': 'none', 'open-hub': { withheld: 'none', released: 'core' } },
  V: { 'closed-rival': 'none', 'open-hub': { withheld: 'none', released: 'none' } },
} as const satisfies Record<OpennessClass, Row>;

/** The table of the design (lab.md, section 2), as a function. The leave drill must not import it: it is what the drill tests. */
export function portability(openness: OpennessClass, target: Target, house: Openness): Portability {
  const row: Row = PORTABILITY[openness];
  if (target === 'closed-rival') return row['closed-rival'];
  return HOUSE_GIVES[house].token ? row['open-hub'].released : row['open-hub'].withheld;
}

/** Which files the target can import from this house. */
export function importable(target: Target, house: Openness): { readonly routines: boolean; readonly history: boolean } {
  const takes = TARGET_TAKES_FILES[target];
  const gives = HOUSE_GIVES[house];
  return { routines: takes && gives.routines, history: takes && gives.history };
}

/** Capabilities that the target's remote reaches (count). */
export function exposed(device: Pick<InventoryDevice, 'owned' | 'standard'>, how: Portability): number {
  switch (how) {
    case 'none':
      return 0;
    case 'core':
      return device.standard;
    case 'full':
      return device.owned;
  }
}

/** phi = exposed/owned, in [0, 1]: how much of the device a rival's remote would reach too. A device without capabilities: 1 if it comes along whole, else 0. */
export function phi(device: Pick<InventoryDevice, 'owned' | 'standard'>, how: Portability): number {
  if (device.owned > 0) return exposed(device, how) / device.owned;
  return how === 'full' ? 1 : 0;
}

/** phi of a device of this home at this target. */
export function phiAt(device: InventoryDevice, target: Target, house: Openness): number {
  return phi(device, portability(device.class, target, house));
}
