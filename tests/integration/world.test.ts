// The world as a device among devices: paired as any other, moved by commands, and a door through which new devices come.
import { expect, test } from 'vitest';
import type { Catalogue, CatalogueUser } from '#devices/catalogue.ts';
import { ownTypes } from '#devices/catalogue.ts';
import { defineDevice, refuse } from '#devices/define-device.ts';
import { createHost } from '#devices/host.ts';
import type { DeviceOrder, Host, HostBox } from '#devices/host.ts';
import { kindOf } from '#devices/runtime/kind.ts';
import { light } from '#protocol/services/index.ts';
import { whenDone } from '../support/cleanup.ts';
import { enterAsOwner } from '../support/controller.ts';
import type { Controller } from '../support/controller.ts';
import { startHub } from '../support/start-hub.ts';
import type { TestHub } from '../support/start-hub.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { eventually } from '../support/waiting.ts';

interface Options {
  readonly data?: string;
  readonly devices?: readonly DeviceOrder[];
  readonly speed?: number;
  readonly catalogue?: Catalogue;
}

async function startHost(doors: TestHub, { data = tempFolder(), devices = [{ type: 'world' }], ...rest }: Options = {}) {
  const arrived: HostBox[] = [];
  const told: string[] = [];
  const host = await createHost({
    ...{ hub: doors.mqtt, data, devices, seed: 1, onBox: (box: HostBox) => arrived.push(box) },
    ...{ tell: (line: string) => told.push(line), ...rest },
  });
  whenDone(() => host.stop());
  host.start();
  return { host, data, arrived, told };
}

const isReady = (owner: Controller, did: string): Promise<boolean> =>
  eventually(
    async () => (await owner.call('device.list', {})).devices.some((each) => each.did === did && each.state === 'ready'),
    `${did} ready`,
  );

async function pair(owner: Controller, host: Host, type: string, room?: string): Promise<string> {
  const box = host.boxes.find((each) => each.type === type);
  if (!box) throw new Error(`no box of a ${type}`);
  const { serial, setupCode } = box;
  await eventually(async () => (await owner.call('pair.list', {})).nearby.some((each) => each.serial === serial), `${serial} nearby`);
  const { did } = await owner.call('pair.accept', { serial, setupCode, ...(room === undefined ? {} : { room }) });
  await isReady(owner, did);
  return did;
}

test('the world is paired in a closed house, lists every type in both languages, and weighs nothing in the meter', async () => {
  const doors = await startHub();
  const owner = await enterAsOwner(doors);
  const { host } = await startHost(doors, { devices: [{ type: 'world' }, { type: 'lamp' }] });
  await pair(owner, host, 'lamp');
  const before = await owner.call('meter.get', { target: 'closed-rival' });
  const did = await pair(owner, host, 'world');
  const { spec } = await owner.call('device.get', { did });
  const asked = spec?.services.deliveries?.actions.deliver?.in.type;
  const values = asked?.format === 'enum' ? asked.values : {};
  expect(Object.keys(values).sort()).toEqual([...ownTypes.names()]);
  expect(values.lamp).toEqual({ en: 'Desk lamp', zh: '台灯' });
  expect((await owner.call('home.inventory', {})).devices.map(({ category }) => category)).toEqual(['light']);
  const after = await owner.call('meter.get', { target: 'closed-rival' });
  expect(after.bins).toEqual(before.bins);
  expect(after.discount?.value).toBe(before.discount?.value);
});

test('outdoors by a slider, the home’s time by another; refused where the spec says so', async () => {
  const doors = await startHub();
  const owner = await enterAsOwner(doors);
  const { host } = await startHost(doors);
  const did = await pair(owner, host, 'world');
  const set = (service: string, property: string, value: unknown) => owner.call('device.set', { did, service, property, value });
  expect(await set('outdoors', 'pm25', 300)).toMatchObject({ value: 300 });
  expect(host.world.outdoors.pm25).toBe(300);
  expect((await owner.call('device.get', { did })).values.outdoors?.weather).toMatchObject({ value: false });
  await set('time', 'hour', 3);
  expect(Math.abs(host.world.hour - 3)).toBeLessThan(0.1);
  await set('time', 'speed', 120);
  expect(host.clock.speed).toBe(120);
  await set('time', 'paused', true);
  const stood = host.clock.now();
  await set('outdoors', 'weather', true);
  expect(host.clock.now()).toBe(stood);
  await set('time', 'paused', false);
  expect(await owner.refusal('device.set', { did, service: 'time', property: 'speed', value: 601 })).toMatchObject({
    code: 'OUT_OF_RANGE',
  });
});

