// What outlives the lens while the page lives: on a phone it is a tab that comes and goes, and what was turned should stand on return.
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Target } from '#lab/index.ts';
import type { OmniClient, StrategyStore } from '../strategy-slot.ts';
import type { Changes } from './assumption-rows.ts';
import { createInventorySource, type InventorySource } from './inventory-source.ts';

export interface Turned {
  readonly target: Target;
  /** Of the next purchase; undefined until it was shown once: the one owned most. */
  readonly category: string | undefined;
  readonly changes: Changes;
  readonly yearsLater: number;
  readonly isProjected: boolean;
}

export interface LensMemory {
  readonly me: string | undefined;
  readonly source: InventorySource;
  readonly turned: StoreApi<Turned>;
}

const UNTURNED: Turned = { target: 'closed-rival', category: undefined, changes: {}, yearsLater: 0, isProjected: false };

const memories = new WeakMap<OmniClient, LensMemory>();

/** The memory that belongs to a hub's client, as long as the same person looks. */
export function memoryOf(client: OmniClient, store: StrategyStore, me: string | undefined): LensMemory {
  let memory = memories.get(client);
  if (!memory || memory.me !== me) {
    memory = { me, source: createInventorySource(client, store, Date.now), turned: createStore<Turned>(() => UNTURNED) };
    memories.set(client, memory);
  }
  return memory;
}
