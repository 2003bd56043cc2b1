// Which devices nobody can see now: their values may wait a few frames while the home talks more than a frame can show.
import { useEffect } from 'react';
import type { RefObject } from 'react';

const tiles = new Map<string, Element>();
/** How many sheets of a device are open. */
const sheets = new Map<string, number>();

/** ms. Looking costs a third of a millisecond with two hundred tiles; whoever scrolls sees the newest value this much later at most. */
const lookEvery = 200;
let away: ReadonlySet<string> = new Set();
let looked = -Infinity;

/**
 * Devices whose tile is scrolled away. A device without a tile is not among them: whoever shows it wants it at once.
 * Asked in a frame, before anything is drawn: then it costs no layout. (An IntersectionObserver would cost its share of every
 * frame, of homes that need none of this, too.)
 */
export function outOfSight(): ReadonlySet<string> {
  const now = performance.now();
  if (now - looked < lookEvery) return away;
  looked = now;
  const gone = new Set<string>();
  for (const [did, tile] of tiles) {
    const { top, bottom } = tile.getBoundingClientRect();
    if ((bottom <= 0 || top >= window.innerHeight) && !sheets.has(did)) gone.add(did);
  }
  away = gone;
  return away;
}

/** Of a sheet, which shows its device wherever the tile is. */
export function useOpenSheet(did: string): void {
  useEffect(() => {
    sheets.set(did, (sheets.get(did) ?? 0) + 1);
    looked = -Infinity;
    return () => {
      const left = (sheets.get(did) ?? 1) - 1;
      if (left > 0) sheets.set(did, left);
      else sheets.delete(did);
    };
  }, [did]);
}

/** Of a tile. `isThere`: it has an element. */
export function useTileSight(did: string, ref: RefObject<Element | null>, isThere: boolean): void {
  useEffect(() => {
    const element = ref.current;
    if (!element || !isThere) return;
    tiles.set(did, element);
    return () => void (tiles.get(did) === element && tiles.delete(did));
  }, [did, ref, isThere]);
}
