// A guest's view shrinks in silence when a device moves out of its rooms. So it asks, as long as somebody looks.
import type { StoreApi } from 'zustand/vanilla';
import type { HomeState } from '../state/home-store.ts';

const every = 60_000;

/** May this home hold devices that we are not told of any more, and is anybody looking? */
export const shouldAsk = ({ connection, session }: Pick<HomeState, 'connection' | 'session'>, isVisible: boolean): boolean =>
  isVisible && connection === 'online' && session?.role === 'guest';

/** Asks every minute for what the guest may still see. A new connection asks anyway. */
export function watchRights(store: Pick<StoreApi<HomeState>, 'getState'>, ask: () => Promise<void>): () => void {
  const timer = setInterval(() => {
    if (shouldAsk(store.getState(), document.visibilityState === 'visible')) void ask();
  }, every);
  return () => clearInterval(timer);
}
