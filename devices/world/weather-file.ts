// Weather from a file: an hourly series as CSV. A wrong file is refused with the row, the column, what is wrong and the cure.
import { readFileSync } from 'node:fs';
import { OmniError } from '#protocol/errors.ts';
import { localTime } from './local-time.ts';
import { createSky } from './weather.ts';
import type { Weather } from './weather.ts';

/** The measured columns: what they may hold, wider than any weather on record. */
const columns = {
  temperature: { min: -90, max: 60, unit: '°C' },
  pm25: { min: 0, max: 2000, unit: 'µg/m³' },
  humidity: { min: 0, max: 100, unit: '%' },
  wind: { min: 0, max: 115, unit: 'm/s' },
} as const;
type Column = keyof typeof columns;
const columnNames = Object.keys(columns) as Column[];
const header = ['time', ...columnNames];

/** One row: `time` in ms since 1970 as if the home's local time were UTC. */
export type WeatherRow = { readonly time: number } & Readonly<Record<Column, number>>;

const hourMs = 3_600_000;

/** What is wrong with a weather file, in one line: `row` counts the lines of the file from 1, as a spreadsheet does. */
function wrong(file: string, place: { readonly row?: number; readonly column?: string }, what: string, cure: string): OmniError {
  const where = [file, ...(place.row === undefined ? [] : [`row ${place.row}`]), ...(place.column ? [`column ${place.column}`] : [])];
  return new OmniError('BAD_ARGS', `${where.join(', ')}: ${what}; ${cure}`, { path: '--weather', hint: cure });
}

interface Line {
  readonly row: number;
  readonly cells: readonly string[];
}

/** Lines with something in them; one that begins with # is a remark. Cells may stand in quotation marks. */
function linesOf(text: string): Line[] {
  return text
    .replace(/^\ufeff/, '')
    .split(/\r\n|\n|\r/)
    .map((line, index) => ({ row: index + 1, line: line.trim() }))
    .filter(({ line }) => line !== '' && !line.startsWith('#'))
    .map(({ row, line }) => ({ row, cells: line.split(',').map((cell) => cell.trim().replace(/^"(.*)"$/, '$1')) }));
}

const shown = (cell: string): string => JSON.stringify(cell.slice(0, 40));
const timePattern = /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2}))?$/;
const timeCure = 'write local time without a zone, such as 2026-01-31T14:00';

function readTime(file: string, row: number, cell: string): number {
  const parts = timePattern
    .exec(cell)
    ?.slice(1)
    .map((part) => Number(part ?? 0));
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts ?? [];
  const time = Date.UTC(year, month - 1, day, hour, minute, second);
  // 30 February would become 2 March.
  const isReal = parts !== undefined && new Date(time).toISOString().slice(0, 16) === cell.slice(0, 16).replace(' ', 'T') && second < 60;
  if (!isReal) throw wrong(file, { row, column: 'time' }, cell === '' ? 'is empty' : `${shown(cell)} is not a time`, timeCure);
  return time;
}

function readNumber(file: string, row: number, column: Column, cell: string): number {
  const { min, max, unit } = columns[column];
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(cell))
    throw wrong(file, { row, column }, cell === '' ? 'is empty' : `${shown(cell)} is not a number`, 'write digits, such as 12.5');
  const value = Number(cell);
  if (value < min || value > max) throw wrong(file, { row, column }, `${cell} is out of range`, `give ${min} to ${max} ${unit}`);
  return value;
}

function checkStep(file: string, row: number, before: number, time: number): void {
  const place = { row, column: 'time' };
  const hours = (time - before) / hourMs;
  if (hours <= 0) throw wrong(file, place, 'is not later than the row before', 'sort the rows by time and give each hour once');
  if (hours > 1) throw wrong(file, place, `comes ${Number(hours.toFixed(2))} hours after the row before`, 'give a row for every hour');
  if (hours < 1) throw wrong(file, place, `comes ${Math.round(hours * 60)} minutes after the row before`, 'keep one row for each hour');
}

