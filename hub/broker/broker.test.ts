// The broker alone, on a real socket: no message is lost to another that overtakes it (moscajs/aedes#994).
import { expect, onTestFinished, test } from 'vitest';
import { topicsOf } from '#protocol/topics.ts';
import { openLink } from '../../tests/support/mqtt-link.ts';
import { createBus } from '../bus.ts';
import { createBroker } from './broker.ts';
import type { Broker } from './broker.ts';
import { createRetained } from './retained.ts';

const topics = topicsOf('home');
const rounds = 200;

/** A broker whose gate does what the test says, a device on it, and somebody who watches everything. */
async function start(gate: (broker: Broker, topic: string, k: number) => boolean) {
  const late: { broker?: Broker } = {};
  let count = 0;
  const broker = await createBroker({
    home: 'home',
    retained: createRetained(topics.root),
    bus: createBus((error) => {
      throw error;
    }),
    identify: (user) => {
      if (user === 'd-one') return { kind: 'device', did: user };
      return user === 'pair-box' ? { kind: 'pairing', serial: 'box' } : { kind: 'user', client: user, role: 'owner', rooms: [] };
    },
    gate: (_connection, _route, topic) => late.broker !== undefined && gate(late.broker, topic, (count += 1)),
    roomOf: () => null,
    onError: (error) => {
      throw error;
    },
  });
  late.broker = broker;
  const port = await broker.listen(0, '127.0.0.1');
  onTestFinished(() => broker.stop());
  const url = `mqtt://127.0.0.1:${port}`;
  const device = await openLink(url, { clientId: 'd-one', username: 'd-one', password: 'x' });
  const watcher = await openLink(url, { clientId: 'p-watcher', username: 'p-watcher', password: 'x' });
  await watcher.subscribe(...topics.everything);
  return { url, broker, device, watcher };
}

test.each([
  ['the hub speaks (QoS 1), then a QoS 0 report passes', 0, false],
  ['the hub speaks (QoS 1), then a retained QoS 0 report passes', 0, true],
  ['the hub speaks (QoS 1), then a QoS 1 report passes', 1, false],
  ['the hub speaks (QoS 1), then a retained QoS 1 report passes', 1, true],
] as const)('%s, in one tick: both arrive, 200 of 200 times', async (_name, qos, retain) => {
  const { device, watcher } = await start((broker, _topic, k) => {
    broker.publishRetained(topics.alert('d-one', 'noise'), String(k));
    return true;
  });
  const sent = Array.from({ length: rounds }, (_item, k) =>
    device.publish(topics.report('d-one', 'light', 'on'), String(k), { qos, retain }),
  );
  await Promise.all(sent);
  const last = (topic: string, text: string) => watcher.inbox.next((message) => message.topic === topic && message.text === text);
  await last(topics.report('d-one', 'light', 'on'), String(rounds - 1));
  await last(topics.alert('d-one', 'noise'), String(rounds));
  for (const topic of [topics.report('d-one', 'light', 'on'), topics.alert('d-one', 'noise')])
    expect(watcher.inbox.count((message) => message.topic === topic)).toBe(rounds);
});

test('words to one, between words to all, in one tick: all arrive, in their order', async () => {
  const { broker, device, watcher } = await start(() => true);
  await device.subscribe(topics.session('d-one'), topics.place('d-one'));
  for (let k = 0; k < rounds; k += 1) {
    broker.publish(topics.place('d-one'), `all ${k}`);
    expect(broker.sendTo('d-one', topics.session('d-one'), `one ${k}`)).toBe(true);
  }
  await device.inbox.next(({ text }) => text === `all ${rounds - 1}`);
  await device.inbox.next(({ text }) => text === `one ${rounds - 1}`);
  await watcher.inbox.next(({ text }) => text === `all ${rounds - 1}`);
  for (const kind of ['all', 'one']) {
    const numbers = device.inbox.all.filter(({ text }) => text.startsWith(kind)).map(({ text }) => Number(text.split(' ')[1]));
    expect(numbers).toEqual(Array.from({ length: rounds }, (_item, k) => k));
  }
  expect(watcher.inbox.count(({ text }) => text.startsWith('all'))).toBe(rounds);
  expect(broker.sendTo('d-two', topics.session('d-two'), 'nobody')).toBe(false);
});

test('words to a device reach its connection, and one beside it that subscribed; words to an unpaired device reach nobody beside it', async () => {
  const { url, broker, device } = await start(() => true);
  const beside = await openLink(url, { clientId: 'd-one.ear', username: 'd-one', password: 'x' });
  await beside.subscribe(topics.cmd('d-one'));
  for (const leaf of ['session', 'cmd'] as const) expect(broker.sendTo('d-one', topics[leaf]('d-one'), leaf)).toBe(true);
  await device.inbox.next(({ text }) => text === 'cmd');
  await beside.inbox.next(({ text }) => text === 'cmd');
  expect([device, beside].map(({ inbox }) => inbox.all.map(({ text }) => text))).toEqual([['session', 'cmd'], ['cmd']]);
  // While the device itself is away, nobody speaks for it.
  await device.end();
  expect(broker.sendTo('d-one', topics.cmd('d-one'), 'late')).toBe(false);

  const box = await openLink(url, { clientId: 'pair-box', username: 'pair-box', password: 'x' });
  const spy = await openLink(url, { clientId: 'pair-box.spy', username: 'pair-box', password: 'x' });
  await spy.subscribe(topics.pairDown('box'));
  expect(broker.sendTo('pair-box', topics.pairDown('box'), 'secret')).toBe(true);
  await box.inbox.next(({ text }) => text === 'secret');
  broker.publish(topics.pairDown('box'), 'for all');
  await spy.inbox.next(({ text }) => text === 'for all');
  expect(spy.inbox.all.map(({ text }) => text)).toEqual(['for all']);
});

test('a gate that throws drops that message alone', async () => {
  const errors: unknown[] = [];
  const broker = await createBroker({
    home: 'home',
    retained: createRetained(topics.root),
    bus: createBus((error) => errors.push(error)),
    identify: (user) => ({ kind: 'device', did: user }),
    gate: () => {
      throw new Error('bang');
    },
    roomOf: () => null,
    onError: (error) => errors.push(error),
  });
  const port = await broker.listen(0, '127.0.0.1');
  onTestFinished(() => broker.stop());
  const device = await openLink(`mqtt://127.0.0.1:${port}`, { clientId: 'd-one', username: 'd-one', password: 'x' });
  await device.publish(topics.state('d-one'), 'x');
  await device.publish(topics.state('d-one'), 'y');
  expect(errors.map(String)).toEqual(['Error: bang', 'Error: bang']);
  expect(device.client.connected).toBe(true);
});
