// The hub's memory: SQLite in one file, synchronous (libsql), typed and migrated by Kysely.
// WAL with synchronous=NORMAL: nothing committed is lost to kill -9; a power cut may take the last moments.
import { mkdirSync, accessSync, constants } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'libsql';
import { Kysely, Migrator, SqliteDialect } from 'kysely';
import type { Compilable } from 'kysely';
import { OmniError } from '#protocol/errors.ts';
import type { Role } from '#protocol/permissions.ts';
import { migrations } from './migrations.ts';

/** Written as a Buffer; libsql gives it back as an ArrayBuffer: read it with `bytesOf`. */
export type Bytes = Buffer | ArrayBuffer;
export const bytesOf = (bytes: Bytes): Buffer => (Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes));

export interface Tables {
  meta: { key: string; value: string };
  people: { client: string; name: string; role: Role; rooms: string; secret: Bytes; since: number };
  sessions: { token: Bytes; client: string; since: number };
  claims: { token: Bytes; role: Role; rooms: string; expires: number; start: number };
  rooms: { id: string; name: string | null; ord: number };
  devices: {
    did: string;
    serial: string;
    secret: Bytes;
    vendor: string;
    model: string;
    category: string;
    title: string;
    name: string | null;
    room: string | null;
    bought: number;
    paired: number;
    spec: string | null;
    firmware: string | null;
    seen: number | null;
  };
  removed: { did: string; at: number };
  reports: { did: string; service: string; property: string; payload: string; received: number };
  series: { id: number; did: string; service: string; property: string };
  history: { series: number; t: number; v: number | string };
  commands: { id: string; client: string; did: string; op: string; outcome: string; at: number };
}
export type Sql = InstanceType<typeof Sqlite>;
export type Db = Kysely<Tables>;

/** Raised by one with every migration; a folder written by a newer program is refused, not guessed at. */
export const schemaVersion = Object.keys(migrations).length;

/** A change of several tables at once: what to write, and what then holds in memory. */
export interface Change {
  readonly queries: readonly Compilable[];
  readonly apply: () => void;
}

export interface Store {
  readonly db: Db;
  /** For the hot writes: prepared statements and one transaction at a time, no awaiting inside. */
  readonly sql: Sql;
  /** Runs several queries as one: all or none, and nothing between them. */
  readonly commit: (...queries: readonly Compilable[]) => void;
  close(): Promise<void>;
}

const unusable = (folder: string, cause: unknown): OmniError =>
  new OmniError('BAD_ARGS', `The data folder ${folder} holds a hub.db that cannot be opened.`, {
    path: '--data',
    hint: 'Choose another folder with --data, or begin anew with --reset.',
    cause,
  });

/** Opens `folder/hub.db`, making both where they are missing. Errors: BAD_ARGS (folder unusable), VERSION (written by a newer program). */
export async function openStore(folder: string): Promise<Store> {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw new OmniError('BAD_ARGS', `The data folder ${folder} cannot be written.`, {
      path: '--data',
      hint: 'Choose another with --data, or mend its rights.',
      cause,
    });
  }
  let sql: Sql;
  try {
    sql = new Sqlite(join(folder, 'hub.db'));
    sql.pragma('journal_mode = WAL');
    sql.pragma('synchronous = NORMAL');
    sql.pragma('busy_timeout = 2000');
    // Pages (16 MB). A checkpoint waits for the disk: at 1,000 pages every 250th command does.
    sql.pragma('wal_autocheckpoint = 4000');
  } catch (cause) {
    throw unusable(folder, cause);
  }
  const found = Number((sql.prepare('PRAGMA user_version').get() as { user_version?: unknown } | undefined)?.user_version ?? 0);
  if (found > schemaVersion) {
    sql.close();
    throw new OmniError(
      'VERSION',
      `The data folder ${folder} was written by a newer Omnihome (schema ${found}, this one knows ${schemaVersion}).`,
      {
        path: '--data',
        hint: 'Update this program, or choose another folder with --data.',
      },
    );
  }
  const named = (where: string): boolean =>
    sql.prepare(`SELECT 1 FROM sqlite_master WHERE type = 'table' ${where} LIMIT 1`).get() !== undefined;
  if (named('') && !named("AND name = 'kysely_migration'")) {
    sql.close();
    throw unusable(folder, new Error('another program made it'));
  }
  const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: sql }) });
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(migrations) } });
  const { error } = await migrator.migrateToLatest();
  if (error) {
    await db.destroy();
    throw unusable(folder, error);
  }
  sql.exec(`PRAGMA user_version = ${schemaVersion}`);
  return {
    db,
    sql,
    commit(...queries) {
      sql.exec('BEGIN IMMEDIATE');
      try {
        for (const query of queries) {
          const { sql: text, parameters } = query.compile();
          sql.prepare(text).run(parameters);
        }
        sql.exec('COMMIT');
      } catch (error) {
        sql.exec('ROLLBACK');
        throw error;
      }
    },
    async close() {
      // So that hub.db alone is whole after an orderly end.
      if (sql.open) sql.pragma('wal_checkpoint(TRUNCATE)');
      await db.destroy();
      if (sql.open) sql.close();
    },
  };
}
