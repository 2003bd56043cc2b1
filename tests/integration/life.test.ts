// The life of a device's connection, and its end: wills, second clients, removal.
import { beforeAll, describe, expect, test } from 'vitest';
import { connectAs, enterAsOwner, invite } from '../support/controller.ts';
import type { Controller } from '../support/controller.ts';
import { openLink } from '../support/mqtt-link.ts';
import { createPuppet, enterPuppet } from '../support/puppet-device.ts';
import { startHub } from '../support/start-hub.ts';
import type { TestHub } from '../support/start-hub.ts';
import { within } from '../support/waiting.ts';

let doors: TestHub;
let owner: Controller;
beforeAll(async () => {
  doors = await startHub();
  owner = await enterAsOwner(doors);
  await owner.watch(...owner.topics.everything);
});
const stateIs = (did: string, state: string) => owner.heard(owner.topics.state(did), ({ json }) => json?.state === state);
const stateOf = async (did: string): Promise<string> => (await owner.call('device.get', { did })).state;

describe('the last will', () => {
  test('a line that is cut: lost, values stale, commands OFFLINE; it comes back by itself', async () => {
    const { puppet, line, did } = await enterPuppet(doors, owner);
    await stateIs(did, 'ready');
    line.link.cut();
    await stateIs(did, 'lost');
    const lost = await owner.call('device.get', { did });
    expect(lost.state).toBe('lost');
    expect(lost.values.light?.brightness).toMatchObject({ value: 0, stale: true });
    expect(await owner.refusal('device.set', { did, service: 'light', property: 'on', value: true })).toMatchObject({ code: 'OFFLINE' });
    await puppet.live({ brightness: 20 });
    await stateIs(did, 'ready');
    expect((await owner.call('device.get', { did })).values.light?.brightness).toMatchObject({ value: 20, stale: false });
  });

  test('a good-bye: disconnected, and no will after it', async () => {
    const { line, did } = await enterPuppet(doors, owner);
    await stateIs(did, 'ready');
    await line.state('disconnected');
    await line.link.end();
    await stateIs(did, 'disconnected');
    expect(await stateOf(did)).toBe('disconnected');
  });

  test('a line that ends without will or good-bye is lost all the same', async () => {
    const { puppet, line, did } = await enterPuppet(doors, owner);
    await line.link.end();
    await stateIs(did, 'lost');
    const willless = await puppet.connect({ withWill: false });
    await willless.getReady();
    await stateIs(did, 'ready');
    willless.link.cut();
    await stateIs(did, 'lost');
  });

  test('a will of an earlier session, come late, changes nothing', async () => {
    const { line, did } = await enterPuppet(doors, owner);
    await line.state('lost', { session: 'earlier', reason: 'late' });
    expect(await owner.call('device.set', { did, service: 'light', property: 'on', value: true })).toMatchObject({ value: true });
    expect(await stateOf(did)).toBe('ready');
    expect(owner.messages.count(({ json }) => json?.reason === 'late')).toBe(0);
  });

  test('a will on a topic that is not its own goes nowhere', async () => {
    const { puppet, line } = await enterPuppet(doors, owner);
    const { did, secret } = puppet.credentials ?? { did: '', secret: '' };
    await line.link.end();
    const will = {
      topic: owner.topics.hubState,
      payload: Buffer.from('{"v":1,"state":"stopping","since":1}'),
      qos: 1 as const,
      retain: true,
    };
    const liar = await openLink(doors.mqtt, { clientId: did, username: did, password: secret, will });
    const was = doors.hub.inspect.retained.get(owner.topics.hubState);
    liar.cut();
    await owner.call('room.list', {});
    await stateIs(did, 'lost');
    expect(doors.hub.inspect.retained.get(owner.topics.hubState)).toBe(was);
    expect(owner.messages.count(({ topic, retain }) => topic === owner.topics.hubState && !retain)).toBe(0);
  });
});

describe('a second client', () => {
  test('with the device’s id: the first is closed, the second is the device', async () => {
    const { puppet, line, did } = await enterPuppet(doors, owner);
    const second = await puppet.live({ brightness: 65 });
    await within(line.link.closed, 'end of the first connection');
    expect(await owner.call('device.set', { did, service: 'light', property: 'on', value: true })).toMatchObject({ value: true });
    expect(second.commands.all.length).toBe(1);
    expect(await stateOf(did)).toBe('ready');
    expect((await owner.call('device.get', { did })).values.light?.brightness).toMatchObject({ value: 65, stale: false });
  });

  test('with its secret under a name of its own: it hears the commands that it subscribed to, and has no say in the device’s state', async () => {
    const { puppet, line, did } = await enterPuppet(doors, owner);
    const tool = await puppet.connect({ tab: 'tool', session: line.session });
    await tool.state('lost', { reason: 'forged' });
    await tool.state('sleeping', { reason: 'forged' });
    expect(await owner.call('device.set', { did, service: 'light', property: 'on', value: true })).toMatchObject({ value: true });
    await tool.commands.next(({ op }) => op === 'set');
    expect([tool.commands.all.length, line.commands.all.length]).toEqual([1, 1]);
    expect(await stateOf(did)).toBe('ready');
    expect(owner.messages.count(({ json }) => json?.reason === 'forged')).toBe(0);
  });

  test('and its end is not the device’s end', async () => {
    const { puppet, did } = await enterPuppet(doors, owner);
    const tool = await puppet.connect({ tab: 'tool' });
    tool.link.cut();
    await within(tool.link.closed, 'end of the tool');
    expect(await owner.call('device.set', { did, service: 'light', property: 'on', value: true })).toMatchObject({ value: true });
    expect(await stateOf(did)).toBe('ready');
  });
});

