// What has passed since the lens was opened: the last 10,000 messages, what was left out, the round trips of this phone and
// the last hundred commands. One store, written at each batch.
import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import { wireSchema } from '#protocol/wire.ts';
import type { WireSource } from '../wire-slot.ts';
import { hopsOf, rowOf } from './row.ts';
import type { Row } from './row.ts';
import type { Measured } from './timings.ts';

export const keep = 10_000;
const keepTrips = 1_000;
export const keepMeasured = 100;

export interface StreamState {
  /** Oldest first. */
  readonly rows: readonly Row[];
  /** Messages that were left out because there were too many: of the latest batches, and in all. */
  readonly left: number;
  /** `performance.now()` when some were left out last; undefined: never. */
  readonly leftAt: number | undefined;
  /** Only an owner may watch. */
  readonly denied: boolean;
  /** Round trips of this phone's own requests, ms, by id. */
  readonly trips: ReadonlyMap<string, number>;
  /** The last commands that a device answered, oldest first. */
  readonly measured: readonly Measured[];
  /** A batch came that this page cannot read: the hub is of another version. */
  readonly unreadable: boolean;
}

const empty: StreamState = {
  rows: [],
  left: 0,
  leftAt: undefined,
  denied: false,
  trips: new Map(),
  measured: [],
  unreadable: false,
};

export interface Stream {
  readonly store: StoreApi<StreamState>;
  /** Begins to watch; answers how to end it. What has come stays. */
  open(home: string): () => void;
  clear(): void;
}

export function createStream(source: WireSource, now: () => number): Stream {
  const store = createStore<StreamState>(() => empty);
  let count = 0;

  function take(home: string, json: unknown): void {
    const parsed = wireSchema.safeParse(json);
    if (!parsed.success) {
      store.setState({ unreadable: true });
      return;
    }
    const { messages, left } = parsed.data;
    const fresh = messages.map((passed) => rowOf(home, passed, (count += 1)));
    const measured = fresh.flatMap((row): Measured[] => {
      const hops = hopsOf(row);
      return hops?.device === undefined || row.command === undefined
        ? []
        : [{ id: row.command, hub: hops.hub, device: hops.device, total: hops.total }];
    });
    store.setState((before) => ({
      rows: [...before.rows, ...fresh].slice(-keep),
      measured: measured.length > 0 ? [...before.measured, ...measured].slice(-keepMeasured) : before.measured,
      left: before.left + left,
      leftAt: left > 0 ? now() : before.leftAt,
      denied: false,
    }));
  }

  return {
    store,
    open: (home) =>
      source.watch({
        onBatch: (json) => take(home, json),
        onDenied: () => store.setState({ denied: true }),
        onTrip: (id, ms) => store.setState(({ trips }) => ({ trips: new Map([...[...trips].slice(1 - keepTrips), [id, ms]]) })),
      }),
    clear: () => store.setState({ ...empty, denied: store.getState().denied }, true),
  };
}

const streams = new WeakMap<WireSource, Stream>();
/** The stream of this page: it is there again when the lens is closed and opened. */
export function streamOf(source: WireSource): Stream {
  const known = streams.get(source) ?? createStream(source, () => performance.now());
  streams.set(source, known);
  return known;
}
