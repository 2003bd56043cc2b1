// A phone without a screen: claims its place in the home over HTTP, calls every operation over MQTT or HTTP, watches topics.
import { replySchema } from '#protocol/envelopes.ts';
import type { Reply } from '#protocol/envelopes.ts';
import { OmniError } from '#protocol/errors.ts';
import type { ErrorCode } from '#protocol/errors.ts';
import { ulid } from '#protocol/ids.ts';
import { operations } from '#protocol/operations/index.ts';
import type { ArgsOf, OperationName, ResultOf } from '#protocol/operations/index.ts';
import type { Role } from '#protocol/permissions.ts';
import { topicsOf } from '#protocol/topics.ts';
import type { Topics } from '#protocol/topics.ts';
import type { Doors } from './doors.ts';
import { openLink } from './mqtt-link.ts';
import type { Message, MqttLink } from './mqtt-link.ts';
import { createInbox, within } from './waiting.ts';
import type { Inbox } from './waiting.ts';

/** Somebody of the home, and how they show that it is they. */
export interface Person {
  readonly client: string;
  readonly secret: string;
  readonly role: Role;
  /** `name=value` of the session cookie. */
  readonly cookie: string;
}

export const newId = (): string => ulid(Date.now(), Math.random);

/** POST /api/claim, as it answers. */
export const postClaim = (http: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${http}/api/claim`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) });

/** Uses a link's token up. Throws OmniError. */
export async function claim(http: string, token: string, name = 'Somebody'): Promise<Person> {
  const response = await postClaim(http, { token, name });
  const body = (await response.json()) as { client: string; secret: string; role: Role; error?: { code: ErrorCode; message: string } };
  if (!response.ok) throw new OmniError(body.error?.code ?? 'INTERNAL', body.error?.message);
  const [cookie = ''] = response.headers.get('set-cookie')?.split(';') ?? [];
  return { client: body.client, secret: body.secret, role: body.role, cookie };
}

export const basic = ({ client, secret }: Pick<Person, 'client' | 'secret'>): string =>
  `Basic ${Buffer.from(`${client}:${secret}`).toString('base64')}`;

/** One operation over HTTP, with the status that came. */
export async function callHttp(
  http: string,
  person: Pick<Person, 'client' | 'secret'>,
  op: string,
  args: unknown,
  id?: string,
): Promise<{ status: number; reply: Reply }> {
  const response = await fetch(`${http}/api/rpc/${op}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: basic(person), ...(id === undefined ? {} : { 'omni-id': id }) },
    body: JSON.stringify(args),
  });
  return { status: response.status, reply: replySchema.parse(await response.json()) };
}

function resultIn<K extends OperationName>(op: K, reply: Reply): ResultOf<K> {
  if (!reply.ok) throw new OmniError(reply.error.code, reply.error.message, reply.error);
  return operations[op].result.parse(reply.result) as ResultOf<K>;
}

export interface AskOptions {
  readonly id?: string;
  readonly ttl?: number;
}

export interface Controller {
  readonly person: Person;
  readonly topics: Topics;
  readonly link: MqttLink;
  /** The name of this connection in `rpc/{client}/{session}`. */
  readonly session: string;
  readonly requestTopic: string;
  /** Every reply on this connection. */
  readonly replies: Inbox<Reply>;
  /** What came of every other subscription. */
  readonly messages: Inbox<Message>;
  /** Sends a request over MQTT and gives the whole reply. */
  ask(op: string, args: unknown, options?: AskOptions): Promise<Reply>;
  /** The same, typed; throws OmniError. */
  call<K extends OperationName>(op: K, args: ArgsOf<K>, options?: AskOptions): Promise<ResultOf<K>>;
  /** The code of the refusal that must come; throws where it was done. */
  refusal(
    op: string,
    args: unknown,
    options?: AskOptions,
  ): Promise<{ code: ErrorCode } & NonNullable<Extract<Reply, { ok: false }>['error']>>;
  askHttp(op: string, args: unknown, id?: string): Promise<{ status: number; reply: Reply }>;
  callHttp<K extends OperationName>(op: K, args: ArgsOf<K>): Promise<ResultOf<K>>;
  /** Publishes on its request topic whatever it is. */
  raw(payload: object | string | Buffer): Promise<void>;
  /** Subscribes; throws where the hub refuses one. What comes is in `messages`. */
  watch(...filters: string[]): Promise<void>;
  /** The next message on `topic`, optionally one that fits. */
  heard(topic: string, fits?: (message: Message) => boolean): Promise<Message>;
  end(): Promise<void>;
}

