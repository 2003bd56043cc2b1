// Reports may come by the thousand; the screen shows sixty frames a second. Messages gather here and are applied once a
// frame, a limited number of devices at a time (frame-share.ts), so that no frame is late however much the home talks.
import { applyPatch, deviceStore } from './device-store.ts';
import type { DevicePatch } from './device-store.ts';
import { frameShare } from './frame-share.ts';
import { outOfSight } from './out-of-sight.ts';

/** A hidden tab gets no animation frames: a timer keeps its state current, slowly. */
const hiddenGap = 500;

export interface FrameQueue {
  /** The patch of a device that is being gathered. */
  patch(did: string): DevicePatch;
  /** Applies what waits for one device now: before a reply is acted on, so that its report is seen first. */
  flushDevice(did: string): void;
  flushAll(): void;
  drop(did: string): void;
}

/** `applied` is told which devices a frame changed, and whether anything slow (spec, place, state) was among it. */
export function createFrameQueue(applied: (did: string, patch: DevicePatch) => void): FrameQueue {
  const waiting = new Map<string, DevicePatch>();
  let scheduled = false;

  const apply = (did: string): void => {
    const patch = waiting.get(did);
    if (!patch) return;
    waiting.delete(did);
    const store = deviceStore(did);
    store.setState(applyPatch(store.getState(), patch), true);
    applied(did, patch);
  };
  const schedule = (): void => {
    if (scheduled) return;
    scheduled = true;
    let done = false;
    const run = () => {
      if (done) return;
      done = true;
      scheduled = false;
      frameShare(waiting, outOfSight).forEach(apply);
      if (waiting.size > 0) schedule();
    };
    if (document.visibilityState === 'hidden') setTimeout(run, hiddenGap);
    else {
      requestAnimationFrame(run);
      // The tab may be hidden before the frame comes.
      setTimeout(run, hiddenGap);
    }
  };

  return {
    patch(did) {
      let patch = waiting.get(did);
      if (!patch) {
        patch = { reports: new Map() };
        waiting.set(did, patch);
        schedule();
      }
      return patch;
    },
    flushDevice: apply,
    flushAll: () => [...waiting.keys()].forEach(apply),
    drop: (did) => void waiting.delete(did),
  };
}
