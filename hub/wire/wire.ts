// The wire in sight: what passes through the broker, told to the owners who have subscribed to their `wire/{client}`. While
// nobody has, a message costs one comparison; while somebody has, it is noted here and written down five times a second.
import { wireLimits } from '#protocol/wire.ts';
import type { Passed, WireBatch } from '#protocol/wire.ts';
import { redactMessage } from '#protocol/redact-message.ts';
import { parseTopic } from '#protocol/topics.ts';
import type { AnyRoute } from '../broker/connection.ts';
import type { Route, Topics } from '#protocol/topics.ts';
import type { BrokerOptions } from '../broker/broker.ts';
import type { Bus } from '../bus.ts';
import { createAllowance } from './allowance.ts';

type Gate = BrokerOptions['gate'];

interface Noted {
  readonly at: number;
  readonly from: string;
  readonly topic: string;
  readonly route: Route | undefined;
  readonly payload: Buffer | string;
  refused: boolean;
}

interface Needs {
  readonly home: string;
  readonly topics: Topics;
  readonly bus: Bus;
  /** ms since 1970, even, with fractions. */
  readonly at: () => number;
  /** To one connection. */
  readonly tell: (clientId: string, topic: string, payload: string) => void;
  /** Calls `work` every `ms` until it is told to stop. */
  readonly repeat?: (work: () => void, ms: number) => () => void;
}

function onTimer(work: () => void, ms: number): () => void {
  const timer = setInterval(work, ms);
  timer.unref();
  return () => clearInterval(timer);
}

/** What the gate holds back is refused where it is of these kinds; the rest it holds back is what it takes for the hub itself. */
const forwarded = new Set<AnyRoute['kind'] | undefined>([undefined, 'report', 'event', 'state']);
const ofCommands = new Set<Route['kind'] | undefined>(['request', 'reply', 'cmd', 'res']);
const maxTopics = 4096;

function write({ at, from, topic, route, payload, refused }: Noted): Passed {
  const { text, hidden } = redactMessage(route, payload.toString());
  return { at, from, topic, text, ...(refused ? { refused } : {}), ...(hidden ? { hidden } : {}) };
}

export function createWire({ home, topics, bus, at, tell, repeat = onTimer }: Needs) {
  const prefix = topics.wire('');
  /** Clients that watch, each with the connections that do. */
  const watchers = new Map<string, Set<string>>();
  const routes = new Map<string, Route | undefined>();
  const allowance = createAllowance(wireLimits);
  let noted: Noted[] = [];
  let bytes = 0;
  let stopTimer: (() => void) | undefined;

  function routeOf(topic: string): Route | undefined {
    if (routes.has(topic)) return routes.get(topic);
    const route = parseTopic(home, topic);
    if (routes.size < maxTopics) routes.set(topic, route);
    return route;
  }

  function note(from: string, topic: string, payload: Buffer | string): Noted | undefined {
    const route = routeOf(topic);
    if (bytes + payload.length > wireLimits.waitingBytes) allowance.leave();
    else if (allowance.take(ofCommands.has(route?.kind))) {
      bytes += payload.length;
      const entry: Noted = { at: at(), from, topic, route, payload, refused: false };
      noted.push(entry);
      return entry;
    }
    return undefined;
  }

  function publish(messages: readonly Passed[], left: number): void {
    const text = JSON.stringify({ v: 1, messages: [...messages], left } satisfies WireBatch);
    for (const [client, connections] of watchers) for (const clientId of connections) tell(clientId, topics.wire(client), text);
  }

  function flush(): void {
    const left = allowance.refill(wireLimits.every);
    if (noted.length === 0 && left === 0) return;
    let batch: Passed[] = [];
    let size = 0;
    for (const entry of noted) {
      const passed = write(entry);
      if (size > 0 && size + passed.text.length > wireLimits.batchBytes) {
        publish(batch, 0);
        [batch, size] = [[], 0];
      }
      batch.push(passed);
      size += passed.text.length;
    }
    noted = [];
    bytes = 0;
    publish(batch, left);
  }

  function leave(client: string, clientId: string): void {
    const connections = watchers.get(client);
    if (!connections?.delete(clientId) || connections.size > 0) return;
    watchers.delete(client);
    if (watchers.size > 0) return;
    stop();
  }
  function stop(): void {
    stopTimer?.();
    stopTimer = undefined;
    watchers.clear();
    routes.clear();
    noted = [];
    bytes = 0;
    allowance.reset();
  }
  const clientOf = (filter: string): string | undefined => (filter.startsWith(prefix) ? filter.slice(prefix.length) : undefined);

  bus.on('subscribed', ({ clientId, filters }) => {
    for (const client of filters.map(clientOf)) {
      if (client === undefined) continue;
      watchers.set(client, (watchers.get(client) ?? new Set()).add(clientId));
      stopTimer ??= repeat(flush, wireLimits.every);
    }
  });
  bus.on('unsubscribed', ({ clientId, filters }) => {
    for (const client of filters.map(clientOf)) if (client !== undefined) leave(client, clientId);
  });
  bus.on('disconnected', ({ clientId, user }) => leave(user, clientId));

  return {
    /** A gate that notes what comes before it is carried out, so that a request stands before the command that it causes. */
    through:
      (gate: Gate): Gate =>
      (connection, route, topic, payload) => {
        if (!stopTimer) return gate(connection, route, topic, payload);
        const entry = note(connection.user, topic, payload);
        const forward = gate(connection, route, topic, payload);
        if (entry && forward === false && forwarded.has(route?.kind)) entry.refused = true;
        return forward;
      },
    /** What the hub itself says. */
    said: (topic: string, payload: string): void => {
      if (stopTimer && !topic.startsWith(prefix)) note('hub', topic, payload);
    },
    stop,
    /** How many connections watch. */
    get watching() {
      return [...watchers.values()].reduce((sum, { size }) => sum + size, 0);
    },
  };
}
export type Wire = ReturnType<typeof createWire>;
