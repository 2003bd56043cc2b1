// What a device says of itself: checked before anybody hears it.
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { enterAsOwner } from '../support/controller.ts';
import type { Controller } from '../support/controller.ts';
import type { Message } from '../support/mqtt-link.ts';
import { enterPuppet, puppetSpec } from '../support/puppet-device.ts';
import type { PuppetLine } from '../support/puppet-device.ts';
import { createShiftedClock, startHub } from '../support/start-hub.ts';
import type { TestHub } from '../support/start-hub.ts';

const clock = createShiftedClock();
let doors: TestHub;
let owner: Controller;
let line: PuppetLine;
let did: string;
beforeAll(async () => {
  doors = await startHub({ clock });
  owner = await enterAsOwner(doors);
  await owner.watch(...owner.topics.everything);
  ({ line, did } = await enterPuppet(doors, owner));
});
// An alert is told at most once a second: each test begins a second later.
beforeEach(() => clock.shift(1_001));

const dropped = (): number => doors.hub.inspect.reports.counts.dropped;
const held = (property: string): string | undefined => doors.hub.inspect.retained.get(line.topics.report(did, 'light', property));
const heardOf = (fits: (message: Message) => boolean): number => owner.messages.count(fits);

let mark = 0;
/** A report that is right, seen by everybody: whatever the device sent before it has been dealt with. */
async function settled(): Promise<void> {
  mark += 0.25;
  await line.report('light', 'power', mark);
  await owner.heard(line.topics.report(did, 'light', 'power'), ({ json }) => json?.value === mark);
}
const alertOf = (code: string) => owner.heard(line.topics.alert(did, 'bad-report'), ({ json }) => json?.code === code);

describe('a report that its own spec forbids: not forwarded, not kept, counted, and an alert says so', () => {
  test.each([
    ['light', 'brightness', 105, 'OUT_OF_RANGE'],
    ['light', 'brightness', 52, 'OFF_STEP'],
    ['light', 'brightness', '50', 'BAD_TYPE'],
    ['light', 'on', 'yes', 'BAD_TYPE'],
    ['light', 'mode', 'disco', 'BAD_ENUM'],
    ['light', 'label', 'ninechars', 'TOO_LARGE'],
    ['light', 'pin', '1234', 'NOT_READABLE'],
    ['light', 'warmth', 5, 'NO_SUCH_PROPERTY'],
    ['heater', 'on', true, 'NO_SUCH_PROPERTY'],
    ['light', 'brightness', null, 'BAD_REQUEST'],
    ['light', 'brightness', [50], 'BAD_REQUEST'],
  ])('%s/%s = %j: %s', async (service, property, value, code) => {
    const topic = line.topics.report(did, service, property);
    const [was, before] = [doors.hub.inspect.retained.get(topic), dropped()];
    await line.report(service, property, value);
    await settled();
    expect(doors.hub.inspect.retained.get(topic)).toBe(was);
    expect(heardOf(({ topic: on, json }) => on === topic && JSON.stringify(json?.value) === JSON.stringify(value))).toBe(0);
    expect(dropped()).toBe(before + 1);
    expect(await alertOf(code)).toMatchObject({ json: { did, code, level: 'warning', path: `${service}/${property}` } });
    // It spoils neither the device nor what comes next.
    expect(await owner.call('device.set', { did, service: 'light', property: 'on', value: true })).toMatchObject({ value: true });
  });

  test.each([
    ['no JSON', () => 'bright'],
    ['another version', () => ({ v: 2, ts: 1, session: line.session, seq: (line.seq += 1), value: 5, by: { kind: 'local' } })],
    ['no session', () => ({ v: 1, ts: 1, seq: (line.seq += 1), value: 5, by: { kind: 'local' } })],
    ['no sequence number', () => ({ v: 1, ts: 1, session: line.session, value: 5, by: { kind: 'local' } })],
    ['a sequence number that is none', () => ({ v: 1, ts: 1, session: line.session, seq: 1.5, value: 5, by: { kind: 'local' } })],
    ['no cause', () => ({ v: 1, ts: 1, session: line.session, seq: (line.seq += 1), value: 5 })],
    ['a time before 1970', () => ({ v: 1, ts: -1, session: line.session, seq: (line.seq += 1), value: 5, by: { kind: 'local' } })],
    [
      'a target that is out of range',
      () => ({ v: 1, ts: 1, session: line.session, seq: (line.seq += 1), value: 5, target: 500, until: 1, by: { kind: 'local' } }),
    ],
    ['bytes that are no text', () => Buffer.from([0xff, 0xfe, 0x80])],
    ['nesting that has no end', () => `{"v":${'['.repeat(30_000)}${']'.repeat(30_000)}}`],
  ])('%s', async (_name, payload) => {
    const [before, was] = [dropped(), held('brightness')];
    await line.link.publish(line.topics.report(did, 'light', 'brightness'), payload(), { retain: true });
    await settled();
    expect(dropped()).toBe(before + 1);
    expect(held('brightness')).toBe(was);
  });

  test('an empty retained payload does not clear a value', async () => {
    const was = held('brightness');
    await line.link.publish(line.topics.report(did, 'light', 'brightness'), '', { retain: true });
    await settled();
    expect(held('brightness')).toBe(was);
  });
});