test('a delivery comes near with its box, is paired with it, and is still there after a restart', async () => {
  const doors = await startHub();
  const owner = await enterAsOwner(doors);
  const first = await startHost(doors);
  const did = await pair(owner, first.host, 'world');
  const deliver = (type: string) => owner.call('device.action', { did, service: 'deliveries', action: 'deliver', in: { type } });
  const { out } = await deliver('kettle');
  const [box] = first.arrived;
  expect(out).toEqual({ serial: box?.serial, 'setup-code': box?.setupCode });
  expect(box).toMatchObject({ type: 'kettle' });
  const kettle = await pair(owner, first.host, 'kettle');
  await deliver('kettle');
  expect(new Set(first.arrived.map(({ serial }) => serial)).size).toBe(2);
  expect(await owner.refusal('device.action', { did, service: 'deliveries', action: 'deliver', in: { type: 'toaster' } })).toMatchObject({
    code: 'BAD_ENUM',
  });
  const serials = first.host.boxes.map(({ serial }) => serial);
  await first.host.stop();

  const second = await startHost(doors, { data: first.data });
  expect(second.host.boxes.map(({ serial }) => serial)).toEqual(serials);
  await isReady(owner, kettle);
  await isReady(owner, did);
  expect((await owner.call('device.get', { did })).values.deliveries?.count).toMatchObject({ value: 2 });
  await deliver('kettle');
  expect(second.arrived[0]?.serial).not.toBe(serials[1]);
  expect(second.arrived[0]?.serial).not.toBe(serials[2]);
});

/** A catalogue that a test writes into. */
function testCatalogue() {
  const type = (model: string, en: string) =>
    kindOf(
      defineDevice({ ...{ model, vendor: 'dawnworks', category: 'light', rev: 1 }, title: { en, zh: '灯' }, services: { light: light() } }),
    );
  const kinds = new Map([['night-light', type('test.night-1', 'Night light')]]);
  const users = new Set<CatalogueUser>();
  const catalogue: Catalogue = {
    names: () => [...kinds.keys()],
    load(name) {
      const kind = kinds.get(name);
      return kind ? Promise.resolve(kind) : Promise.reject(refuse(`no ${name}`, '没有'));
    },
    use(user) {
      users.add(user);
      return () => users.delete(user);
    },
  };
  return {
    catalogue,
    add(name: string, en: string) {
      const kind = type(`test.${name}`, en);
      kinds.set(name, kind);
      users.forEach((user) => user.changed(name, kind));
    },
    remove: (name: string) => kinds.delete(name),
  };
}

test('a type that is new in the catalogue can be delivered while the home runs; one that is gone is told and left out', async () => {
  const doors = await startHub();
  const owner = await enterAsOwner(doors);
  const shelf = testCatalogue();
  const first = await startHost(doors, { catalogue: shelf.catalogue });
  const did = await pair(owner, first.host, 'world');
  const deliver = (type: string) => owner.ask('device.action', { did, service: 'deliveries', action: 'deliver', in: { type } });
  expect(await deliver('moon-light')).toMatchObject({ ok: false, error: { code: 'BAD_ENUM' } });
  shelf.add('moon-light', 'Moon light');
  await eventually(async () => (await deliver('moon-light')).ok, 'moon light delivered');
  await first.host.stop();

  shelf.remove('moon-light');
  const second = await startHost(doors, { data: first.data, catalogue: shelf.catalogue });
  expect(second.told.join('\n')).toContain('there is no device type "moon-light" any more');
  await isReady(owner, did);
  expect(await deliver('moon-light')).toMatchObject({ ok: false, error: { code: 'WRONG_STATE' } });
  expect(await deliver('night-light')).toMatchObject({ ok: true });
});

test('at 600x no report is refused, commands are answered, and values arrive at a pace that a hub can take', async () => {
  const doors = await startHub();
  const owner = await enterAsOwner(doors);
  const devices = ['world', 'purifier', 'band', 'lamp', 'air-monitor', 'air-conditioner'].map((type) => ({ type }));
  const { host } = await startHost(doors, { devices, speed: 600 });
  for (const { type } of devices) await pair(owner, host, type);
  const lamp = (await owner.call('device.list', {})).devices.find(({ model }) => model === 'dawn.lamp-1')?.did ?? '';
  const [began, wall] = [host.clock.now(), performance.now()];
  const { accepted } = doors.hub.inspect.reports.counts;
  await owner.watch(...owner.topics.everything);
  while (host.clock.now() - began < 3_600_000)
    expect(await owner.call('device.set', { did: lamp, service: 'light', property: 'on', value: host.clock.now() % 2 < 1 })).toBeDefined();
  const seconds = (performance.now() - wall) / 1000;
  expect(doors.hub.inspect.reports.counts.dropped).toBe(0);
  expect(owner.messages.count(({ topic, text }) => topic.includes('/alert/') && text.includes('bad-report'))).toBe(0);
  // Some thirty properties, a few times a second each; without a pace it would be thousands.
  expect((doors.hub.inspect.reports.counts.accepted - accepted) / seconds).toBeLessThan(1_000);
});