/** Reads the text of a file. Errors: BAD_ARGS, with row, column and cure in its message. */
export function parseWeather(text: string, file: string): [WeatherRow, ...WeatherRow[]] {
  const [first, ...rest] = linesOf(text);
  if (!first) throw wrong(file, {}, 'is empty', `begin with the header ${header.join(',')}`);
  const names = first.cells.map((cell) => cell.toLowerCase());
  for (const name of header) {
    if (!names.includes(name))
      throw wrong(file, { row: first.row, column: name }, 'is missing', `give the header ${header.join(',')}, in any order, with commas`);
    if (names.indexOf(name) !== names.lastIndexOf(name))
      throw wrong(file, { row: first.row, column: name }, 'is there twice', 'keep one of them');
  }
  const rows: WeatherRow[] = [];
  for (const { row, cells } of rest) {
    if (cells.length !== names.length)
      throw wrong(file, { row }, `has ${cells.length} cells, the header ${names.length}`, 'separate cells by commas, decimals by points');
    const cell = (name: string): string => cells[names.indexOf(name)] ?? '';
    const time = readTime(file, row, cell('time'));
    const before = rows.at(-1);
    if (before) checkStep(file, row, before.time, time);
    const number = (column: Column): number => readNumber(file, row, column, cell(column));
    rows.push({ time, temperature: number('temperature'), pm25: number('pm25'), humidity: number('humidity'), wind: number('wind') });
  }
  const [begin, ...more] = rows;
  if (!begin) throw wrong(file, { row: first.row }, 'is the last', 'give a row for every hour below the header');
  return [begin, ...more];
}

/**
 * The weather of a series, straight lines between the hours. At the series' own dates it is what was measured then. At any other
 * time the series repeats, by as many whole days as it has (at least one), so that hours of the day stay what they are: a home in July may
 * live through a week of January. Daylight is not in the file: it comes from the sun of the home's date, and clouds by `seed`.
 */
export function weatherFrom(rows: readonly [WeatherRow, ...WeatherRow[]], seed: string): Weather {
  const [first] = rows;
  const sky = createSky(seed);
  const period = Math.max(24, Math.floor(rows.length / 24) * 24);
  const whole = rows.slice(0, period);

  /** Row `index`; where the days are over the first comes again. */
  const rowAt = (list: readonly WeatherRow[], index: number): WeatherRow => list[index] ?? first;
  /** The rows on both sides of a time, and how far it is from the one to the other, 0 to 1. */
  function around(time: number): readonly [WeatherRow, WeatherRow, number] {
    const since = (time - first.time) / hourMs;
    const isOwn = since >= 0 && since < rows.length - 1;
    const list = isOwn ? rows : whole;
    const place = isOwn ? since : ((since % period) + period) % period;
    const index = Math.min(list.length - 1, Math.floor(place));
    // From the last row to the first again may be more than an hour, where there is less than a day.
    const gap = index < list.length - 1 ? 1 : period - index;
    return [rowAt(list, index), rowAt(list, index + 1), (place - index) / gap];
  }

  return (now, offset) => {
    const [a, b, share] = around(now + offset * 60_000);
    const at = (column: Column): number => a[column] + (b[column] - a[column]) * share;
    return {
      ...{ pm25: at('pm25'), temperature: at('temperature'), humidity: at('humidity'), wind: at('wind') },
      lux: sky(localTime(now, offset)),
    };
  };
}

/** Reads a file. Errors: BAD_ARGS where it cannot be read or is wrong, in one line. */
export function readWeather(file: string, seed: string): Weather {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (thrown) {
    const why = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : String(thrown);
    throw new OmniError('BAD_ARGS', `${file}: cannot be read (${why}); name a CSV file after --weather`, {
      path: '--weather',
      cause: thrown,
    });
  }
  return weatherFrom(parseWeather(text, file), seed);
}
