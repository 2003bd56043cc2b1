// What a phone may ask wrongly, and the one reply that it gets each time.
import { beforeAll, describe, expect, test } from 'vitest';
import { errors } from '#protocol/errors.ts';
import { connectAs, enterAsOwner, invite, newId } from '../support/controller.ts';
import type { Controller } from '../support/controller.ts';
import { createPuppet, enterPuppet } from '../support/puppet-device.ts';
import type { PuppetLine } from '../support/puppet-device.ts';
import { startHub } from '../support/start-hub.ts';
import type { TestHub } from '../support/start-hub.ts';

const nil = '0'.repeat(26);
let doors: TestHub;
let owner: Controller;
let did: string;
let line: PuppetLine;
beforeAll(async () => {
  doors = await startHub();
  owner = await enterAsOwner(doors);
  ({ did, line } = await enterPuppet(doors, owner));
});

const set = (property: string, value: unknown, service = 'light') => ({ did, service, property, value });

describe('an envelope that is none', () => {
  test.each([
    ['no JSON', 'on, please'],
    ['cut off', '{"v":1,"id":"'],
    ['empty', ''],
    ['an array', '[1]'],
    ['null', 'null'],
    ['an id that is no ULID', JSON.stringify({ v: 1, id: 'abc', op: 'room.list', args: {} })],
    ['bytes that are no text', Buffer.from([0xff, 0xfe, 0x00, 0x80])],
  ])('%s: BAD_REQUEST under the nil id', async (_name, payload) => {
    await owner.raw(payload);
    const reply = await owner.replies.next(({ id }) => id === nil);
    expect(reply).toMatchObject({ ok: false, error: { code: 'BAD_REQUEST', outcome: 'not-done' } });
  });

  test.each([
    ['no operation', { v: 1, args: {} }, 'op'],
    ['an operation that is no text', { v: 1, op: 7, args: {} }, 'op'],
    ['a ttl below the least', { v: 1, op: 'room.list', args: {}, ttl: 1 }, 'ttl'],
    ['a ttl above the most', { v: 1, op: 'room.list', args: {}, ttl: 60_000 }, 'ttl'],
    ['a ttl that is no number', { v: 1, op: 'room.list', args: {}, ttl: '3' }, 'ttl'],
  ])('%s: BAD_REQUEST under its own id, with the path', async (_name, envelope, path) => {
    const id = newId();
    await owner.raw({ ...envelope, id });
    expect(await owner.replies.next((reply) => reply.id === id)).toMatchObject({ ok: false, error: { code: 'BAD_REQUEST', path } });
  });

  test.each([[2], [0], ['1'], [undefined], [[[[]]]]])('version %j: VERSION', async (v) => {
    const id = newId();
    await owner.raw({ v, id, op: 'room.list', args: {} });
    expect(await owner.replies.next((reply) => reply.id === id)).toMatchObject({ ok: false, error: { code: 'VERSION', path: 'v' } });
  });

  test('fields of a later version are ignored', async () => {
    const id = newId();
    await owner.raw({ v: 1, id, op: 'room.list', args: { later: true }, priority: 9 });
    expect(await owner.replies.next((reply) => reply.id === id)).toMatchObject({ ok: true });
  });

  test('JSON nested 30,000 deep ends neither in silence nor in the end of the hub', async () => {
    const deep = `${'['.repeat(30_000)}${']'.repeat(30_000)}`;
    const [inArgs, inVersion, inOp] = [newId(), newId(), newId()];
    await owner.raw(`{"v":1,"id":"${inArgs}","op":"room.list","args":${deep}}`);
    expect(await owner.replies.next(({ id }) => id === inArgs)).toMatchObject({ ok: false });
    await owner.raw(`{"id":"${inVersion}","v":${deep}}`);
    expect(await owner.replies.next(({ id }) => id === inVersion)).toMatchObject({ ok: false, error: { code: 'VERSION' } });
    await owner.raw(`{"v":1,"id":"${inOp}","op":${deep}}`);
    expect(await owner.replies.next(({ id }) => id === inOp)).toMatchObject({ ok: false, error: { code: 'BAD_REQUEST' } });
    expect(await owner.call('room.list', {})).toEqual({ rooms: [] });
  });
});

