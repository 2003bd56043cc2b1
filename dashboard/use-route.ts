// The current screen, from the location's hash. Opening pushes, closing goes back: so the system's back closes sheets.
import { useMemo, useSyncExternalStore } from 'react';
import { hashOf, parentOf, parseRoute } from './routes.ts';
import type { Route } from './routes.ts';

/** Steps that this page pushed: only those may be undone by `history.back()`, else it would leave the page. */
const depthOf = (): number => {
  const state: unknown = history.state;
  return typeof state === 'object' && state !== null && 'depth' in state && typeof state.depth === 'number' ? state.depth : 0;
};

const listeners = new Set<() => void>();
const tell = (): void => listeners.forEach((listener) => listener());
addEventListener('popstate', tell);
addEventListener('hashchange', tell);

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export function go(route: Route, how: 'push' | 'replace' = 'push'): void {
  const hash = hashOf(route);
  if (hash === location.hash || (hash === '#/' && location.hash === '')) return;
  if (how === 'push') history.pushState({ depth: depthOf() + 1 }, '', hash);
  else history.replaceState({ depth: depthOf() }, '', hash);
  tell();
}

/** Closes the present screen. */
export function close(route: Route): void {
  if (depthOf() > 0) history.back();
  else go(parentOf(route), 'replace');
}

export function useRoute(): Route {
  const hash = useSyncExternalStore(subscribe, () => location.hash);
  return useMemo(() => parseRoute(hash), [hash]);
}
