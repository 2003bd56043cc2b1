// aedes' in-memory persistence, with what the hub does better itself taken over: retained messages come from the hub's
// own map, and nothing is queued for absent clients (every session is clean).
import { Readable } from 'node:stream';
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

/** Without the machinery that `Readable.from` has for what comes later. */
const streamOf = (left: Iterator<object, void>): Readable =>
  new Readable({
    objectMode: true,
    read() {
      for (;;) {
        const next = left.next();
        if (!this.push(next.done === true ? null : next.value) || next.done === true) return;
      }
    },
  });

// The package's types describe an ES default export; Node gives the CommonJS function itself.
const create = memory as unknown as () => object;

export function createPersistence(retained: RetainedStore) {
  return Object.assign(create(), {
    createRetainedStreamCombi: (filters: string[]) => streamOf(packets(retained, filters)),
    storeRetained: () => Promise.resolve(),
    subscriptionsByTopic: () => Promise.resolve([]),
    outgoingEnqueueCombi: () => Promise.resolve(),
  });
}
