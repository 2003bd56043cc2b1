// Every topic of the protocol: how it is written and how it is read back. `docs/protocol.md` is generated from `topicTable`.
import { isName, isSlug, namePattern } from './names.ts';
import { parseUlid } from './ids.ts';

export const protocolVersion = 1;
export const rootOf = (home: string): string => `omni/1/${home}`;

/** Collections of registry objects below `home/`. */
export const collections = ['rooms', 'people', 'nearby', 'scenes', 'rules'] as const;
export type Collection = (typeof collections)[number];

/** What a topic means. */
export type Route =
  | { readonly kind: 'hub-info' | 'hub-state' }
  | { readonly kind: 'pair-up' | 'pair-down'; readonly serial: string }
  | { readonly kind: 'announce' | 'session' | 'spec' | 'place' | 'state' | 'cmd' | 'res'; readonly did: string }
  | { readonly kind: 'report'; readonly did: string; readonly service: string; readonly property: string }
  | { readonly kind: 'event'; readonly did: string; readonly service: string; readonly event: string }
  | { readonly kind: 'request' | 'reply'; readonly client: string; readonly session: string }
  | { readonly kind: 'object'; readonly collection: Collection; readonly id: string }
  | { readonly kind: 'alert'; readonly did: string; readonly id: string }
  | { readonly kind: 'wire'; readonly client: string };

interface TopicRow<T extends string = string> {
  readonly topic: T;
  readonly by: string;
  readonly qos: 0 | 1;
  readonly retained: boolean;
  readonly payload: string;
}
const topic = <const T extends string>(path: T, by: string, retained: boolean, payload: string): TopicRow<T> => ({
  topic: path,
  by,
  qos: 1,
  retained,
  payload,
});

/** The table of topics, below the root `omni/1/{home}`. What each carries stands in `messages.ts`. */
export const topicTable = [
  topic('hub/info', 'hub', true, 'who the hub is, its features, limits and openness'),
  topic('hub/state', 'hub', true, '`ready` or `stopping`'),
  topic('pair/{serial}/up', 'unpaired device', false, 'pairing messages of the device'),
  topic('pair/{serial}/down', 'hub', false, 'pairing messages of the hub'),
  topic('dev/{did}/announce', 'device', false, 'the spec, after each connect'),
  topic('dev/{did}/session', 'hub', false, 'the hub’s answer to an announcement, with its time'),
  topic('dev/{did}/spec', 'hub', true, 'the accepted spec'),
  topic('dev/{did}/place', 'hub', true, 'room and given name'),
  topic('dev/{did}/state', 'device; last will `lost`', true, 'life of the connection'),
  topic('dev/{did}/p/{service}/{property}', 'device', true, 'report (volatile: QoS 0)'),
  topic('dev/{did}/e/{service}/{event}', 'device', false, 'event'),
  topic('dev/{did}/cmd', 'hub', false, 'command'),
  topic('dev/{did}/res', 'device', false, 'result of a command'),
  topic('rpc/{client}/{session}', 'phone or other controller', false, 'request'),
  topic('rpc/{client}/{session}/res', 'hub', false, 'reply'),
  topic('home/rooms/{id}', 'hub', true, 'a room; empty: deleted'),
  topic('home/people/{client}', 'hub', true, 'who holds a remote of the home; empty: removed'),
  topic('home/nearby/{serial}', 'hub', true, 'an unpaired device that asks to join; empty: gone'),
  topic('alert/{did}/{id}', 'hub', true, 'what is wrong and since when; empty: cleared'),
  topic('wire/{client}', 'hub', false, 'all that passes, for an owner who watches (QoS 0)'),
];
/** A row's topic, such as `dev/{did}/state`. */
export type TopicPattern = (typeof topicTable)[number]['topic'];

