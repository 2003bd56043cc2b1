// Furnishing the starter home, interrupted: what was begun is finished, and what cannot be is told.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { band } from '#devices/catalog/band.ts';
import { lamp } from '#devices/catalog/lamp.ts';
import { purifier } from '#devices/catalog/purifier.ts';
import { furnishPatiently } from '#hub/launch/furnishing.ts';
import { furnish } from '#hub/launch/starter.ts';
import { openIdentity } from '#devices/runtime/identity.ts';
import { connectAs, enterAsOwner } from '../support/controller.ts';
import type { Controller } from '../support/controller.ts';
import { startDevice } from '../support/real-device.ts';
import { childOf, readySchema, runEntry } from '../support/start-home.ts';
import { startHub } from '../support/start-hub.ts';
import type { TestHub } from '../support/start-hub.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { eventually } from '../support/waiting.ts';

// Processes start slowly on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

const types = { purifier, lamp, band } as const;
/** The launcher does what the boxes say, whatever their types. */
const starters = {
  purifier: { room: 'living-room', ageYears: 1.5 },
  lamp: { room: 'living-room', ageYears: 1 },
  band: { room: 'bedroom', ageYears: 0.5 },
} as const;
type Type = keyof typeof types;

/** The boxes of a home before anything is switched on. */
function unpack() {
  const data = tempFolder();
  const boxes = (Object.keys(types) as Type[]).map((type) => {
    const serial = `${type}-box`;
    const { setupCode, model } = openIdentity({ folder: data, seed: 1, type: 'test', serial, spec: types[type].spec }).data;
    return { type, serial, setupCode, model, starter: starters[type] };
  });
  return { boxes, switchOn: (doors: TestHub, type: Type) => startDevice(doors, types[type], { data, serial: `${type}-box` }) };
}
const serviceToken = (doors: TestHub): string => doors.hub.inspect.people.invite({ role: 'owner', rooms: [] }, 'service').token;
const serials = async (who: Controller): Promise<string[]> =>
  (await who.call('device.list', {})).devices.map(({ serial }) => serial).sort();
const noWait = (): Promise<void> => Promise.resolve();

test('the hub is restarted in the middle: what is left is done, and the launcher’s account is gone', async () => {
  const { boxes, switchOn } = unpack();
  const first = await startHub();
  const owner = await enterAsOwner(first);
  switchOn(first, 'purifier');
  switchOn(first, 'lamp');
  let second: (doors: TestHub) => void = () => undefined;
  const restarted = new Promise<TestHub>((resolve) => (second = resolve));
  const tokens = [() => Promise.resolve(serviceToken(first)), () => restarted.then(serviceToken)];
  const told: string[] = [];
  const furnished = furnishPatiently({
    token: () => tokens.shift()?.() ?? Promise.reject(new Error('no more')),
    furnish: (token) => furnish(first.http, token, boxes, 'home'),
    isWanted: () => true,
    tell: (line) => void told.push(line),
    wait: noWait,
  });
  // The band is not switched on yet: this is the middle.
  await eventually(async () => (await serials(owner)).length === 2, 'two paired devices');
  await first.stop();
  const again = await first.again();
  switchOn(again, 'band');
  second(again);
  await furnished;
  const back = await connectAs(again, owner.person);
  expect(await serials(back)).toEqual(['band-box', 'lamp-box', 'purifier-box']);
  expect((await back.call('device.list', {})).devices.map(({ room }) => room).sort()).toEqual(['bedroom', 'living-room', 'living-room']);
  expect((await back.call('person.list', {})).people.map(({ client }) => client)).toEqual([owner.person.client]);
  expect([told, tokens]).toEqual([[], []]);
});

