// The broker under fire: packets too large, bytes that are no MQTT, messages that overtake each other, a watcher that
// does not read.
import { once } from 'node:events';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { generate } from 'mqtt-packet';
import type { Packet } from 'mqtt-packet';
import { WebSocket } from 'ws';
import { beforeAll, describe, expect, test } from 'vitest';
import { whenDone } from '../support/cleanup.ts';
import { connectAs, enterAsOwner, invite } from '../support/controller.ts';
import type { Controller } from '../support/controller.ts';
import { enterPuppet } from '../support/puppet-device.ts';
import type { PuppetLine } from '../support/puppet-device.ts';
import { startHub } from '../support/start-hub.ts';
import type { TestHub } from '../support/start-hub.ts';
import { eventually, within } from '../support/waiting.ts';

let doors: TestHub;
let owner: Controller;
let line: PuppetLine;
let did: string;
beforeAll(async () => {
  doors = await startHub();
  owner = await enterAsOwner(doors);
  ({ line, did } = await enterPuppet(doors, owner));
});
const alive = async (): Promise<void> => {
  expect(await owner.call('device.set', { did, service: 'light', property: 'on', value: true })).toMatchObject({ value: true });
};

interface Raw {
  send(bytes: Uint8Array): void;
  readonly closed: Promise<unknown>;
  /** The first bytes that the hub sends. */
  readonly heard: Promise<Buffer>;
}
/** A bare connection, by TCP or WebSocket. */
async function dial(way: 'TCP' | 'WebSocket'): Promise<Raw> {
  if (way === 'TCP') {
    const socket: Socket = connect(Number(new URL(doors.mqtt).port), '127.0.0.1');
    socket.on('error', () => undefined);
    whenDone(() => socket.destroy());
    const [closed, heard] = [once(socket, 'close'), once(socket, 'data').then(([bytes]) => bytes as Buffer)];
    heard.catch(() => undefined);
    await once(socket, 'connect');
    return { send: (bytes) => void socket.write(bytes), closed, heard };
  }
  const socket = new WebSocket(doors.ws, ['mqtt']);
  socket.on('error', () => undefined);
  whenDone(() => socket.terminate());
  const [closed, heard] = [once(socket, 'close'), once(socket, 'message').then(([bytes]) => bytes as Buffer)];
  heard.catch(() => undefined);
  await once(socket, 'open');
  return { send: (bytes) => socket.send(bytes), closed, heard };
}
const packet = (fields: object): Buffer => generate({ ...fields } as Packet);
const hello = (client: string, secret: string): Buffer =>
  packet({
    cmd: 'connect',
    protocolId: 'MQTT',
    protocolVersion: 4,
    clean: true,
    clientId: client,
    username: client.split('.')[0],
    password: Buffer.from(secret),
    keepalive: 0,
  });
/** CONNACK, let in. */
const accepted = Buffer.from([0x20, 2, 0, 0]);
/** A fixed header that announces this many bytes. */
function header(first: number, length: number): Buffer {
  const bytes = [first];
  do {
    const digit = length % 128;
    length = Math.floor(length / 128);
    bytes.push(length > 0 ? digit | 0x80 : digit);
  } while (length > 0);
  return Buffer.from(bytes);
}

