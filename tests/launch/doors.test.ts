// The doors that scripts and other programs rely on, exactly as docs/protocol.md fixes them: the whole home, as started by a
// person, driven over HTTP alone. One home for the whole file, in the order of a first evening.
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { basic, callHttp, claim, connectAs, postClaim } from '../support/controller.ts';
import type { Controller, Person } from '../support/controller.ts';
import { childOf, startHome } from '../support/start-home.ts';
import type { RunningHome } from '../support/start-home.ts';
import { eventually, within } from '../support/waiting.ts';

// Processes start slowly on a busy machine.
vi.setConfig({ testTimeout: 160_000, hookTimeout: 160_000 });

let home: RunningHome;
let owner: Person;
let phone: Controller;
beforeAll(async () => {
  home = await startHome();
});

interface Listed {
  did: string;
  model: string;
  vendor: string;
  category: string;
  name: string;
  room: string | null;
  state: string;
  rev: number;
}
/** POST /api/rpc/{op}: the result, and nothing of our own client in between. */
async function rpc<R>(op: string, args: object = {}): Promise<R> {
  const { status, reply } = await callHttp(home.http, owner, op, args);
  if (!reply.ok) throw new Error(`${op}: ${status} ${reply.error.code} ${reply.error.message}`);
  expect(status).toBe(200);
  return reply.result as R;
}
const devices = async (): Promise<Listed[]> => (await rpc<{ devices: Listed[] }>('device.list')).devices;
const lamp = async (): Promise<Listed> => {
  const found = (await devices()).find(({ model }) => model.includes('lamp'));
  if (!found) throw new Error('no lamp');
  return found;
};
const allReady = () =>
  eventually(async () => (await devices()).every(({ state }) => state === 'ready'), 'home whose devices are all ready', 60_000);

test('one line when all is ready, in its fixed shape; boxes of all devices, paired or not; nothing else on standard output', () => {
  expect(home.stdout().trim().split('\n').length).toBe(1);
  expect(home.ready).toMatchObject({ event: 'ready', home: 'home' });
  expect(home.ready.boxes.length).toBeGreaterThanOrEqual(4);
  expect(new Set(home.ready.boxes.map(({ serial }) => serial)).size).toBe(home.ready.boxes.length);
  expect(home.stderr()).toBe('');
});

test('/healthz says ok; the page is served', async () => {
  expect(await (await fetch(`${home.http}/healthz`)).json()).toEqual({ status: 'ok' });
  const page = await fetch(home.http);
  expect(page.headers.get('content-type')).toMatch(/^text\/html/);
  expect(await page.text()).toContain('<script');
});

test('POST /api/claim gives client, secret, role and the cookie; the second use of the token does not', async () => {
  owner = await claim(home.http, home.claim, 'Owner');
  expect(owner).toMatchObject({
    role: 'owner',
    client: expect.stringMatching(/^[a-z0-9][a-z0-9-]{2,31}$/) as string,
    secret: expect.stringMatching(/^[\w-]{43}$/) as string,
  });
  expect(owner.cookie).toMatch(/^omni_session/);
  expect((await postClaim(home.http, { token: home.claim, name: 'Again' })).status).toBe(401);
  phone = await connectAs(home, owner);
});

test('device.list: the starter home, furnished, each device with what the doors promise', async () => {
  await allReady();
  const list = await devices();
  expect(list.length).toBeGreaterThanOrEqual(3);
  for (const device of list)
    expect(device).toMatchObject({
      did: expect.any(String) as string,
      model: expect.any(String) as string,
      vendor: expect.any(String) as string,
      category: expect.any(String) as string,
      name: expect.any(String) as string,
      state: 'ready',
      rev: 1,
    });
  expect(new Set(list.map(({ room }) => room))).toEqual(new Set(['living-room', 'bedroom']));
  // The launcher's own client is gone: one person lives here.
  expect((await rpc<{ people: object[] }>('person.list')).people.length).toBe(1);
});

test('device.get: spec, state and values with their time', async () => {
  const { did } = await lamp();
  const device = await rpc<{
    did: string;
    state: string;
    spec: { services: object };
    values: { light: { on: { value: boolean; ts: number; stale: boolean } } };
  }>('device.get', { did });
  expect(device).toMatchObject({ did, state: 'ready', values: { light: { on: { value: expect.any(Boolean) as boolean, stale: false } } } });
  expect(Math.abs(device.values.light.on.ts - Date.now())).toBeLessThan(160_000);
});