describe('a report that came too late or from an earlier life: dropped, and no alarm about it', () => {
  test.each([
    ['a sequence number again', () => ({ seq: line.seq })],
    ['an older sequence number', () => ({ seq: 0 })],
    ['another session', () => ({ session: 'earlier' })],
  ])('%s', async (_name, change) => {
    await settled();
    const [before, was] = [dropped(), held('brightness')];
    const alerts = heardOf(({ topic }) => topic === line.topics.alert(did, 'bad-report'));
    const seq = line.seq;
    await line.report('light', 'brightness', 95, change());
    line.seq = seq;
    await settled();
    expect(held('brightness')).toBe(was);
    expect(dropped()).toBe(before + 1);
    expect(heardOf(({ topic }) => topic === line.topics.alert(did, 'bad-report'))).toBe(alerts);
  });

  test('reports before the hub has accepted the announcement', async () => {
    const other = await enterPuppet(doors, owner);
    await other.line.link.end();
    const again = await other.puppet.connect();
    await again.state('init');
    const before = dropped();
    await again.report('light', 'brightness', 95);
    expect(dropped()).toBe(before + 1);
    expect((await owner.call('device.get', { did: other.did })).values.light?.brightness).toMatchObject({ value: 0, stale: true });
  });
});

describe('an event', () => {
  const topic = (): string => line.topics.event(did, 'light', 'overheated');
  test('that is right is heard once, and not kept', async () => {
    await line.event('light', 'overheated', { degrees: 90 });
    const message = await owner.heard(topic());
    expect(message).toMatchObject({ retain: false, json: { args: { degrees: 90 } } });
    expect(doors.hub.inspect.retained.get(topic())).toBeUndefined();
  });

  test.each([
    ['an argument of the wrong type', 'overheated', { degrees: 'hot' }],
    ['an argument missing', 'overheated', {}],
    ['an event that the spec does not have', 'exploded', {}],
    ['a service that the spec does not have', 'constructor', {}],
  ])('%s: not heard', async (_name, event, args) => {
    const [before, heard] = [dropped(), heardOf((message) => message.topic.includes('/e/'))];
    await line.event('light', event, args);
    await settled();
    expect(heardOf((message) => message.topic.includes('/e/'))).toBe(heard);
    if (event !== 'constructor') expect(dropped()).toBe(before + 1);
  });

  test('of an earlier session: not heard', async () => {
    const heard = heardOf((message) => message.topic.includes('/e/'));
    await line.event('light', 'overheated', { degrees: 90 }, { session: 'earlier' });
    await settled();
    expect(heardOf((message) => message.topic.includes('/e/'))).toBe(heard);
  });
});

