// The devices of the home: what was paired, what each announced, and the life of its present connection.
import { OmniError } from '#protocol/errors.ts';
import type { DeviceState } from '#protocol/envelopes.ts';
import type { RunningFault } from '#protocol/faults.ts';
import type { Title } from '#protocol/names.ts';
import { givenNameSchema, nameSchema, slugSchema, titleSchema } from '#protocol/names.ts';
import { z } from '#protocol/zod.ts';
import type { DeviceSpec } from '#protocol/spec.ts';
import { freshName, hashOf, sameHash } from '../secrets.ts';
import { hashColumn, jsonColumn } from '../store/rows.ts';
import type { Change, Store } from '../store/database.ts';
import { createSpecPool } from './spec-pool.ts';
import type { CompiledSpec } from './spec-pool.ts';

export interface Device {
  readonly did: string;
  readonly serial: string;
  readonly vendor: string;
  readonly model: string;
  readonly category: string;
  readonly title: Title;
  /** What a person calls it. */
  name: string | null;
  room: string | null;
  /** ms since 1970 */
  bought: number;
  readonly paired: number;
  spec: CompiledSpec | undefined;
  firmware: string | null;
  seen: number | null;

  // The present connection; nothing of it is stored.
  state: DeviceState;
  /** The session that the device named last, and whether its announcement was accepted. */
  session: string;
  accepted: boolean;
  /** `service/member` of what the device announced and this version cannot read: dropped without a word. */
  unreadable: ReadonlySet<string>;
  /** The highest sequence number of the session: what is not above it is dropped. */
  seq: number;
  /** Faults on demand under way, and when they were told (steady ms); undefined: it cannot be told to fail. Of one that is lost: what keeps it away. */
  faults: { readonly told: number; readonly running: readonly RunningFault[] } | undefined;
  /** true from the commit of its removal: nothing of it passes any more, wills included. */
  revoked: boolean;
}

/** The session of a device that has not been heard since the hub started. */
export const noSession = 'none';

export interface NewDevice {
  readonly did: string;
  readonly secret: string;
  readonly serial: string;
  readonly vendor: string;
  readonly model: string;
  readonly category: string;
  readonly title: Title;
  readonly name: string | null;
  readonly room: string | null;
  readonly bought: number;
  readonly paired: number;
}

/** Of so many removed devices it is remembered where they stood. */
const maxRemembered = 256;

