import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { Aedes } from 'aedes';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { reportSchema } from '#protocol/envelopes.ts';
import { defineDevice, power, fan as fanService, ownService, action, int } from '../device.ts';
import { lamp } from '../catalog/lamp.ts';
import { createHubHalf, newId, topics } from '../testing/hub-half.ts';
import type { HubHalf } from '../testing/hub-half.ts';
import type { DeviceType } from '../define-device.ts';
import { createManualClock } from './clock.ts';
import { createEngine } from './engine.ts';
import type { Engine } from './engine-types.ts';
import { createFaultBox } from './faults/fault-box.ts';
import { createRepeats } from './repeats.ts';
import { openSession } from './session.ts';
import type { Session } from './session.ts';

const did = 'dev-1';
let close: (() => Promise<void>)[] = [];
let hub: HubHalf;
let url: string;
let sockets: Set<Socket>;

beforeEach(async () => {
  const broker = await Aedes.createBroker();
  const server = createServer({ noDelay: true }, broker.handle);
  sockets = new Set();
  server.on('connection', (socket: Socket) => sockets.add(socket));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `mqtt://127.0.0.1:${(server.address() as AddressInfo).port}`;
  hub = await createHubHalf(url);
  close = [
    async () => {
      await hub.stop();
      await new Promise<void>((done) => broker.close(() => done()));
      server.close();
    },
  ];
});
afterEach(async () => {
  for (const each of close.reverse()) await each();
});

async function open(type: DeviceType = lamp, session = 'session-1') {
  const clock = createManualClock();
  const connected: { session?: Session } = {};
  let onClose = (): void => {};
  const closed = new Promise<void>((resolve) => {
    onClose = resolve;
  });
  const places: (string | null)[] = [];
  const engine: Engine = createEngine({
    type,
    clock,
    seed: '1',
    here: () => {
      throw new Error('nowhere');
    },
    onReport: (report) => connected.session?.report(report),
    onEvent: (event) => connected.session?.event(event),
    onFault: () => {},
  });
  engine.start();
  const options = {
    url,
    home: 'home',
    did,
    secret: 'secret',
    session,
    spec: type.spec,
    engine,
    wall: clock,
    clock,
    repeats: createRepeats(),
    faults: createFaultBox(clock, 'seed'),
  };
  connected.session = await openSession({
    ...options,
    onPlace: (room) => places.push(room),
    onReady() {},
    onRefused() {},
    onCrash() {},
    onClose,
  });
  const opened = connected.session;
  close.push(() => opened.end());
  return { clock, engine, session: opened, closed, places };
}
const base = (session = 'session-1') => ({ v: 1, id: newId(), session, sent: 1_000_000, exp: 1_005_000 });
const set = (service: string, property: string, value: unknown) => ({ ...base(), op: 'set', service, property, value });

test('a connection: init, announce, session, a report of every property, ready', async () => {
  await open();
  await hub.accept(did);
  const order = hub.seen.filter(({ topic }) => topic.includes(`/dev/${did}/`)).map(({ topic }) => topic.split(`/dev/${did}/`)[1]);
  expect(order.slice(0, 3)).toEqual(['state', 'announce', 'session']);
  expect(order.at(-1)).toBe('state');
  expect(order.slice(3, -1).sort()).toEqual(
    Object.keys(lamp.spec.services.light?.properties ?? {})
      .map((name) => `p/light/${name}`)
      .sort(),
  );
  const reports = hub.seen.filter(({ topic }) => topic.includes('/p/')).map(({ json }) => reportSchema.parse(json));
  expect(reports.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6]);
  expect(new Set(reports.map(({ session }) => session))).toEqual(new Set(['session-1']));
});

test('the report leaves before the result, and names the command', async () => {
  await open();
  await hub.accept(did);
  const from = hub.seen.length;
  const command = set('light', 'on', true);
  const result = await hub.command(did, command);
  expect(result).toMatchObject({ ok: true, id: command.id, session: 'session-1', result: { value: true } });
  const topicsSeen = hub.seen.slice(from).map(({ topic }) => topic.split(`/dev/${did}/`)[1]);
  expect(topicsSeen[0]).toBe('cmd');
  expect(topicsSeen[1]).toBe('p/light/on');
  expect(topicsSeen.at(-1)).toBe('res');
  const report = reportSchema.parse(
    hub.seen.find(({ topic, json }) => topic.endsWith('/p/light/on') && reportSchema.safeParse(json).data?.value === true)?.json,
  );
  expect(report.by).toEqual({ kind: 'command', id: command.id });
});

test('a moving value is reported with target and until', async () => {
  const { clock } = await open();
  await hub.accept(did);
  await hub.command(did, set('light', 'on', true));
  clock.advance(5);
  await hub.command(did, set('light', 'brightness', 30));
  const report = reportSchema.parse(await hub.next(topics.report(did, 'light', 'brightness'), (json) => json.target === 30));
  expect(report.value).toBe(80);
  expect((report.until ?? 0) - report.ts).toBeCloseTo(500);
});

