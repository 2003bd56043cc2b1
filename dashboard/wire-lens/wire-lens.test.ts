// What the lens works out of messages, without a page.
import { describe, expect, test } from 'vitest';
import { topicTable } from '#protocol/topics.ts';
import type { DeviceSpec } from '#protocol/spec.ts';
import type { Passed, WireBatch } from '#protocol/wire.ts';
import type { WireEvents } from '../wire-slot.ts';
import { examine } from './examine.ts';
import { follow } from './followed.ts';
import { markedLines } from './payload-lines.ts';
import { publishLine, quote } from './publish-line.ts';
import { fits, noFilter, partiesIn } from './row-filter.ts';
import { rowOf } from './row.ts';
import type { Row } from './row.ts';
import { layOut } from './sequence-layout.ts';
import { createStream, keep } from './stream.ts';
import { summaryOf } from './summary.ts';
import { quantile, timingsOf } from './timings.ts';
import { words } from './words.ts';

const root = 'omni/1/home';
const id = '01JBMZ6S410000000000000000';
const title = { en: 'x', zh: 'x' };
const spec: DeviceSpec = {
  ...{ model: 'dawn.lamp-1', vendor: 'dawnworks', category: 'light', rev: 1, title },
  services: {
    light: {
      title,
      properties: {
        on: { format: 'bool', access: ['read', 'write'], title },
        brightness: { format: 'int', range: { min: 1, max: 100 }, access: ['read', 'write'], title },
      },
      actions: {},
      events: { fell: { title, level: 'info', args: { times: { format: 'int', title } } } },
    },
  },
};
const specOf = () => spec;

let n = 0;
function row(from: string, path: string, payload: unknown, more: Partial<Passed> = {}): Row {
  const text = typeof payload === 'string' ? payload : JSON.stringify(payload);
  return rowOf('home', { at: 1000, from, topic: path.startsWith('/') ? path : `${root}/${path}`, text, ...more }, (n += 1));
}
const request = (args: object, at = 1000) =>
  row(
    'p-anna',
    'rpc/p-anna/tab',
    { v: 1, id, op: 'device.set', args: { did: 'd-lamp', service: 'light', property: 'brightness', ...args } },
    { at },
  );
const cmd = (at = 1000) =>
  row(
    'hub',
    'dev/d-lamp/cmd',
    { v: 1, id, session: 's-1', sent: 1, exp: 2, op: 'set', service: 'light', property: 'brightness', value: 5 },
    { at },
  );
const report = (value: unknown, more: Partial<Passed> = {}) =>
  row('d-lamp', 'dev/d-lamp/p/light/brightness', { v: 1, ts: 1, session: 's-1', seq: 1, value, by: { kind: 'command', id } }, more);
const res = (at = 1000) => row('d-lamp', 'dev/d-lamp/res', { v: 1, id, session: 's-1', ok: true, result: { value: 5 }, took: 2 }, { at });
const reply = (hops: object, at = 1000) =>
  row('hub', 'rpc/p-anna/tab/res', { v: 1, id, ok: true, result: { value: 5, ts: 1 }, hops }, { at });