describe.each(['TCP', 'WebSocket'] as const)('over %s, a packet that announces too much is refused at its header', (way) => {
  test.each([
    ['before CONNECT, 200 MB', () => [header(0x10, 200_000_000)]],
    ['before CONNECT, 5 kB', () => [header(0x10, 5_000)]],
    ['from an unpaired device, 20 kB', () => [hello('pair-large', 'x'), header(0x32, 20_000)]],
    ['from a person, 100 kB', () => [hello(owner.person.client + '.raw', owner.person.secret), header(0x32, 100_000)]],
    ['from a person, 200 MB', () => [hello(owner.person.client + '.raw', owner.person.secret), header(0x32, 200_000_000)]],
    ['a length that does not end', () => [Buffer.from([0x10, 0xff, 0xff, 0xff, 0xff, 0xff])]],
    ['a header in single bytes', () => [...header(0x10, 200_000_000)].map((byte) => Buffer.from([byte]))],
  ])('%s', async (_name, pieces) => {
    const before = process.memoryUsage().rss;
    const raw = await dial(way);
    const [first, ...rest] = pieces();
    raw.send(first ?? Buffer.alloc(0));
    // Whoever has shown who it is may send more: that holds from CONNACK on.
    if (first?.[0] === 0x10 && first.length > 20) expect(await within(raw.heard, 'CONNACK')).toEqual(accepted);
    for (const piece of rest) raw.send(piece);
    await within(raw.closed, 'close by the hub', 2_000);
    expect(process.memoryUsage().rss - before).toBeLessThan(64 * 1024 * 1024);
    await alive();
  });

  test.each([
    ['noise', () => Buffer.from(Array.from({ length: 512 }, (_item, k) => (k * 97 + 13) % 256))],
    ['an HTTP request', () => Buffer.from('GET / HTTP/1.1\r\nHost: x\r\n\r\n')],
    ['a TLS hello', () => Buffer.from('16030100f5010000f10303', 'hex')],
    [
      'a PUBLISH before CONNECT',
      () => packet({ cmd: 'publish', topic: 'omni/1/home/hub/state', payload: 'x', qos: 0, retain: true, dup: false }),
    ],
    ['zeros', () => Buffer.alloc(1024)],
  ])('%s: closed, and nobody else notices', async (_name, bytes) => {
    const raw = await dial(way);
    raw.send(bytes());
    await within(raw.closed, 'close by the hub', 15_000);
    await alive();
  });
});

test('a text frame is no MQTT', async () => {
  const socket = new WebSocket(doors.ws, ['mqtt']);
  socket.on('error', () => undefined);
  await once(socket, 'open');
  const closed = once(socket, 'close');
  socket.send('hello');
  await within(closed, 'close by the hub');
});

test('a person’s packet within the limit passes, in one piece or in many', async () => {
  const label = 'x'.repeat(60_000);
  expect(await owner.ask('room.put', { id: 'cellar', name: label })).toMatchObject({ ok: false, error: { code: 'BAD_ARGS' } });
  const raw = await dial('TCP');
  for (const byte of hello(`${owner.person.client}.slow`, owner.person.secret)) raw.send(Buffer.from([byte]));
  expect(await within(raw.heard, 'CONNACK')).toEqual(accepted);
});

describe('nothing overtakes', () => {
  const rounds = 200;
  test('200 of 200: report and event, retained and not, QoS 1 and 0, in bursts, each in its order', async () => {
    const burst = await enterPuppet(doors, owner);
    const watcher = await connectAs(doors, owner.person, { tab: 'burst' });
    await watcher.watch(
      watcher.topics.report(burst.did, 'light', '+').replace('/+', '/#'),
      watcher.topics.event(burst.did, '+', '+'),
      watcher.topics.report(burst.did, 'light', 'noise'),
    );
    await watcher.heard(watcher.topics.report(burst.did, 'light', 'noise'));
    const { topics, link, session } = burst.line;
    const sent: Promise<void>[] = [];
    let seq = burst.line.seq;
    for (let k = 0; k < rounds; k += 1) {
      // One tick each: a retained QoS 1, a QoS 0, an event, another retained one.
      const report = (property: string, value: unknown, qos: 0 | 1) =>
        sent.push(
          link.publish(
            topics.report(burst.did, 'light', property),
            { v: 1, ts: k, session, seq: (seq += 1), value, by: { kind: 'simulation' } },
            { qos, retain: true },
          ),
        );
      report('power', k, 1);
      report('noise', k, 0);
      sent.push(
        link.publish(topics.event(burst.did, 'light', 'overheated'), { v: 1, ts: k, session, seq: (seq += 1), args: { degrees: k } }),
      );
      report('on', k % 2 === 0, 1);
    }
    await Promise.all(sent);
    await watcher.messages.next(({ topic, json }) => topic.endsWith('/on') && json?.ts === rounds - 1, 'the last report');
    const came = watcher.messages.all.filter(({ retain }) => !retain);
    expect(came.length).toBe(rounds * 4);
    // MQTT keeps the order of a topic, not that of different QoS.
    for (const end of ['p/light/power', 'p/light/noise', 'p/light/on', 'e/light/overheated']) {
      const seqs = came.filter(({ topic }) => topic.endsWith(end)).map(({ json }) => Number(json?.seq));
      expect(seqs).toEqual([...seqs].sort((a, b) => a - b));
    }
  });

  test('200 of 200: what the hub says, retained and not, while it answers', async () => {
    const watcher = await connectAs(doors, owner.person, { tab: 'hub' });
    await watcher.watch(watcher.topics.object('rooms', '+').replace('rooms/+', '#'), watcher.topics.place(did));
    await watcher.heard(watcher.topics.place(did));
    const asked: Promise<unknown>[] = [];
    for (let k = 0; k < rounds / 2; k += 1) {
      asked.push(owner.call('room.put', { id: `room-${k % 10}`, name: `Room ${k}` }));
      asked.push(owner.call('device.place', { did, name: `Lamp ${k}` }));
    }
    await Promise.all(asked);
    for (let k = 0; k < rounds / 2; k += 1) {
      await watcher.heard(watcher.topics.object('rooms', `room-${k % 10}`), ({ json }) => json?.name === `Room ${k}`);
      await watcher.heard(watcher.topics.place(did), ({ json }) => json?.name === `Lamp ${k}`);
    }
    for (let k = 0; k < 10; k += 1) await owner.call('room.remove', { id: `room-${k}` });
  });

  test('overlapping subscriptions get one copy each of what comes', async () => {
    const watcher = await connectAs(doors, owner.person, { tab: 'twice' });
    await watcher.watch(
      watcher.topics.report(did, 'light', 'power'),
      `${watcher.topics.root}/dev/+/p/#`,
      `${watcher.topics.root}/dev/${did}/p/light/+`,
    );
    await watcher.heard(watcher.topics.report(did, 'light', 'power'));
    await line.report('light', 'power', 77);
    await watcher.heard(watcher.topics.report(did, 'light', 'power'), ({ json }) => json?.value === 77);
    await watcher.call('room.list', {});
    expect(watcher.messages.count(({ json, retain }) => json?.value === 77 && !retain)).toBe(1);
  });
});

