// One target's column: what becomes of every device, and what must be said about the prices.
import { exposed, type Inventory, type InventoryDevice, type MeterReading, type Portability } from '#lab/index.ts';
import type { Speech } from './speech.ts';

export interface BinDevice {
  readonly did: string;
  readonly name: string;
  /** `6 of 7` features kept. */
  readonly kept: string;
  /** Why it has no value in yuan, where it stays behind and has none. */
  readonly unpriced: string | undefined;
  readonly outsider: boolean;
}

export interface BinView {
  readonly how: Portability;
  readonly title: string;
  /** `10 of 10 features kept`; undefined in an empty bin. */
  readonly features: string | undefined;
  readonly devices: readonly BinDevice[];
}

export const nameOf = (inventory: Inventory, did: string): string => inventory.devices.find((device) => device.did === did)?.name ?? did;

/** The three bins in the order of hope: whole, reduced, not at all. */
export function binViews(inventory: Inventory, reading: MeterReading, speech: Speech): readonly BinView[] {
  const { words } = speech;
  const byDid = new Map(inventory.devices.map((device) => [device.did, device]));
  const reasons = new Map(reading.whyUnknown.map(({ did, why }) => [did, words.whyUnknown[why]]));
  const titles: Readonly<Record<Portability, string>> = { full: words.binFull, core: words.binCore, none: words.binNone };

  const deviceView = (device: InventoryDevice, how: Portability): BinDevice => ({
    did: device.did,
    name: device.name,
    kept: words.featuresOf(speech.number(exposed(device, how), 0), speech.number(device.owned, 0)),
    unpriced: reasons.get(device.did),
    outsider: device.outsider,
  });

  return (['full', 'core', 'none'] as const).map((how) => {
    const bin = reading.bins[how];
    return {
      how,
      title: titles[how],
      features: bin.devices === 0 ? undefined : words.features(speech.number(bin.featuresKept, 0), speech.number(bin.featuresOwned, 0)),
      devices: bin.dids.flatMap((did) => {
        const device = byDid.get(did);
        return device === undefined ? [] : [deviceView(device, how)];
      }),
    };
  });
}

/** What must be said about the prices: illustrations, and unknown ones, by name. */
export function priceNotes(inventory: Inventory, reading: MeterReading, speech: Speech): readonly string[] {
  const named = (dids: readonly string[], say: (names: string) => string) =>
    dids.length === 0
      ? []
      : [
          say(
            speech.list(
              shortened(
                dids.map((did) => nameOf(inventory, did)),
                speech,
              ),
            ),
          ),
        ];
  return [...named(reading.unknownPrices, speech.words.unknownPrices), ...named(reading.illustrative, speech.words.illustrativePrices)];
}

/** A list of names that a caption can hold: the rest is counted. */
export function shortened(names: readonly string[], speech: Speech, most = 6): readonly string[] {
  return names.length <= most + 1 ? names : [...names.slice(0, most), speech.words.showAll(names.length - most)];
}