describe('a command, followed', () => {
  const other = row('d-lamp', 'dev/d-lamp/p/light/on', { v: 1, value: true });
  const rows = [
    request({ value: 5 }, 1000),
    cmd(1000.5),
    other,
    report(5, { at: 1004 }),
    res(1004.25),
    reply({ hub: 0.75, device: 2, total: 4.5 }, 1004.5),
  ];

  test('its messages in order, and where each went', () => {
    const { steps, did, person } = follow(rows, id, undefined);
    expect(steps.map(({ row: { kind }, from, to }) => [kind, from, to])).toEqual([
      ['request', 'phone', 'hub'],
      ['cmd', 'hub', 'device'],
      ['report', 'device', 'hub'],
      ['res', 'device', 'hub'],
      ['reply', 'hub', 'phone'],
    ]);
    expect([did, person]).toEqual(['d-lamp', 'p-anna']);
  });

  test('durations add up to the round trip, and each is of one clock', () => {
    const { spent } = follow(rows, id, 7);
    expect(spent).toEqual({ trip: 7, phoneLine: 2.5, hub: 0.75, deviceLine: 1.75, device: 2, before: 0.5, after: 0.25 });
    expect((spent.phoneLine ?? 0) + (spent.hub ?? 0) + (spent.deviceLine ?? 0) + (spent.device ?? 0)).toBe(7);
  });

  test('what nobody has measured is not made up', () => {
    expect(follow(rows, id, undefined).spent).toMatchObject({ trip: undefined, phoneLine: undefined, hub: 0.75 });
    expect(follow(rows.slice(0, 2), id, undefined).spent).toEqual({
      ...{ trip: undefined, phoneLine: undefined, hub: undefined, deviceLine: undefined, device: undefined, before: 0.5, after: undefined },
    });
    const refused = follow([request({ value: 500 }), reply({ hub: 0.3, total: 0.3 }, 1000.3)], id, 2);
    expect(refused.spent).toMatchObject({ hub: 0.3, device: undefined, deviceLine: undefined });
    expect(layOut(refused, 400).stays.map(({ at, ms }) => [at, ms])).toEqual([
      ['phone', 2],
      ['hub', 0.3],
    ]);
  });

  test('a property that moves for minutes: its first reports are drawn, the rest counted', () => {
    const moving = follow([...rows, ...Array.from({ length: 9 }, () => report(6))], id, 1);
    expect(moving.steps.filter(({ row: { kind } }) => kind === 'report')).toHaveLength(4);
    expect(moving.moreReports).toBe(6);
  });

  test('the drawing: arrows below each other, within its width and height', () => {
    const { arrows, stays, height, x } = layOut(follow(rows, id, 7), 400);
    for (const [k, { y, x1, x2 }] of arrows.entries()) {
      expect(y).toBeGreaterThan(arrows[k - 1]?.y ?? 0);
      expect(y).toBeLessThan(height);
      expect([x1, x2].every((at) => at >= 0 && at <= 400)).toBe(true);
    }
    expect(stays.map(({ at, ms }) => [at, ms])).toEqual([
      ['phone', 7],
      ['hub', 0.5],
      ['hub', 0.25],
      ['device', 2],
    ]);
    expect(x.hub).toBe(200);
  });

  test('a slow line is named where it is, between hub and device; also where no answer came', () => {
    const slow = follow([rows[0] ?? request({}), cmd(1000.5), res(3104), reply({ hub: 1, device: 2, total: 2105 }, 3105)], id, 2110);
    const { line, arrows, x } = layOut(slow, 400);
    expect(line).toMatchObject({ ms: 2102, x: (x.hub + x.device) / 2 });
    expect(line?.y).toBeGreaterThan((arrows[1]?.y ?? Infinity) + 15);
    expect(line?.y).toBeLessThan((arrows[2]?.y ?? 0) - 20);
    const silent = follow([request({ value: 5 }), cmd(1000.5), reply({ hub: 0.5, total: 3000 }, 4000)], id, 3001);
    expect(silent.spent).toMatchObject({ hub: 0.5, deviceLine: 2999.5, device: undefined });
    expect(layOut(silent, 400).line?.ms).toBe(2999.5);
    expect(layOut(follow([request({ value: 500 }), reply({ hub: 0.3, total: 0.3 })], id, 2), 400).line).toBeUndefined();
  });
});

describe('a payload against its schema', () => {
  const faultsOf = (one: Row) => examine(one, specOf).faults;
  test.each<[string, Row]>([
    ['a request', request({ value: 5 })],
    ['a command', cmd()],
    ['a report', report(5)],
    ['a result', res()],
    ['a reply', reply({ hub: 1, total: 1 })],
    ['a cleared topic', row('hub', 'home/rooms/attic', '')],
    ['a hidden setup code', row('p-anna', 'rpc/p-anna/tab', { v: 1, id, op: 'pair.accept', args: { serial: 'lamp-1', setupCode: '•••' } })],
    ['what is on nobody’s topic', row('p-anna', '/elsewhere', '{')],
  ])('%s is right', (_, one) => {
    expect(faultsOf(one)).toEqual([]);
  });
  test.each<[string, Row, readonly string[]]>([
    ['a value that the spec does not allow', report(500), ['value']],
    ['a value of another type', report('very'), ['value']],
    ['an argument of another type', request({ value: 5, service: 7 }), ['args', 'service']],
    ['an operation that is none', row('p-anna', 'rpc/p-anna/tab', { v: 1, id, op: 'device.fly', args: {} }), ['op']],
    ['no JSON', row('d-lamp', 'dev/d-lamp/res', 'done!'), []],
    ['a field that is missing', row('d-lamp', 'dev/d-lamp/state', { v: 1, state: 'ready' }), ['session']],
    [
      'a property that the device has not',
      row('d-lamp', 'dev/d-lamp/p/light/warmth', { v: 1, ts: 1, session: 's-1', seq: 1, value: 1, by: { kind: 'local' } }),
      [],
    ],
    [
      'an event’s argument',
      row('d-lamp', 'dev/d-lamp/e/light/fell', { v: 1, ts: 1, session: 's-1', seq: 1, args: { times: 'often' } }),
      ['args', 'times'],
    ],
    [
      'a spec that announces nonsense',
      row('d-lamp', 'dev/d-lamp/announce', { v: 1, session: 's-1', firmware: '1', spec: { ...spec, rev: 0 } }),
      ['spec', 'rev'],
    ],
  ])('%s is marked where it is wrong', (_, one, path) => {
    expect(faultsOf(one)[0]?.path).toEqual(path);
  });
  test('a fault stands on its line, or where what is missing would stand', () => {
    const faults = [
      { path: ['args', 'value'], what: { said: 'too much' } },
      { path: ['session'], what: { said: 'needed' } },
    ];
    const lines = markedLines({ args: { value: 7 }, v: 1 }, faults, (what) => (typeof what === 'string' ? what : what.said));
    expect(lines.map(({ text, faults: found }) => [text, ...found])).toEqual([
      ['{', 'session: needed'],
      ['"args": {'],
      ['"value": 7', 'too much'],
      ['},'],
      ['"v": 1'],
      ['}'],
    ]);
  });
});

