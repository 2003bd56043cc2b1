import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { OmniError } from '#protocol/errors.ts';
import { dayMs } from './local-time.ts';
import { parseWeather, readWeather, weatherFrom } from './weather-file.ts';

const head = 'time,temperature,pm25,humidity,wind';
const file = (...rows: readonly string[]): string => [head, ...rows].join('\n');
const example = join(import.meta.dirname, '../../docs/examples/weather.csv');

function refusal(run: () => unknown): OmniError {
  try {
    run();
  } catch (thrown) {
    if (thrown instanceof OmniError) return thrown;
    throw thrown;
  }
  throw new Error('it was not refused');
}

test.each([
  ['an empty file', '', 'city.csv: is empty; begin with the header time,temperature,pm25,humidity,wind'],
  ['remarks alone', '# nothing\n\n', 'city.csv: is empty'],
  ['a header alone', head, 'city.csv, row 1: is the last; give a row for every hour'],
  [
    'a missing column',
    'time,temperature,humidity,wind\n2026-01-01T00:00,1,2,3',
    'city.csv, row 1, column pm25: is missing; give the header',
  ],
  ['semicolons', 'time;temperature;pm25;humidity;wind', 'city.csv, row 1, column time: is missing; give the header'],
  ['a column twice', `${head},wind\n`, 'city.csv, row 1, column wind: is there twice'],
  [
    'text in a number',
    file('2026-01-01T00:00,1,2,3,4', '2026-01-01T01:00,1,n/a,3,4'),
    'row 3, column pm25: "n/a" is not a number; write digits',
  ],
  ['a decimal comma', file('2026-01-01T00:00,"1",5,2,3,4'), 'row 2: has 6 cells, the header 5; separate cells by commas'],
  ['an empty cell', file('2026-01-01T00:00,1,2,,4'), 'row 2, column humidity: is empty'],
  ['a number that JavaScript alone would take', file('2026-01-01T00:00,0x10,2,3,4'), 'row 2, column temperature: "0x10" is not a number'],
  ['too hot', file('2026-01-01T00:00,75,2,3,4'), 'row 2, column temperature: 75 is out of range; give -90 to 60 °C'],
  ['negative dust', file('2026-01-01T00:00,7,-2,3,4'), 'row 2, column pm25: -2 is out of range; give 0 to 2000 µg/m³'],
  ['damper than wet', file('2026-01-01T00:00,7,2,101,4'), 'row 2, column humidity: 101 is out of range; give 0 to 100 %'],
  ['faster than any storm', file('2026-01-01T00:00,7,2,30,1e9'), 'row 2, column wind: 1e9 is out of range'],
  [
    'a gap',
    file('2026-01-01T00:00,1,2,3,4', '2026-01-01T03:00,1,2,3,4'),
    'row 3, column time: comes 3 hours after the row before; give a row for every hour',
  ],
  ['half hours', file('2026-01-01T00:00,1,2,3,4', '2026-01-01T00:30,1,2,3,4'), 'row 3, column time: comes 30 minutes after'],
  [
    'time that goes back',
    file('2026-01-01T05:00,1,2,3,4', '2026-01-01T04:00,1,2,3,4'),
    'row 3, column time: is not later than the row before; sort',
  ],
  ['an hour twice', file('2026-01-01T05:00,1,2,3,4', '2026-01-01T05:00,1,2,3,4'), 'row 3, column time: is not later'],
  [
    'a time zone',
    file('2026-01-01T05:00Z,1,2,3,4'),
    'row 2, column time: "2026-01-01T05:00Z" is not a time; write local time without a zone',
  ],
  ['30 February', file('2026-02-30T05:00,1,2,3,4'), 'row 2, column time: "2026-02-30T05:00" is not a time'],
  ['no time', file(',1,2,3,4'), 'row 2, column time: is empty'],
])('%s is refused in one line: where, what, cure', (_, text, words) => {
  const refused = refusal(() => parseWeather(text, 'city.csv'));
  expect(refused.code).toBe('BAD_ARGS');
  expect(refused.message).toContain(words);
  expect(refused.message).toMatch(/^city\.csv.*; /);
  expect(refused.message).not.toContain('\n');
});

