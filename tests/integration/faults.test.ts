// Faults on demand: each kind asked for through a real hub, done by a device on the real runtime, seen as a phone sees it, and
// over when its time is.
import { beforeAll, describe, expect, test } from 'vitest';
import { curtain } from '#devices/catalog/curtain.ts';
import { doorLock } from '#devices/catalog/door-lock.ts';
import { lamp } from '#devices/catalog/lamp.ts';
import { connectAs, enterAsOwner, invite } from '../support/controller.ts';
import type { Controller } from '../support/controller.ts';
import { enterPuppet } from '../support/puppet-device.ts';
import { startDevice } from '../support/real-device.ts';
import { createSkippingClock } from '../support/skipping-clock.ts';
import { startHub } from '../support/start-hub.ts';
import type { TestHub } from '../support/start-hub.ts';
import { eventually } from '../support/waiting.ts';

let doors: TestHub;
let owner: Controller;
beforeAll(async () => {
  doors = await startHub();
  owner = await enterAsOwner(doors);
  await owner.call('hub.openness', { mode: 'open' });
  await owner.watch(...owner.topics.everything);
});

async function enter(
  type: Parameters<typeof startDevice>[1] = lamp,
  { movesTime = false, ...options }: { keepalive?: number; movesTime?: boolean } = {},
) {
  const wall = createSkippingClock({ movesTime });
  const device = startDevice(doors, type, { wall, ...options });
  const did = await device.pair(owner);
  const get = () => owner.call('device.get', { did });
  return {
    ...{ wall, device, did },
    put: (kind: string, more: object = {}) => owner.call('fault.put', { did, kind, ...more } as never),
    clear: (kind?: 'loss' | 'jam') => owner.call('fault.clear', { did, ...(kind ? { kind } : {}) }),
    turn: (value: boolean) => ({ did, service: 'light', property: 'on', value }),
    state: (state: string, fits: (json: Record<string, unknown>) => boolean = () => true) =>
      owner.heard(owner.topics.state(did), ({ json }) => json?.state === state && fits(json)),
    valueOf: async (service: string, property: string) => (await get()).values[service]?.[property],
    kinds: async () =>
      (await owner.call('fault.list', {})).faults.filter((fault) => fault.did === did).map(({ kind, seconds }) => [kind, seconds]),
    /** Its last will: the hub's own word before its first connection is another. */
    lost: () => owner.heard(owner.topics.state(did), ({ json }) => json?.state === 'lost' && json.reason === 'connection lost'),
    noFaults: () => owner.heard(owner.topics.state(did), ({ json }) => json?.state === 'ready' && JSON.stringify(json.faults) === '[]'),
  };
}

test('listed while it lasts, told to everybody, and over by itself', async () => {
  const { wall, did, put, kinds, state } = await enter();
  await put('latency', { seconds: 30, amount: 400 });
  await put('clock-skew', { seconds: 90 });
  expect(await kinds()).toEqual([
    ['clock-skew', 90],
    ['latency', 30],
  ]);
  expect(await owner.heard(owner.topics.alert(did, 'on-purpose'), ({ json }) => String(json?.message).includes('Slow line'))).toMatchObject(
    { json: { level: 'info', say: { zh: expect.stringContaining('线路变慢') as string } } },
  );
  wall.skip(31);
  await state('ready', ({ faults }) => /clock-skew/.test(JSON.stringify(faults)) && !/latency/.test(JSON.stringify(faults)));
  expect(await kinds()).toEqual([['clock-skew', 90]]);
  wall.skip(60);
  await owner.heard(owner.topics.alert(did, 'on-purpose'), ({ text }) => text === '');
  expect(await kinds()).toEqual([]);
});

test('latency: the command is done late, and the time is neither the hub’s nor the device’s', async () => {
  const { wall, put, turn, noFaults } = await enter();
  await put('latency', { seconds: 120, amount: 20_000 });
  let isDone = false;
  const answer = owner.ask('device.set', turn(true), { ttl: 30_000 }).finally(() => (isDone = true));
  await eventually(() => (isDone ? true : void wall.skip(0.5)), 'late answer');
  expect(await answer).toMatchObject({ ok: true, result: { value: true } });
  // Each way at least two fifths of the round trip.
  expect(wall.skipped).toBeGreaterThan(15);
  const { hops } = await answer;
  expect(hops?.device).toBeLessThan(2_000);
  wall.skip(120);
  await noFaults();
  expect(await owner.call('device.set', turn(false), { ttl: 5_000 })).toMatchObject({ value: false });
});

