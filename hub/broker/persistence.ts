// aedes' in-memory persistence, with what the hub does better itself taken over: retained messages come from the hub's
// own map, and nothing is queued for absent clients (every session is clean).
import { Readable } from 'node:stream';
import type { Writable } from 'node:stream';
import memory from 'aedes-persistence';
import type { RetainedStore } from './retained.ts';

function* packets(retained: RetainedStore, filters: readonly string[]) {
  const seen = new Set<string>();
  for (const filter of filters) {
    for (const { topic, payload, qos } of retained.match(filter)) {
      // Overlapping filters of one SUBSCRIBE get one copy.
      if (seen.has(topic)) continue;
      seen.add(topic);
      yield { cmd: 'publish', topic, payload: Buffer.from(payload), qos, retain: true, dup: false };
    }
  }
}

/**
 * What aedes asks of a stream of retained packets is that it pipes. Most subscribers find nothing retained, and then there is
 * no stream to set up and to end.
 */
const pipeOf = (left: Iterator<object, void>) => ({
  pipe(to: Writable): void {
    for (;;) {
      const next = left.next();
      if (next.done === true) return;
      if (to.write(next.value)) continue;
      to.once('drain', () => this.pipe(to));
      return;
    }
  },
});
/** Nothing waits for a client that comes back. */
const nothing = (): Readable =>
  new Readable({
    objectMode: true,
    read() {
      this.push(null);
    },
  });

// The package's types describe an ES default export; Node gives the CommonJS function itself.
const create = memory as unknown as () => object;

export function createPersistence(retained: RetainedStore) {
  return Object.assign(create(), {
    createRetainedStreamCombi: (filters: string[]) => pipeOf(packets(retained, filters)),
    outgoingStream: nothing,
    storeRetained: () => Promise.resolve(),
    subscriptionsByTopic: () => Promise.resolve([]),
    outgoingEnqueueCombi: () => Promise.resolve(),
  });
}