test('a watcher that stops reading holds up nobody: others get every report, commands are answered, and it is cut off', async () => {
  const person = await invite(doors, owner, 'guest');
  const raw = connect(Number(new URL(doors.mqtt).port), '127.0.0.1');
  whenDone(() => raw.destroy());
  raw.write(hello(person.client, person.secret));
  await once(raw, 'data');
  raw.write(packet({ cmd: 'subscribe', messageId: 1, subscriptions: owner.topics.everything.map((topic) => ({ topic, qos: 1 })) }));
  await once(raw, 'data');
  raw.pause();
  const watcher = await connectAs(doors, owner.person, { tab: 'awake' });
  await watcher.watch(watcher.topics.report(did, 'light', 'power'));
  // More than every buffer between the hub and the one that does not read can hold.
  const [rounds, padding] = [12_000, 'x'.repeat(1_500)];
  const reports: Promise<void>[] = [];
  for (let k = 0; k < rounds; k += 1) {
    reports.push(line.report('light', 'power', k, { padding }));
    if (k % 1_000 !== 999) continue;
    await Promise.all(reports.splice(0));
    await alive();
  }
  await watcher.heard(watcher.topics.report(did, 'light', 'power'), ({ json }) => json?.value === rounds - 1);
  expect(watcher.messages.count(({ topic, retain }) => topic.endsWith('/power') && !retain)).toBe(rounds);
  await eventually(
    async () => (await owner.call('person.list', {})).people.some(({ client, online }) => client === person.client && !online),
    'end of the frozen one',
  );
});

test('a value is served to who comes later, exactly the last one; a volatile one too', async () => {
  await line.report('light', 'brightness', 85);
  await line.report('light', 'noise', 3.25);
  const late = await connectAs(doors, owner.person, { tab: 'late' });
  await late.watch(`${late.topics.root}/dev/${did}/p/+/+`);
  expect((await late.heard(late.topics.report(did, 'light', 'brightness'))).json).toMatchObject({ value: 85 });
  expect(await late.heard(late.topics.report(did, 'light', 'noise'))).toMatchObject({ retain: true, json: { value: 3.25 } });
  await late.call('room.list', {});
  expect(late.messages.count(({ topic }) => topic.endsWith('/brightness'))).toBe(1);
});
