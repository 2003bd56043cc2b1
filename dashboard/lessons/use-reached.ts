import { useEffect } from 'react';

/** Tells once that it is so. */
export function useReached(isReached: boolean, onReached: () => void): void {
  useEffect(() => {
    if (isReached) onReached();
  }, [isReached, onReached]);
}
