// Everything the hub publishes, put where it belongs: reports as they come into the frame queue, objects parsed into the home store.
import { alertSchema, hubInfoSchema, hubStateSchema, nearbySchema, placeSchema, roomSchema, stateSchema } from '#protocol/envelopes.ts';
import { parseSpec } from '#protocol/spec.ts';
import { parseJson } from '#protocol/parse-json.ts';
import { parseTopic } from '#protocol/topics.ts';
import type { Route } from '#protocol/topics.ts';
import type { z } from '#protocol/zod.ts';
import { deviceStore, forgetDevice, keyOf, knownDevices } from '../state/device-store.ts';
import type { DevicePatch } from '../state/device-store.ts';
import { cardOf, factsOf, namedBy, sameCard, sameFacts } from '../state/facts.ts';
import { createFrameQueue } from '../state/frame-queue.ts';
import type { FrameQueue } from '../state/frame-queue.ts';
import { notify } from '../state/notices.ts';
import { bumpVersion, homeStore, without } from '../state/home-store.ts';
import type { DeviceFacts, HomeState } from '../state/home-store.ts';

/** Chips and room headers need no more than this. */
const factsGap = 400;

const only = <T>(record: Readonly<Record<string, T>>, test: (key: string) => boolean): Record<string, T> =>
  Object.fromEntries(Object.entries(record).filter(([key]) => test(key)));

export interface Ingest {
  readonly message: (topic: string, text: string) => void;
  /** A new connection: from here on, note what the hub still tells of. */
  begin(): void;
  /** The whole state has come: what was not told again is gone. `dids`: the devices that exist. */
  settle(dids: ReadonlySet<string>): void;
  /** Drops the devices that are not among `dids`, and their alerts. */
  keep(dids: ReadonlySet<string>): void;
  readonly queue: FrameQueue;
}