describe('an operation that cannot be', () => {
  test.each(['', 'device', 'device.fly', 'constructor', '__proto__', 'toString', 'hasOwnProperty'])(
    '"%s": NO_SUCH_OPERATION',
    async (op) => {
      expect(await owner.refusal(op, {})).toMatchObject({ code: 'NO_SUCH_OPERATION', path: 'op' });
    },
  );

  test.each([
    ['device.get', {}, 'did'],
    ['device.get', { did: 7 }, 'did'],
    ['device.get', { did: '+' }, 'did'],
    ['device.set', { did: 'abc', service: 'light', property: 'on' }, 'value'],
    ['device.set', { did: 'abc', service: 'Light', property: 'on', value: true }, 'service'],
    ['device.set', { did: 'abc', service: 'constructor', property: 'on', value: true }, 'service'],
    ['device.set', { did: 'abc', service: 'light', property: 'on', value: null }, 'value'],
    ['device.set', { did: 'abc', service: 'light', property: 'on', value: [] }, 'value'],
    ['device.action', { did: 'abc', service: 'light', action: 'blink', in: { times: {} } }, 'in.times'],
    ['device.history', { did: 'abc', service: 'light', property: 'on', hours: -1 }, 'hours'],
    ['device.history', { did: 'abc', service: 'light', property: 'on', points: 1e9 }, 'points'],
    ['pair.accept', { serial: 'abc', setupCode: '1234567' }, 'setupCode'],
    ['pair.accept', { serial: '+', setupCode: '12345678' }, 'serial'],
    ['room.put', { id: 'x' }, 'id'],
    ['room.put', { id: 'kitchen', name: 'a\u202eb' }, 'name'],
    ['room.put', { id: 'kitchen', name: ' x' }, 'name'],
    ['room.put', { id: 'kitchen', name: 'x'.repeat(41) }, 'name'],
    ['person.invite', { role: 'king' }, 'role'],
    ['hub.openness', { mode: 'ajar' }, 'mode'],
    ['meter.get', { target: 'the-moon' }, 'target'],
    ['room.list', 'text', ''],
    ['room.list', [], ''],
  ])('%s %j: BAD_ARGS at "%s"', async (op, args, path) => {
    const error = await owner.refusal(op, args);
    expect(error).toMatchObject({ code: 'BAD_ARGS', path });
    expect(error.hint).not.toBe('');
  });

  test.each([
    ['device.get', { did: 'nobody' }, 'NO_SUCH_DEVICE', 'did'],
    ['device.set', { did: 'nobody', service: 'light', property: 'on', value: true }, 'NO_SUCH_DEVICE', 'did'],
    ['device.remove', { did: 'nobody' }, 'NO_SUCH_DEVICE', 'did'],
    ['device.place', { did: 'nobody', name: 'x' }, 'NO_SUCH_DEVICE', 'did'],
    ['device.history', { did: 'nobody', service: 'light', property: 'on' }, 'NO_SUCH_DEVICE', 'did'],
    ['room.remove', { id: 'nowhere' }, 'NO_SUCH_ROOM', 'id'],
    ['person.invite', { role: 'guest', rooms: ['nowhere'] }, 'NO_SUCH_ROOM', 'rooms.0'],
    ['person.change', { client: 'nobody', role: 'guest' }, 'NO_SUCH_PERSON', 'client'],
    ['person.remove', { client: 'nobody' }, 'NO_SUCH_PERSON', 'client'],
    ['pair.accept', { serial: 'nobody', setupCode: '12345678' }, 'NOT_NEARBY', 'serial'],
  ])('%s %j: %s', async (op, args, code, path) => {
    expect(await owner.refusal(op, args)).toMatchObject({ code, path, outcome: 'not-done' });
  });
});

