// Who may publish and read what: one pure function, a table behind it. Enforced by the broker, property-tested in full,
// printed in docs/protocol.md.
import { contains, matches } from './filters.ts';
import { foreignDevice, foreignRights } from './projections/foreign-topics.ts';
import { rootOf } from './topics.ts';
import { z } from './zod.ts';

export const roles = ['guest', 'member', 'owner'] as const;
export const roleSchema = z.enum(roles);
export type Role = (typeof roles)[number];

/** owner > member > guest */
export const atLeast = (role: Role, needed: Role): boolean => roles.indexOf(role) >= roles.indexOf(needed);

/** Who is connected, as its username says. */
export type Who =
  | { readonly kind: 'user'; readonly client: string; readonly role: Role; /** a guest's rooms */ readonly rooms: readonly string[] }
  | { readonly kind: 'device'; readonly did: string }
  | { readonly kind: 'pairing'; readonly serial: string };

export type Verb = 'publish' | 'subscribe' | 'receive';

interface Rights {
  readonly publish: readonly string[];
  readonly subscribe: readonly string[];
}

/** Patterns below the root; `{me}` is the user's client, the device's did, or the serial. `owner`: beside those of a user. */
export const rightsTable: { readonly [K in Who['kind'] | 'owner']: Rights } = {
  user: {
    publish: ['rpc/{me}/+'],
    subscribe: ['hub/+', 'home/#', 'alert/#', 'dev/+/spec', 'dev/+/place', 'dev/+/state', 'dev/+/p/#', 'dev/+/e/#', 'rpc/{me}/+/res'],
  },
  owner: {
    publish: [],
    subscribe: ['wire/{me}'],
  },
  device: {
    publish: ['dev/{me}/announce', 'dev/{me}/state', 'dev/{me}/p/+/+', 'dev/{me}/e/+/+', 'dev/{me}/res'],
    subscribe: ['hub/+', 'dev/{me}/session', 'dev/{me}/place', 'dev/{me}/cmd'],
  },
  pairing: {
    publish: ['pair/{me}/up'],
    subscribe: ['pair/{me}/down'],
  },
};

const meOf = (who: Who): string => (who.kind === 'user' ? who.client : who.kind === 'device' ? who.did : who.serial);

type Filters = Readonly<Record<'publish' | 'subscribe', readonly string[]>>;
/** By party, for the home that it was last asked about: a hub has one, and asks for every message. */
const known = new WeakMap<Who, { readonly home: string; readonly rights: Filters }>();

/** The filters that a party may use for a verb: below the home's root, and for people where other ecosystems find the home. */
export function rightsOf(home: string, who: Who, verb: 'publish' | 'subscribe'): readonly string[] {
  const found = known.get(who);
  if (found?.home === home) return found.rights[verb];
  const rights = { publish: filtersOf(home, who, 'publish'), subscribe: filtersOf(home, who, 'subscribe') };
  known.set(who, { home, rights });
  return rights[verb];
}

function filtersOf(home: string, who: Who, verb: 'publish' | 'subscribe'): string[] {
  const root = rootOf(home);
  const patterns = rightsTable[who.kind][verb];
  const besides = who.kind === 'user' && who.role === 'owner' ? rightsTable.owner[verb] : [];
  const own = [...patterns, ...besides].map((pattern) => `${root}/${pattern.replace('{me}', meOf(who))}`);
  return who.kind === 'user' ? [...own, ...foreignRights[verb]] : own;
}

/** Which room a device is in: needed only for a guest, whose rights depend on it. */
export type RoomOf = (did: string) => string | null | undefined;

/**
 * May `who` do `verb` on `topic`?
 * - `publish`: topic is a topic.
 * - `subscribe`: topic is a filter, allowed only if *every* topic that it matches is.
 * - `receive`: topic is a topic about to be delivered; here a guest with rooms is held to them.
 */
export function may(home: string, who: Who, verb: Verb, topic: string, roomOf?: RoomOf): boolean {
  if (verb === 'publish') return !/[+#]/.test(topic) && rightsOf(home, who, 'publish').some((pattern) => matches(pattern, topic));
  const allowed = rightsOf(home, who, 'subscribe');
  // Without a wildcard a filter is the one topic that it matches, which is quicker to say.
  if (verb === 'subscribe') return allowed.some((pattern) => (/[+#]/.test(topic) ? contains(pattern, topic) : matches(pattern, topic)));
  return allowed.some((pattern) => matches(pattern, topic)) && mayReceive(home, who, topic, roomOf);
}

/** The part of `receive` that depends on data. A subscription already granted needs only this at delivery. */
export function mayReceive(home: string, who: Who, topic: string, roomOf?: RoomOf): boolean {
  if (who.kind !== 'user' || who.role !== 'guest') return true;
  const foreign = foreignDevice(topic);
  if (foreign) return who.rooms.length === 0 || who.rooms.includes(roomOf?.(foreign.did) ?? '');
  const [room, did] = topic.slice(rootOf(home).length + 1).split('/');
  // Pairing is not for guests, so neither is who asks to join.
  if (room === 'home' && did === 'nearby') return false;
  if (who.rooms.length === 0) return true;
  if ((room !== 'dev' && room !== 'alert') || did === undefined) return true;
  return who.rooms.includes(roomOf?.(did) ?? '');
}

/** May this user read a device, or control it? A guest controls only in the rooms named for it; with none it only reads. */
export function mayDevice(
  who: { readonly role: Role; readonly rooms: readonly string[] },
  verb: 'read' | 'control',
  room: string | null,
): boolean {
  if (who.role !== 'guest') return true;
  if (who.rooms.length === 0) return verb === 'read';
  return room !== null && who.rooms.includes(room);
}