test('a file that is not there is refused by name', () => {
  expect(refusal(() => readWeather('/nowhere/city.csv', '1')).message).toContain('/nowhere/city.csv: cannot be read (ENOENT)');
});

test('columns in any order, others beside them, remarks, quotation marks, CRLF, a byte order mark', () => {
  const text = '\ufeff# a remark\r\nWind,"station",time,pm25,humidity,temperature\r\n3,x,2026-01-01 00:00,10,"50",-4.5\r\n\r\n';
  expect(parseWeather(text, 'f')).toEqual([{ time: Date.UTC(2026, 0, 1), wind: 3, pm25: 10, humidity: 50, temperature: -4.5 }]);
});

test('no text makes it fail otherwise than by a refusal', () => {
  const cell = fc.oneof(fc.string({ maxLength: 12 }), fc.constantFrom('2026-01-01T00:00', '2026-01-01T01:00', '1', '-1e3', ','));
  const row = fc.array(cell, { maxLength: 7 }).map((cells) => cells.join(','));
  fc.assert(
    fc.property(fc.array(row, { maxLength: 5 }), fc.boolean(), (rows, headed) => {
      try {
        parseWeather([...(headed ? [head] : []), ...rows].join('\n'), 'f');
      } catch (thrown) {
        expect(thrown).toBeInstanceOf(OmniError);
      }
    }),
    { numRuns: 500 },
  );
});

const start = Date.UTC(2026, 0, 12);
const series = (hours: number) =>
  weatherFrom(
    parseWeather(
      file(...Array.from({ length: hours }, (_, k) => `${new Date(start + k * 3_600_000).toISOString().slice(0, 16)},${k % 24},${k},50,2`)),
      'f',
    ),
    'seed',
  );

test('at its own dates it is what was measured, straight lines between the hours, in local time', () => {
  const weather = series(30);
  expect(weather(start + 5 * 3_600_000, 0)).toMatchObject({ temperature: 5, pm25: 5, humidity: 50, wind: 2 });
  expect(weather(start + 5.25 * 3_600_000, 0).pm25).toBeCloseTo(5.25, 9);
  expect(weather(start + 28.5 * 3_600_000, 0).pm25).toBeCloseTo(28.5, 9);
  expect(weather(start + 5 * 3_600_000 - 8 * 3_600_000, 480).pm25).toBeCloseTo(5, 9);
});

test('at other times whole days of it repeat, hours of the day kept, before as after', () => {
  const weather = series(54); // two days and six hours: the days repeat
  for (const days of [-400, -2, 4, 10, 1000]) expect(weather(start + days * dayMs + 7.5 * 3_600_000, 0).pm25).toBeCloseTo(7.5, 6);
  expect(weather(start + 5 * dayMs + 3_600_000, 0).pm25).toBeCloseTo(25, 6);
  // From the last hour back to the first in an hour.
  expect(weather(start + 10 * dayMs - 1_800_000, 0).pm25).toBeCloseTo(47 / 2, 6);
});

test('less than a day is a day: from its last row back to its first', () => {
  const weather = series(3);
  expect(weather(start + 10 * dayMs + 3_600_000, 0).pm25).toBeCloseTo(1, 9);
  expect(weather(start + 10 * dayMs + 13 * 3_600_000, 0).pm25).toBeCloseTo(1, 9);
  expect(series(1)(start + 99_999_999, 0).pm25).toBe(0);
});

test('daylight still comes from the sun', () => {
  const weather = series(24);
  expect(weather(start + 12 * 3_600_000, 0).lux).toBeGreaterThan(1_000);
  expect(weather(start, 0).lux).toBe(0);
});

test('the example of the docs is a good file', () => {
  const weather = readWeather(example, '1');
  expect(weather(Date.UTC(2026, 0, 12), 0)).toMatchObject({ temperature: -0.5 });
});