/** Builders of topics. Names and slugs are the caller's duty: they were parsed when they entered. */
export function topicsOf(home: string) {
  const root = rootOf(home);
  return {
    root,
    hubInfo: `${root}/hub/info`,
    hubState: `${root}/hub/state`,
    pairUp: (serial: string) => `${root}/pair/${serial}/up`,
    pairDown: (serial: string) => `${root}/pair/${serial}/down`,
    announce: (did: string) => `${root}/dev/${did}/announce`,
    session: (did: string) => `${root}/dev/${did}/session`,
    spec: (did: string) => `${root}/dev/${did}/spec`,
    place: (did: string) => `${root}/dev/${did}/place`,
    state: (did: string) => `${root}/dev/${did}/state`,
    cmd: (did: string) => `${root}/dev/${did}/cmd`,
    res: (did: string) => `${root}/dev/${did}/res`,
    report: (did: string, service: string, property: string) => `${root}/dev/${did}/p/${service}/${property}`,
    event: (did: string, service: string, event: string) => `${root}/dev/${did}/e/${service}/${event}`,
    request: (client: string, session: string) => `${root}/rpc/${client}/${session}`,
    reply: (client: string, session: string) => `${root}/rpc/${client}/${session}/res`,
    object: (collection: Collection, id: string) => `${root}/home/${collection}/${id}`,
    alert: (did: string, id: string) => `${root}/alert/${did}/${id}`,
    wire: (client: string) => `${root}/wire/${client}`,
    /** What a phone subscribes to for the whole home; its replies come on `reply` besides. */
    everything: [
      `${root}/hub/+`,
      `${root}/home/#`,
      `${root}/alert/#`,
      ...['spec', 'place', 'state', 'p/#', 'e/#'].map((leaf) => `${root}/dev/+/${leaf}`),
    ],
  } as const;
}
export type Topics = ReturnType<typeof topicsOf>;

const isCollection = (text: string): text is Collection => (collections as readonly string[]).includes(text);
/** Objects are named by a name, or by a slug or ULID where the id is generated. */
const isId = (text: string): boolean => namePattern.test(text) || isSlug(text) || parseUlid(text);

const devLeaves = { announce: true, session: true, spec: true, place: true, state: true, cmd: true, res: true } as const;
const isDevLeaf = (text: string): text is keyof typeof devLeaves => Object.hasOwn(devLeaves, text);

function parseDev(parts: readonly string[]): Route | undefined {
  const [did = '', leaf = '', service = '', member = ''] = parts;
  if (!isName(did)) return undefined;
  if (parts.length === 2 && isDevLeaf(leaf)) return { kind: leaf, did };
  if (parts.length !== 4 || !isSlug(service) || !isSlug(member)) return undefined;
  if (leaf === 'p') return { kind: 'report', did, service, property: member };
  if (leaf === 'e') return { kind: 'event', did, service, event: member };
  return undefined;
}

/** Reads a topic below the root of `home`; undefined where it is none of the protocol's. */
export function parseTopic(home: string, text: string): Route | undefined {
  const root = rootOf(home);
  if (!text.startsWith(`${root}/`)) return undefined;
  const [room, ...rest] = text.slice(root.length + 1).split('/');
  const [first = '', second = '', third = ''] = rest;
  switch (room) {
    case 'hub':
      if (rest.length !== 1) return undefined;
      return first === 'info' ? { kind: 'hub-info' } : first === 'state' ? { kind: 'hub-state' } : undefined;
    case 'pair':
      if (rest.length !== 2 || !isName(first)) return undefined;
      return second === 'up' ? { kind: 'pair-up', serial: first } : second === 'down' ? { kind: 'pair-down', serial: first } : undefined;
    case 'dev':
      return parseDev(rest);
    case 'rpc':
      if (!isName(first) || !isName(second)) return undefined;
      if (rest.length === 2) return { kind: 'request', client: first, session: second };
      return rest.length === 3 && third === 'res' ? { kind: 'reply', client: first, session: second } : undefined;
    case 'home':
      return rest.length === 2 && isCollection(first) && isId(second) ? { kind: 'object', collection: first, id: second } : undefined;
    case 'alert':
      return rest.length === 2 && isName(first) && isId(second) ? { kind: 'alert', did: first, id: second } : undefined;
    case 'wire':
      return rest.length === 1 && isName(first) ? { kind: 'wire', client: first } : undefined;
    default:
      return undefined;
  }
}
