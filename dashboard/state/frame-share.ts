// Which of the devices that wait a frame applies.
import type { DevicePatch } from './device-store.ts';

/** Devices that change in one frame. */
export const perFrame = 20;
/** Of those, kept for what is out of sight: two hundred that talk all the time are still current to within a second. */
export const unseenPerFrame = 4;

const isMoreThanValues = ({ spec, place, state }: DevicePatch): boolean => spec !== undefined || place !== undefined || state !== undefined;

/**
 * All, where a frame has room for all. Else who can be seen, or is to be shown otherwise than by a value, first; each group
 * in the order of its coming.
 */
export function frameShare(waiting: ReadonlyMap<string, DevicePatch>, outOfSight: () => ReadonlySet<string>): string[] {
  if (waiting.size <= perFrame) return [...waiting.keys()];
  const away = outOfSight();
  const seen: string[] = [];
  const unseen: string[] = [];
  for (const [did, patch] of waiting) {
    if (!away.has(did) || isMoreThanValues(patch)) {
      if (seen.length < perFrame) seen.push(did);
    } else if (unseen.length < unseenPerFrame) unseen.push(did);
    if (seen.length === perFrame && unseen.length === unseenPerFrame) break;
  }
  return [...seen.slice(0, perFrame - unseen.length), ...unseen];
}