/** Errors: BAD_ARGS, where a stored row is damaged. */
export function loadDevices({ db, sql, commit, read }: Pick<Store, 'db' | 'sql' | 'commit' | 'read'>) {
  const specs = createSpecPool();
  // Prepared: a whole home may leave at once.
  const putSeen = sql.prepare('UPDATE devices SET seen = ? WHERE did = ?');
  const specColumn = z.string().transform((text, context) => {
    const stored = specs.parseText(text);
    if (!stored) {
      context.addIssue('is not JSON');
      return z.NEVER;
    }
    if (stored.ok) return specs.intern(stored.spec);
    const [fault] = stored.faults;
    context.addIssue(`is no spec: ${fault?.path ?? ''} ${fault?.what ?? ''}`);
    return z.NEVER;
  });
  const rowSchema = z.object({
    ...{ did: nameSchema, serial: nameSchema, secret: hashColumn, vendor: slugSchema, model: z.string().min(1).max(63) },
    ...{ category: slugSchema, title: jsonColumn(titleSchema), name: givenNameSchema.nullable(), room: nameSchema.nullable() },
    ...{ bought: z.number(), paired: z.number(), seen: z.number().nullable() },
    ...{ spec: specColumn.nullable(), firmware: z.string().max(64).nullable() },
  });
  const devices = new Map<string, Device>();
  const secrets = new Map<string, Buffer>();
  const bySerial = new Map<string, Device>();
  const wasRemoved = sql.prepare('SELECT 1 FROM removed WHERE did = ?');
  /** Of devices removed lately: who could see one hears that it is gone. */
  const lastRooms = new Map<string, string | null>();

  function keep(
    row: Omit<NewDevice, 'secret'>,
    secret: Buffer,
    spec: CompiledSpec | undefined,
    firmware: string | null,
    seen: number | null,
  ): Device {
    const { did, serial, vendor, model, category, title, name, room, bought, paired } = row;
    const device: Device = {
      did,
      serial,
      vendor,
      model,
      category,
      title,
      name,
      room,
      bought,
      paired,
      spec,
      firmware,
      seen,
      state: 'lost',
      session: noSession,
      accepted: false,
      unreadable: new Set(),
      seq: -1,
      faults: undefined,
      revoked: false,
    };
    devices.set(did, device);
    bySerial.set(serial, device);
    secrets.set(did, secret);
    return device;
  }

  for (const { secret, spec, firmware, seen, ...row } of read('devices', ['did'], rowSchema, 'paired'))
    keep(row, secret, spec ?? undefined, firmware, seen);

  return {
    get: (did: string): Device | undefined => devices.get(did),
    bySerial: (serial: string): Device | undefined => bySerial.get(serial),
    all: (): IterableIterator<Device> => devices.values(),
    /** Where it stands, or stood when it was removed. */
    roomOf: (did: string): string | null | undefined => devices.get(did)?.room ?? lastRooms.get(did),
    get size() {
      return devices.size;
    },
    /** Errors: NO_SUCH_DEVICE */
    mustGet(did: string): Device {
      const device = devices.get(did);
      if (!device) throw new OmniError('NO_SUCH_DEVICE', `There is no device "${did}" in this home.`, { path: 'did' });
      return device;
    },
    byPassword(did: string, secret: string | Buffer): Device | undefined {
      const hash = secrets.get(did);
      return hash && sameHash(hash, hashOf(secret)) ? devices.get(did) : undefined;
    },
    /** A did that no device has or ever had. */
    newDid: (make?: (prefix: string) => string): string =>
      freshName('d', (did) => devices.has(did) || wasRemoved.get(did) !== undefined, make),
    parseSpec: (json: unknown) => specs.parse(json),

    add(row: NewDevice): Device {
      const { secret, title, ...rest } = row;
      const hash = hashOf(secret);
      commit(
        db.insertInto('devices').values({ ...rest, title: JSON.stringify(title), secret: hash, spec: null, firmware: null, seen: null }),
      );
      return keep(row, hash, undefined, null, null);
    },
    async accept(device: Device, spec: DeviceSpec, firmware: string): Promise<void> {
      const compiled = specs.intern(spec);
      if (device.spec === compiled && device.firmware === firmware) return;
      await db.updateTable('devices').set({ spec: compiled.text, firmware }).where('did', '=', device.did).execute();
      device.spec = compiled;
      device.firmware = firmware;
    },
    /** At once: nothing happens between the write and what follows from it, such as who may see the device. */
    place(
      device: Device,
      change: { name?: string | null | undefined; room?: string | null | undefined; bought?: number | undefined },
    ): void {
      // Only what was given.
      const next = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
      if (Object.keys(next).length === 0) return;
      commit(db.updateTable('devices').set(next).where('did', '=', device.did));
      Object.assign(device, next);
    },
    /** What becomes of the devices of a room that is removed: they stay, in none. */
    withoutRoom(room: string): Change {
      return {
        queries: [db.updateTable('devices').set({ room: null }).where('room', '=', room)],
        apply() {
          for (const device of devices.values()) if (device.room === room) device.room = null;
        },
      };
    },
    /** Commits the revocation: from here on the device is nobody. A did is never used again. */
    revoke(device: Device, at: number): void {
      if (device.revoked) throw new OmniError('NO_SUCH_DEVICE', `${device.did} was removed already.`, { path: 'did' });
      commit(
        db
          .insertInto('removed')
          .values({ did: device.did, at })
          .onConflict((c) => c.doNothing()),
        db.deleteFrom('devices').where('did', '=', device.did),
      );
      device.revoked = true;
      lastRooms.set(device.did, device.room);
      for (const oldest of lastRooms.keys()) {
        if (lastRooms.size <= maxRemembered) break;
        lastRooms.delete(oldest);
      }
      devices.delete(device.did);
      bySerial.delete(device.serial);
      secrets.delete(device.did);
    },
    /** Clears what the store holds of a revoked device. */
    erase(did: string): void {
      const itsSeries = db.selectFrom('series').select('id').where('did', '=', did);
      commit(
        db.deleteFrom('chunks').where('series', 'in', itsSeries),
        db.deleteFrom('latest').where('series', 'in', itsSeries),
        db.deleteFrom('series').where('did', '=', did),
        db.deleteFrom('commands').where('did', '=', did),
      );
    },
    seenAt(device: Device, at: number): void {
      device.seen = at;
      putSeen.run(at, device.did);
    },
  };
}
export type Devices = ReturnType<typeof loadDevices>;
