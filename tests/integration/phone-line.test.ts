// The phone's MQTT connection against a broker that misbehaves: it is the page's own code, in Node instead of a worker.
import { createServer } from 'node:http';
import { Aedes } from 'aedes';
import { createWebSocketStream, WebSocket, WebSocketServer } from 'ws';
import { expect, onTestFinished, test, vi } from 'vitest';
import { openLine } from '../../dashboard/wire/mqtt-line.ts';
import type { Line } from '../../dashboard/wire/mqtt-line.ts';
import type { LineNames, MayReconnect } from '../../dashboard/wire/line-messages.ts';
import { createInbox } from '../support/waiting.ts';
import type { Inbox } from '../support/waiting.ts';

const names: LineNames = {
  client: 'mei.1',
  username: 'mei',
  request: 'rpc/mei/1',
  reply: 'reply/mei/1',
  told: ['dev/#'],
  wire: 'wire/mei',
};

/** A broker under the address that the page was loaded from. */
async function broker(): Promise<{ aedes: Aedes; drop: () => void; connections: () => number }> {
  const aedes = await Aedes.createBroker();
  const server = createServer();
  const sockets = new WebSocketServer({ server });
  let connections = 0;
  sockets.on('connection', (socket, request) => {
    connections += 1;
    aedes.handle(createWebSocketStream(socket), request);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  vi.stubGlobal('location', { protocol: 'http:', host: `127.0.0.1:${address.port}` });
  vi.stubGlobal('navigator', { onLine: true });
  // Node 20 has none of its own.
  vi.stubGlobal('WebSocket', WebSocket);
  const drop = (): void => sockets.clients.forEach((socket) => socket.terminate());
  onTestFinished(async () => {
    drop();
    await new Promise<void>((resolve) => aedes.close(resolve));
    await new Promise((resolve) => server.close(resolve));
  });
  return { aedes, drop, connections: () => connections };
}

/** What the line tells, and whether it may try again: by `answers`, one after the other, then never. */
function open(answers: readonly (MayReconnect | Error)[]): { line: Line; told: Inbox<string> } {
  const told = createInbox<string>('word of the line');
  const left = [...answers];
  const line = openLine(names, {
    onOpen: () => told.put('open'),
    onLost: () => told.put('lost'),
    onMessage: (topic, text) => told.put(`${topic} ${text}`),
    onReply: (text) => told.put(`reply ${text}`),
    onWire: (text) => told.put(`wire ${text}`),
    onWireDenied: () => told.put('denied'),
    mayReconnect() {
      const answer = left.shift() ?? 'never';
      told.put(answer instanceof Error ? answer.message : answer);
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
  });
  return { line, told };
}
const is = (what: string) => (one: string) => one === what;

test('tries again when the broker refuses the subscription, and hears what it is told after that', async () => {
  const { aedes, connections } = await broker();
  let refusals = 1;
  aedes.authorizeSubscribe = (_client, subscription, done) => {
    refusals -= 1;
    if (refusals >= 0) done(new Error('not today'));
    else done(null, subscription);
  };
  const { told } = open(['now']);
  await told.next(is('open'));
  expect(connections()).toBe(2);
  expect(told.all).toEqual(['now', 'open']);
  const topic = 'dev/lamp/state';
  aedes.publish({ cmd: 'publish', topic, payload: 'é', qos: 1, retain: false, dup: false }, () => {});
  await told.next(is(`${topic} é`));
});

test('asks again when the question whether it may fails, or nobody answers yet', async () => {
  const { drop, connections } = await broker();
  const { told } = open([new Error('odd'), 'later', 'now']);
  await told.next(is('open'));
  drop();
  await told.next(is('lost'));
  await told.next(is('open'));
  expect(told.all).toEqual(['open', 'lost', 'odd', 'later', 'now', 'open']);
  expect(connections()).toBe(2);
});

test('stays away from a hub that no longer knows it', async () => {
  const { drop, connections } = await broker();
  const { told } = open(['now', 'never']);
  await told.next(is('open'));
  drop();
  await told.next(is('open'));
  drop();
  await told.next(is('never'));
  expect(told.all).toEqual(['open', 'lost', 'now', 'open', 'lost', 'never']);
  expect(connections()).toBe(2);
});

test('sends a request while it is connected, and hears the reply', async () => {
  const { aedes } = await broker();
  const sent = createInbox<string>('request');
  aedes.on('publish', ({ topic, payload }, client) => {
    if (client) sent.put(`${topic} ${payload.toString()}`);
  });
  const { line, told } = open([]);
  const request = { v: 1, id: '01J00000000000000000000000', op: 'device.list', args: {}, ttl: 1000 } as const;
  line.send(request);
  await told.next(is('open'));
  line.send(request);
  expect(await sent.next()).toBe(`rpc/mei/1 ${JSON.stringify(request)}`);
  expect(sent.all).toHaveLength(1);
  aedes.publish({ cmd: 'publish', topic: 'reply/mei/1', payload: '{}', qos: 1, retain: false, dup: false }, () => {});
  await told.next(is('reply {}'));
});

test('watches the wire from when it is asked until it is told to end, also over a new connection', async () => {
  const { aedes, drop } = await broker();
  const wishes = createInbox<string>('wish');
  aedes.on('subscribe', (subscriptions) => subscriptions.forEach(({ topic }) => wishes.put(`+${topic}`)));
  aedes.on('unsubscribe', (topics) => topics.forEach((topic) => wishes.put(`-${topic}`)));
  const { line, told } = open(['now']);
  line.watch(true);
  await told.next(is('open'));
  await wishes.next(is('+wire/mei'));
  drop();
  await told.next(is('lost'));
  // The broker gives up what a connection that is gone had subscribed to.
  await wishes.next(is('-wire/mei'));
  await told.next(is('open'));
  await wishes.next(is('+wire/mei'));
  aedes.publish({ cmd: 'publish', topic: 'wire/mei', payload: '{}', qos: 0, retain: false, dup: false }, () => {});
  await told.next(is('wire {}'));
  line.watch(false);
  await wishes.next(is('-wire/mei'));
});

test('says that it may not watch, and stays connected', async () => {
  const { aedes } = await broker();
  aedes.authorizeSubscribe = (_client, subscription, done) => done(null, subscription.topic.startsWith('wire/') ? null : subscription);
  const { line, told } = open([]);
  await told.next(is('open'));
  line.watch(true);
  await told.next(is('denied'));
  expect(told.all).toEqual(['open', 'denied']);
});
