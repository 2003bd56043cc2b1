// What the lock-in meter needs to know of a running home. Plain JSON: the hub serves exactly this as `home.inventory`,
// the phone passes it to the functions of this folder. It holds facts only; every assumption is in `assumptions.ts`.

/** A text in both languages of the house. */
export type Text = { readonly en: string; readonly zh: string };

/** What the house allows: nothing to strangers, live projections of its devices, or everything it has. */
export type Openness = 'closed' | 'bridged' | 'open';

/** Whom a device accepts as its hub: O any; T any that brings a release token of its present house; V only its vendor's grantees. */
export type OpennessClass = 'O' | 'T' | 'V';

/** Optional fields also admit `undefined`, so that a parsed (zod) object fits without copying. */
export type InventoryDevice = {
  readonly did: string;
  readonly model: string;
  readonly vendor: string;
  readonly name: string;
  readonly category: string;
  readonly class: OpennessClass;
  /** The maker's claim, in `currency`. Absent = price unknown, which is never the same as 0. */
  readonly price?: number | undefined;
  /** ISO 4217; absent = CNY. Another currency than CNY cannot be added up and counts as price unknown. */
  readonly currency?: string | undefined;
  /** Useful life as a *connected* product, in years; absent = its value today is unknown. */
  readonly lifeYears?: number | undefined;
  /** The maker marks the price as an illustration. */
  readonly illustrative?: boolean | undefined;
  /** Years between purchase and the day of the reading; it was bought when it was paired, unless `ageGiven`. */
  readonly ageYears: number;
  /** Somebody said when it was bought: the age is their word, not the clock's. */
  readonly ageGiven?: boolean | undefined;
  /** Number of capabilities (properties, actions, events), the `info` service not counted. */
  readonly owned: number;
  /** Those among `owned` whose service `type` names a standard service; 0 <= standard <= owned. */
  readonly standard: number;
  /** Paired while the house was open, by a vendor that is not admitted. Shown; it changes no line. */
  readonly outsider: boolean;
  /** Order of purchase: ascending, ties broken by did. */
  readonly order: number;
  /** Recorded reports: `days` from first to last, `rows` in all, `standardRows` those of standard services. Absent = none. */
  readonly history?: { readonly days: number; readonly rows: number; readonly standardRows: number } | undefined;
};

/** One thing that a scene or rule touches: a capability of a device, of a standard service or of the maker's own. */
export type Use = { readonly did: string; readonly standard: boolean };

export type InventoryScene = {
  readonly id: string;
  readonly name?: string | undefined;
  /** Settings captured in it. */
  readonly nodes: number;
  readonly uses: readonly Use[];
};

export type InventoryRule = {
  readonly id: string;
  readonly name?: string | undefined;
  /** Cards of its graph: triggers, conditions, actions. */
  readonly nodes: number;
  /** Written only with words that the open export has; a rule that calls the house's own extras is not. */
  readonly portable: boolean;
  readonly uses: readonly Use[];
};

export type Prepaid = {
  readonly id: string;
  readonly name?: string | undefined;
  /** CNY paid for and not yet used. */
  readonly unused: number;
  /** The device that the service belongs to, if it belongs to one. */
  readonly did?: string | undefined;
};

export type Inventory = {
  readonly openness: Openness;
  /** How many would have to learn another remote. */
  readonly people: number;
  readonly scenes: readonly InventoryScene[];
  readonly rules: readonly InventoryRule[];
  readonly prepaid: readonly Prepaid[];
  readonly devices: readonly InventoryDevice[];
};

/** A home with nothing in it. */
export const EMPTY_HOME: Inventory = { openness: 'closed', people: 0, scenes: [], rules: [], prepaid: [], devices: [] };

/** The devices in order of purchase; same order field: by did, so that the answer never depends on the array's order. */
export function inOrder(devices: readonly InventoryDevice[]): readonly InventoryDevice[] {
  return [...devices].sort((a, b) => a.order - b.order || (a.did < b.did ? -1 : 1));
}
