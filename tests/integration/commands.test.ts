// A command between phone, hub and device: exactly one reply, whatever the device does.
import { beforeAll, describe, expect, test } from 'vitest';
import { connectAs, enterAsOwner, invite, newId } from '../support/controller.ts';
import type { Controller } from '../support/controller.ts';
import { enterPuppet } from '../support/puppet-device.ts';
import type { Puppet, PuppetLine } from '../support/puppet-device.ts';
import { createShiftedClock, startHub } from '../support/start-hub.ts';
import type { TestHub } from '../support/start-hub.ts';
import { eventually } from '../support/waiting.ts';

const clock = createShiftedClock();
let doors: TestHub;
let owner: Controller;
beforeAll(async () => {
  doors = await startHub({ clock });
  owner = await enterAsOwner(doors);
});

/** A device whose answers are the test's own. */
async function enter(): Promise<{
  puppet: Puppet;
  did: string;
  line: PuppetLine;
  set: (value: unknown) => { did: string; service: string; property: string; value: never };
}> {
  const entered = await enterPuppet(doors, owner);
  entered.line.onCommand = () => undefined;
  return { ...entered, set: (value) => ({ did: entered.did, service: 'light', property: 'brightness', value: value as never }) };
}
const unasked = (): number => doors.hub.inspect.commands.counts.unasked;

test('what the device takes is what is answered, even where it is not what was asked', async () => {
  const { line, set } = await enter();
  line.onCommand = (command) => {
    void line.report('light', 'brightness', 45, { by: { kind: 'command', id: command.id } });
    void line.answer(command, { value: 45 });
  };
  const reply = await owner.ask('device.set', set(50));
  expect(reply).toMatchObject({ ok: true, result: { value: 45 } });
  expect(reply.hops).toMatchObject({ device: 1 });
  expect(reply.hops?.total).toBeGreaterThanOrEqual(reply.hops?.hub ?? Infinity);
});

test('who watches hears what a command caused before its answer', async () => {
  const { line, did } = await enter();
  line.onCommand = (command) => void line.obey(command);
  const topic = owner.topics.report(did, 'light', 'brightness');
  await owner.watch(topic);
  for (let value = 0; value <= 100; value += 5) {
    await owner.call('device.set', { did, service: 'light', property: 'brightness', value });
    expect(owner.messages.all.findLast((message) => message.topic === topic)?.json).toMatchObject({ value });
  }
});

test('the command says whose it is, for which session and until when', async () => {
  const { line, set, did } = await enter();
  const id = newId();
  const asked = owner.ask('device.set', set(50), { id, ttl: 5000 });
  const command = await line.commands.next();
  expect(command).toMatchObject({ v: 1, id, op: 'set', session: line.session, service: 'light', property: 'brightness', value: 50 });
  expect(command.exp - command.sent).toBe(5000);
  await line.obey(command);
  expect(await asked).toMatchObject({ id, ok: true });
  const acting = owner.ask('device.action', { did, service: 'light', action: 'blink', in: { times: 3 } });
  const second = await line.commands.next();
  expect(second).toMatchObject({ op: 'action', action: 'blink', in: { times: 3 } });
  await line.answer(second, { done: 3 });
  expect(await acting).toMatchObject({ ok: true, result: { out: { done: 3 } } });
});

test('a device that refuses: its code, its words, its hint, in the one reply', async () => {
  const { line, set } = await enter();
  line.onCommand = (command) =>
    void line.fail(command, 'WRONG_STATE', {
      error: {
        code: 'WRONG_STATE',
        message: 'the lid is open',
        outcome: 'not-done',
        hint: 'Close it.',
        say: { en: 'Close the lid.', zh: '请合上盖子。' },
      },
    });
  expect(await owner.refusal('device.set', set(50))).toEqual({
    code: 'WRONG_STATE',
    message: 'the lid is open',
    outcome: 'not-done',
    hint: 'Close it.',
    say: { en: 'Close the lid.', zh: '请合上盖子。' },
  });
});

