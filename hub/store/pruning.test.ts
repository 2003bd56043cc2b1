import { expect, test } from 'vitest';
import { tempFolder } from '../../tests/support/temp-folder.ts';
import type { HubClock } from '../clock.ts';
import { openStore } from './database.ts';
import { createJournal } from './journal.ts';
import { createPruning } from './pruning.ts';

const day = 24 * 3_600_000;
const fail = (error: unknown): never => {
  throw error;
};

test('history and commands older than a week go, and nothing else', async () => {
  const store = await openStore(tempFolder());
  const journal = createJournal(store, fail);
  const days = () =>
    store.sql
      .prepare('SELECT t FROM history ORDER BY n')
      .all()
      .map((row) => (row as { t: number }).t / day);
  const reportAt = (at: number): void => {
    journal.report({ did: 'd-lamp', service: 'light', property: 'on', payload: '{}', received: at * day, value: 1 });
    journal.command({ id: `c-${at}`, client: 'p-anna', did: 'd-lamp', op: 'device.set', outcome: 'ok', at: at * day });
    journal.flush();
  };
  for (const at of [1, 2, 8, 8.5, 9, 15]) reportAt(at);
  const pruneAt = (at: number): void => {
    const pruning = createPruning(store, { now: () => at * day } as HubClock, fail);
    pruning.start();
    pruning.stop();
  };
  pruneAt(8);
  expect(days()).toEqual([1, 2, 8, 8.5, 9, 15]);
  pruneAt(9.5);
  expect(days()).toEqual([8, 8.5, 9, 15]);
  expect(store.sql.prepare('SELECT id FROM commands ORDER BY at').all()).toEqual(['c-8', 'c-8.5', 'c-9', 'c-15'].map((id) => ({ id })));
  // Once the clock had been a year ahead.
  reportAt(365);
  reportAt(16);
  pruneAt(17);
  expect(days()).toEqual([15, 365, 16]);
  pruneAt(22.5);
  expect(days()).toEqual([16]);
  pruneAt(30);
  expect(days()).toEqual([]);
  // What it says now is no history.
  expect(store.sql.prepare('SELECT payload FROM latest').all()).toEqual([{ payload: '{}' }]);
  await store.close();
});