describe('what is not a device’s to say', () => {
  test.each([
    ['another device’s report', () => line.topics.report('d-somebodyelse', 'light', 'on')],
    ['another device’s state', () => line.topics.state('d-somebodyelse')],
    ['its own spec', () => line.topics.spec(did)],
    ['its own place', () => line.topics.place(did)],
    ['its own command', () => line.topics.cmd(did)],
    ['the hub’s state', () => line.topics.hubState],
    ['an alert', () => line.topics.alert(did, 'mine')],
    ['a room', () => line.topics.object('rooms', 'kitchen')],
    ['a person’s request', () => owner.requestTopic],
    ['a topic outside the home', () => 'omni/1/other/hub/state'],
    ['the broker’s own topics', () => '$SYS/anything'],
    ['the sink', () => 'omni-sink'],
  ])('%s: not heard, not kept, an alarm at the owner’s, and the line stays open', async (_name, where) => {
    const topic = where();
    const [before, was] = [doors.hub.inspect.gate.refused, doors.hub.inspect.retained.get(topic)];
    const heard = heardOf((message) => message.topic === topic);
    await line.link.publish(topic, { v: 1, state: 'stopping', since: 1, forged: true }, { retain: true });
    await settled();
    expect(doors.hub.inspect.gate.refused).toBe(before + 1);
    expect(doors.hub.inspect.retained.get(topic)).toBe(was);
    expect(heardOf((message) => message.topic === topic)).toBe(heard);
    expect(await owner.heard(line.topics.alert(did, 'forbidden-topic'))).toMatchObject({ json: { code: 'FORBIDDEN', level: 'alarm' } });
    expect(line.link.client.connected).toBe(true);
  });

  test('QoS 2 and QoS 0 are no way around the gate', async () => {
    for (const qos of [0, 2] as const) {
      const before = dropped();
      await line.link.publish(
        line.topics.report(did, 'light', 'brightness'),
        { v: 1, ts: 1, session: line.session, seq: (line.seq += 1), value: 105, by: { kind: 'local' } },
        { qos },
      );
      await settled();
      expect(dropped()).toBe(before + 1);
      const message = { v: 1, ts: 1, session: line.session, seq: (line.seq += 1), value: 35, by: { kind: 'local' } };
      await line.link.publish(line.topics.report(did, 'light', 'brightness'), message, { qos });
      await owner.heard(line.topics.report(did, 'light', 'brightness'), ({ json }) => json?.seq === message.seq);
    }
  });
});

