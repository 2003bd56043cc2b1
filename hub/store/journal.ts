// The hot writes: last values, history and the log of commands, coalesced and written to their tables in one transaction
// every 100 ms. A command's outcome is kept before it is answered, with the reports that wait: as one note (notes.ts). Notes
// are read only after a kill -9, and only those that no flush has written to the tables.
import { OmniError } from '#protocol/errors.ts';
import { parseJson } from '#protocol/parse-json.ts';
import { z } from '#protocol/zod.ts';
import type { Store } from './database.ts';
import { notesFile } from './notes.ts';
import { storedReportSchema } from './stored-report.ts';
import type { Sql } from './tables.ts';

const reportRowSchema = storedReportSchema.extend({
  /** ms since 1970, by the hub's clock */
  received: z.number(),
  /** What history keeps: a number, or text for what is not one. */
  value: z.union([z.number(), z.string()]),
});
const commandRowSchema = z.object({
  id: z.string(),
  client: z.string(),
  did: z.string(),
  op: z.string(),
  outcome: z.string(),
  at: z.number(),
});
/** `batch`: the flush that writes it to the tables. */
const noteSchema = z.object({ batch: z.int(), command: commandRowSchema, reports: z.array(reportRowSchema) });
/** Its names are checked where a value of it is read. */
const seriesRow = z.object({ id: z.int(), did: z.string(), service: z.string(), property: z.string() });
export type ReportRow = Readonly<z.infer<typeof reportRowSchema>>;
export type CommandRow = Readonly<z.infer<typeof commandRowSchema>>;

function damagedNote(line: number, { issues: [issue] }: z.ZodError): OmniError {
  const reason = [issue?.path.map(String).join('.') ?? '', issue?.message ?? ''].filter(Boolean).join(': ');
  return new OmniError('INTERNAL', `${notesFile} is damaged, line ${line}: ${reason}. That note is left out.`);
}

const flushEvery = 100;
const flushAt = 2000;
const keepAtMost = 50_000;
type Series = Pick<ReportRow, 'did' | 'service' | 'property'>;
const keyOf = ({ did, service, property }: Series): string => `${did}/${service}/${property}`;
type Point = readonly [received: number, value: ReportRow['value']];
/** What waits of one series: history keeps every point, last values the newest report only. */
interface Waiting extends Series {
  points: Point[];
  /** How many of the points stand in a note already. */
  noted: number;
  payload: string;
}
/** What a chunk of history holds beside its last point: those before it, in order, as [ms before the last, value]. */
const earlierOf = (points: readonly Point[], last: number): string | null =>
  points.length < 2 ? null : JSON.stringify(points.slice(0, -1).map(([at, value]) => [last - at, value]));
type Cell = number | string | null;
/** Rows of one INSERT: half the time a row of one each (4.5 against 9 µs, and 2.5 against 5.5 µs an upsert). */
const atOnce = 50;

/** Runs `INSERT … VALUES (…), (…)`: as many rows at once as there are. `rows` holds the columns of all rows, one after the other. */
function createInsert(sql: Sql, into: string, columns: number, tail = '') {
  const values = `(${Array(columns).fill('?').join(', ')})`;
  const many = sql.prepare(`${into} VALUES ${Array(atOnce).fill(values).join(', ')}${tail}`);
  const one = sql.prepare(`${into} VALUES ${values}${tail}`);
  return function insert(rows: readonly Cell[]): void {
    let at = 0;
    for (const size = atOnce * columns; at + size <= rows.length; at += size) many.run(rows.slice(at, at + size));
    for (; at < rows.length; at += columns) one.run(rows.slice(at, at + columns));
  };
}

/**
 * `report` keeps a row for the next flush; `command` commits it, and all that waits before it, now.
 * `onError` hears of a failed commit: the rows stay and are tried again with the next flush. It hears of a damaged note, too.
 * What an earlier process had noted and not written to the tables is written here, before anybody reads them.
 */