test('latency beyond the deadline: not confirmed; the device refuses what came too late, so it is not done', async () => {
  const { wall, put, turn, valueOf } = await enter(lamp, { movesTime: true });
  await put('latency', { seconds: 600, amount: 20_000 });
  const { unasked } = doors.hub.inspect.commands.counts;
  const late = await owner.ask('device.set', turn(true), { ttl: 200 });
  expect(late).toMatchObject({ ok: false, error: { code: 'TIMEOUT', outcome: 'unknown' } });
  expect(late.hops?.hub, 'the time that nobody answered in is not the hub’s').toBeLessThan((late.hops?.total ?? 0) / 2);
  await eventually(() => doors.hub.inspect.commands.counts.unasked > unasked || void wall.skip(12), 'refusal of the device');
  expect(await valueOf('light', 'on')).toMatchObject({ value: false, stale: false });
});

test('a slow line that is ended is good at once: nothing waits for what had to wait', async () => {
  const { put, clear, turn, noFaults } = await enter();
  await put('latency', { seconds: 600, amount: 20_000 });
  expect(await owner.refusal('device.set', turn(true), { ttl: 200 })).toMatchObject({ code: 'TIMEOUT' });
  await clear();
  await noFaults();
  expect(await owner.call('device.set', turn(true))).toMatchObject({ value: true });
});

test('lost messages: nobody knows whether it was done; ended, every value is told anew', async () => {
  const { put, turn, clear, did, noFaults, valueOf } = await enter();
  await put('loss', { amount: 100 });
  await owner.heard(owner.topics.state(did), ({ json }) => JSON.stringify(json?.faults ?? '').includes('loss'));
  expect(await owner.refusal('device.set', turn(true), { ttl: 200 })).toMatchObject({ code: 'TIMEOUT', outcome: 'unknown' });
  await clear('loss');
  await noFaults();
  expect(await owner.call('device.set', turn(true))).toMatchObject({ value: true });
  expect(await valueOf('light', 'on')).toMatchObject({ value: true, stale: false });
});

describe('silence', () => {
  test('the hub gives it up; when its time is over it comes back, and nothing is wrong', async () => {
    const { wall, put, turn, lost, noFaults, kinds } = await enter(lamp, { keepalive: 1 });
    await put('silence', { seconds: 600 });
    await lost();
    expect(await owner.refusal('device.set', turn(true))).toMatchObject({ code: 'OFFLINE' });
    expect(await kinds(), 'why it is away is remembered').toEqual([['silence', 600]]);
    wall.skip(601);
    await noFaults();
    expect(await kinds()).toEqual([]);
    expect(await owner.call('device.set', turn(true))).toMatchObject({ value: true });
  });

  test('ended before the hub noticed, it was only a while without an answer', async () => {
    const { put, turn, clear, state, noFaults } = await enter();
    await put('silence', { seconds: 600 });
    await state('ready', ({ faults }) => JSON.stringify(faults).includes('silence'));
    expect(await owner.refusal('device.set', turn(true), { ttl: 200 })).toMatchObject({ code: 'TIMEOUT', outcome: 'unknown' });
    await clear();
    await noFaults();
    expect(await owner.call('device.set', turn(true))).toMatchObject({ value: true });
  });
});

test('a crash: the last will, then the boot; what was not saved is forgotten, and no fault remains', async () => {
  const { wall, device, did, put, turn, state, lost, kinds, valueOf } = await enter();
  wall.skip(2);
  await put('latency', { seconds: 600, amount: 100 });
  await owner.call('fault.clear', { did });
  wall.skip(2);
  await owner.call('device.set', turn(true));
  await put('clock-skew', { seconds: 600 });
  const { json: before } = await state('ready', ({ faults }) => JSON.stringify(faults).includes('clock-skew'));
  await put('crash', { seconds: 20 });
  expect(await lost()).toMatchObject({ json: { session: before?.session } });
  expect(device.resident.standing).toBe('stopped');
  expect(await kinds(), 'of what it suffered before, nothing is left').toEqual([['crash', 20]]);
  expect(await owner.heard(owner.topics.alert(did, 'on-purpose'), ({ json }) => String(json?.message).includes('Crash'))).toBeDefined();
  expect(await owner.refusal('device.set', turn(false))).toMatchObject({ code: 'OFFLINE' });
  wall.skip(20);
  const { json: after } = await state('ready', ({ session }) => session !== before?.session);
  expect(after?.faults).toEqual([]);
  expect(await kinds()).toEqual([]);
  expect(await valueOf('light', 'on')).toMatchObject({ value: false, stale: false });
});