test.each([
  ['UNAUTHENTICATED', 'DEVICE_ERROR', 502],
  ['FORBIDDEN', 'DEVICE_ERROR', 502],
  ['NO_SUCH_DEVICE', 'DEVICE_ERROR', 502],
  ['INTERNAL', 'DEVICE_ERROR', 502],
  ['OF_THE_NEXT_VERSION', 'DEVICE_ERROR', 502],
  ['BUSY', 'BUSY', 409],
] as const)('a device that answers %s: %s, with its own words and the status %i', async (said, code, status) => {
  const { line, set } = await enter();
  line.onCommand = (command) => void line.fail(command, said);
  expect(await owner.refusal('device.set', set(50))).toMatchObject({ code, message: 'no', outcome: 'not-done' });
  const answer = await owner.askHttp('device.set', set(50));
  expect([answer.status, answer.reply]).toMatchObject([status, { ok: false, error: { code } }]);
});

test('a device whose behaviour fails raises an alert; the next command that works clears it', async () => {
  const { line, did, set } = await enter();
  await owner.watch(owner.topics.alert(did, 'device-error'));
  line.onCommand = (command) => void line.fail(command, 'DEVICE_ERROR');
  expect(await owner.refusal('device.set', set(50))).toMatchObject({ code: 'DEVICE_ERROR' });
  const alert = owner.topics.alert(did, 'device-error');
  await owner.heard(alert, ({ json }) => json?.code === 'DEVICE_ERROR');
  line.onCommand = (command) => void line.obey(command);
  expect(await owner.ask('device.set', set(50))).toMatchObject({ ok: true });
  await owner.heard(alert, ({ json }) => json === undefined);
});

test('a device that answers an action with nonsense: DEVICE_ERROR, with the path', async () => {
  const { line, did } = await enter();
  line.onCommand = (command) => void line.answer(command, { done: 'soon' });
  expect(await owner.refusal('device.action', { did, service: 'light', action: 'blink', in: { times: 3 } })).toMatchObject({
    code: 'DEVICE_ERROR',
    path: 'out.done',
  });
});

describe('a device that is not there', () => {
  test('is OFFLINE at once, not after the deadline', async () => {
    const { line, set, did } = await enter();
    await owner.watch(owner.topics.state(did));
    await line.state('disconnected');
    await owner.heard(owner.topics.state(did), ({ json }) => json?.state === 'disconnected');
    const reply = await owner.ask('device.set', set(50), { ttl: 30_000 });
    expect(reply).toMatchObject({ ok: false, error: { code: 'OFFLINE', outcome: 'not-done' } });
    expect(reply.hops?.total).toBeLessThan(5_000);
    expect(line.commands.all).toEqual([]);
  });

  test.each(['sleeping', 'updating', 'init'])('or is %s: OFFLINE too', async (state) => {
    const { line, set, did } = await enter();
    await owner.watch(owner.topics.state(did));
    await line.state(state);
    await owner.heard(owner.topics.state(did), ({ json, retain }) => !retain && json?.state === state);
    expect(await owner.refusal('device.set', set(50), { ttl: 30_000 })).toMatchObject({ code: 'OFFLINE', outcome: 'not-done' });
  });

  test('or says that it is ready before the hub has accepted it', async () => {
    const { puppet, line, set } = await enter();
    await line.link.end();
    const second = await puppet.connect();
    await second.state('init');
    await second.state('ready');
    expect(await owner.refusal('device.set', set(50))).toMatchObject({ code: 'OFFLINE' });
    expect(second.commands.all).toEqual([]);
  });
});

