// The rooms of the home.
import { OmniError } from '#protocol/errors.ts';
import { givenNameSchema, nameSchema } from '#protocol/names.ts';
import { z } from '#protocol/zod.ts';
import type { Change, Store } from '../store/database.ts';

export interface RoomRow {
  readonly id: string;
  readonly name: string | null;
  readonly order: number;
}
/** So that a room with a typing error can be mended, and a script cannot fill the house. */
const maxRooms = 64;

const rowSchema = z.object({ id: nameSchema, name: givenNameSchema.nullable(), ord: z.int() });

export function loadRooms({ db, commit, read }: Pick<Store, 'db' | 'commit' | 'read'>) {
  const rooms = new Map<string, RoomRow>();
  for (const { id, name, ord } of read('rooms', ['id'], rowSchema, 'ord')) rooms.set(id, { id, name, order: ord });

  return {
    list: (): RoomRow[] => [...rooms.values()].sort((a, b) => a.order - b.order),
    has: (id: string): boolean => rooms.has(id),
    /** Errors: NO_SUCH_ROOM */
    mustGet(id: string, path = 'room'): RoomRow {
      const room = rooms.get(id);
      if (!room)
        throw new OmniError('NO_SUCH_ROOM', `There is no room "${id}" in this home.`, {
          path,
          hint: `Rooms: ${[...rooms.keys()].join(', ') || 'none yet'}; add one with room.put.`,
        });
      return room;
    },
    /** At once: a room that is removed in the same moment must not come back from the disk. */
    put(id: string, name: string | null): RoomRow {
      const known = rooms.get(id);
      if (!known && rooms.size >= maxRooms) throw new OmniError('CONFLICT', `A home has at most ${maxRooms} rooms.`, { path: 'id' });
      const room: RoomRow = { id, name, order: known?.order ?? Math.max(-1, ...[...rooms.values()].map((r) => r.order)) + 1 };
      commit(
        db
          .insertInto('rooms')
          .values({ id, name, ord: room.order })
          .onConflict((c) => c.column('id').doUpdateSet({ name })),
      );
      rooms.set(id, room);
      return room;
    },
    /** Errors: NO_SUCH_ROOM */
    removal(id: string): Change {
      this.mustGet(id, 'id');
      return { queries: [db.deleteFrom('rooms').where('id', '=', id)], apply: () => void rooms.delete(id) };
    },
  };
}
export type Rooms = ReturnType<typeof loadRooms>;