test('device.set and device.action answer with what the device took; wrong ones with an error and the status of the table', async () => {
  const { did } = await lamp();
  expect(await rpc('device.set', { did, service: 'light', property: 'on', value: true })).toMatchObject({
    value: true,
    ts: expect.any(Number) as number,
  });
  expect(await rpc('device.set', { did, service: 'light', property: 'temperature', value: 3000 })).toMatchObject({ value: 3000 });
  expect(await rpc('device.action', { did, service: 'light', action: 'blink', in: { times: 1 } })).toEqual({ out: {} });
  for (const [op, args, status, code] of [
    ['device.set', { did, service: 'light', property: 'temperature', value: 9000 }, 400, 'OUT_OF_RANGE'],
    ['device.set', { did, service: 'light', property: 'temperature', value: 3010 }, 400, 'OFF_STEP'],
    ['device.set', { did, service: 'light', property: 'on', value: 'yes' }, 400, 'BAD_TYPE'],
    ['device.set', { did, service: 'light', property: 'moon', value: 1 }, 404, 'NO_SUCH_PROPERTY'],
    ['device.set', { did: 'nobody', service: 'light', property: 'on', value: true }, 404, 'NO_SUCH_DEVICE'],
    ['device.fly', {}, 404, 'NO_SUCH_OPERATION'],
  ] as const) {
    const answer = await callHttp(home.http, owner, op, args);
    expect([answer.status, answer.reply]).toEqual([
      status,
      expect.objectContaining({ ok: false, error: expect.objectContaining({ code, outcome: 'not-done' }) as object }) as object,
    ]);
  }
  expect(
    (
      await fetch(`${home.http}/api/rpc/room.list`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', cookie: owner.cookie },
        body: '{}',
      })
    ).status,
  ).toBe(200);
  expect(
    (
      await fetch(`${home.http}/api/rpc/room.list`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: basic({ ...owner, secret: 'x' }) },
        body: '{}',
      })
    ).status,
  ).toBe(401);
});

describe('pairing and openness', () => {
  const nearby = async (): Promise<{ serial: string; vendor: string; admitted: boolean }[]> =>
    (await rpc<{ nearby: { serial: string; vendor: string; admitted: boolean }[] }>('pair.list')).nearby;
  const codeOf = (serial: string): string => home.ready.boxes.find((box) => box.serial === serial)?.setupCode ?? '';
  const pair = (serial: string, setupCode: string) =>
    callHttp(home.http, owner, 'pair.accept', { serial, setupCode, name: 'New', room: 'bedroom' });

  test('a device of the house: a wrong code, then the right one', async () => {
    const { serial } = await eventually(async () => (await nearby()).find(({ admitted }) => admitted), 'device of a partner nearby');
    const wrong = await pair(serial, codeOf(serial) === '00000000' ? '00000001' : '00000000');
    expect([wrong.status, wrong.reply]).toMatchObject([403, { ok: false, error: { code: 'WRONG_SETUP_CODE' } }]);
    const right = await pair(serial, codeOf(serial));
    expect([right.status, right.reply]).toMatchObject([200, { ok: true, result: { did: expect.any(String) as string } }]);
    await allReady();
    expect((await nearby()).map((device) => device.serial)).not.toContain(serial);
    expect((await devices()).find(({ name }) => name === 'New')).toMatchObject({ room: 'bedroom', state: 'ready' });
  });

  test('the world, paired like any other, delivers a device: its box is one line more, and the code on it is right', async () => {
    const world = home.ready.boxes.find(({ model }) => model === 'omnihome.world');
    const { reply } = await pair(world?.serial ?? '', world?.setupCode ?? '');
    expect(reply).toMatchObject({ ok: true });
    await allReady();
    const did = (await devices()).find(({ model }) => model === 'omnihome.world')?.did;
    await rpc('device.action', { did, service: 'deliveries', action: 'deliver', in: { type: 'kettle' } });
    const [line] = await home.said(/^\{"event":"box".*\}$/m);
    const { event, ...box } = JSON.parse(line) as { event: string; serial: string; model: string; setupCode: string };
    expect({ event, box }).toEqual({
      event: 'box',
      box: {
        serial: expect.stringMatching(/^kettle-/) as string,
        model: 'hearth.kettle-15',
        setupCode: expect.stringMatching(/^\d{8}$/) as string,
      },
    });
    await eventually(async () => (await nearby()).some(({ serial }) => serial === box.serial), 'delivered device nearby');
    expect((await pair(box.serial, box.setupCode)).reply).toMatchObject({ ok: true });
    await allReady();
  });

  test('an outsider: refused by a closed house, let in by an open one, kept by one that closes again', async () => {
    const { serial } = await eventually(async () => (await nearby()).find(({ admitted }) => !admitted), 'outsider nearby');
    expect((await pair(serial, codeOf(serial))).reply).toMatchObject({ ok: false, error: { code: 'NOT_ADMITTED' } });
    expect(await rpc('hub.openness', { mode: 'open' })).toEqual({ mode: 'open' });
    const paired = await pair(serial, codeOf(serial));
    expect(paired.reply).toMatchObject({ ok: true });
    expect(await rpc('hub.openness', { mode: 'closed' })).toEqual({ mode: 'closed' });
    await allReady();
  });

  test('the meter reads this home: leaving costs something, openness lowers the open hub’s reading only', async () => {
    const read = async (target: string): Promise<number> => (await rpc<{ total: { value: number } }>('meter.get', { target })).total.value;
    const inventory = await rpc<{ devices: object[] }>('home.inventory');
    // The world is not one of the things that hold a home.
    expect(inventory.devices.length).toBe((await devices()).length - 1);
    const [rival, hub] = [await read('closed-rival'), await read('open-hub')];
    expect(rival).toBeGreaterThan(0);
    await rpc('hub.openness', { mode: 'open' });
    expect(await read('closed-rival')).toBeCloseTo(rival, 0);
    expect(await read('open-hub')).toBeLessThan(hub);
    await rpc('hub.openness', { mode: 'closed' });
    const { lines, total, discount } = await rpc<{ lines: object[]; total: object; discount: object | null }>('meter.get', {
      target: 'closed-rival',
      category: 'light',
    });
    expect([lines.length > 0, total, discount]).toEqual([true, expect.any(Object) as object, expect.any(Object) as object]);
  });

  test('a removed device is gone', async () => {
    const { did } = (await devices()).find(({ name }) => name === 'New') ?? { did: '' };
    expect(await rpc('device.remove', { did })).toEqual({});
    expect((await devices()).map((device) => device.did)).not.toContain(did);
    expect((await callHttp(home.http, owner, 'device.get', { did })).reply).toMatchObject({ ok: false, error: { code: 'NO_SUCH_DEVICE' } });
  });
});