describe('a device that is silent', () => {
  test('TIMEOUT after the ttl that was asked for, outcome unknown; the late answer changes the value and makes no second reply', async () => {
    const { line, set, did } = await enter();
    const id = newId();
    const asked = owner.ask('device.set', set(50), { id, ttl: 100 });
    const command = await line.commands.next();
    const reply = await asked;
    expect(reply).toMatchObject({ ok: false, error: { code: 'TIMEOUT', outcome: 'unknown' } });
    expect(reply.hops?.total).toBeGreaterThanOrEqual(95);
    const before = unasked();
    await line.obey(command);
    await eventually(() => unasked() === before + 1, 'late result at the hub');
    expect((await owner.call('device.get', { did })).values.light?.brightness).toMatchObject({ value: 50, stale: false });
    expect(owner.replies.count((other) => other.id === id)).toBe(1);
  });

  test('65 commands at once: 64 wait for it, the last is BUSY; then all are answered', async () => {
    const { line, set } = await enter();
    const asked = Array.from({ length: 65 }, (_item, k) => owner.ask('device.set', set((k % 20) * 5)));
    for (let k = 0; k < 64; k += 1) await line.commands.next();
    expect(await asked[64]).toMatchObject({ ok: false, error: { code: 'BUSY', outcome: 'not-done' } });
    for (const command of [...line.commands.all]) await line.obey(command);
    const replies = await Promise.all(asked);
    expect(replies.filter(({ ok }) => ok).length).toBe(64);
  });

  test('and is removed meanwhile: the waiting command is answered at once, outcome unknown', async () => {
    const { line, set, did } = await enter();
    const asked = owner.ask('device.set', set(50), { ttl: 30_000 });
    await line.commands.next();
    await owner.call('device.remove', { did });
    expect(await asked).toMatchObject({ ok: false, error: { code: 'NO_SUCH_DEVICE', outcome: 'unknown' } });
  });

  test('and loses its line meanwhile: the command still ends, within its ttl', async () => {
    const { line, set } = await enter();
    const asked = owner.ask('device.set', set(50), { ttl: 1000 });
    await line.commands.next();
    line.link.cut();
    expect(await asked).toMatchObject({ ok: false, error: { outcome: 'unknown' } });
  });
});

describe('a device that says too much', () => {
  test('two answers: the first counts, the second is dropped', async () => {
    const { line, set } = await enter();
    const before = unasked();
    line.onCommand = (command) => {
      void line.answer(command, { value: 50 });
      void line.fail(command, 'DEVICE_ERROR');
    };
    const id = newId();
    expect(await owner.ask('device.set', set(50), { id })).toMatchObject({ ok: true });
    await eventually(() => unasked() === before + 1, 'second result at the hub');
    expect(owner.replies.count((reply) => reply.id === id)).toBe(1);
  });

  test('an answer that nobody asked for, one of another session, and one that is none: dropped', async () => {
    const { line, set } = await enter();
    const before = unasked();
    const asked = owner.ask('device.set', set(50));
    const command = await line.commands.next();
    await line.answer({ id: newId() });
    await line.answer(command, {}, { session: 'another' });
    await line.link.publish(line.topics.res(line.did), 'done!');
    await line.link.publish(line.topics.res(line.did), { v: 1, id: command.id, session: line.session, ok: true, took: -1, result: {} });
    await eventually(() => unasked() === before + 4, 'four dropped results');
    await line.obey(command);
    expect(await asked).toMatchObject({ ok: true });
  });

  test('the answer of another device to this device’s command', async () => {
    const one = await enter();
    const other = await enter();
    const asked = owner.ask('device.set', one.set(50), { ttl: 30_000 });
    const command = await one.line.commands.next();
    const before = unasked();
    await other.line.answer(command, {}, { session: one.line.session });
    await eventually(() => unasked() === before + 1, 'forged result at the hub');
    await one.line.obey(command);
    expect(await asked).toMatchObject({ ok: true });
  });
});