describe('a value that the spec forbids never reaches the device', () => {
  test.each([
    ['light', 'brightness', 105, 'OUT_OF_RANGE', 'value'],
    ['light', 'brightness', -5, 'OUT_OF_RANGE', 'value'],
    ['light', 'brightness', 52, 'OFF_STEP', 'value'],
    ['light', 'brightness', 50.5, 'BAD_TYPE', 'value'],
    ['light', 'brightness', '50', 'BAD_TYPE', 'value'],
    ['light', 'on', 1, 'BAD_TYPE', 'value'],
    ['light', 'on', 'true', 'BAD_TYPE', 'value'],
    ['light', 'mode', 'disco', 'BAD_ENUM', 'value'],
    ['light', 'mode', 'constructor', 'BAD_ENUM', 'value'],
    ['light', 'label', 'ninechars', 'TOO_LARGE', 'value'],
    ['light', 'power', 5, 'NOT_WRITABLE', 'property'],
    ['light', 'colour', 5, 'NO_SUCH_PROPERTY', 'property'],
    ['heater', 'on', true, 'NO_SUCH_SERVICE', 'service'],
  ])('set %s/%s to %j: %s', async (service, property, value, code, path) => {
    const before = line.commands.all.length;
    const error = await owner.refusal('device.set', { did, service, property, value });
    expect(error).toMatchObject({ code, path, outcome: 'not-done' });
    expect(error.hint).toBeTruthy();
    expect(line.commands.all.length).toBe(before);
  });

  test.each([
    ['fly', {}, 'NO_SUCH_ACTION', 'action'],
    ['blink', {}, 'BAD_ARGS', 'in.times'],
    ['blink', { times: 0 }, 'OUT_OF_RANGE', 'in.times'],
    ['blink', { times: 'two' }, 'BAD_TYPE', 'in.times'],
    ['blink', { times: 2, colour: 'red' }, 'BAD_ARGS', 'in.colour'],
  ])('action %s %j: %s', async (action, args, code, path) => {
    const before = line.commands.all.length;
    expect(await owner.refusal('device.action', { did, service: 'light', action, in: args })).toMatchObject({ code, path });
    expect(line.commands.all.length).toBe(before);
  });

  test('history of what is not kept as a number, or cannot be read', async () => {
    const history = (property: string) => owner.refusal('device.history', { did, service: 'light', property });
    expect(await history('nothing')).toMatchObject({ code: 'NO_SUCH_PROPERTY' });
    expect(await history('pin')).toMatchObject({ code: 'NOT_READABLE' });
    expect(await history('label')).toMatchObject({ code: 'BAD_ARGS' });
  });

  test('the device was alive all the while', async () => {
    expect(await owner.call('device.set', { ...set('brightness', 55), value: 55 })).toMatchObject({ value: 55 });
    expect(await owner.call('device.action', { did, service: 'light', action: 'blink', in: { times: 2 } })).toEqual({ out: { done: 1 } });
    expect(await owner.call('device.set', { ...set('pin', '1234'), value: '1234' })).toMatchObject({ value: '1234' });
  });
});

