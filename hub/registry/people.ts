// The people of the home: who may do what, and how they prove that it is they.
import { OmniError } from '#protocol/errors.ts';
import { givenNameSchema, nameSchema } from '#protocol/names.ts';
import { roleSchema } from '#protocol/permissions.ts';
import type { Role } from '#protocol/permissions.ts';
import { z } from '#protocol/zod.ts';
import type { HubClock } from '../clock.ts';
import { hashOf, newName, newSecret, sameHash } from '../secrets.ts';
import { hashColumn, jsonColumn } from '../store/rows.ts';
import type { Change, Store } from '../store/database.ts';

export interface Person {
  readonly client: string;
  readonly name: string;
  readonly role: Role;
  /** To these a guest is held; `namedRooms` says which of them to show. */
  readonly rooms: readonly string[];
  readonly since: number;
}
interface Kept extends Person {
  readonly secret: Buffer;
}
interface Grant {
  readonly role: Role;
  readonly rooms: readonly string[];
}

/** `start`: printed by a start of the hub; `service`: for the launcher, whose account does not outlive a start. */
export type LinkKind = 'person' | 'start' | 'service';
const servicePrefix = 'svc';

/**
 * Stands where the last of somebody's rooms was removed: an empty list means a guest who reads the whole home. No room can
 * have this id.
 */
const noneLeft = '-';
/** The rooms that were named for somebody, as everybody is told of them. */
export const namedRooms = ({ rooms }: Pick<Person, 'rooms'>): string[] => rooms.filter((room) => room !== noneLeft);
const without = (rooms: readonly string[], gone: string): string[] => {
  const left = rooms.filter((room) => room !== gone);
  return left.length > 0 ? left : [noneLeft];
};

/** How long a claim link lives, ms. */
export const claimLife = 15 * 60_000;

const roomsColumn = jsonColumn(z.array(z.union([nameSchema, z.literal(noneLeft)])));
const time = z.number().nonnegative();
const personRow = z.object({
  ...{ client: nameSchema, name: givenNameSchema, role: roleSchema, rooms: roomsColumn },
  ...{ secret: hashColumn, since: time },
});
const sessionRow = z.object({ token: hashColumn, client: nameSchema });
const claimRow = z.object({ token: hashColumn, role: roleSchema, rooms: roomsColumn, expires: time });

