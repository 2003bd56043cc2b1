// A folder that an earlier version has written goes on with what it held.
import { join } from 'node:path';
import { Kysely, Migrator, SqliteDialect } from './kysely.ts';
import Sqlite from 'libsql';
import { expect, test } from 'vitest';
import { tempFolder } from '../../tests/support/temp-folder.ts';
import { loadReported } from '../ingest/reported.ts';
import { openStore, schemaVersion } from './database.ts';
import { migrations } from './migrations.ts';

const payload = JSON.stringify({ v: 1, ts: 1_000, session: 'session-1', seq: 1, value: true, by: { kind: 'local' } });

test('last values of the first schema are served after the step to their series, with and without history, which goes on too', async () => {
  const folder = tempFolder();
  const sql = new Sqlite(join(folder, 'hub.db'));
  const db = new Kysely<unknown>({ dialect: new SqliteDialect({ database: sql }) });
  const first = Object.fromEntries(Object.entries(migrations).slice(0, 1));
  const { error } = await new Migrator({ db, provider: { getMigrations: () => Promise.resolve(first) } }).migrateToLatest();
  expect(error).toBeUndefined();
  sql.prepare("INSERT INTO meta (key, value) VALUES ('hub', 'h-abcdefghijklmnop')").run();
  sql.prepare("INSERT INTO series (did, service, property) VALUES ('d-lamp', 'light', 'on')").run();
  const put = sql.prepare('INSERT INTO reports (did, service, property, payload, received) VALUES (?, ?, ?, ?, 5)');
  put.run('d-lamp', 'light', 'on', payload);
  put.run('d-fan', 'power', 'on', payload);
  const record = sql.prepare('INSERT INTO history (series, t, v) VALUES (1, ?, ?)');
  for (const [t, v] of [
    [10, 1],
    [20, 2.5],
    [20, 'auto'],
  ])
    record.run(t, v);
  sql.exec('PRAGMA user_version = 1');
  await db.destroy();

  const store = await openStore(folder);
  expect(loadReported(store)).toEqual([
    { did: 'd-lamp', service: 'light', property: 'on', payload },
    { did: 'd-fan', service: 'power', property: 'on', payload },
  ]);
  expect(await store.db.selectFrom('history').select(['series', 't', 'v']).orderBy('n').execute()).toEqual([
    { series: 1, t: 10, v: 1 },
    { series: 1, t: 20, v: 2.5 },
    { series: 1, t: 20, v: 'auto' },
  ]);
  expect(store.sql.prepare('PRAGMA user_version').get()).toMatchObject({ user_version: schemaVersion });
  await store.close();
});