test('a crash during which the program stops, and starts again', async () => {
  const { device, put, lost } = await enter();
  await put('crash', { seconds: 600 });
  await lost();
  await device.stop();
  const again = startDevice(doors, lamp, { data: device.data, serial: device.serial });
  await again.stands('ready');
});

test('a jam: what the lock reports, raises and refuses; then it is as it was', async () => {
  const { did, put, clear, valueOf } = await enter(doorLock);
  const was = (await valueOf('lock', 'bolt'))?.value;
  await put('jam');
  await owner.heard(owner.topics.event(did, 'lock', 'jammed'));
  expect(await valueOf('lock', 'bolt')).toMatchObject({ value: 'jammed', stale: false });
  expect(await owner.refusal('device.action', { did, service: 'lock', action: 'lock' })).toMatchObject({
    code: 'WRONG_STATE',
    say: { en: expect.stringContaining('jammed') as string, zh: expect.stringContaining('卡住') as string },
  });
  await clear('jam');
  await owner.heard(owner.topics.report(did, 'lock', 'bolt'), ({ json, retain }) => !retain && json?.value === was);
});

test('a jam in a device with a fault service: whoever clears it ends it', async () => {
  const { did, put, noFaults, valueOf } = await enter(curtain);
  await put('jam');
  await owner.heard(owner.topics.event(did, 'fault', 'broke'));
  expect(await owner.refusal('device.action', { did, service: 'cover', action: 'open' })).toMatchObject({ code: 'WRONG_STATE' });
  const spec = (await owner.call('device.get', { did })).spec;
  if (spec.services.fault?.actions.clear) await owner.call('device.action', { did, service: 'fault', action: 'clear' });
  else await owner.call('fault.clear', { did });
  await noFaults();
  expect(await valueOf('fault', 'problem')).toMatchObject({ value: 'none' });
});

test('a flat battery: one per cent, the event, and nothing that costs power', async () => {
  const { did, put, valueOf } = await enter(doorLock);
  await put('flat-battery');
  await owner.heard(owner.topics.event(did, 'battery', 'low'));
  expect(await valueOf('battery', 'charge')).toMatchObject({ value: 1 });
  expect(await owner.refusal('device.action', { did, service: 'lock', action: 'lock' })).toMatchObject({
    code: 'WRONG_STATE',
    say: { zh: expect.stringContaining('电量') as string },
  });
});

test('a wrong clock: what it writes is wrong, deadlines and history are the hub’s', async () => {
  const { did, put, turn, valueOf } = await enter();
  await put('clock-skew', { amount: 1440 });
  expect(await owner.call('device.set', turn(true), { ttl: 2_000 })).toMatchObject({ value: true });
  const day = 24 * 3_600_000;
  expect((await valueOf('light', 'on'))?.ts).toBeGreaterThan(Date.now() + 0.9 * day);
  const { points, to } = await owner.call('device.history', { did, service: 'light', property: 'on' });
  for (const [t] of points) expect(t).toBeLessThanOrEqual(to);
  expect(points.length).toBeGreaterThan(0);
});

test('wrong reports: dropped and counted, an alert says what; what is shown stays right; ended, all is well', async () => {
  const { did, put, clear, turn, valueOf } = await enter();
  const { dropped } = doors.hub.inspect.reports.counts;
  await put('wrong-reports');
  await owner.heard(owner.topics.alert(did, 'bad-report'), ({ text }) => text !== '');
  expect(doors.hub.inspect.reports.counts.dropped).toBeGreaterThan(dropped);
  await owner.call('device.set', turn(true));
  expect(await valueOf('light', 'on')).toMatchObject({ value: false });
  await clear();
  await owner.heard(owner.topics.alert(did, 'bad-report'), ({ text }) => text === '');
  await owner.heard(owner.topics.report(did, 'light', 'on'), ({ json }) => json?.value === true);
});