test('each wrong command has its own answer', async () => {
  const { clock } = await open();
  await hub.accept(did);
  const code = async (command: object) => {
    const result = await hub.command(did, command);
    return result.ok ? 'ok' : result.error.code;
  };
  expect(await code({ ...set('light', 'on', true), session: 'session-0' })).toBe('WRONG_SESSION');
  expect(await code(set('lihgt', 'on', true))).toBe('NO_SUCH_SERVICE');
  expect(await code(set('light', 'onn', true))).toBe('NO_SUCH_PROPERTY');
  expect(await code(set('light', 'mode', 'white'))).toBe('NOT_WRITABLE');
  expect(await code(set('light', 'on', 1))).toBe('BAD_TYPE');
  expect(await code(set('light', 'brightness', 101))).toBe('OUT_OF_RANGE');
  expect(await code(set('light', 'temperature', 2710))).toBe('OFF_STEP');
  expect(await code({ ...base(), op: 'action', service: 'light', action: 'blnk', in: {} })).toBe('NO_SUCH_ACTION');
  expect(await code({ ...base(), op: 'action', service: 'light', action: 'blink', in: { tims: 2 } })).toBe('BAD_ARGS');
  expect(await code({ ...base(), op: 'action', service: 'light', action: 'blink', in: { times: 99 } })).toBe('OUT_OF_RANGE');
  expect(await code({ v: 1, id: newId(), op: 'set' })).toBe('BAD_REQUEST');
  clock.advance(6);
  expect(await code(set('light', 'on', true))).toBe('EXPIRED');
  expect(await code({ ...set('light', 'on', true), exp: 1_007_000 })).toBe('ok');
});

test('a repeated command is answered again and carried out once; its id with other content is refused', async () => {
  let runs = 0;
  const counter = defineDevice({
    ...{ model: 'test.counter', vendor: 'test', category: 'test', rev: 1, title: { en: 'Counter', zh: '计数器' } },
    services: {
      count: ownService('Count', '计数', {
        properties: { total: int('Total', '总数') },
        actions: { more: action('More', '增加', { out: { total: int('Total', '总数') } }) },
      }),
    },
    actions: {
      count: {
        more(_, { count }) {
          runs += 1;
          count.total += 1;
          return { total: count.total };
        },
      },
    },
  });
  await open(counter);
  await hub.accept(did);
  const command = { ...base(), op: 'action', service: 'count', action: 'more', in: {} };
  const first = await hub.command(did, command);
  expect(first).toMatchObject({ ok: true, result: { total: 1 } });
  expect(await hub.command(did, command)).toEqual(first);
  expect(runs).toBe(1);
  const other = await hub.command(did, { ...command, op: 'set', property: 'total', value: 3 });
  expect(other.ok ? '' : other.error.code).toBe('ID_REUSED');
});

test('a behaviour that throws is DEVICE_ERROR and the device goes on; a refusal carries its words', async () => {
  const broken = defineDevice({
    ...{ model: 'test.broken', vendor: 'test', category: 'test', rev: 1, title: { en: 'Broken', zh: '坏的' } },
    services: { power: power(), fan: fanService({ speed: [1, 3] }) },
    set: {
      fan: {
        speed(speed) {
          if (speed === 2) throw new Error('gear stripped');
        },
      },
    },
  });
  await open(broken);
  await hub.accept(did);
  const failed = await hub.command(did, set('fan', 'speed', 2));
  expect(failed).toMatchObject({ ok: false, error: { code: 'DEVICE_ERROR', outcome: 'not-done' } });
  expect(await hub.command(did, set('fan', 'speed', 3))).toMatchObject({ ok: true });
});

test('graceful end publishes disconnected; a torn connection leaves the last will of its session', async () => {
  const first = await open();
  await hub.accept(did);
  await first.session.end('bye');
  expect(await hub.next(topics.state(did), (json) => json.state === 'disconnected')).toMatchObject({ session: 'session-1', reason: 'bye' });
  const second = await open(lamp, 'session-2');
  await hub.accept(did);
  [...sockets].at(-1)?.destroy();
  expect(await hub.next(topics.state(did), (json) => json.state === 'lost')).toMatchObject({ session: 'session-2' });
  await second.closed;
  expect(hub.seen.filter(({ json }) => JSON.stringify(json).includes('"lost"'))).toHaveLength(1);
});

test('it follows its retained place', async () => {
  await hub.send(topics.place(did), { v: 1, room: 'bedroom', name: null }, true);
  const { places } = await open();
  await hub.accept(did);
  expect(places).toEqual(['bedroom']);
});