/** `changed` is told of whoever came, changed or went. Errors: BAD_ARGS, where a stored row is damaged. */
export async function loadPeople(
  { db, commit, read }: Pick<Store, 'db' | 'commit' | 'read'>,
  clock: HubClock,
  changed: (client: string) => void,
) {
  const people = new Map<string, Kept>();
  const sessions = new Map<string, string>();
  const claims = new Map<string, Grant & { expires: number; kind: LinkKind }>();
  // Link tokens outlive a restart, but the link that an earlier start printed ends with it.
  await db
    .deleteFrom('claims')
    .where((e) => e.or([e('expires', '<', clock.now()), e('start', '=', 1)]))
    .execute();
  // An account of the launcher that was left by a kill -9 while it furnished the home.
  commit(
    db.deleteFrom('people').where('client', 'like', `${servicePrefix}-%`),
    db.deleteFrom('sessions').where('client', 'like', `${servicePrefix}-%`),
  );
  for (const row of read('people', ['client'], personRow)) people.set(row.client, row);
  for (const { token, client } of read('sessions', ['token', 'client'], sessionRow)) sessions.set(token.toString('hex'), client);
  for (const { token, ...grant } of read('claims', ['token'], claimRow)) claims.set(token.toString('hex'), { ...grant, kind: 'person' });

  const mustFind = (client: string): Kept => {
    const person = people.get(client);
    if (!person) throw new OmniError('NO_SUCH_PERSON', `There is no person "${client}" here.`, { path: 'client' });
    return person;
  };

  function keepLink(hash: Buffer, { role, rooms }: Grant, kind: LinkKind): number {
    const expires = clock.now() + claimLife;
    commit(db.insertInto('claims').values({ token: hash, role, rooms: JSON.stringify(rooms), expires, start: kind === 'start' ? 1 : 0 }));
    claims.set(hash.toString('hex'), { role, rooms: [...rooms], expires, kind });
    return expires;
  }

  return {
    get: (client: string): Person | undefined => people.get(client),
    list: (): Person[] => [...people.values()].map(({ secret: _, ...person }) => person).sort((a, b) => a.since - b.since),
    get size() {
      return people.size;
    },

    /** Makes a link's token: one use, `claimLife`. `start`: the one that a start of the hub prints. */
    invite(grant: Grant, kind: LinkKind = 'person'): { token: string; expires: number } {
      const token = newSecret();
      return { token, expires: keepLink(hashOf(token), grant, kind) };
    },
    /** The same for a token that only its holder knows: here is its SHA-256. */
    expect(hash: Buffer, grant: Grant): void {
      keepLink(hash, grant, 'person');
    },

    /** Uses a token up and makes the person. Errors: UNAUTHENTICATED (unknown, used or too old). */
    async claim(token: string, name: string): Promise<{ person: Person; secret: string; session: string }> {
      const hash = hashOf(token);
      const key = hash.toString('hex');
      const grant = claims.get(key);
      // Taken out before the first await: two tabs with one link cannot both win.
      claims.delete(key);
      if (!grant || grant.expires <= clock.now()) {
        if (grant) await db.deleteFrom('claims').where('token', '=', hash).execute();
        throw new OmniError(
          'UNAUTHENTICATED',
          grant ? 'This link is older than 15 minutes.' : 'This link is unknown or was used already.',
          {
            path: 'token',
            hint: 'Start the hub again for a fresh link, or ask an owner for an invitation.',
          },
        );
      }
      const secret = newSecret();
      const session = newSecret();
      const person: Kept = {
        client: newName(grant.kind === 'service' ? servicePrefix : 'p'),
        name,
        role: grant.role,
        rooms: grant.rooms,
        since: clock.now(),
        secret: hashOf(secret),
      };
      commit(
        db.deleteFrom('claims').where('token', '=', hash),
        db.insertInto('people').values({ ...person, rooms: JSON.stringify(person.rooms) }),
        db.insertInto('sessions').values({ token: hashOf(session), client: person.client, since: person.since }),
      );
      people.set(person.client, person);
      sessions.set(hashOf(session).toString('hex'), person.client);
      changed(person.client);
      return { person, secret, session };
    },

    change(client: string, grant: Grant): void {
      const person = mustFind(client);
      commit(
        db
          .updateTable('people')
          .set({ role: grant.role, rooms: JSON.stringify(grant.rooms) })
          .where('client', '=', client),
      );
      people.set(client, { ...person, ...grant });
      changed(client);
    },

    /** Takes a room that is removed from everybody, and from the links that wait. `guests`: whose view becomes another. */
    withoutRoom(room: string): Change & { readonly guests: readonly string[] } {
      const holders = [...people.values()].filter(({ rooms }) => rooms.includes(room));
      const waiting = [...claims].filter(([, { rooms }]) => rooms.includes(room));
      const text = ({ rooms }: { readonly rooms: readonly string[] }): string => JSON.stringify(without(rooms, room));
      return {
        guests: holders.filter(({ role }) => role === 'guest').map(({ client }) => client),
        queries: [
          ...holders.map((person) =>
            db
              .updateTable('people')
              .set({ rooms: text(person) })
              .where('client', '=', person.client),
          ),
          ...waiting.map(([token, grant]) =>
            db
              .updateTable('claims')
              .set({ rooms: text(grant) })
              .where('token', '=', Buffer.from(token, 'hex')),
          ),
        ],
        apply() {
          for (const person of holders) people.set(person.client, { ...person, rooms: without(person.rooms, room) });
          for (const [token, grant] of waiting) claims.set(token, { ...grant, rooms: without(grant.rooms, room) });
          for (const { client } of holders) changed(client);
        },
      };
    },

    remove(client: string): void {
      mustFind(client);
      commit(db.deleteFrom('people').where('client', '=', client), db.deleteFrom('sessions').where('client', '=', client));
      people.delete(client);
      for (const [token, owner] of sessions) if (owner === client) sessions.delete(token);
      changed(client);
    },

    /** The person of a username and secret. */
    byPassword(client: string, secret: string | Buffer): Person | undefined {
      const person = people.get(client);
      return person && sameHash(person.secret, hashOf(secret)) ? person : undefined;
    },
    /** The person of a session cookie. */
    bySession(token: string): Person | undefined {
      const client = sessions.get(hashOf(token).toString('hex'));
      return client === undefined ? undefined : people.get(client);
    },
  };
}
export type People = Awaited<ReturnType<typeof loadPeople>>;