test('a device that the hub took and that never heard of it is paired again', async () => {
  const { boxes, switchOn } = unpack();
  const doors = await startHub();
  const owner = await enterAsOwner(doors);
  const { vendor, model, category, title } = band.spec;
  // As a kill -9 between the hub's commit and the grant leaves it.
  const did = doors.hub.inspect.devices.newDid();
  const stray = { did, serial: 'band-box', vendor, model, category, title, name: null, room: null, bought: 1, paired: 1, secret: 'lost' };
  doors.hub.inspect.devices.add(stray);
  for (const type of ['purifier', 'lamp', 'band'] as const) switchOn(doors, type);
  // So little patience only for what never comes: a box that is near is seen within it, or in the next attempt.
  await furnishPatiently({
    token: () => Promise.resolve(serviceToken(doors)),
    furnish: (token) => furnish(doors.http, token, boxes, 'home', 2_000),
    isWanted: () => true,
    tell: (line) => expect.unreachable(line),
    wait: noWait,
  });
  expect(await serials(owner)).toEqual(['band-box', 'lamp-box', 'purifier-box']);
  expect((await owner.call('device.list', {})).devices.some((device) => device.did === did)).toBe(false);
});

test('only boxes that are marked are paired, in the room and of the age that they say, whatever their type', async () => {
  const { boxes, switchOn } = unpack();
  const doors = await startHub();
  const owner = await enterAsOwner(doors);
  for (const type of ['purifier', 'lamp'] as const) switchOn(doors, type);
  const marked = boxes.map(({ starter: _, ...box }) =>
    box.type === 'lamp' ? { ...box, type: 'anything', starter: { room: 'attic', ageYears: 3 } } : box,
  );
  await furnish(doors.http, serviceToken(doors), marked, 'home');
  const { devices } = await owner.call('device.list', {});
  expect(devices.map(({ serial, room }) => [serial, room])).toEqual([['lamp-box', 'attic']]);
  const years = (Date.now() - (devices[0]?.bought ?? 0)) / (365.25 * 24 * 3600 * 1000);
  expect(years).toBeCloseTo(3, 2);
  expect((await owner.call('room.list', {})).rooms.map(({ id }) => id)).toEqual(['attic']);
});

test('five attempts, each after a longer wait, then one line with reason and cure; none for a life that is over', async () => {
  const told: string[] = [];
  const waits: number[] = [];
  let asked = 0;
  const options = {
    token: () => Promise.reject(new Error(`no token ${(asked += 1)}`)),
    furnish: () => Promise.resolve(),
    tell: (line: string) => void told.push(line),
    wait: (ms: number) => Promise.resolve(void waits.push(ms)),
  };
  await furnishPatiently({ ...options, isWanted: () => true });
  expect(waits).toEqual([1_000, 2_000, 4_000, 8_000]);
  expect(told).toEqual([
    expect.stringMatching(/^The starter home could not be furnished in 5 attempts: no token 5 .*codes on their boxes\.$/),
  ]);
  await furnishPatiently({ ...options, isWanted: () => asked < 7 });
  expect([asked, told.length]).toEqual([7, 1]);
});

test.runIf(process.platform === 'linux')(
  'as processes: the hub is killed as soon as the devices are there; the home is furnished all the same',
  async () => {
    const data = tempFolder();
    const home = runEntry('hub/launch/start.ts', ['--json', '--http-port', '0', '--mqtt-port', '0', '--data', data]);
    const folder = join(data, 'devices');
    await eventually(() => existsSync(folder) && readdirSync(folder).length > 0, 'first device', 90_000);
    process.kill(childOf(home.pid, 'hub/main.ts'), 'SIGKILL');
    const [line] = await home.said(/^.*\n/, 90_000);
    const ready = readySchema.parse(JSON.parse(line));
    const owner = await enterAsOwner(ready);
    expect((await owner.call('device.list', {})).devices.map(({ category }) => category).length).toBe(3);
    expect((await owner.call('person.list', {})).people.length).toBe(1);
    expect(home.stderr()).toMatch(/^omnihome: The hub stopped \(SIGKILL\); starting it again in 0\.25 s\.\n$/);
  },
);
