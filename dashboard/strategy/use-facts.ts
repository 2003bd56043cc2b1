import { useEffect, useSyncExternalStore } from 'react';
import type { Facts, InventorySource } from './inventory-source.ts';

/** The home's facts, kept fresh as long as they are looked at. */
export function useFacts(source: InventorySource): Facts {
  useEffect(() => source.start(), [source]);
  return useSyncExternalStore(source.subscribe, source.get);
}
