// What is promised to be kept is there after a kill -9: here, a journal that is left without a word, and a new one.
import { expect, test } from 'vitest';
import { tempFolder } from '../../tests/support/temp-folder.ts';
import { openStore } from './database.ts';
import { createJournal } from './journal.ts';
import type { CommandRow, ReportRow } from './journal.ts';

/** What a journal that was left behind complains of is nobody's concern: its process is gone. */
const toNobody = (): void => undefined;
const payload = (value: number): string =>
  JSON.stringify({ v: 1, ts: 1_000, session: 'session-1', seq: value, value, by: { kind: 'local' } });
const report = (value: number, did = 'd-lamp'): ReportRow => ({
  ...{ did, service: 'light', property: 'brightness', payload: payload(value), received: 1_000 + value, value },
});
const command = (id: string, did = 'd-lamp'): CommandRow => ({ id, client: 'p-anna', did, op: 'device.set', outcome: 'ok', at: 2_000 });

async function open(folder: string) {
  const store = await openStore(folder);
  const put = store.sql.prepare(
    "INSERT OR IGNORE INTO devices (did, serial, secret, vendor, model, category, title, bought, paired) VALUES (?, ?, x'00', 'v', 'm', 'light', '{}', 0, 0)",
  );
  for (const did of ['d-lamp', 'd-fan']) put.run(did, did);
  const journal = createJournal(store, toNobody);
  const all = (text: string): unknown[] => store.sql.prepare(text).all();
  return {
    store,
    journal,
    values: () => all('SELECT did, payload FROM reports ORDER BY did').map((row) => row as { did: string; payload: string }),
    history: () => all('SELECT v FROM history ORDER BY t').map((row) => (row as { v: number }).v),
    commands: () => all('SELECT id FROM commands ORDER BY id').map((row) => (row as { id: string }).id),
    notes: () => store.notes.read().length,
  };
}

test('a command and the reports before it are kept before the next flush, each once, by the next process', async () => {
  const folder = tempFolder();
  const killed = await open(folder);
  killed.journal.report(report(1));
  killed.journal.command(command('a'));
  killed.journal.report(report(2));
  killed.journal.command(command('b'));
  killed.journal.report(report(3)); // nobody was answered for this one
  expect(killed.history()).toEqual([]);
  await killed.store.close();
  const next = await open(folder);
  expect(next.commands()).toEqual(['a', 'b']);
  expect(next.history()).toEqual([1, 2]);
  expect(next.values()).toEqual([{ did: 'd-lamp', payload: payload(2) }]);
  expect(next.notes()).toBe(0);
  next.journal.stop();
  await next.store.close();
});

test('a flush writes to the tables and ends the notes', async () => {
  const { journal, store, commands, history, notes } = await open(tempFolder());
  journal.report(report(1));
  journal.command(command('a'));
  expect(notes()).toBe(1);
  journal.flush();
  expect({ commands: commands(), history: history(), notes: notes(), stored: journal.stored }).toEqual({
    ...{ commands: ['a'], history: [1], notes: 0, stored: 1 },
  });
  journal.stop();
  await store.close();
});

test('a kill between the flush and the end of its notes writes nothing twice; half a line at the end is no note', async () => {
  const folder = tempFolder();
  const killed = await open(folder);
  killed.journal.report(report(1));
  killed.journal.command(command('a'));
  const [line = ''] = killed.store.notes.read();
  killed.journal.flush();
  killed.store.notes.append(line);
  killed.journal.command(command('b'));
  killed.store.notes.append(line.slice(0, 30));
  await killed.store.close();
  const next = await open(folder);
  expect(next.history()).toEqual([1]);
  expect(next.commands()).toEqual(['a', 'b']);
  next.journal.stop();
  await next.store.close();
});

test('a flush ends the notes also where the device that was commanded is gone: nothing is written twice', async () => {
  const folder = tempFolder();
  const killed = await open(folder);
  killed.journal.report(report(7, 'd-fan'));
  killed.journal.command(command('a'));
  killed.journal.forget('d-lamp');
  killed.journal.flush();
  expect(killed.notes()).toBe(0);
  await killed.store.close();
  const next = await open(folder);
  expect(next.history()).toEqual([7]);
  next.journal.stop();
  await next.store.close();
});

test('what is noted of a device that was removed meanwhile does not come back', async () => {
  const folder = tempFolder();
  const killed = await open(folder);
  killed.journal.report(report(1));
  killed.journal.report(report(7, 'd-fan'));
  killed.journal.command(command('a'));
  killed.journal.forget('d-fan');
  killed.journal.report(report(2));
  killed.journal.command(command('b'));
  killed.store.sql.prepare("DELETE FROM devices WHERE did = 'd-fan'").run();
  await killed.store.close();
  const store = await openStore(folder);
  const { sql } = store;
  createJournal(store, toNobody).stop();
  expect(sql.prepare('SELECT did, payload FROM reports').all()).toEqual([{ did: 'd-lamp', payload: payload(2) }]);
  expect(sql.prepare('SELECT count(*) AS n FROM history').get()).toMatchObject({ n: 2 });
  await store.close();
});

test('a note that was damaged is told and left out; the others are kept', async () => {
  const folder = tempFolder();
  const killed = await open(folder);
  killed.journal.report({ ...report(1), payload: 'garbage' });
  killed.journal.command(command('a'));
  killed.journal.report(report(2));
  killed.journal.command(command('b'));
  await killed.store.close();
  const store = await openStore(folder);
  const told: unknown[] = [];
  createJournal(store, (error) => void told.push(error)).stop();
  expect(told.map(String)).toEqual([expect.stringMatching(/hub\.notes is damaged, line 1: reports\.0\.payload: is no report/)]);
  expect(store.sql.prepare('SELECT payload FROM reports').all()).toEqual([{ payload: payload(2) }]);
  expect(store.sql.prepare('SELECT id FROM commands').all()).toEqual([{ id: 'b' }]);
  await store.close();
});

test('a store that cannot be written for long: the oldest history goes, last values and the newest stay, and the memory does not fill', async () => {
  const folder = tempFolder();
  const { store, journal, values } = await open(folder);
  const count = (): number => (store.sql.prepare('SELECT count(*) AS n FROM history').get() as { n: number }).n;
  store.sql.pragma('query_only = ON');
  journal.report(report(1, 'd-fan'));
  for (let k = 0; k < 70_000; k += 1) journal.report(report(k));
  store.sql.pragma('query_only = OFF');
  journal.flush();
  expect(count()).toBeLessThan(55_000);
  expect(count()).toBeGreaterThan(45_000);
  const of = (did: string) =>
    store.sql
      .prepare('SELECT max(v) AS newest, min(v) AS oldest FROM history JOIN series ON series.id = series WHERE did = ?')
      .get(did) as { newest: number; oldest: number };
  expect(of('d-fan')).toMatchObject({ newest: 1, oldest: 1 });
  expect(of('d-lamp').newest).toBe(69_999);
  expect(of('d-lamp').oldest).toBeGreaterThan(10_000);
  expect(values()).toEqual([
    { did: 'd-fan', payload: payload(1) },
    { did: 'd-lamp', payload: payload(69_999) },
  ]);
  journal.stop();
  await store.close();
});