export function createJournal({ sql, notes, read }: Pick<Store, 'sql' | 'notes' | 'read'>, onError: (error: unknown) => void) {
  const upsert = createInsert(
    sql,
    'INSERT INTO latest (series, payload, received)',
    3,
    ' ON CONFLICT (series) DO UPDATE SET payload = excluded.payload, received = excluded.received',
  );
  const append = createInsert(sql, 'INSERT INTO chunks (series, t, v, earlier)', 4);
  const newSeries = sql.prepare('INSERT INTO series (did, service, property) VALUES (?, ?, ?)');
  const findSeries = sql.prepare('SELECT id FROM series WHERE did = ? AND service = ? AND property = ?');
  const logCommands = createInsert(sql, 'INSERT INTO commands (id, client, did, op, outcome, at)', 6);
  const flushed = sql.prepare("SELECT value FROM meta WHERE key = 'flushed'").get() as { value: string } | undefined;
  const setFlushed = sql.prepare(
    "INSERT INTO meta (key, value) VALUES ('flushed', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
  );
  const begin = sql.prepare('BEGIN IMMEDIATE');
  const commit = sql.prepare('COMMIT');
  const rollback = sql.prepare('ROLLBACK');

  const seriesIds = new Map<string, number>();
  // At once, not one by one when two thousand devices come back after a restart.
  for (const row of read('series', ['id'], seriesRow)) seriesIds.set(keyOf(row), row.id);
  const waiting = new Map<string, Waiting>();
  /** Points that wait, of all series. */
  let count = 0;
  /** Those of `waiting` with points that stand in no note. */
  let fresh: Waiting[] = [];
  let asked: CommandRow[] = [];
  /** Something stands in the notes; also when the device that it was about has been removed since. */
  let hasNotes = false;
  /** The number of the flush to come. Written with it, so that no note is ever written to the tables twice. */
  let batch = Number(flushed?.value ?? 0) + 1;
  let timer: NodeJS.Timeout | undefined;
  let stored = 0;

  function seriesOf(key: string, row: Series): number {
    const known = seriesIds.get(key);
    if (known !== undefined) return known;
    const found = findSeries.get(row.did, row.service, row.property) as { id?: unknown } | undefined;
    const id = typeof found?.id === 'number' ? found.id : Number(newSeries.run(row.did, row.service, row.property).lastInsertRowid);
    seriesIds.set(key, id);
    return id;
  }

  function keep({ did, service, property, payload, received, value }: ReportRow): void {
    const key = keyOf({ did, service, property });
    let row = waiting.get(key);
    if (!row) waiting.set(key, (row = { did, service, property, points: [], noted: 0, payload }));
    if (row.noted === row.points.length) fresh.push(row);
    row.points.push([received, value]);
    row.payload = payload;
    count += 1;
  }

  /** A disk that stays full must not fill the memory too: of every series the oldest points go, never its last value. */
  function thinOut(): void {
    if (count <= keepAtMost) return;
    const share = keepAtMost / count;
    count = 0;
    for (const row of waiting.values()) {
      const gone = row.points.length - Math.max(1, Math.floor(row.points.length * share));
      row.points.splice(0, gone);
      row.noted = Math.max(0, row.noted - gone);
      count += row.points.length;
    }
  }

  /** The reports that wait and stand in no note yet; the newest payload of a series stands for all of its points. */
  const unnoted = (): ReportRow[] =>
    fresh.flatMap(({ did, service, property, payload, points, noted }) =>
      points.slice(noted).map(([received, value]) => ({ did, service, property, payload, received, value })),
    );

  function write(): void {
    if (timer) clearTimeout(timer);
    timer = undefined;
    if (count === 0 && !hasNotes) return;
    let begun = false;
    try {
      begin.run();
      begun = true;
      const history: Cell[] = [];
      const values: Cell[] = [];
      for (const [key, row] of waiting) {
        const newest = row.points.at(-1);
        if (!newest) continue;
        const series = seriesOf(key, row);
        const [last, value] = newest;
        history.push(series, last, value, earlierOf(row.points, last));
        values.push(series, row.payload, last);
      }
      append(history);
      upsert(values);
      logCommands(asked.flatMap(({ id, client, did, op, outcome, at }) => [id, client, did, op, outcome, at]));
      if (hasNotes) setFlushed.run(String(batch));
      commit.run();
    } catch (error) {
      if (begun) rollback.run();
      seriesIds.clear();
      thinOut();
      timer ??= setTimeout(flush, 1000);
      throw error;
    }
    stored += count;
    waiting.clear();
    fresh = [];
    count = 0;
    asked = [];
    if (hasNotes) {
      batch += 1;
      hasNotes = false;
      notes.clear();
    }
  }

  function flush(): void {
    try {
      write();
    } catch (error) {
      onError(error);
    }
  }

  /** What a killed process had promised to keep, but for devices that were removed since. */
  function recover(): void {
    const living = new Set((sql.prepare('SELECT did FROM devices').all() as { did: string }[]).map(({ did }) => did));
    const lines = notes.read();
    for (const [k, line] of lines.entries()) {
      const json = parseJson(line);
      // A power cut may leave half a line at the end: nobody was answered for it on this side of the cut.
      if (json === undefined && k === lines.length - 1) continue;
      const parsed = noteSchema.safeParse(json);
      if (!parsed.success) {
        onError(damagedNote(k + 1, parsed.error));
        continue;
      }
      if (parsed.data.batch < batch) continue;
      const { command, reports } = parsed.data;
      if (living.has(command.did)) asked.push(command);
      for (const report of reports) if (living.has(report.did)) keep(report);
    }
    hasNotes = lines.length > 0;
    write();
  }

  recover();
  return {
    report(row: ReportRow): void {
      keep(row);
      if (count % flushAt === 0) flush();
      else timer ??= setTimeout(flush, flushEvery);
    },
    /** Commits; throws where it could not, so that nothing is answered that is not kept. */
    command(row: CommandRow): void {
      notes.append(JSON.stringify({ batch, command: row, reports: unnoted() } satisfies z.infer<typeof noteSchema>));
      hasNotes = true;
      for (const kept of fresh) kept.noted = kept.points.length;
      fresh = [];
      asked.push(row);
      timer ??= setTimeout(flush, flushEvery);
    },
    flush,
    /** Forgets what waits for a device that is being removed. */
    forget(did: string): void {
      const itsOwn = (key: string): boolean => key.startsWith(`${did}/`);
      for (const [key, { points }] of waiting) {
        if (!itsOwn(key)) continue;
        waiting.delete(key);
        count -= points.length;
      }
      fresh = fresh.filter((row) => row.did !== did);
      asked = asked.filter((command) => command.did !== did);
      for (const key of seriesIds.keys()) if (itsOwn(key)) seriesIds.delete(key);
    },
    /** Reports committed since start. */
    get stored() {
      return stored;
    },
    stop(): void {
      flush();
      if (timer) clearTimeout(timer);
      timer = undefined;
    },
  };
}
export type Journal = ReturnType<typeof createJournal>;
