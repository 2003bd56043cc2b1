// Every step from an empty file to the present schema, in order. A step that has been released is never changed.
import type { Kysely, Migration } from 'kysely';

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

export const migrations: Record<string, Migration> = { '001-first': first };