describe('over HTTP it is the same router', () => {
  test.each([
    ['device.set', () => set('brightness', 105)],
    ['device.set', () => set('brightness', 52)],
    ['device.set', () => set('power', 5)],
    ['device.get', () => ({ did: 'nobody' })],
    ['device.get', () => ({})],
    ['device.fly', () => ({})],
    ['pair.accept', () => ({ serial: 'nobody', setupCode: '12345678' })],
    ['hub.openness', () => ({ mode: 'ajar' })],
  ])('%s: the same error, with the status of the table', async (op, args) => {
    const { hops: _m, ...overMqtt } = await owner.ask(op, args());
    const { status, reply } = await owner.askHttp(op, args());
    const { hops: _h, ...overHttp } = reply;
    expect({ ...overHttp, id: '' }).toEqual({ ...overMqtt, id: '' });
    expect(overHttp.ok).toBe(false);
    expect(status).toBe(overHttp.ok ? 0 : errors[overHttp.error.code].status);
  });

  test.each([
    ['room.list', () => ({})],
    ['hub.info', () => ({})],
    ['pair.list', () => ({})],
    ['device.list', () => ({})],
    ['device.get', () => ({ did })],
    ['home.inventory', () => ({})],
    ['meter.get', () => ({ target: 'open-hub' })],
    ['device.set', () => set('brightness', 60)],
  ])('%s: the same result', async (op, args) => {
    const strip = (json: unknown): unknown =>
      JSON.parse(JSON.stringify(json, (key, value: unknown) => (['ts', 'ageYears', 'lastSeen'].includes(key) ? 0 : value)));
    const mqtt = await owner.ask(op, args());
    const { status, reply } = await owner.askHttp(op, args());
    expect(status).toBe(200);
    if (!mqtt.ok || !reply.ok) throw new Error('refused');
    const almost = (json: unknown): unknown =>
      JSON.parse(JSON.stringify(strip(json), (_key, value: unknown) => (typeof value === 'number' ? Number(value.toPrecision(6)) : value)));
    expect(almost(reply.result)).toEqual(almost(mqtt.result));
  });
});

describe('a role that does not reach', () => {
  test('a member does not what only an owner may, a guest not what only a member may', async () => {
    const member = await connectAs(doors, await invite(doors, owner, 'member'));
    const guest = await connectAs(doors, await invite(doors, owner, 'guest'));
    const ownerOnly: [string, object][] = [
      ['hub.openness', { mode: 'open' }],
      ['person.invite', { role: 'owner' }],
      ['person.change', { client: owner.person.client, role: 'guest' }],
      ['person.remove', { client: owner.person.client }],
      ['hub.start-over', { confirm: 'home' }],
    ];
    const memberOnly: [string, object][] = [
      ['room.put', { id: 'cellar' }],
      ['room.remove', { id: 'cellar' }],
      ['device.place', { did, name: 'Mine' }],
      ['device.remove', { did }],
      ['pair.list', {}],
      ['pair.accept', { serial: 'nobody', setupCode: '12345678' }],
    ];
    for (const [op, args] of ownerOnly) expect(await member.refusal(op, args), op).toMatchObject({ code: 'FORBIDDEN' });
    for (const [op, args] of [...ownerOnly, ...memberOnly]) expect(await guest.refusal(op, args), op).toMatchObject({ code: 'FORBIDDEN' });
    expect(await guest.refusal('device.set', set('on', true))).toMatchObject({ code: 'FORBIDDEN' });
    expect(await member.call('room.put', { id: 'cellar' })).toMatchObject({ id: 'cellar' });
    await member.call('room.remove', { id: 'cellar' });
  });

  test('nobody speaks in another’s name: the request is not heard, and the line stays open', async () => {
    const guest = await connectAs(doors, await invite(doors, owner, 'guest'));
    const id = newId();
    await guest.link.publish(owner.requestTopic, { v: 1, id, op: 'hub.openness', args: { mode: 'open' } });
    expect(await guest.call('hub.info', {})).toMatchObject({ openness: 'closed' });
    expect(owner.replies.count((reply) => reply.id === id)).toBe(0);
  });
});

test('a device that is paired but has never described itself is OFFLINE, not a riddle', async () => {
  const quiet = createPuppet(doors);
  const mute = await quiet.pair(owner);
  expect(await owner.refusal('device.get', { did: mute })).toMatchObject({ code: 'OFFLINE' });
  expect((await owner.call('device.list', {})).devices.find((device) => device.did === mute)).toMatchObject({
    state: 'lost',
    name: 'Puppet',
  });
  expect((await owner.refusal('device.set', { ...set('on', true), did: mute })).code).toMatch(/OFFLINE|NO_SUCH_SERVICE/);
});