describe('an announcement', () => {
  const bad = (change: object): object => ({ ...puppetSpec(), ...change });
  test.each([
    ['no spec', null, 'BAD_SPEC'],
    ['a spec that is text', 'lamp', 'BAD_SPEC'],
    ['another vendor than it was paired as', bad({ vendor: 'clearway' }), 'BAD_SPEC'],
    ['another model', bad({ model: 'test.other-1' }), 'BAD_SPEC'],
    ['a title without Chinese', bad({ title: { en: 'Puppet' } }), 'BAD_SPEC'],
    ['a service named constructor', bad({ services: { constructor: { title: { en: 'x', zh: 'x' } } } }), 'BAD_SPEC'],
    [
      'a range the wrong way round',
      bad({
        rev: 2,
        services: {
          light: {
            title: { en: 'x', zh: 'x' },
            properties: { on: { format: 'int', range: { min: 5, max: 1 }, access: ['read'], title: { en: 'x', zh: 'x' } } },
          },
        },
      }),
      'BAD_SPEC',
    ],
    ['the same revision with other content', bad({ title: { en: 'Puppet', zh: '别的' } }), 'REV_CONFLICT'],
    ['a revision that drops what was there', bad({ rev: 2, services: {} }), 'REV_CONFLICT'],
  ])('%s: refused with path and hint, an alert; the device stays in init, the last spec stays', async (_name, spec, code) => {
    const { puppet, did: own, line: first } = await enterPuppet(doors, owner);
    await first.link.end();
    const again = await puppet.connect();
    await again.state('init');
    const { accepted } = await again.announce(spec);
    expect(accepted).toMatchObject({ code });
    if (accepted !== true) expect(accepted.hint).toBeTruthy();
    expect(await owner.heard(again.topics.alert(own, 'bad-spec'), ({ text }) => text !== '')).toMatchObject({
      json: { code, level: 'alarm' },
    });
    await again.state('ready');
    const seen = await owner.call('device.get', { did: own });
    expect(seen.spec).toMatchObject({ rev: 1, title: { zh: 'Puppet' } });
    expect(await owner.refusal('device.set', { did: own, service: 'light', property: 'on', value: true })).toMatchObject({
      code: 'OFFLINE',
    });
    // It mends itself.
    await again.getReady();
    expect(await owner.heard(again.topics.alert(own, 'bad-spec'), ({ text }) => text === '')).toBeDefined();
  });

  test('a property of a format of later days is left out alone, with a note', async () => {
    const { services, ...rest } = puppetSpec({ model: 'test.later-1' });
    const light = {
      ...services.light,
      properties: { ...services.light?.properties, scent: { format: 'smell', access: ['read'], title: { en: 'Scent', zh: '气味' } } },
    };
    const { puppet, did: own, line: first } = await enterPuppet(doors, owner, { spec: puppetSpec({ model: 'test.later-1' }) });
    await first.link.end();
    const again = await puppet.connect();
    await again.state('init');
    expect((await again.announce({ ...rest, rev: 2, services: { light } })).accepted).toBe(true);
    expect(await owner.heard(again.topics.alert(own, 'unknown-format'), ({ text }) => text !== '')).toMatchObject({
      json: { level: 'info', path: 'services.light.properties.scent' },
    });
    await again.reportAll();
    await again.state('ready');
    const seen = await owner.call('device.get', { did: own });
    expect(seen.rev).toBe(2);
    expect(Object.keys(seen.spec.services.light?.properties ?? {})).not.toContain('scent');
  });

  test('of another session than the state: not answered', async () => {
    const { puppet, line: first } = await enterPuppet(doors, owner);
    await first.link.end();
    const again = await puppet.connect();
    await again.state('init');
    await again.link.publish(again.topics.announce(again.did), { v: 1, session: 'another', firmware: '1', spec: puppet.spec });
    expect((await again.announce()).accepted).toBe(true);
    expect(again.answers.all.length).toBe(1);
  });
});

test('a device that finds ever new ways to be wrong fills few places, and its alerts are counted', async () => {
  const { line: noisy, did: own } = await enterPuppet(doors, owner);
  for (let k = 0; k < 40; k += 1) await noisy.report('light', `p-${k}`, k);
  const alert = await owner.heard(noisy.topics.alert(own, 'bad-report'), ({ json }) => json?.count === 40);
  expect(alert.json).toMatchObject({ code: 'NO_SUCH_PROPERTY' });
  // At most one message a second for each: forty reports, few messages.
  expect(heardOf(({ topic }) => topic === noisy.topics.alert(own, 'bad-report'))).toBeLessThan(10);
});

test('a spec that is wrong at great length is refused like any other, and the hub lives', async () => {
  const { puppet, did: its, line: first } = await enterPuppet(doors, owner);
  await first.link.end();
  const own = await puppet.connect();
  await own.state('init');
  const long = 'a'.repeat(400);
  const names = Object.fromEntries(
    Array.from({ length: 40 }, (_, k) => [`${'b'.repeat(28)}${k}`, { format: 'bool', access: ['read'], title: { en: 'B', zh: '乙' } }]),
  );
  for (const services of [
    { [long]: { title: { en: 'A', zh: '甲' } } },
    {
      light: {
        title: { en: 'A', zh: '甲' },
        properties: names,
        events: { e: { title: { en: 'E', zh: '戊' } } },
        raises: { e: ['missing', '=', true] },
      },
    },
  ]) {
    expect((await own.announce({ ...puppetSpec(), services })).accepted).toMatchObject({ code: 'BAD_SPEC' });
  }
  clock.shift(1_001);
  expect(await owner.heard(own.topics.alert(its, 'bad-spec'), ({ json }) => json?.code === 'BAD_SPEC')).toBeDefined();
  expect(await owner.ask('hub.info', {})).toMatchObject({ ok: true });
});
