// Operations on people and rooms.
import { OmniError } from '#protocol/errors.ts';
import type { Topics } from '#protocol/topics.ts';
import type { Broker } from '../broker/broker.ts';
import type { Bus } from '../bus.ts';
import type { HandlersOf } from '../control/router.ts';
import type { Devices } from '../registry/devices.ts';
import { namedRooms } from '../registry/people.ts';
import type { People } from '../registry/people.ts';
import type { Rooms } from '../registry/rooms.ts';
import type { Store } from '../store/database.ts';

interface Needs {
  readonly topics: Topics;
  readonly people: People;
  readonly rooms: Rooms;
  readonly devices: Devices;
  readonly commit: Store['commit'];
  readonly bus: Bus;
  readonly broker: () => Broker;
  /** Ends what else hangs on a person: remembered requests. */
  readonly forget: (client: string) => void;
}

type Mine = 'person.list' | 'person.invite' | 'person.change' | 'person.remove' | 'room.list' | 'room.put' | 'room.remove';

export function createPeopleHandlers({ topics, people, rooms, devices, commit, bus, broker, forget }: Needs): HandlersOf<Mine> {
  const checkRooms = (ids: readonly string[]): void => ids.forEach((id, k) => rooms.mustGet(id, `rooms.${k}`));
  /**
   * Closed before the answer, so that new rights hold at once. Whoever changes themselves gets the answer first: it
   * travels on the very connection that is closed.
   */
  async function closeOthers(client: string, self: boolean): Promise<void> {
    if (!self) await broker().closeUser(client);
    else setTimeout(() => void broker().closeUser(client), 100).unref();
  }

  return {
    'person.list': (_args, { person }) => ({
      you: person.client,
      people: people.list().map(({ client, name, role, rooms: held, since }) => ({
        client,
        name,
        role,
        rooms: namedRooms({ rooms: held }),
        since,
        online: broker().isConnected(client),
      })),
    }),
    'person.invite': ({ role, rooms: ids }) => {
      checkRooms(ids);
      return people.invite({ role, rooms: ids });
    },
    'person.change': async ({ client, role, rooms: ids }, call) => {
      checkRooms(ids);
      people.change(client, { role, rooms: ids });
      await closeOthers(client, client === call.person.client);
      return {};
    },
    'person.remove': async ({ client }, call) => {
      const self = client === call.person.client;
      if (!self && call.person.role !== 'owner')
        throw new OmniError('FORBIDDEN', 'Only an owner may remove somebody else.', { path: 'client' });
      people.remove(client);
      await closeOthers(client, self);
      forget(client);
      return {};
    },

    'room.list': () => ({ rooms: rooms.list() }),
    'room.put': ({ id, name }) => {
      const room = rooms.put(id, name);
      broker().publishRetained(topics.object('rooms', id), JSON.stringify({ v: 1, ...room }));
      return room;
    },
    'room.remove': async ({ id }) => {
      const there = [...devices.all()].filter(({ room }) => room === id);
      const ofPeople = people.withoutRoom(id);
      const changes = [rooms.removal(id), devices.withoutRoom(id), ofPeople];
      // All or none: a guest of a room that is gone would get the next one of that id.
      commit(...changes.flatMap(({ queries }) => queries));
      for (const { apply } of changes) apply();
      for (const { did, name } of there) {
        broker().publishRetained(topics.place(did), JSON.stringify({ v: 1, room: null, name }));
        bus.emit('device.placed', { did });
      }
      await Promise.all(ofPeople.guests.map((client) => broker().closeUser(client)));
      broker().publishRetained(topics.object('rooms', id), '');
      return {};
    },
  };
}