describe('removal', () => {
  test('closes the line, clears all that was retained, tells everybody, then answers; a late will changes nothing', async () => {
    const { puppet, line, did } = await enterPuppet(doors, owner, { place: { name: 'Old lamp' } });
    await line.report('light', 'brightness', 105); // an alert stands too
    await owner.heard(owner.topics.alert(did, 'bad-report'));
    const below = (prefix: string): string[] =>
      [...doors.hub.inspect.retained.match(`${owner.topics.root}/${prefix}/${did}/#`)].map(({ topic }) => topic);
    const [kept, alerts] = [below('dev'), below('alert')];
    expect(kept.length).toBeGreaterThan(5);
    expect(alerts.length).toBe(1);
    await owner.call('device.remove', { did });
    // Answered means done: nothing is left, the line is gone, everybody was told.
    expect([...below('dev'), ...below('alert')]).toEqual([]);
    for (const topic of [...kept, ...alerts]) await owner.heard(topic, ({ text }) => text === '');
    await within(line.link.closed, 'end of the device’s connection');
    const fresh = await connectAs(doors, owner.person, { tab: 'fresh' });
    await fresh.watch(...fresh.topics.everything);
    await fresh.heard(fresh.topics.hubState);
    await fresh.call('room.list', {});
    expect(fresh.messages.count(({ topic, text }) => topic.includes(did) && text !== '')).toBe(0);
    expect((await owner.call('device.list', {})).devices.map((device) => device.did)).not.toContain(did);
    expect(await owner.refusal('device.get', { did })).toMatchObject({ code: 'NO_SUCH_DEVICE' });
    // Its secret opens nothing any more.
    await expect(puppet.connect()).rejects.toMatchObject({ code: 4 });
    const rows = await doors.hub.inspect.store.db.selectFrom('reports').select('did').where('did', '=', did).execute();
    expect(rows).toEqual([]);
  });

  test('of a device whose line is frozen is not held up by it', async () => {
    const { line, did } = await enterPuppet(doors, owner);
    line.onCommand = () => undefined;
    line.link.client.stream.pause();
    expect(await owner.ask('device.remove', { did })).toMatchObject({ ok: true });
  });

  test('then the same box again: another did, the old one is never used again', async () => {
    const { puppet, did } = await enterPuppet(doors, owner, { place: { name: 'First' } });
    await owner.call('device.remove', { did });
    const second = await puppet.pair(owner);
    expect(second).not.toBe(did);
    await puppet.live();
    const again = await owner.call('device.get', { did: second });
    expect(again).toMatchObject({ given: null, serial: puppet.serial });
    expect(await owner.refusal('device.set', { did, service: 'light', property: 'on', value: true })).toMatchObject({
      code: 'NO_SUCH_DEVICE',
    });
    expect(await doors.hub.inspect.store.db.selectFrom('removed').select('did').where('did', '=', did).execute()).toEqual([{ did }]);
  });

  test('twice at once: one is done, the other finds nothing; neither hangs', async () => {
    const { did } = await enterPuppet(doors, owner);
    const member = await connectAs(doors, await invite(doors, owner, 'member'));
    const replies = await Promise.all([owner.ask('device.remove', { did }), member.ask('device.remove', { did })]);
    expect(replies.some(({ ok }) => ok)).toBe(true);
    for (const reply of replies) if (!reply.ok) expect(reply.error.code).toBe('NO_SUCH_DEVICE');
  });

  test('while it reports as fast as it can leaves nothing behind', async () => {
    const { line, did } = await enterPuppet(doors, owner);
    let on = true;
    void (async () => {
      while (on && line.link.client.connected)
        await line.report('light', 'brightness', 5 * Math.floor(Math.random() * 20)).catch(() => undefined);
    })();
    await owner.heard(line.topics.report(did, 'light', 'brightness'));
    await owner.call('device.remove', { did });
    on = false;
    doors.hub.inspect.journal.flush();
    expect([...doors.hub.inspect.retained.match(`${owner.topics.root}/dev/${did}/#`)]).toEqual([]);
    for (const table of ['reports', 'series'] as const)
      expect(await doors.hub.inspect.store.db.selectFrom(table).select('did').where('did', '=', did).execute()).toEqual([]);
  });
});

