// The faults on demand that a device has now. Each ends by itself, on the wall clock; none outlives the program.
import { faultTable } from '#protocol/faults.ts';
import type { Fault, FaultKind, RunningFault } from '#protocol/faults.ts';
import type { Cancel, WallClock } from '../clock.ts';
import { createRandom } from '../random.ts';
import type { Random } from '../random.ts';

export interface FaultChange {
  readonly began: FaultKind | undefined;
  readonly ended: readonly FaultKind[];
}

export interface FaultBox {
  /** Of the home's seed and the device's serial: the same faults do the same harm. */
  readonly random: Random;
  /** Nothing is wrong: the ordinary case, and the cheap one. */
  readonly isEmpty: boolean;
  /** Begins; one of its kind that is under way begins anew. */
  put(fault: Fault): void;
  /** Ends one, or all. */
  mend(kind?: FaultKind): void;
  has(kind: FaultKind): boolean;
  /** How much of it, in the unit of its kind; undefined where there is none. */
  amountOf(kind: FaultKind): number | undefined;
  /** ms until it ends; 0 where there is none. */
  leftOf(kind: FaultKind): number;
  /** In order of kind, so that a list does not depend on who came first. */
  running(): RunningFault[];
  /** Calls back at every change. */
  watch(changed: (change: FaultChange) => void): Cancel;
}

interface Entry {
  readonly fault: Fault;
  readonly until: number;
  readonly cancel: Cancel;
}

export function createFaultBox(wall: WallClock, seed: string): FaultBox {
  const entries = new Map<FaultKind, Entry>();
  const watchers = new Set<(change: FaultChange) => void>();
  const tell = (change: FaultChange): void => [...watchers].forEach((changed) => changed(change));
  const leftOf = (kind: FaultKind): number => Math.max(0, (entries.get(kind)?.until ?? 0) - wall.monotonic());

  function mend(kind?: FaultKind): void {
    const ended = kind === undefined ? [...entries.keys()] : entries.has(kind) ? [kind] : [];
    for (const each of ended) {
      entries.get(each)?.cancel();
      entries.delete(each);
    }
    if (ended.length > 0) tell({ began: undefined, ended });
  }

  return {
    random: createRandom(seed),
    get isEmpty() {
      return entries.size === 0;
    },
    put(fault) {
      const { kind, seconds } = fault;
      entries.get(kind)?.cancel();
      entries.set(kind, { fault, until: wall.monotonic() + seconds * 1000, cancel: wall.after(seconds * 1000, () => mend(kind)) });
      tell({ began: kind, ended: [] });
    },
    mend,
    has: (kind) => entries.has(kind),
    amountOf: (kind) => {
      const entry = entries.get(kind);
      return entry && (entry.fault.amount ?? faultTable[kind].amount?.default);
    },
    leftOf,
    running: () =>
      [...entries.values()]
        .map(({ fault: { kind, seconds, amount } }) => ({
          ...{ kind, seconds, left: leftOf(kind) / 1000 },
          ...(amount === undefined ? {} : { amount }),
        }))
        .sort((a, b) => (a.kind < b.kind ? -1 : 1)),
    watch(changed) {
      watchers.add(changed);
      return () => watchers.delete(changed);
    },
  };
}