describe('the same id again', () => {
  test('while the first is under way: both requests get the one answer, the device is told once', async () => {
    const { line, set } = await enter();
    const id = newId();
    const first = owner.ask('device.set', set(50), { id });
    const command = await line.commands.next();
    const second = owner.ask('device.set', set(50), { id });
    // The round trip of a third request proves that the hub has seen the second.
    await owner.call('room.list', {});
    await line.obey(command);
    expect(await first).toEqual(await second);
    expect(line.commands.all.length).toBe(1);
  });

  test('afterwards: the same answer, the device is not told again', async () => {
    const { line, set } = await enter();
    line.onCommand = (command) => void line.obey(command);
    const id = newId();
    const first = await owner.ask('device.set', set(50), { id });
    expect(await owner.ask('device.set', set(50), { id })).toEqual(first);
    const overHttp = await owner.askHttp('device.set', set(50), id);
    expect(overHttp.reply).toEqual(first);
    expect(line.commands.all.length).toBe(1);
  });

  test('with other content: ID_REUSED, and nothing is done', async () => {
    const { line, set } = await enter();
    line.onCommand = (command) => void line.obey(command);
    const id = newId();
    expect(await owner.ask('device.set', set(50), { id })).toMatchObject({ ok: true });
    expect(await owner.refusal('device.set', set(55), { id })).toMatchObject({ code: 'ID_REUSED' });
    expect(await owner.refusal('room.list', {}, { id })).toMatchObject({ code: 'ID_REUSED' });
    expect(line.commands.all.length).toBe(1);
  });

  test('the order of keys is not content', async () => {
    const { line, did } = await enter();
    line.onCommand = (command) => void line.obey(command);
    const id = newId();
    const first = await owner.ask('device.set', { did, service: 'light', property: 'brightness', value: 50 }, { id });
    expect(await owner.ask('device.set', { value: 50, property: 'brightness', service: 'light', did }, { id })).toEqual(first);
  });

  test('of another person: their own request, not mine', async () => {
    const { line, set } = await enter();
    line.onCommand = (command) => void line.obey(command);
    const member = await connectAs(doors, await invite(doors, owner, 'member'));
    const id = newId();
    await owner.ask('device.set', set(50), { id });
    expect(await member.ask('device.set', set(55), { id })).toMatchObject({ ok: true, result: { value: 55 } });
  });

  test('of two people at the same device at the same time: the second is ID_REUSED, the first is answered', async () => {
    const { line, set } = await enter();
    const member = await connectAs(doors, await invite(doors, owner, 'member'));
    const id = newId();
    const first = owner.ask('device.set', set(50), { id });
    const command = await line.commands.next();
    expect(await member.refusal('device.set', set(55), { id })).toMatchObject({ code: 'ID_REUSED' });
    await line.obey(command);
    expect(await first).toMatchObject({ ok: true, result: { value: 50 } });
  });

  test('a minute later it is forgotten', async () => {
    const { line, set } = await enter();
    line.onCommand = (command) => void line.obey(command);
    const id = newId();
    await owner.ask('device.set', set(50), { id });
    clock.shift(60_001);
    expect(await owner.ask('device.set', set(55), { id })).toMatchObject({ ok: true });
    expect(line.commands.all.length).toBe(2);
  });
});

test('100 requests of every kind, all at once, from one connection: exactly one reply each', async () => {
  const { line, set, did } = await enter();
  line.onCommand = (command) => void line.obey(command);
  const kinds: [string, object, boolean][] = [
    ['device.set', set(50), true],
    ['device.set', set(52), false],
    ['device.get', { did }, true],
    ['device.action', { did, service: 'light', action: 'blink', in: { times: 1 } }, true],
    ['device.fly', {}, false],
    ['room.list', {}, true],
    ['meter.get', { target: 'closed-rival' }, true],
    ['device.history', { did, service: 'light', property: 'power' }, true],
    ['pair.list', {}, true],
    ['device.get', {}, false],
  ];
  const asked = Array.from({ length: 100 }, (_item, k) => {
    const [op, args, ok] = kinds[k % kinds.length] ?? ['', {}, false];
    const id = newId();
    return { op, id, ok, reply: owner.ask(op, args, { id }) };
  });
  for (const { op, id, ok, reply } of asked) expect(await reply, op).toMatchObject({ id, ok });
  // One more round trip: whatever was still to come has come.
  await owner.call('room.list', {});
  for (const { id } of asked) expect(owner.replies.count((reply) => reply.id === id)).toBe(1);
});

test('people at three doors see the same device: MQTT, WebSocket with a cookie, HTTP', async () => {
  const { line, set, did } = await enter();
  line.onCommand = (command) => void line.obey(command);
  const page = await connectAs(doors, owner.person, { tab: 'page', webSocket: true });
  await page.watch(page.topics.report(did, 'light', 'brightness'));
  await owner.watch(owner.topics.report(did, 'light', 'brightness'));
  await page.call('device.set', set(25));
  for (const who of [page, owner]) await who.heard(who.topics.report(did, 'light', 'brightness'), ({ json }) => json?.value === 25);
  await owner.callHttp('device.set', set(75));
  for (const who of [page, owner]) await who.heard(who.topics.report(did, 'light', 'brightness'), ({ json }) => json?.value === 75);
  expect((await page.call('device.get', { did })).values).toEqual((await owner.callHttp('device.get', { did })).values);
});

test('a device hears nothing of another device', async () => {
  const one = await enter();
  const other = await enter();
  const granted = await other.line.link.subscribe(
    one.line.topics.cmd(one.did),
    one.line.topics.session(one.did),
    one.line.topics.state(one.did),
    `${one.line.topics.root}/#`,
  );
  expect(granted).toEqual([128, 128, 128, 128]);
});
