// What this home says while the reference is open: the last message of each kind, its specs, and requests tried from the page.
import { createStore } from 'zustand/vanilla';
import { useStore } from 'zustand';
import { replySchema } from '#protocol/envelopes.ts';
import type { Request } from '#protocol/envelopes.ts';
import { ulid } from '#protocol/ids.ts';
import { rowOf } from '#protocol/messages.ts';
import { isOperation, operations } from '#protocol/operations/index.ts';
import { redact } from '#protocol/redact.ts';
import { parseSpec } from '#protocol/spec.ts';
import type { DeviceSpec } from '#protocol/spec.ts';
import { parseTopic, rootOf, topicsOf } from '#protocol/topics.ts';
import type { TopicPattern } from '#protocol/topics.ts';
import { wireSchema } from '#protocol/wire.ts';
import { openConnection } from '../wire/connection.ts';
import type { Connection } from '../wire/connection.ts';
import { parseJson } from '#protocol/parse-json.ts';
import { readSession } from '../wire/session.ts';
import type { Session } from '../wire/session.ts';

export interface Heard {
  readonly topic: string;
  readonly text: string;
  readonly at: number;
}
interface Live {
  /** undefined: not known yet; null: nobody of this home. */
  readonly session: Session | null | undefined;
  readonly isOnline: boolean;
  readonly last: Readonly<Partial<Record<TopicPattern, Heard>>>;
  readonly specs: Readonly<Record<string, DeviceSpec>>;
  /** A device nearby, if there is one. */
  readonly serial: string | undefined;
}
const store = createStore<Live>(() => ({ session: undefined, isOnline: false, last: {}, specs: {}, serial: undefined }));
export const useLive = <T>(select: (live: Live) => T): T => useStore(store, select);

/** An example that changes faster cannot be read. */
const calm = 1_000;

function hear(home: string, messages: readonly (readonly [topic: string, text: string])[]): void {
  const before = store.getState();
  const last = { ...before.last };
  const specs = { ...before.specs };
  let { serial } = before;
  const now = Date.now();
  const take = (topic: string, text: string): void => {
    const row = rowOf(topic.slice(rootOf(home).length + 1));
    const held = row && last[row.topic];
    // A cleared topic is no example of its message.
    if (row && text !== '' && (!held || now - held.at >= calm)) last[row.topic] = { topic, text, at: now };
  };
  for (const [topic, text] of messages) {
    const route = parseTopic(home, topic);
    if (route?.kind === 'spec') {
      const spec = parseSpec(parseJson(text));
      if (spec.ok) specs[route.did] = spec.spec;
      else delete specs[route.did];
    } else if (route?.kind === 'object' && route.collection === 'nearby') serial = text === '' ? undefined : route.id;
    take(topic, text);
  }
  store.setState({ last, specs, serial });
}

export interface Exchange {
  readonly request: Request;
  /** Without its secrets; undefined where none came in time. */
  readonly reply: unknown;
  /** Round trip as the page measured it. */
  readonly ms: number;
}
const waiting = new Map<string, (reply: unknown) => void>();
let connection: Connection | undefined;

/** Sends a request over MQTT and answers with what came back, within a second of its deadline. */
export function ask(op: string, args: unknown): Promise<Exchange> {
  const ttl = isOperation(op) ? operations[op].ttl : 3_000;
  const request: Request = { v: 1, id: ulid(Date.now(), Math.random), op, args };
  const began = performance.now();
  return new Promise((resolve) => {
    const timer = setTimeout(() => end(undefined), ttl + 1_000);
    const end = (reply: unknown): void => {
      clearTimeout(timer);
      waiting.delete(request.id);
      resolve({ request, reply, ms: performance.now() - began });
    };
    waiting.set(request.id, (reply) => {
      const parsed = replySchema.safeParse(reply);
      end(
        parsed.success && parsed.data.ok && isOperation(op)
          ? { ...parsed.data, result: redact(operations[op].result, parsed.data.result) }
          : reply,
      );
    });
    connection?.send(request);
  });
}

/** Finds out who looks, and listens for as long as the page is open. */
export async function startLive(): Promise<void> {
  const answer = await readSession();
  if (answer.kind === 'unreachable') return void setTimeout(() => void startLive(), 1_500);
  if (answer.kind === 'none') return store.setState({ session: null });
  const { session } = answer;
  store.setState({ session });
  const watched = topicsOf(session.home).wire(session.client);
  connection = openConnection(session, {
    onOpen: () => store.setState({ isOnline: true }),
    onLost: () => store.setState({ isOnline: false }),
    onMessages: (messages) => hear(session.home, messages),
    onReply(text) {
      const reply = parseJson(text);
      const id = replySchema.safeParse(reply).data?.id;
      if (id !== undefined) waiting.get(id)?.(reply);
    },
    onWire(text) {
      const passed = wireSchema.safeParse(parseJson(text)).data?.messages ?? [];
      const taken = passed.filter(({ refused }) => refused === undefined).map((each) => [each.topic, each.text] as const);
      hear(session.home, [...taken, [watched, text]]);
    },
    // Whoever is no owner any more goes on without.
    onWireDenied: () => undefined,
    async mayReconnect() {
      const again = await readSession();
      if (again.kind === 'none') store.setState({ session: null, isOnline: false });
      return again.kind === 'known' ? 'now' : again.kind === 'none' ? 'never' : 'later';
    },
  });
  // What only devices and hub read is shown to an owner alone.
  if (session.role === 'owner') connection.watch(true);
}
