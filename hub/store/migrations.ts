// Every step from an empty file to the present schema, in order. A step that has been released is never changed.
import type { Kysely, Migration } from 'kysely';
import { sql } from './kysely.ts';

const first: Migration = {
  async up(db: Kysely<unknown>) {
    const { schema } = db;
    await schema
      .createTable('meta')
      .addColumn('key', 'text', (c) => c.primaryKey())
      .addColumn('value', 'text', (c) => c.notNull())
      .execute();
    await schema
      .createTable('people')
      .addColumn('client', 'text', (c) => c.primaryKey())
      .addColumn('name', 'text', (c) => c.notNull())
      .addColumn('role', 'text', (c) => c.notNull())
      .addColumn('rooms', 'text', (c) => c.notNull())
      .addColumn('secret', 'blob', (c) => c.notNull())
      .addColumn('since', 'integer', (c) => c.notNull())
      .execute();
    await schema
      .createTable('sessions')
      .addColumn('token', 'blob', (c) => c.primaryKey())
      .addColumn('client', 'text', (c) => c.notNull())
      .addColumn('since', 'integer', (c) => c.notNull())
      .execute();
    await schema
      .createTable('claims')
      .addColumn('token', 'blob', (c) => c.primaryKey())
      .addColumn('role', 'text', (c) => c.notNull())
      .addColumn('rooms', 'text', (c) => c.notNull())
      .addColumn('expires', 'integer', (c) => c.notNull())
      .addColumn('start', 'integer', (c) => c.notNull())
      .execute();
    await schema
      .createTable('rooms')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('name', 'text')
      .addColumn('ord', 'integer', (c) => c.notNull())
      .execute();
    await schema
      .createTable('devices')
      .addColumn('did', 'text', (c) => c.primaryKey())
      .addColumn('serial', 'text', (c) => c.notNull().unique())
      .addColumn('secret', 'blob', (c) => c.notNull())
      .addColumn('vendor', 'text', (c) => c.notNull())
      .addColumn('model', 'text', (c) => c.notNull())
      .addColumn('category', 'text', (c) => c.notNull())
      .addColumn('title', 'text', (c) => c.notNull())
      .addColumn('name', 'text')
      .addColumn('room', 'text')
      .addColumn('bought', 'integer', (c) => c.notNull())
      .addColumn('paired', 'integer', (c) => c.notNull())
      .addColumn('spec', 'text')
      .addColumn('firmware', 'text')
      .addColumn('seen', 'integer')
      .execute();
    await schema
      .createTable('removed')
      .addColumn('did', 'text', (c) => c.primaryKey())
      .addColumn('at', 'integer', (c) => c.notNull())
      .execute();
    await schema
      .createTable('reports')
      .addColumn('did', 'text', (c) => c.notNull())
      .addColumn('service', 'text', (c) => c.notNull())
      .addColumn('property', 'text', (c) => c.notNull())
      .addColumn('payload', 'text', (c) => c.notNull())
      .addColumn('received', 'integer', (c) => c.notNull())
      .addPrimaryKeyConstraint('reports_key', ['did', 'service', 'property'])
      .execute();
    await schema
      .createTable('series')
      .addColumn('id', 'integer', (c) => c.primaryKey())
      .addColumn('did', 'text', (c) => c.notNull())
      .addColumn('service', 'text', (c) => c.notNull())
      .addColumn('property', 'text', (c) => c.notNull())
      .addUniqueConstraint('series_key', ['did', 'service', 'property'])
      .execute();
    await schema
      .createTable('history')
      .addColumn('series', 'integer', (c) => c.notNull())
      .addColumn('t', 'integer', (c) => c.notNull())
      .addColumn('v', 'blob', (c) => c.notNull())
      .execute();
    await schema.createIndex('history_of').on('history').columns(['series', 't']).execute();
    await schema
      .createTable('commands')
      .addColumn('id', 'text', (c) => c.notNull())
      .addColumn('client', 'text', (c) => c.notNull())
      .addColumn('did', 'text', (c) => c.notNull())
      .addColumn('op', 'text', (c) => c.notNull())
      .addColumn('outcome', 'text', (c) => c.notNull())
      .addColumn('at', 'integer', (c) => c.notNull())
      .execute();
  },
};

/**
 * Last values are found by the number of their series: less than half the work of an upsert by three texts, and the hub does
 * one for nearly every report. `reports` is what is read.
 */
const latestBySeries: Migration = {
  async up(db: Kysely<unknown>) {
    const run = (text: string): Promise<unknown> => sql.raw(text).execute(db);
    await db.schema
      .createTable('latest')
      .addColumn('series', 'integer', (c) => c.primaryKey())
      .addColumn('payload', 'text', (c) => c.notNull())
      .addColumn('received', 'integer', (c) => c.notNull())
      .execute();
    await run('INSERT OR IGNORE INTO series (did, service, property) SELECT did, service, property FROM reports');
    await run('INSERT INTO latest SELECT series.id, payload, received FROM reports JOIN series USING (did, service, property)');
    await db.schema.dropTable('reports').execute();
    await run(
      'CREATE VIEW reports AS SELECT did, service, property, payload, received FROM latest LEFT JOIN series ON series.id = latest.series',
    );
  },
};

/**
 * History by chunks: what a flush writes of one series is one row, so that its index is searched once and not for every
 * value (1 against 4 µs a value where there are ten). A row is the chunk's last value, as it was before; `earlier` holds the
 * others, if there are any. `history` is what is read: `n` is the order in which values of a series came, and `ended` the time of the
 * chunk's last, by which it is found.
 */
const historyByChunks: Migration = {
  async up(db: Kysely<unknown>) {
    const run = (text: string): Promise<unknown> => sql.raw(text).execute(db);
    await run('ALTER TABLE history RENAME TO chunks');
    await run('ALTER TABLE chunks ADD COLUMN earlier TEXT');
    await run(
      `CREATE VIEW history AS
        SELECT series, t, v, t AS ended, (rowid << 20) + 1048575 AS n FROM chunks
        UNION ALL
        SELECT series, t - (value ->> 0), value ->> 1, t, (chunks.rowid << 20) + key FROM chunks, json_each(earlier)
          WHERE earlier IS NOT NULL`,
    );
  },
};

export const migrations: Record<string, Migration> = {
  '001-first': first,
  '002-latest-by-series': latestBySeries,
  '003-history-by-chunks': historyByChunks,
};