describe('the filter', () => {
  const rows = [request({ value: 5 }), cmd(), report(5, { refused: true }), row('hub', 'home/rooms/attic', { name: 'Attic' })];
  test.each<[Partial<typeof noFilter>, readonly string[]]>([
    [{}, ['request', 'cmd', 'report', 'home']],
    [{ did: 'd-lamp' }, ['cmd', 'report']],
    [{ person: 'p-anna' }, ['request']],
    [{ kind: 'cmd' }, ['cmd']],
    [{ kind: 'refused' }, ['report']],
    [{ topic: 'P/LIGHT' }, ['report']],
    [{ search: 'attic' }, ['home']],
    [{ search: '"seq":1', did: 'd-lamp' }, ['report']],
    [{ search: 'nothing of the kind' }, []],
  ])('%j', (change, kinds) => {
    expect(rows.filter(fits({ ...noFilter, ...change })).map(({ kind }) => kind)).toEqual(kinds);
  });
  test('offers the devices and people of the stream', () => {
    expect(partiesIn(rows)).toEqual({ dids: ['d-lamp'], people: ['p-anna'] });
  });
});

test('a message as a line for a terminal, safe from the shell', () => {
  const line = publishLine(report(`it's $HOME`), { host: '127.0.0.1', port: 1884 });
  expect(line).toContain(
    'mosquitto_pub -h 127.0.0.1 -p 1884 -u d-lamp -P "$OMNI_SECRET" -i d-lamp.copy -q 1 -r -t omni/1/home/dev/d-lamp/p/light/brightness -m \'',
  );
  expect(line).toContain(String.raw`it'\''s $HOME`);
  expect(publishLine(row('hub', 'home/rooms/attic', ''), { host: 'hub.local', port: undefined })).toMatch(/-n$/);
  expect(quote('a b')).toBe("'a b'");
});

test('a line of the list says one thing', () => {
  expect([request({ value: 5 }), cmd(), report(true), res(), row('d-lamp', 'dev/d-lamp/state', { state: 'ready' })].map(summaryOf)).toEqual(
    ['device.set light/brightness = 5', 'light/brightness = 5', 'true', '{"value":5}', 'ready'],
  );
});

test('the middle and the slow end, by the nearest rank', () => {
  expect(quantile([], 0.5)).toBeUndefined();
  const hundred = Array.from({ length: 100 }, (_, k) => k + 1);
  expect([quantile(hundred, 0.5), quantile(hundred, 0.95)]).toEqual([50, 95]);
  const measured = [
    { id: 'a', hub: 1, device: 2, total: 4 },
    { id: 'b', hub: 3, device: 4, total: 8 },
  ];
  expect(timingsOf(measured, new Map([['b', 9]]))).toMatchObject({
    trip: { count: 1, p50: 9 },
    hub: { count: 2, p50: 1, p95: 3 },
    total: { p95: 8 },
  });
});

describe('the stream', () => {
  function create() {
    let events: WireEvents | undefined;
    const stream = createStream({ watch: (given) => ((events = given), () => (events = undefined)) }, () => 5);
    const end = stream.open('home');
    const batch = (messages: readonly Passed[], left = 0) => events?.onBatch({ v: 1, messages: [...messages], left } satisfies WireBatch);
    return { stream, batch, events: () => events, end };
  }
  test('keeps the last 10,000 messages and the last 100 commands', () => {
    const { stream, batch } = create();
    for (let k = 0; k < 12; k += 1) batch(Array.from({ length: 1000 }, () => reply({ hub: 1, device: 1, total: k })));
    const { rows, measured } = stream.store.getState();
    expect([rows.length, rows.at(-1)?.n, measured.length, measured.at(-1)?.total]).toEqual([keep, 12_000, 100, 11]);
  });
  test('counts what was left out, says so when it may not watch, and when it cannot read what comes', () => {
    const { stream, batch, events, end } = create();
    batch([], 7);
    expect(stream.store.getState()).toMatchObject({ left: 7, leftAt: 5 });
    events()?.onDenied();
    expect(stream.store.getState().denied).toBe(true);
    events()?.onBatch({ v: 2 });
    expect(stream.store.getState().unreadable).toBe(true);
    events()?.onTrip(id, 12);
    expect(stream.store.getState().trips.get(id)).toBe(12);
    stream.clear();
    expect(stream.store.getState()).toMatchObject({ rows: [], left: 0, denied: true });
    end();
    expect(events()).toBeUndefined();
  });
});

test('every topic of the protocol is explained in both languages', () => {
  for (const { topic } of topicTable)
    for (const language of ['en', 'zh'] as const) expect(words[language].topics[topic].length).toBeGreaterThan(0);
});