describe('refused', () => {
  let bystander: Awaited<ReturnType<typeof enter>>;
  beforeAll(async () => {
    bystander = await enter();
  });
  test.each([
    [{ kind: 'earthquake' }, 'BAD_ARGS', 'kind'],
    [{ kind: 'latency', seconds: 0 }, 'BAD_ARGS', 'seconds'],
    [{ kind: 'latency', seconds: 601 }, 'BAD_ARGS', 'seconds'],
    [{ kind: 'latency', seconds: 1.5 }, 'BAD_ARGS', 'seconds'],
    [{ kind: 'latency', amount: 20_100 }, 'OUT_OF_RANGE', 'amount'],
    [{ kind: 'latency', amount: 150 }, 'OFF_STEP', 'amount'],
    [{ kind: 'loss', amount: 101 }, 'OUT_OF_RANGE', 'amount'],
    [{ kind: 'clock-skew', amount: '1 h' }, 'BAD_ARGS', 'amount'],
    [{ kind: 'silence', amount: 5 }, 'BAD_ARGS', 'amount'],
    [{ kind: 'jam' }, 'NO_SUCH_SERVICE', 'kind'],
    [{ kind: 'flat-battery' }, 'NO_SUCH_SERVICE', 'kind'],
  ])('%j: %s at %s', async (args, code, path) => {
    const { did, kinds } = bystander;
    const error = await owner.refusal('fault.put', { did, ...args });
    expect(error).toMatchObject({ code, path, outcome: 'not-done' });
    expect(error.hint).toBeTruthy();
    expect(await kinds()).toEqual([]);
  });
  test('by whoever is no owner', async () => {
    const { did } = bystander;
    for (const role of ['member', 'guest'] as const) {
      const other = await connectAs(doors, await invite(doors, owner, role));
      for (const [op, args] of [
        ['fault.put', { did, kind: 'crash' }],
        ['fault.clear', { did }],
        ['fault.list', {}],
      ] as const)
        expect(await other.refusal(op, args)).toMatchObject({ code: 'FORBIDDEN' });
      await other.end();
    }
  });

  test('for a device that is off, for one that was removed, for one that never was', async () => {
    const { device, did } = await enter();
    await device.stop();
    for (const op of ['fault.put', 'fault.clear'])
      expect(await owner.refusal(op, { did, kind: 'latency' })).toMatchObject({ code: 'OFFLINE' });
    await owner.call('device.remove', { did });
    for (const gone of [did, 'never-was'])
      for (const op of ['fault.put', 'fault.clear'])
        expect(await owner.refusal(op, { did: gone, kind: 'latency' })).toMatchObject({ code: 'NO_SUCH_DEVICE', path: 'did' });
  });

  test('for a device that is no simulation, in words; no command reaches it', async () => {
    const { did, line } = await enterPuppet(doors, owner);
    await owner.heard(owner.topics.state(did), ({ json }) => json?.state === 'ready');
    for (const op of ['fault.put', 'fault.clear'])
      expect(await owner.refusal(op, { did, kind: 'latency' })).toMatchObject({
        code: 'WRONG_STATE',
        say: { en: expect.stringContaining('real device') as string, zh: expect.stringContaining('真实设备') as string },
      });
    expect(line.commands.all).toEqual([]);
  });
});

test('lost on purpose and never back: when the time is over, it is only lost', async () => {
  const { device, did, put, lost, kinds } = await enter();
  await put('crash', { seconds: 1 });
  await lost();
  await device.stop();
  await owner.heard(owner.topics.alert(did, 'on-purpose'), ({ text }) => text === '');
  expect(await kinds()).toEqual([]);
  expect(await owner.refusal('device.set', { did, service: 'light', property: 'on', value: true })).toMatchObject({ code: 'OFFLINE' });
});

test('removed while it is broken, it is nearby again with nothing wrong', async () => {
  const { wall, device, did, put, kinds } = await enter(lamp, { movesTime: true });
  await put('wrong-reports', { seconds: 600 });
  await owner.call('device.remove', { did });
  expect(await kinds()).toEqual([]);
  await eventually(() => (device.resident.standing === 'nearby' ? true : void wall.skip(5)), 'device nearby again');
  const { did: next } = await owner.call('pair.accept', { serial: device.serial, setupCode: device.setupCode });
  const { json } = await owner.heard(owner.topics.state(next), ({ json: said }) => said?.state === 'ready');
  expect(json?.faults).toEqual([]);
});

test('no fault outlives the program of the device; one outlives the hub’s', async () => {
  const { device, put, kinds, state } = await enter();
  await put('clock-skew', { seconds: 600 });
  await device.stop();
  await state('disconnected');
  expect(await kinds()).toEqual([]);
  const again = startDevice(doors, lamp, { data: device.data, serial: device.serial });
  await again.stands('ready');
  expect(await kinds()).toEqual([]);
  await put('loss', { seconds: 600, amount: 5 });
  await owner.end();
  await doors.stop();
  doors = await doors.again();
  owner = await connectAs(doors, owner.person);
  await owner.watch(...owner.topics.everything);
  await owner.heard(owner.topics.state(again.did), ({ json }) => json?.state === 'ready');
  expect(await kinds()).toEqual([['loss', 600]]);
});