test.runIf(process.platform === 'linux')(
  'kill -9 of the hub: it comes back on the same ports, knows everybody, and the devices return by themselves',
  async () => {
    const { did } = await lamp();
    const name = 'Lamp that survives';
    await rpc('device.place', { did, name });
    await rpc('device.set', { did, service: 'light', property: 'temperature', value: 4500 });
    const before = await devices();
    process.kill(childOf(home.pid, 'hub/main.ts'), 'SIGKILL');
    await within(phone.link.closed, 'end of the phone’s connection');
    await eventually(
      () =>
        fetch(`${home.http}/healthz`).then(
          ({ ok }) => ok,
          () => false,
        ),
      'hub that is back',
      60_000,
    );
    await allReady();
    expect((await devices()).map((device) => [device.did, device.name, device.room])).toEqual(
      before.map((device) => [device.did, device.name, device.room]),
    );
    const { values } = await rpc<{ values: { light: { temperature: object } } }>('device.get', { did });
    expect(values.light.temperature).toMatchObject({ value: 4500, stale: false });
    expect(home.stderr()).toMatch(/The hub stopped \(SIGKILL\); starting it again/);
    const [, token = ''] = await home.said(/^\{"event":"hub-back","claim":"(\S+)"\}\n/m);
    expect(await claim(home.http, token, 'Later')).toMatchObject({ role: 'owner' });
  },
);

test('stopped by SIGTERM and started again on the same folder: the same home, the same people, a fresh link; then stopped by SIGINT', async () => {
  const before = await devices();
  const ended = await within(home.stop('SIGTERM'), 'end of the home', 4_000);
  expect(ended.code).toBe(0);
  await expect(fetch(`${home.http}/healthz`)).rejects.toThrow();
  home = await startHome({ data: home.data });
  await allReady();
  expect((await devices()).map((device) => [device.did, device.name, device.room])).toEqual(
    before.map((device) => [device.did, device.name, device.room]),
  );
  expect((await claim(home.http, home.claim, 'Second')).role).toBe('owner');
  const second = await within(home.stop('SIGINT'), 'end of the home', 4_000);
  expect({ code: second.code, stderr: second.stderr }).toEqual({ code: 0, stderr: '' });
});
