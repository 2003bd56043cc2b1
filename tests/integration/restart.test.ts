// What a hub keeps over its own end, and what it does with a folder that is not as it should be.
import { chmodSync, mkdirSync, readFileSync, readdirSync, renameSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'libsql';
import { describe, expect, test } from 'vitest';
import { createHub } from '#hub/create-hub.ts';
import { hashOf } from '#hub/secrets.ts';
import { promisedStartOver } from '#hub/store/start-over.ts';
import { lamp } from '#devices/catalog/lamp.ts';
import { claim, connectAs, enterAsOwner, invite, newId } from '../support/controller.ts';
import { enterPuppet } from '../support/puppet-device.ts';
import { startDevice } from '../support/real-device.ts';
import { createTestLog, startHub } from '../support/start-hub.ts';
import { tempFolder } from '../support/temp-folder.ts';

const closed = (data: string) => createHub({ home: 'home', host: '127.0.0.1', httpPort: 0, mqttPort: 0, data, log: createTestLog() });

describe('a hub that was stopped and started again', () => {
  test('knows its people, rooms, devices, names, openness and last values; values are stale until the device is back', async () => {
    const first = await startHub();
    const owner = await enterAsOwner(first);
    const guest = await invite(first, owner, 'guest');
    await owner.call('room.put', { id: 'attic', name: 'Attic' });
    await owner.call('hub.openness', { mode: 'open' });
    const { puppet, did, line } = await enterPuppet(first, owner, { place: { name: 'Old lamp', room: 'attic' } });
    await owner.call('device.set', { did, service: 'light', property: 'brightness', value: 65 });
    await line.report('light', 'power', 7.5);
    await owner.call('room.list', {});
    const { hub } = await owner.call('hub.info', {});
    await first.stop();

    const second = await first.again();
    const back = await connectAs(second, owner.person);
    expect(await back.call('hub.info', {})).toMatchObject({ hub, openness: 'open' });
    expect((await back.call('person.list', {})).people.map(({ role }) => role)).toEqual(['owner', 'guest']);
    expect((await back.call('room.list', {})).rooms).toEqual([{ id: 'attic', name: 'Attic', order: 0 }]);
    const stale = await back.call('device.get', { did });
    expect(stale).toMatchObject({ given: 'Old lamp', room: 'attic', state: 'lost', serial: puppet.serial });
    expect(stale.values.light?.brightness).toMatchObject({ value: 65, stale: true });
    expect(stale.values.light?.power).toMatchObject({ value: 7.5, stale: true });
    // Served to who subscribes too, with why it is lost.
    await back.watch(...back.topics.everything);
    expect((await back.heard(back.topics.state(did))).json).toMatchObject({ state: 'lost', reason: 'hub-restart' });
    expect((await back.heard(back.topics.report(did, 'light', 'brightness'))).json).toMatchObject({ value: 65 });
    expect((await back.heard(back.topics.spec(did))).json).toMatchObject({ model: puppet.spec.model });
    expect((await back.heard(back.topics.place(did))).json).toMatchObject({ room: 'attic', name: 'Old lamp' });
    expect(await back.refusal('device.set', { did, service: 'light', property: 'on', value: true })).toMatchObject({ code: 'OFFLINE' });
    // The device comes back with the same secret, the guest with the same cookie.
    await puppet.live({ brightness: 65 });
    await back.heard(back.topics.state(did), ({ json }) => json?.state === 'ready');
    expect((await back.call('device.get', { did })).values.light?.brightness).toMatchObject({ value: 65, stale: false });
    expect((await (await connectAs(second, guest, { webSocket: true })).call('person.list', {})).you).toBe(guest.client);
  });

  test('a real lamp finds it again by itself', async () => {
    const first = await startHub();
    const owner = await enterAsOwner(first);
    const device = startDevice(first, lamp);
    const did = await device.pair(owner);
    await first.stop();
    await device.stands('connecting');
    const second = await first.again();
    const back = await connectAs(second, owner.person);
    await back.watch(back.topics.state(did));
    await back.heard(back.topics.state(did), ({ json }) => json?.state === 'ready');
    expect(await back.call('device.set', { did, service: 'light', property: 'on', value: true })).toMatchObject({ value: true });
  });

  test('a removed device stays removed, its did stays used up, its secret worthless', async () => {
    const first = await startHub();
    const owner = await enterAsOwner(first);
    const { puppet, did } = await enterPuppet(first, owner);
    await owner.call('device.remove', { did });
    await first.stop();
    const second = await first.again();
    const back = await connectAs(second, owner.person);
    expect((await back.call('device.list', {})).devices).toEqual([]);
    expect([...second.hub.inspect.retained.match(`${back.topics.root}/dev/#`)]).toEqual([]);
    await expect(puppet.connect()).rejects.toMatchObject({ code: 4 });
    expect(await second.hub.inspect.store.db.selectFrom('removed').select('did').execute()).toEqual([{ did }]);
  });

  test('each start has a fresh link; the one of the start before is worthless, an invitation is not', async () => {
    const first = await startHub();
    const owner = await enterAsOwner(first);
    const { token } = await owner.call('person.invite', { role: 'member' });
    await first.stop();
    const second = await first.again();
    await second.stop();
    const third = await second.again();
    expect(new Set([first.claim, second.claim, third.claim]).size).toBe(3);
    for (const used of [first.claim, second.claim])
      await expect(claim(third.http, used)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    expect((await claim(third.http, token)).role).toBe('member');
    expect((await claim(third.http, third.claim)).role).toBe('owner');
  });

  test('a command that was under way when it stopped is answered, outcome unknown', async () => {
    const first = await startHub();
    const owner = await enterAsOwner(first);
    const { did, line } = await enterPuppet(first, owner);
    line.onCommand = () => undefined;
    const asked = owner.ask('device.set', { did, service: 'light', property: 'on', value: true }, { ttl: 30_000 });
    await line.commands.next();
    await first.stop();
    expect(await asked).toMatchObject({ ok: false, error: { code: 'TIMEOUT', outcome: 'unknown' } });
  });

  test('nothing in the folder is a secret in plain text', async () => {
    const hub = await startHub();
    const owner = await enterAsOwner(hub);
    const { puppet } = await enterPuppet(hub, owner, { setupCode: '27182818' });
    const { token } = await owner.call('person.invite', { role: 'member' });
    await hub.stop();
    const bytes = readdirSync(hub.data)
      .map((name) => readFileSync(join(hub.data, name)).toString('latin1'))
      .join('');
    const [, session = ''] = owner.person.cookie.split('=');
    for (const secret of [owner.person.secret, session, puppet.credentials?.secret ?? '', hub.claim, token, '27182818']) {
      expect(secret.length).toBeGreaterThan(7);
      expect(bytes.includes(secret)).toBe(false);
    }
  });

  test('starting over is promised on the disk before it is answered; the token is not in it', async () => {
    let asked = 0;
    const hub = await startHub({ onStartOver: () => void (asked += 1) });
    const owner = await enterAsOwner(hub);
    expect(await owner.refusal('hub.start-over', { confirm: 'another' })).toMatchObject({ code: 'BAD_ARGS', path: 'confirm' });
    expect(promisedStartOver(hub.data)).toBeUndefined();
    const { claim: token } = await owner.call('hub.start-over', { confirm: 'home' });
    expect(promisedStartOver(hub.data)).toEqual(hashOf(token));
    expect(readFileSync(join(hub.data, 'start-over.json'), 'utf8')).not.toContain(token);
    expect(await owner.refusal('hub.start-over', { confirm: 'home' })).toMatchObject({ code: 'CONFLICT' });
    // What a program does with the call is tests/launch's matter.
    await expect.poll(() => asked).toBe(1);
  });

  test('a start-over that cannot be written down is not answered as done, and may be asked again', async () => {
    const hub = await startHub({ onStartOver: () => undefined, mayFail: true });
    const owner = await enterAsOwner(hub);
    const inTheWay = join(hub.data, 'start-over.json.tmp');
    mkdirSync(inTheWay);
    expect(await owner.refusal('hub.start-over', { confirm: 'home' })).toMatchObject({ code: 'INTERNAL' });
    rmdirSync(inTheWay);
    expect(await owner.ask('hub.start-over', { confirm: 'home' })).toMatchObject({ ok: true });
  });

  test.each(['mqtt', 'http'] as const)('starting over by %s: who asked has the answer before the doors close', async (by) => {
    const late: { stop?: () => Promise<void> } = {};
    const hub = await startHub({ onStartOver: () => void late.stop?.() });
    late.stop = () => hub.stop();
    const owner = await enterAsOwner(hub);
    const args = { confirm: 'home' };
    const reply = by === 'mqtt' ? await owner.ask('hub.start-over', args) : (await owner.askHttp('hub.start-over', args)).reply;
    expect(reply).toMatchObject({ ok: true, result: { claim: expect.any(String) as string } });
    await owner.link.closed;
  });
});

describe('a data folder', () => {
  test.each([
    ['that is a file', (data: string) => writeFileSync(data, 'mine'), 'BAD_ARGS', /cannot be written/],
    [
      'whose hub.db is no database',
      (data: string) => {
        mkdirSync(data);
        writeFileSync(join(data, 'hub.db'), 'This is my diary.'.repeat(500));
      },
      'BAD_ARGS',
      /cannot be opened/,
    ],
    [
      'whose hub.db is another program’s database',
      (data: string) => {
        mkdirSync(data);
        const sql = new Sqlite(join(data, 'hub.db'));
        sql.exec('CREATE TABLE people (name TEXT)');
        sql.close();
      },
      'BAD_ARGS',
      /cannot be opened/,
    ],
    [
      'written by a newer program',
      (data: string) => {
        mkdirSync(data);
        const sql = new Sqlite(join(data, 'hub.db'));
        sql.exec('PRAGMA user_version = 99');
        sql.close();
      },
      'VERSION',
      /newer Omnihome \(schema 99/,
    ],
  ])('%s: refused, naming it and the cure; the folder is left as it was', async (_name, prepare, code, message) => {
    const data = join(tempFolder(), 'data');
    prepare(data);
    const error: unknown = await closed(data).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({
      code,
      message: expect.stringMatching(message) as string,
      detail: { path: '--data', hint: expect.stringMatching(/--data/) as string },
    });
    expect(String(error)).not.toContain('\n');
  });

  test.skipIf(process.getuid?.() === 0)('that may not be written', async () => {
    const data = tempFolder();
    chmodSync(data, 0o555);
    await expect(closed(join(data, 'hub'))).rejects.toMatchObject({ code: 'BAD_ARGS' });
  });

  test('that is not there yet is made, parents and all', async () => {
    const hub = await startHub({ data: join(tempFolder(), 'a', 'b', 'c') });
    expect(readdirSync(hub.data)).toContain('hub.db');
  });
});

test('the store breaks while it runs: what is not kept is not answered as done, and the hub stays', async () => {
  const hub = await startHub({ mayFail: true });
  const owner = await enterAsOwner(hub);
  const { did } = await enterPuppet(hub, owner);
  const set = (value: number) => ({ did, service: 'light', property: 'brightness', value });
  expect(await owner.ask('device.set', set(10))).toMatchObject({ ok: true });
  // Its notes cannot be opened: a folder stands where they were.
  const notes = join(hub.data, 'hub.notes');
  hub.hub.inspect.store.notes.close();
  renameSync(notes, `${notes}.away`);
  mkdirSync(notes);
  const reply = await owner.ask('device.set', set(20), { id: newId() });
  expect(reply).toMatchObject({ ok: false, error: { code: 'INTERNAL' } });
  rmdirSync(notes);
  expect(await owner.ask('device.set', set(30))).toMatchObject({ ok: true, result: { value: 30 } });
});
