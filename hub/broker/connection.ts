// One MQTT connection as the hub sees it: who it is, and what its topics mean.
import type { Client } from 'aedes';
import { matches } from '#protocol/filters.ts';
import { may } from '#protocol/permissions.ts';
import type { Who } from '#protocol/permissions.ts';
import { parseForeign } from '#protocol/projections/foreign-topics.ts';
import type { ForeignRoute } from '#protocol/projections/foreign-topics.ts';
import { parseTopic, rootOf } from '#protocol/topics.ts';
import type { Route } from '#protocol/topics.ts';

/** What a topic means: one of the home’s own, or one where another ecosystem asks for something. */
export type AnyRoute = Route | ForeignRoute;

export interface Connection {
  readonly clientId: string;
  /** The username: a person's client, a did, or `pair-{serial}`. */
  readonly user: string;
  readonly who: Who;
  readonly client: Client;
  /** Counts one message or subscription of a party that has not shown who it is; false: it has had its share and is to go. */
  spend(): boolean;
  /** Holds a filter that was granted; false: it holds too many already. */
  hold(filter: string, qos: 0 | 1): boolean;
  letGo(filter: string): void;
  /** The highest QoS that its filters ask for; undefined where none matches. */
  listensTo(topic: string): 0 | 1 | undefined;
  /** Does one of its filters reach beyond the home's own topics, to those of other ecosystems? */
  hearsForeign(): boolean;
  /** What a topic means, if this party may publish on it; undefined: it may not. Cached. */
  routeOf(topic: string): AnyRoute | undefined;
}

/** So that a client that invents topics cannot fill the memory. */
const maxCachedRoutes = 4096;
/** What an unpaired device may send in one connection: hours of hellos, or a few seconds of a flood. It may come again. */
const strangersShare = 300;

/** A phone holds a dozen filters; a controller of another ecosystem asks for each property by itself. Each costs memory here. */
const maxFilters = { own: 256, foreign: 4096 } as const;
export const maxFilterLength = 512;

export function createConnection(home: string, clientId: string, user: string, who: Who, client: Client): Connection {
  const routes = new Map<string, AnyRoute | null>();
  const filters = { own: new Map<string, 0 | 1>(), foreign: new Map<string, 0 | 1>() } as const;
  const ownTopics = `${rootOf(home)}/`;
  const kindOf = (filter: string): 'own' | 'foreign' => (filter.startsWith(ownTopics) ? 'own' : 'foreign');
  let spent = 0;
  return {
    spend() {
      spent += 1;
      return who.kind !== 'pairing' || spent <= strangersShare;
    },
    hold(filter, qos) {
      const kind = kindOf(filter);
      const held = filters[kind];
      if (filter.length > maxFilterLength || (held.size >= maxFilters[kind] && !held.has(filter))) return false;
      held.set(filter, qos);
      return true;
    },
    letGo: (filter) => void filters[kindOf(filter)].delete(filter),
    listensTo(topic) {
      let most: 0 | 1 | undefined;
      for (const [filter, qos] of filters[kindOf(topic)]) if (most !== 1 && matches(filter, topic)) most = qos;
      return most;
    },
    hearsForeign: () => filters.foreign.size > 0,
    clientId,
    user,
    who,
    client,
    routeOf(topic) {
      const known = routes.get(topic);
      if (known !== undefined) return known ?? undefined;
      const route = may(home, who, 'publish', topic) ? (parseTopic(home, topic) ?? parseForeign(topic) ?? null) : null;
      if (routes.size < maxCachedRoutes) routes.set(topic, route);
      return route ?? undefined;
    },
  };
}
