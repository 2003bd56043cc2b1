import { expect, test } from 'vitest';
import { tempFolder } from '../../tests/support/temp-folder.ts';
import { openStore } from './database.ts';
import { pointsOf, seriesOf } from './history.ts';
import { createJournal } from './journal.ts';

const brightness = { did: 'd-lamp', service: 'light', property: 'brightness' };

async function open() {
  const store = await openStore(tempFolder());
  const journal = createJournal(store, (error) => {
    throw error;
  });
  const report = (received: number, value: number): void => journal.report({ ...brightness, payload: '{}', received, value });
  report(0, 0);
  journal.flush();
  const { id: series } = await seriesOf(store.db, brightness).executeTakeFirstOrThrow();
  return { store, journal, report, series };
}

test('a chunk that reaches back beyond the span is told in part; values that share a point by their mean, or by the last', async () => {
  const { store, journal, report, series } = await open();
  for (const [at, value] of [
    [900, 1],
    [1_000, 2],
    [1_050, 4],
    [1_200, 9],
  ] as const)
    report(at, value);
  journal.flush();
  const tell = async (isMean: boolean) =>
    (await pointsOf(store.db, { series, from: 1_000, width: 100, isMean }).execute()).map(({ t, v }) => [t, v]);
  expect(await tell(true)).toEqual([
    [1_050, 3],
    [1_200, 9],
  ]);
  expect(await tell(false)).toEqual([
    [1_050, 4],
    [1_200, 9],
  ]);
  journal.stop();
  await store.close();
});

test('SQLite goes by the index, however much the home has told', async () => {
  const { store, journal, series } = await open();
  const { sql, parameters } = pointsOf(store.db, { series, from: 0, width: 100, isMean: true }).compile();
  const plan = store.sql
    .prepare(`EXPLAIN QUERY PLAN ${sql}`)
    .all(parameters)
    .map((step) => (step as { detail: string }).detail);
  expect(plan.filter((step) => /chunks/.test(step))).toEqual([
    expect.stringMatching(/^SEARCH chunks USING INDEX .*series=\?/),
    expect.stringMatching(/^SEARCH chunks USING INDEX .*series=\?/),
  ]);
  journal.stop();
  await store.close();
});