describe('names, rooms and what became of them', () => {
  test('a device is placed, renamed, its room removed: everybody hears where it is', async () => {
    const { did } = await enterPuppet(doors, owner);
    await owner.call('room.put', { id: 'attic', name: 'Attic' });
    await owner.heard(owner.topics.object('rooms', 'attic'), ({ json }) => json?.name === 'Attic');
    await owner.call('device.place', { did, name: 'Reading lamp', room: 'attic' });
    await owner.heard(owner.topics.place(did), ({ json }) => json?.room === 'attic' && json.name === 'Reading lamp');
    expect(await owner.call('device.get', { did })).toMatchObject({ name: 'Reading lamp', given: 'Reading lamp', room: 'attic' });
    await owner.call('device.place', { did, name: null });
    expect(await owner.call('device.get', { did })).toMatchObject({ name: 'Puppet', given: null, room: 'attic' });
    expect(await owner.refusal('device.place', { did, room: 'nowhere' })).toMatchObject({ code: 'NO_SUCH_ROOM', path: 'room' });
    await owner.call('room.remove', { id: 'attic' });
    await owner.heard(owner.topics.place(did), ({ json }) => json?.room === null);
    await owner.heard(owner.topics.object('rooms', 'attic'), ({ text }) => text === '');
    expect(await owner.call('device.get', { did })).toMatchObject({ room: null });
  });

  test('a room keeps its order when renamed; a well-known one has no name of its own', async () => {
    for (const id of ['kitchen', 'bedroom']) await owner.call('room.put', { id });
    await owner.call('room.put', { id: 'kitchen', name: 'Galley' });
    expect((await owner.call('room.list', {})).rooms.map(({ id, name }) => [id, name])).toEqual([
      ['kitchen', 'Galley'],
      ['bedroom', null],
    ]);
    for (const id of ['kitchen', 'bedroom']) await owner.call('room.remove', { id });
  });

  test('a purchase is not dated into the future', async () => {
    const { did } = await enterPuppet(doors, owner);
    await owner.call('device.place', { did, bought: Date.now() + 1e9 });
    expect((await owner.call('device.get', { did })).bought).toBeLessThanOrEqual(Date.now());
    await owner.call('device.place', { did, bought: 1000 });
    expect((await owner.call('device.get', { did })).bought).toBe(1000);
  });
});

test('history: what was reported, in few points where few are asked for, within the hours asked for', async () => {
  const { line, did } = await enterPuppet(doors, owner);
  for (let k = 1; k <= 20; k += 1) await line.report('light', 'power', k);
  const all = await owner.call('device.history', { did, service: 'light', property: 'power', hours: 1, points: 240 });
  expect(all.points.every(([t]) => t >= all.from && t <= all.to)).toBe(true);
  const few = await owner.call('device.history', { did, service: 'light', property: 'power', hours: 1, points: 2 });
  // All twenty-one were reported within a moment: they fall into one stretch of half an hour.
  expect(few.points.length).toBe(1);
  expect(few.points[0]?.[1]).toBeCloseTo(210 / 21);
  const truth = await owner.call('device.history', { did, service: 'light', property: 'on' });
  expect(truth.points.map(([, v]) => v)).toEqual([0]);
  expect(await owner.refusal('device.history', { did, service: 'light', property: 'power', hours: 0 })).toMatchObject({ code: 'BAD_ARGS' });
});

test('history: of what can be set, or is true or false, a point is the last value and never a mean', async () => {
  const { line, did } = await enterPuppet(doors, owner);
  for (const value of [40, 80, 60]) await line.report('light', 'brightness', value);
  for (const value of [true, false, true]) await line.report('light', 'on', value);
  const last = async (property: string) =>
    (await owner.call('device.history', { did, service: 'light', property, points: 2 })).points.map(([, value]) => value);
  expect(await last('brightness')).toEqual([60]);
  expect(await last('on')).toEqual([1]);
});

test('a paired serial that says hello again is refused, and the owner hears of it', async () => {
  const { puppet, did } = await enterPuppet(doors, owner);
  const copy = await createPuppet(doors, { serial: puppet.serial }).approach();
  expect(await copy.down.next(({ type }) => type === 'rejected')).toMatchObject({ error: { code: 'ALREADY_PAIRED' } });
  expect(await owner.heard(owner.topics.alert(did, 'already-paired'))).toMatchObject({ json: { code: 'ALREADY_PAIRED' } });
  expect(await owner.refusal('pair.accept', { serial: puppet.serial, setupCode: puppet.setupCode })).toMatchObject({
    code: 'ALREADY_PAIRED',
  });
  expect(await owner.call('device.set', { did, service: 'light', property: 'on', value: true })).toMatchObject({ value: true });
});
