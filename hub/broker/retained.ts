// What the hub serves to a new subscriber. aedes' own store tests every retained topic at every SUBSCRIBE; here an exact
// filter is one look-up and `dev/{did}/…` stays within one device. Payloads are kept as text and shared with the last
// values, so a value is held once.
import { matches } from '#protocol/filters.ts';

export interface Retained {
  readonly topic: string;
  readonly payload: string;
  readonly qos: 0 | 1;
}

/** Retained messages that nobody keeps: written from what is kept, when somebody asks. */
export interface RetainedView {
  match(filter: string): Iterable<Retained>;
  ofDevice(did: string): Iterable<Retained>;
}

export function createRetained(root: string) {
  const views: RetainedView[] = [];
  const devices = new Map<string, Map<string, Retained>>();
  const others = new Map<string, Retained>();
  const devRoot = `${root}/dev/`;

  const didOf = (topic: string): string | undefined => {
    if (!topic.startsWith(devRoot)) return undefined;
    const end = topic.indexOf('/', devRoot.length);
    return end < 0 ? undefined : topic.slice(devRoot.length, end);
  };

  function* among(group: Map<string, Retained> | undefined, filter: string): Generator<Retained> {
    if (!group) return;
    if (!/[+#]/.test(filter)) {
      const exact = group.get(filter);
      if (exact) yield exact;
      return;
    }
    for (const entry of group.values()) if (matches(filter, entry.topic)) yield entry;
  }

  const firstLevel = `${root.split('/')[0] ?? ''}/`;
  /** What the hub itself keeps. */
  function* kept(filter: string): Generator<Retained> {
    // No filter of another first level meets it; most of those are asked for topic by topic.
    if (!filter.startsWith(firstLevel) && !/^[+#]/.test(filter)) return;
    if (!filter.startsWith(devRoot)) {
      yield* among(others, filter);
      if (matches(filter, `${devRoot}x/x`) || /[+#]/.test(filter)) for (const group of devices.values()) yield* among(group, filter);
      return;
    }
    const did = didOf(filter);
    if (did !== undefined && !/[+#]/.test(did)) yield* among(devices.get(did), filter);
    else for (const group of devices.values()) yield* among(group, filter);
  }

  return {
    addView: (view: RetainedView): void => void views.push(view),
    set(topic: string, payload: string, qos: 0 | 1 = 1): void {
      const did = didOf(topic);
      let group = did === undefined ? others : devices.get(did);
      if (!group) {
        group = new Map();
        devices.set(did ?? '', group);
      }
      if (payload === '') group.delete(topic);
      else group.set(topic, { topic, payload, qos });
    },
    get(topic: string): string | undefined {
      const did = didOf(topic);
      return (did === undefined ? others : devices.get(did))?.get(topic)?.payload;
    },
    /** Everything that `filter` matches, read as it is pulled. */
    *match(filter: string): Generator<Retained> {
      yield* kept(filter);
      for (const view of views) yield* view.match(filter);
    },
    /** All that stands of one device: its own topics, the alerts about it, and what other ecosystems see. */
    *ofDevice(did: string): Generator<Retained> {
      yield* devices.get(did)?.values() ?? [];
      yield* among(others, `${root}/alert/${did}/+`);
      for (const view of views) yield* view.ofDevice(did);
    },
    /** Drops all of one device and says what was dropped. */
    dropDevice(did: string): string[] {
      const topics = [...(devices.get(did)?.keys() ?? [])];
      devices.delete(did);
      return topics;
    },
    get size(): number {
      let count = others.size;
      for (const group of devices.values()) count += group.size;
      return count;
    },
  };
}
export type RetainedStore = ReturnType<typeof createRetained>;
