// The facts of the home as the hub serves them, fetched again when they are old. Outside React, so that it can be tested and never sets state in a render.
import { OmniError } from '#protocol/errors.ts';
import type { DeviceSummary } from '#protocol/operations/device.ts';
import type { HomeInventory } from '#protocol/operations/strategy.ts';
import type { Language, OmniClient, StrategyStore } from '../strategy-slot.ts';
import type { Openness, Text } from '#lab/index.ts';
import type { Kinds } from './words.ts';

export interface Facts {
  readonly inventory: HomeInventory | undefined;
  /** What each device is called, in both languages: the inventory has one name only. */
  readonly names: ReadonlyMap<string, Text>;
  /** What the devices of each category are called by their makers. */
  readonly kinds: Kinds;
  /** ms since 1970 at which the inventory was served. */
  readonly at: number | undefined;
  /** Of the latest attempt. */
  readonly error: OmniError | undefined;
  /** What the house allowed before it was last seen to change; until dismissed. */
  readonly openedFrom: Openness | undefined;
}

export interface InventorySource {
  readonly get: () => Facts;
  readonly subscribe: (listener: () => void) => () => void;
  readonly refresh: () => void;
  readonly dismissChange: () => void;
  /** Watches the store; returns how to stop. */
  readonly start: () => () => void;
}

/** Ages and history drift without a change of version: seen again after this long. */
const DRIFT_MS = 60_000;

export function createInventorySource(client: OmniClient, store: StrategyStore, now: () => number): InventorySource {
  let facts: Facts = { inventory: undefined, names: new Map(), kinds: new Map(), at: undefined, error: undefined, openedFrom: undefined };
  const listeners = new Set<() => void>();
  let isBusy = false;
  let isOld = false;
  let isRunning = false;

  const set = (change: Partial<Facts>) => {
    facts = { ...facts, ...change };
    for (const tell of listeners) tell();
  };

  const receive = (inventory: HomeInventory, devices: readonly DeviceSummary[] | undefined) => {
    const before = facts.inventory?.openness;
    const changed = before !== undefined && before !== inventory.openness ? { openedFrom: before } : {};
    const named = devices && {
      names: new Map(devices.map(({ did, given, title }) => [did, given === null ? title : { en: given, zh: given }])),
      kinds: new Map(devices.map(({ category, title }) => [category, title])),
    };
    set({ inventory, at: now(), error: undefined, ...changed, ...named });
  };

  const read = async () => {
    // Without the list devices keep the inventory's names; that is no reason to show no numbers.
    const list = client.call('device.list', {}, { ttl: 10_000 }).then(
      ({ devices }) => devices,
      () => undefined,
    );
    try {
      const inventory = await client.call('home.inventory', {}, { ttl: 10_000 });
      receive(inventory, await list);
    } catch (error) {
      set({ error: error instanceof OmniError ? error : new OmniError('INTERNAL', 'the inventory could not be read', { cause: error }) });
    }
  };

  /** One request at a time: what changes meanwhile is asked for once more afterwards. */
  const refresh = () => {
    if (!isRunning || !store.getState().online) return;
    if (isBusy) {
      isOld = true;
      return;
    }
    isBusy = true;
    isOld = false;
    void read().finally(() => {
      isBusy = false;
      if (isOld) refresh();
    });
  };

  return {
    get: () => facts,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    refresh,
    dismissChange: () => set({ openedFrom: undefined }),
    start: () => {
      isRunning = true;
      refresh();
      const stop = store.subscribe((after, before) => {
        if (after.version !== before.version || after.openness !== before.openness || (after.online && !before.online)) refresh();
      });
      const timer = setInterval(refresh, DRIFT_MS);
      return () => {
        isRunning = false;
        stop();
        clearInterval(timer);
      };
    },
  };
}

/** The inventory with its devices called as the reader calls them. */
export function inLanguage(inventory: HomeInventory, names: Facts['names'], language: Language): HomeInventory {
  return {
    ...inventory,
    devices: inventory.devices.map((device) => ({ ...device, name: names.get(device.did)?.[language] ?? device.name })),
  };
}
