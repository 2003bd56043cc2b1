// Real devices on the real runtime, behind a real hub: what an author's behaviour does is what a phone gets.
import { beforeAll, expect, test } from 'vitest';
import { action, bool, defineDevice, int, ownService, refuse } from '#devices/device.ts';
import { enterAsOwner, newId } from '../support/controller.ts';
import type { Controller } from '../support/controller.ts';
import { startDevice } from '../support/real-device.ts';
import { createShiftedClock, startHub } from '../support/start-hub.ts';
import type { TestHub } from '../support/start-hub.ts';

const clock = createShiftedClock();
let doors: TestHub;
let owner: Controller;
let did: string;
beforeAll(async () => {
  doors = await startHub({ clock });
  owner = await enterAsOwner(doors);
  did = await startDevice(doors, moody).pair(owner);
});

/** Counts what it is told, throws when told to, refuses when asked nicely. */
const moody = defineDevice({
  model: 'test.moody-1',
  vendor: 'dawnworks',
  category: 'test',
  rev: 1,
  title: { en: 'Moody', zh: '情绪化' },
  services: {
    mood: ownService('Mood', '情绪', {
      properties: {
        happy: bool('Happy', '开心', { write: true }),
        told: int('Told', '次数', { range: [0, 1000] }),
        level: int('Level', '级别', { range: [0, 10], write: true }),
      },
      actions: {
        explode: action('Explode', '爆炸'),
        sulk: action('Sulk', '生气'),
      },
    }),
  },
  set: {
    mood: {
      happy(value, { mood }) {
        mood.told += 1;
        if (!value) throw new Error('I am never unhappy');
      },
      level(value, { mood }) {
        mood.told += 1;
        if (value === 7) throw refuse('Not seven.', '不要七。');
      },
    },
  },
  actions: {
    mood: {
      explode() {
        throw new TypeError('bang');
      },
      sulk(_, { mood }) {
        mood.told += 1;
      },
    },
  },
});

const set = (property: 'happy' | 'level', value: boolean | number) => ({ did, service: 'mood', property, value });
const told = async (): Promise<unknown> => (await owner.call('device.get', { did })).values.mood?.told?.value;

test('a behaviour that throws is DEVICE_ERROR with what it said; the device goes on', async () => {
  expect(await owner.refusal('device.set', set('happy', false))).toMatchObject({
    code: 'DEVICE_ERROR',
    message: expect.stringContaining('never unhappy') as string,
    outcome: 'not-done',
  });
  expect(await owner.refusal('device.action', { did, service: 'mood', action: 'explode' })).toMatchObject({
    code: 'DEVICE_ERROR',
    message: expect.stringContaining('bang') as string,
  });
  expect(await owner.call('device.set', set('happy', true))).toMatchObject({ value: true });
});

test('a refusal reaches the person in both languages', async () => {
  expect(await owner.refusal('device.set', set('level', 7))).toMatchObject({
    code: 'WRONG_STATE',
    say: { en: 'Not seven.', zh: '不要七。' },
  });
});

test('a command repeated under its id is answered again and carried out once, over every door', async () => {
  const before = Number(await told());
  const id = newId();
  const first = await owner.ask('device.set', set('level', 3), { id });
  expect(await owner.ask('device.set', set('level', 3), { id })).toEqual(first);
  expect((await owner.askHttp('device.set', set('level', 3), id)).reply).toEqual(first);
  expect(await told()).toBe(before + 1);
});

test('a command that the hub has forgotten is still known to the device: the same answer, done once', async () => {
  const before = Number(await told());
  const id = newId();
  const first = await owner.ask('device.set', set('level', 4), { id });
  clock.shift(61_000);
  const again = await owner.ask('device.set', set('level', 4), { id });
  expect(again).toMatchObject({ ok: true });
  expect(first).toMatchObject({ ok: true });
  clock.shift(-61_000);
  expect(await told()).toBe(before + 1);
});

test('a command that comes after its time is refused by the device and not done', async () => {
  const before = Number(await told());
  // For the hub it is ten seconds earlier than it told the device: every deadline that it names has passed.
  clock.shift(-10_000);
  expect(await owner.refusal('device.set', set('level', 5), { ttl: 5_000 })).toMatchObject({ code: 'EXPIRED', outcome: 'not-done' });
  clock.shift(10_000);
  expect(await told()).toBe(before);
  expect(await owner.call('device.set', set('level', 5))).toMatchObject({ value: 5 });
});

test('the hub’s wall clock is set back, or on: commands to a connected device work, and still expire', async () => {
  for (const ms of [-3_600_000, 3_600_000]) {
    clock.setWall(ms);
    expect(await owner.call('device.set', set('level', 6), { ttl: 2_000 })).toMatchObject({ value: 6 });
    clock.shift(-10_000);
    expect(await owner.refusal('device.set', set('level', 7), { ttl: 5_000 })).toMatchObject({ code: 'EXPIRED' });
    clock.shift(10_000);
    clock.setWall(-ms);
  }
});

test('an action without results answers; who caused a report is in it', async () => {
  await owner.watch(`${owner.topics.root}/dev/${did}/p/#`);
  const id = newId();
  expect(await owner.ask('device.action', { did, service: 'mood', action: 'sulk', in: {} }, { id })).toMatchObject({
    ok: true,
    result: { out: {} },
  });
  expect(
    await owner.heard(
      owner.topics.report(did, 'mood', 'told'),
      ({ json, retain }) => !retain && JSON.stringify(json?.by) === JSON.stringify({ kind: 'command', id }),
    ),
  ).toBeDefined();
});
