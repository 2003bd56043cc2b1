import { describe, expect, test } from 'vitest';
import { topicsOf } from '#protocol/topics.ts';
import { wireLimits, wireSchema } from '#protocol/wire.ts';
import type { WireBatch } from '#protocol/wire.ts';
import { createBus } from '../bus.ts';
import type { Connection } from '../broker/connection.ts';
import { createWire } from './wire.ts';

const topics = topicsOf('home');
const device = { user: 'd-lamp' } as Connection;
const report = topics.report('d-lamp', 'light', 'on');
const cmd = topics.cmd('d-lamp');

/** A wire whose time is the test's own. */
function create() {
  const batches: { clientId: string; topic: string; batch: WireBatch }[] = [];
  const timers: (() => void)[] = [];
  let time = 1000;
  const bus = createBus((error) => {
    throw error;
  });
  const wire = createWire({
    ...{ home: 'home', topics, bus },
    at: () => (time += 0.25),
    tell: (clientId, topic, payload) => {
      batches.push({ clientId, topic, batch: wireSchema.parse(JSON.parse(payload)) });
      // What the broker does: it tells of everything that is said, this too.
      wire.said(topic, payload);
    },
    repeat: (work) => {
      timers.push(work);
      return () => void timers.splice(timers.indexOf(work), 1);
    },
  });
  const pass = wire.through((_connection, route) => route !== undefined);
  const watch = (client: string, clientId = client) => bus.emit('subscribed', { clientId, user: client, filters: [topics.wire(client)] });
  return {
    ...{ wire, bus, batches, watch, pass },
    timers,
    tick: () => [...timers].forEach((work) => work()),
    say: (count: number, topic = report) => {
      for (let k = 0; k < count; k += 1) pass(device, { kind: 'announce', did: 'd-lamp' }, topic, Buffer.from(String(k)));
    },
    texts: () => batches.flatMap(({ batch }) => batch.messages.map(({ text }) => text)),
    left: () => batches.reduce((sum, { batch }) => sum + batch.left, 0),
  };
}

test('while nobody watches, nothing is noted and no timer runs', () => {
  const { timers, say, watch, tick, batches, wire } = create();
  say(3);
  wire.said(topics.hubState, '{}');
  expect(timers).toEqual([]);
  watch('p-anna');
  tick();
  expect(batches).toEqual([]);
});

test('who watches is told what passed, in order, with the time at the hub; a quiet moment says nothing', () => {
  const { say, watch, tick, batches, wire } = create();
  watch('p-anna');
  say(1);
  wire.said(cmd, '{"id":1}');
  tick();
  tick();
  expect(batches.map(({ topic }) => topic)).toEqual([topics.wire('p-anna')]);
  const { messages, left } = batches[0]?.batch ?? { messages: [], left: NaN };
  expect(messages.map(({ from, topic, text }) => [from, topic, text])).toEqual([
    ['d-lamp', report, '0'],
    ['hub', cmd, '{"id":1}'],
  ]);
  expect((messages[1]?.at ?? 0) - (messages[0]?.at ?? 0)).toBeCloseTo(0.25);
  expect(left).toBe(0);
});

test('each connection that watches is told on the topic of its own client; when the last goes, all is over', () => {
  const { say, watch, tick, batches, bus, timers, wire } = create();
  watch('p-anna', 'p-anna.one');
  watch('p-anna', 'p-anna.two');
  watch('p-bob');
  say(1);
  tick();
  expect(batches.map(({ clientId, topic }) => [clientId, topic])).toEqual([
    ['p-anna.one', topics.wire('p-anna')],
    ['p-anna.two', topics.wire('p-anna')],
    ['p-bob', topics.wire('p-bob')],
  ]);
  expect(wire.watching).toBe(3);
  bus.emit('disconnected', { clientId: 'p-anna.one', user: 'p-anna' });
  bus.emit('unsubscribed', { clientId: 'p-bob', filters: [topics.wire('p-bob'), topics.hubInfo] });
  expect(wire.watching).toBe(1);
  bus.emit('unsubscribed', { clientId: 'p-anna.two', filters: [topics.wire('p-anna')] });
  bus.emit('disconnected', { clientId: 'p-anna.two', user: 'p-anna' });
  expect([wire.watching, timers]).toEqual([0, []]);
});

test('what the gate holds back of a device, or on a topic of nobody’s, is marked; what the hub takes for itself is not', () => {
  const { watch, tick, batches, wire } = create();
  watch('p-anna');
  const refuse = wire.through(() => false);
  refuse(device, { kind: 'report', did: 'd-lamp', service: 'light', property: 'on' }, report, Buffer.from('{}'));
  refuse(device, undefined, 'elsewhere', Buffer.from('x'));
  refuse(device, { kind: 'request', client: 'p-anna', session: 'tab' }, topics.request('p-anna', 'tab'), Buffer.from('{}'));
  wire.through(() => () => undefined)(device, { kind: 'res', did: 'd-lamp' }, topics.res('d-lamp'), Buffer.from('{}'));
  tick();
  expect(batches[0]?.batch.messages.map(({ refused }) => refused)).toEqual([true, true, undefined, undefined]);
});

describe('a busy home', () => {
  test('above 500 a second the rest is left out, and counted', () => {
    const { say, watch, tick, texts, left } = create();
    watch('p-anna');
    for (let ms = 0; ms < 2000; ms += wireLimits.every) {
      say(2 * wireLimits.every);
      tick();
    }
    expect(texts().length + left()).toBe(4000);
    // Two seconds, and what had been saved up before them.
    expect(texts().length).toBeGreaterThanOrEqual(2 * wireLimits.perSecond);
    expect(texts().length).toBeLessThanOrEqual(3 * wireLimits.perSecond);
  });

  test('a command among reports is told whole', () => {
    const { say, watch, tick, batches } = create();
    watch('p-anna');
    const told = () => batches.flatMap(({ batch }) => batch.messages).filter(({ topic }) => topic === cmd).length;
    for (let k = 0; k < 20; k += 1) {
      say(1000);
      say(4, cmd);
      tick();
    }
    expect(told()).toBe(80);
  });

  test('what is too large to keep until the next batch is left out too; a batch is never much larger than it may be', () => {
    const { wire, watch, tick, batches, left, texts } = create();
    watch('p-anna');
    for (let k = 0; k < 30; k += 1) wire.said(report, 'x'.repeat(60_000));
    tick();
    expect(texts().length).toBe(Math.floor(wireLimits.waitingBytes / 60_000));
    expect(texts().length + left()).toBe(30);
    for (const { batch } of batches)
      expect(batch.messages.reduce((sum, { text }) => sum + text.length, 0)).toBeLessThanOrEqual(wireLimits.batchBytes);
  });

  test('who comes later is not told what was left out before', () => {
    const { say, watch, tick, left, bus } = create();
    watch('p-anna');
    say(3000);
    bus.emit('disconnected', { clientId: 'p-anna', user: 'p-anna' });
    watch('p-anna');
    say(10);
    tick();
    expect(left()).toBe(0);
  });
});