export function createIngest(home: string): Ingest {
  /** Topics of retained objects seen since `begin`. */
  let seen = new Set<string>();
  const routes = new Map<string, Route | undefined>();
  const changedFacts = new Map<string, DeviceFacts>();
  let factsTimer: ReturnType<typeof setTimeout> | undefined;

  const flushFacts = (): void => {
    factsTimer = undefined;
    const facts = { ...homeStore.getState().facts };
    for (const [did, fact] of changedFacts) facts[did] = fact;
    changedFacts.clear();
    homeStore.setState({ facts });
  };

  const applied = (did: string, patch: DevicePatch): void => {
    const device = deviceStore(did).getState();
    const { cards, facts, listed, version } = homeStore.getState();
    if (patch.spec !== undefined || patch.place !== undefined || patch.state !== undefined) {
      const card = namedBy(cardOf(device), listed[did]);
      const before = cards[did];
      // A device without spec or state is not (or no longer) one of the home.
      if (!device.spec && !device.state) {
        if (before) homeStore.setState({ cards: without(cards, did), facts: without(facts, did), version: version + 1 });
      } else if (!sameCard(before, card)) {
        const structural = !before || before.room !== card.room || before.given !== card.given || before.title !== card.title;
        homeStore.setState({ cards: { ...cards, [did]: card }, ...(structural ? { version: version + 1 } : {}) });
      }
    }
    const fact = factsOf(device);
    if (!sameFacts(changedFacts.get(did) ?? facts[did], fact)) {
      changedFacts.set(did, fact);
      factsTimer ??= setTimeout(flushFacts, factsGap);
    }
  };
  const queue = createFrameQueue(applied);

  const forgetOthers = (dids: ReadonlySet<string>): void => {
    queue.flushAll();
    for (const did of knownDevices()) {
      if (dids.has(did)) continue;
      queue.drop(did);
      changedFacts.delete(did);
      forgetDevice(did);
    }
  };

  /** Parses a retained object; null when its topic was cleared, undefined when it is not of the protocol's shape. */
  const object = <S extends z.ZodType>(schema: S, text: string): z.output<S> | null | undefined =>
    text.length === 0 ? null : schema.safeParse(parseJson(text)).data;

  const put = (change: Partial<Pick<HomeState, 'rooms' | 'nearby' | 'alerts'>>): void =>
    homeStore.setState(({ version }) => ({ ...change, ...(change.rooms ? { version: version + 1 } : {}) }));

  const place = (route: Route, text: string): void => {
    switch (route.kind) {
      case 'report':
        queue.patch(route.did).reports.set(keyOf(route.service, route.property), text);
        return;
      case 'spec': {
        if (text.length === 0) queue.patch(route.did).spec = null;
        else {
          const parsed = parseSpec(parseJson(text));
          if (parsed.ok) queue.patch(route.did).spec = parsed.spec;
        }
        return;
      }
      case 'place': {
        const value = object(placeSchema, text);
        if (value !== undefined) queue.patch(route.did).place = value;
        return;
      }
      case 'state': {
        const value = object(stateSchema, text);
        if (value !== undefined) queue.patch(route.did).state = value;
        return;
      }
      case 'hub-info': {
        const info = object(hubInfoSchema, text);
        if (!info) return;
        const before = homeStore.getState();
        homeStore.setState({ info, ...(before.info?.openness === info.openness ? {} : { version: before.version + 1 }) });
        return;
      }
      case 'hub-state': {
        const hubState = object(hubStateSchema, text);
        if (hubState) homeStore.setState({ hubState });
        return;
      }
      case 'object': {
        const { rooms, nearby } = homeStore.getState();
        if (route.collection === 'rooms') {
          const room = object(roomSchema, text);
          if (room !== undefined) put({ rooms: room ? { ...rooms, [route.id]: room } : without(rooms, route.id) });
        } else if (route.collection === 'people') {
          // Who they are is asked with `person.list`, which also tells who is online: here it is enough that somebody changed.
          bumpVersion();
        } else if (route.collection === 'nearby') {
          const device = object(nearbySchema, text);
          if (device !== undefined) put({ nearby: device ? { ...nearby, [route.id]: device } : without(nearby, route.id) });
        }
        return;
      }
      case 'alert': {
        const { alerts } = homeStore.getState();
        const id = `${route.did}/${route.id}`;
        const alert = object(alertSchema, text);
        if (alert !== undefined) put({ alerts: alert ? { ...alerts, [id]: alert } : without(alerts, id) });
        return;
      }
      case 'event': {
        // What only informs is for scripts; the rest is said once, as it happens.
        const event = deviceStore(route.did).getState().spec?.services[route.service]?.events[route.event];
        if (event && event.level !== 'info') notify({ kind: 'happened', did: route.did, title: event.title, bad: event.level === 'alarm' });
        return;
      }
      default:
        // The engineer's topics are not shown.
        return;
    }
  };

  return {
    queue,
    message(topic, text) {
      let route = routes.get(topic);
      if (route === undefined && !routes.has(topic)) {
        route = parseTopic(home, topic);
        routes.set(topic, route);
      }
      if (!route) return;
      if (text.length > 0) seen.add(topic);
      place(route, text);
    },
    begin() {
      seen = new Set();
    },
    keep(dids) {
      forgetOthers(dids);
      const { cards, facts, alerts, version } = homeStore.getState();
      if (Object.keys(cards).every((did) => dids.has(did))) return;
      homeStore.setState({
        cards: only(cards, (did) => dids.has(did)),
        facts: only(facts, (did) => dids.has(did)),
        alerts: only(alerts, (id) => dids.has(id.slice(0, id.indexOf('/')))),
        version: version + 1,
      });
    },
    settle(dids) {
      forgetOthers(dids);
      const { cards, facts, rooms, nearby, alerts, version } = homeStore.getState();
      const root = `omni/1/${home}`;
      homeStore.setState({
        cards: only(cards, (did) => dids.has(did)),
        facts: only(facts, (did) => dids.has(did)),
        rooms: only(rooms, (id) => seen.has(`${root}/home/rooms/${id}`)),
        nearby: only(nearby, (id) => seen.has(`${root}/home/nearby/${id}`)),
        alerts: only(alerts, (id) => seen.has(`${root}/alert/${id}`)),
        version: version + 1,
      });
    },
  };
}