export interface ConnectOptions {
  /** Client id after the dot; none: the client itself. */
  readonly tab?: string;
  /** By WebSocket, with the cookie and without a password. */
  readonly webSocket?: boolean;
}

let sessions = 0;

/** Connects somebody who is known already. */
export async function connectAs(doors: Doors, person: Person, { tab, webSocket = false }: ConnectOptions = {}): Promise<Controller> {
  const topics = topicsOf(doors.home);
  const session = `s-${(sessions += 1).toString(36).padStart(4, '0')}`;
  const clientId = tab === undefined ? person.client : `${person.client}.${tab}`;
  const replyTopic = topics.reply(person.client, session);
  const replies = createInbox<Reply>('reply');
  const messages = createInbox<Message>('message');
  const link = await openLink(
    webSocket ? doors.ws : doors.mqtt,
    {
      clientId,
      username: person.client,
      ...(webSocket ? { wsOptions: { headers: { cookie: person.cookie } } } : { password: person.secret }),
    },
    (message) => (message.topic === replyTopic ? replies.put(replySchema.parse(message.json)) : messages.put(message)),
  );
  await link.subscribe(replyTopic);
  const requestTopic = topics.request(person.client, session);

  const ask = async (op: string, args: unknown, { id = newId(), ttl }: AskOptions = {}): Promise<Reply> => {
    const answer = replies.next((reply) => reply.id === id, `reply to ${op}`, 35_000);
    // Unhandled only where publishing fails first; then that error is the one that counts.
    answer.catch(() => undefined);
    await link.publish(requestTopic, { v: 1, id, op, args, ...(ttl === undefined ? {} : { ttl }) });
    return answer;
  };
  return {
    person,
    topics,
    link,
    session,
    requestTopic,
    replies,
    messages,
    ask,
    call: async (op, args, options) => resultIn(op, await ask(op, args, options)),
    async refusal(op, args, options) {
      const reply = await ask(op, args, options);
      if (reply.ok) throw new Error(`${op} was done, not refused: ${JSON.stringify(reply.result)}`);
      return reply.error;
    },
    askHttp: (op, args, id) => callHttp(doors.http, person, op, args, id),
    callHttp: async (op, args) => resultIn(op, (await callHttp(doors.http, person, op, args)).reply),
    raw: (payload) => link.publish(requestTopic, payload),
    async watch(...filters) {
      const granted = await link.subscribe(...filters);
      const refused = filters.filter((_filter, k) => (granted[k] ?? 128) > 2);
      if (refused.length > 0) throw new Error(`not granted: ${refused.join(', ')}`);
    },
    heard: (topic, fits = () => true) => messages.next((message) => message.topic === topic && fits(message), `message on ${topic}`),
    end: () => within(link.end(), 'end of the connection'),
  };
}

/** Claims the hub's start link and connects. */
export async function enterAsOwner(doors: Doors, name = 'Owner'): Promise<Controller> {
  return connectAs(doors, await claim(doors.http, doors.claim, name));
}

/** Somebody whom an owner invites. */
export async function invite(doors: Doors, owner: Controller, role: Role, rooms: string[] = []): Promise<Person> {
  const { token } = await owner.call('person.invite', { role, rooms });
  return claim(doors.http, token, `A ${role}`);
}
