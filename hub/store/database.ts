// The hub's memory: SQLite in one file, synchronous (libsql), typed and migrated by Kysely.
// WAL with synchronous=NORMAL: nothing committed is lost to kill -9; a power cut may take the last moments.
import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'libsql';
import type { Compilable, Kysely as KyselyOf } from 'kysely';
import { OmniError } from '#protocol/errors.ts';
import { isName } from '#protocol/names.ts';
import { z } from '#protocol/zod.ts';
import { newName } from '../secrets.ts';
import { useFolder } from './folder.ts';
import { Kysely, Migrator, SqliteDialect } from './kysely.ts';
import { migrations } from './migrations.ts';
import { notesFile, openNotes } from './notes.ts';
import type { Notes } from './notes.ts';
import { brokenRow, createReader } from './rows.ts';
import type { ReadRows } from './rows.ts';
import type { Sql, Tables } from './tables.ts';

export type Db = KyselyOf<Tables>;

/** Raised by one with every migration; a folder written by a newer program is refused, not guessed at. */
export const schemaVersion = Object.keys(migrations).length;

/** A change of several tables at once: what to write, and what then holds in memory. */
export interface Change {
  readonly queries: readonly Compilable[];
  readonly apply: () => void;
}

export interface Store {
  /** The hub's own name, for as long as this store lives. */
  readonly hub: string;
  /** Nobody has ever lived here: there was no store. */
  readonly fresh: boolean;
  /** Whole tables, every row checked. */
  readonly read: ReadRows;
  readonly db: Db;
  /** For the hot writes: prepared statements and one transaction at a time, no awaiting inside. */
  readonly sql: Sql;
  /** For what is answered before it stands in a table: see journal.ts. */
  readonly notes: Notes;
  /** Runs several queries as one: all or none, and nothing between them. */
  readonly commit: (...queries: readonly Compilable[]) => void;
  close(): Promise<void>;
}

const metaRow = z.object({ key: z.string(), value: z.string() });

export const unusable = (folder: string, cause: unknown): OmniError =>
  new OmniError('BAD_ARGS', `The data folder ${folder} holds a hub.db that cannot be opened.`, {
    path: '--data',
    hint: 'Choose another folder with --data, or begin anew with --reset.',
    cause,
  });

function connect(folder: string, name: string, journal: 'WAL' | 'DELETE' = 'WAL'): Sql {
  try {
    const sql = new Sqlite(join(folder, name));
    sql.pragma(`journal_mode = ${journal}`);
    sql.pragma('synchronous = NORMAL');
    sql.pragma('busy_timeout = 2000');
    // Pages (16 MB). A checkpoint waits for the disk: at 1,000 pages every 250th command does.
    sql.pragma('wal_autocheckpoint = 4000');
    return sql;
  } catch (cause) {
    throw unusable(folder, cause);
  }
}

/** Errors: VERSION, BAD_ARGS; then `sql` is closed. */
async function migrate(folder: string, sql: Sql): Promise<Db> {
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
  return db;
}

async function close(sql: Sql, db: Db): Promise<void> {
  // So that hub.db alone is whole after an orderly end.
  if (sql.open) sql.pragma('wal_checkpoint(TRUNCATE)');
  await db.destroy();
  if (sql.open) sql.close();
}

const files = (name: string): string[] => [name, `${name}-wal`, `${name}-shm`];
/** Everything that a hub keeps in its folder. */
export const storeFiles: readonly string[] = [...files('hub.db'), ...files('hub.db.new'), notesFile];

/**
 * Makes a new home. hub.db gets its name only when it is one: whatever is found under it later without the hub's own name
 * was damaged, and is not half of a first start.
 */
async function found(folder: string): Promise<void> {
  for (const name of storeFiles) rmSync(join(folder, name), { force: true });
  // One file, not three: it is renamed.
  const sql = connect(folder, 'hub.db.new', 'DELETE');
  const db = await migrate(folder, sql);
  await db
    .insertInto('meta')
    .values({ key: 'hub', value: newName('hub') })
    .execute();
  await close(sql, db);
  renameSync(join(folder, 'hub.db.new'), join(folder, 'hub.db'));
}

/**
 * Opens `folder/hub.db`, making both where they are missing.
 * Errors: BAD_ARGS (folder unusable, file damaged), VERSION (written by a newer program).
 */
export async function openStore(folder: string): Promise<Store> {
  useFolder(folder);
  const fresh = !existsSync(join(folder, 'hub.db'));
  if (fresh) await found(folder);
  const sql = connect(folder, 'hub.db');
  const db = await migrate(folder, sql);
  const read = createReader(sql, folder);
  let hub: string | undefined;
  try {
    hub = read('meta', ['key'], metaRow).find(({ key }) => key === 'hub')?.value;
    if (hub === undefined) throw brokenRow(folder, 'meta', 'key "hub"', 'it is missing, so nobody knows whose home this was');
    if (!isName(hub)) throw brokenRow(folder, 'meta', 'key "hub"', `"${hub.slice(0, 60)}" is no name of a hub`);
  } catch (error) {
    await close(sql, db);
    throw error;
  }
  const notes = openNotes(join(folder, notesFile));
  return {
    hub,
    fresh,
    read,
    db,
    sql,
    notes,
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
      notes.close();
      await close(sql, db);
    },
  };
}
