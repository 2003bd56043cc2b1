import { useSyncExternalStore } from 'react';

const query = matchMedia('(min-width: 1000px)');
const subscribe = (listener: () => void) => {
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
};

/** Is there room for the phone in a frame and a lens beside it? */
export const useIsWide = (): boolean => useSyncExternalStore(subscribe, () => query.matches);
