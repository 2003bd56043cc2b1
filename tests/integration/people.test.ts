// Who may see and do what, and how fast a changed right holds.
import { beforeAll, describe, expect, test } from 'vitest';
import { claim, connectAs, enterAsOwner, invite, postClaim } from '../support/controller.ts';
import type { Controller } from '../support/controller.ts';
import { openLink } from '../support/mqtt-link.ts';
import { enterPuppet } from '../support/puppet-device.ts';
import type { PuppetLine } from '../support/puppet-device.ts';
import { createShiftedClock, startHub } from '../support/start-hub.ts';
import type { TestHub } from '../support/start-hub.ts';
import { within } from '../support/waiting.ts';

const clock = createShiftedClock();
let doors: TestHub;
let owner: Controller;
let inKitchen: { did: string; line: PuppetLine };
let inBedroom: { did: string; line: PuppetLine };
beforeAll(async () => {
  doors = await startHub({ clock });
  owner = await enterAsOwner(doors);
  for (const id of ['kitchen', 'bedroom']) await owner.call('room.put', { id });
  inKitchen = await enterPuppet(doors, owner, { place: { room: 'kitchen' } });
  inBedroom = await enterPuppet(doors, owner, { place: { room: 'bedroom' } });
});
const on = (did: string, value = true) => ({ did, service: 'light', property: 'on', value });

test('everybody hears who joins, changes and goes', async () => {
  const topic = (client: string): string => owner.topics.object('people', client);
  await owner.watch(...owner.topics.everything);
  const guest = await invite(doors, owner, 'guest', ['kitchen']);
  const { client } = guest;
  await owner.heard(topic(client), ({ json }) => json?.role === 'guest');
  await owner.call('person.change', { client, role: 'member' });
  await owner.heard(topic(client), ({ json }) => json?.role === 'member');
  // Retained: who comes later hears it too.
  const late = await connectAs(doors, await invite(doors, owner, 'member'));
  await late.watch(...late.topics.everything);
  await late.heard(topic(client), ({ json }) => json?.role === 'member');
  await owner.call('person.remove', { client });
  await owner.heard(topic(client), ({ text }) => text === '');
});

describe('a guest of one room', () => {
  test('reads and controls there, and only there', async () => {
    const guest = await connectAs(doors, await invite(doors, owner, 'guest', ['kitchen']));
    expect((await guest.call('device.list', {})).devices.map(({ did }) => did)).toEqual([inKitchen.did]);
    expect(await guest.call('device.set', on(inKitchen.did))).toMatchObject({ value: true });
    for (const [op, args] of [
      ['device.get', { did: inBedroom.did }],
      ['device.set', on(inBedroom.did)],
      ['device.action', { did: inBedroom.did, service: 'light', action: 'blink', in: { times: 1 } }],
      ['device.history', { did: inBedroom.did, service: 'light', property: 'power' }],
    ] as const)
      expect(await guest.refusal(op, args), op).toMatchObject({ code: 'FORBIDDEN' });
  });

  test('hears only what is there: what was kept, what comes, and alerts', async () => {
    const guest = await connectAs(doors, await invite(doors, owner, 'guest', ['kitchen']));
    await guest.watch(...guest.topics.everything);
    await guest.heard(guest.topics.report(inKitchen.did, 'light', 'brightness'));
    await inBedroom.line.report('light', 'brightness', 5);
    await inBedroom.line.report('light', 'brightness', 7); // wrong: an alert
    await inKitchen.line.report('light', 'brightness', 15);
    await guest.heard(guest.topics.report(inKitchen.did, 'light', 'brightness'), ({ json }) => json?.value === 15);
    await guest.call('room.list', {});
    expect(guest.messages.count(({ topic }) => topic.includes(inBedroom.did))).toBe(0);
  });

  test('moves with the device: out of the room it is silent, into the room it is heard', async () => {
    const guest = await connectAs(doors, await invite(doors, owner, 'guest', ['kitchen']));
    await guest.watch(...guest.topics.everything);
    await owner.call('device.place', { did: inBedroom.did, room: 'kitchen' });
    await guest.heard(guest.topics.place(inBedroom.did), ({ json }) => json?.room === 'kitchen');
    await inBedroom.line.report('light', 'brightness', 25);
    await guest.heard(guest.topics.report(inBedroom.did, 'light', 'brightness'), ({ json }) => json?.value === 25);
    expect(await guest.call('device.set', on(inBedroom.did))).toMatchObject({ value: true });
    await owner.call('device.place', { did: inBedroom.did, room: 'bedroom' });
    expect(await guest.refusal('device.set', on(inBedroom.did))).toMatchObject({ code: 'FORBIDDEN' });
    const before = guest.messages.count(({ topic }) => topic === guest.topics.report(inBedroom.did, 'light', 'brightness'));
    await inBedroom.line.report('light', 'brightness', 35);
    await inKitchen.line.report('light', 'brightness', 45);
    await guest.heard(guest.topics.report(inKitchen.did, 'light', 'brightness'), ({ json }) => json?.value === 45);
    expect(guest.messages.count(({ topic }) => topic === guest.topics.report(inBedroom.did, 'light', 'brightness'))).toBe(before);
  });

  test('is told at once what it sees no more, and what it sees now: all of it, and alerts', async () => {
    const guest = await connectAs(doors, await invite(doors, owner, 'guest', ['bedroom']));
    await guest.watch(...guest.topics.everything);
    const { did, line } = await enterPuppet(doors, owner, { place: { room: 'kitchen' } });
    await owner.watch(owner.topics.alert(did, 'bad-report'));
    await line.report('light', 'brightness', 7); // wrong: an alert
    await owner.heard(owner.topics.alert(did, 'bad-report'));
    const ofDevice = (messages: readonly { topic: string; text: string; retain: boolean }[]) =>
      messages.filter(({ topic }) => topic.includes(did));
    expect(ofDevice(guest.messages.all)).toEqual([]);

    // In: the same that a new subscription would bring. The reply comes after it, on the same line.
    await owner.call('device.place', { did, room: 'bedroom' });
    await guest.heard(guest.topics.alert(did, 'bad-report'));
    await guest.call('room.list', {});
    const late = await connectAs(doors, guest.person, { tab: 'late' });
    await late.watch(...late.topics.everything);
    const last = new Map(ofDevice(guest.messages.all).map(({ topic, text }) => [topic, text]));
    for (const topic of last.keys()) await late.heard(topic);
    expect(last).toEqual(new Map(ofDevice(late.messages.all).map(({ topic, text }) => [topic, text])));
    expect([...last.keys()]).toEqual(expect.arrayContaining([guest.topics.spec(did), guest.topics.report(did, 'light', 'brightness')]));

    // Out: each of them is gone, and nothing comes after that.
    await owner.call('device.place', { did, room: 'kitchen' });
    await guest.heard(guest.topics.spec(did), ({ text }) => text === '');
    await line.report('light', 'brightness', 85);
    await guest.call('room.list', {});
    const after = new Map(ofDevice(guest.messages.all).map(({ topic, text }) => [topic, text]));
    expect([...after]).toEqual([...last.keys()].map((topic) => [topic, '']));
    // Who listens to one thing alone is told of that alone.
    const narrow = await connectAs(doors, guest.person, { tab: 'narrow' });
    await narrow.watch(`${narrow.topics.root}/dev/+/state`);
    await owner.call('device.place', { did, room: 'bedroom' });
    await narrow.heard(narrow.topics.state(did), ({ json }) => json?.state === 'ready');
    await narrow.call('room.list', {});
    expect(new Set(ofDevice(narrow.messages.all).map(({ topic }) => topic))).toEqual(new Set([narrow.topics.state(did)]));
    await owner.call('device.remove', { did });
  });

  test('hears that a device of its room was removed', async () => {
    const guest = await connectAs(doors, await invite(doors, owner, 'guest', ['kitchen']));
    await guest.watch(...guest.topics.everything);
    const { did } = await enterPuppet(doors, owner, { place: { room: 'kitchen' } });
    await guest.heard(guest.topics.state(did), ({ json }) => json?.state === 'ready');
    await owner.call('device.remove', { did });
    await guest.heard(guest.topics.spec(did), ({ text }) => text === '');
  });

  test('of no room reads everything and controls nothing', async () => {
    const guest = await connectAs(doors, await invite(doors, owner, 'guest'));
    expect((await guest.call('device.list', {})).devices.length).toBeGreaterThanOrEqual(2);
    expect(await guest.refusal('device.set', on(inKitchen.did))).toMatchObject({ code: 'FORBIDDEN' });
    expect((await guest.call('device.get', { did: inKitchen.did })).did).toBe(inKitchen.did);
  });
});

describe('a room that is removed', () => {
  const roomsOf = async (client: string) => (await owner.call('person.list', {})).people.find((person) => person.client === client)?.rooms;

  test('is no more a room of anybody, of no link and of no device; and a later one of its id is another', async () => {
    for (const id of ['attic', 'cellar']) await owner.call('room.put', { id });
    const { did } = await enterPuppet(doors, owner, { place: { room: 'attic' } });
    const both = await invite(doors, owner, 'guest', ['attic', 'cellar']);
    const one = await invite(doors, owner, 'guest', ['attic']);
    const link = await owner.call('person.invite', { role: 'guest', rooms: ['attic'] });
    const phone = await connectAs(doors, one);
    await owner.call('room.remove', { id: 'attic' });
    // Its rights have changed: the connection was closed before the answer.
    await within(phone.link.closed, 'end of the connection');
    await owner.call('room.put', { id: 'attic' });
    await owner.call('device.place', { did, room: 'attic' });
    expect([await roomsOf(both.client), await roomsOf(one.client)]).toEqual([['cellar'], []]);
    const kept = await connectAs(doors, owner.person, { tab: 'kept' });
    await kept.watch(kept.topics.object('people', both.client), kept.topics.object('people', one.client));
    expect((await kept.heard(kept.topics.object('people', both.client))).json).toMatchObject({ rooms: ['cellar'] });
    expect((await kept.heard(kept.topics.object('people', one.client))).json).toMatchObject({ rooms: [] });
    const late = await claim(doors.http, link.token);
    expect(await roomsOf(late.client)).toEqual([]);
    // Of no room left is not of no room named: that would be the right to read the whole home.
    for (const person of [both, one, late]) {
      const guest = await connectAs(doors, person, { tab: 'after' });
      expect(await guest.call('device.list', {})).toEqual({ devices: [] });
      await guest.watch(...guest.topics.everything);
      await guest.call('room.list', {});
      expect(guest.messages.count(({ topic }) => topic.includes('/dev/') || topic.includes('/alert/'))).toBe(0);
      const session = await fetch(`${doors.http}/api/session`, { headers: { cookie: person.cookie } });
      expect(await session.json()).toMatchObject({ role: 'guest', rooms: person === both ? ['cellar'] : [] });
    }
    await owner.call('person.change', { client: one.client, role: 'guest', rooms: ['attic'] });
    expect((await (await connectAs(doors, one)).call('device.list', {})).devices.map((device) => device.did)).toEqual([did]);
  });

  test('is gone everywhere or nowhere, over a restart too', async () => {
    const first = await startHub({ mayFail: true });
    const phone = await enterAsOwner(first);
    await phone.call('room.put', { id: 'attic' });
    const guest = await invite(first, phone, 'guest', ['attic']);
    const { did } = await enterPuppet(first, phone, { place: { room: 'attic' } });
    const { sql } = first.hub.inspect.store;
    sql.exec(`CREATE TRIGGER no BEFORE UPDATE OF rooms ON people BEGIN SELECT RAISE(ABORT, 'the disk says no'); END`);
    expect(await phone.refusal('room.remove', { id: 'attic' })).toMatchObject({ code: 'INTERNAL' });
    expect((await phone.call('device.list', {})).devices).toMatchObject([{ did, room: 'attic' }]);
    expect((await phone.call('room.list', {})).rooms).toMatchObject([{ id: 'attic' }]);
    sql.exec('DROP TRIGGER no');
    await phone.call('room.remove', { id: 'attic' });
    await first.stop();
    const second = await first.again();
    const back = await connectAs(second, phone.person);
    expect((await back.call('device.list', {})).devices).toMatchObject([{ did, room: null }]);
    expect((await back.call('room.list', {})).rooms).toEqual([]);
    expect(await (await connectAs(second, guest)).call('device.list', {})).toEqual({ devices: [] });
  });
});

describe('subscriptions of one connection', () => {
  test('are at most 256, each of at most 512 characters; one that is given up makes room', async () => {
    const phone = await connectAs(doors, owner.person, { tab: 'greedy' });
    const filter = (k: number): string => `${phone.topics.root}/dev/d-${String(k).padStart(4, '0')}/state`;
    const many = (from: number, count: number) => Array.from({ length: count }, (_, k) => filter(from + k));
    // One is held already: that of the replies.
    expect(await phone.link.subscribe(...many(0, 300))).toEqual([...Array<number>(255).fill(1), ...Array<number>(45).fill(128)]);
    expect(await phone.link.subscribe(...many(300, 20))).toEqual(Array<number>(20).fill(128));
    // Once more is not one more.
    expect(await phone.link.subscribe(filter(0))).toEqual([1]);
    await phone.link.client.unsubscribeAsync(filter(0));
    expect(await phone.link.subscribe(filter(300), filter(301))).toEqual([1, 128]);
    expect(await phone.call('room.list', {})).toBeDefined();
    const other = await connectAs(doors, owner.person, { tab: 'modest' });
    expect(await other.link.subscribe(`${other.topics.root}/dev/+/p/${'x'.repeat(512)}`)).toEqual([128]);
    expect(await other.link.subscribe(filter(301))).toEqual([1]);
  });
});

describe('a subscription that reaches too far is refused, whole', () => {
  test.each([
    '#',
    '+/#',
    'omni/#',
    'omni/1/+/hub/info',
    'omni/1/home/#',
    'omni/1/home/dev/#',
    'omni/1/home/dev/+/+',
    'omni/1/home/+/+/state',
    'omni/1/home/dev/+/cmd',
    'omni/1/home/dev/+/res',
    'omni/1/home/dev/+/announce',
    'omni/1/home/pair/#',
    'omni/1/home/rpc/#',
    'omni/1/home/rpc/+/+/res',
    '$SYS/#',
    'omni-sink',
    'omni/1/other/hub/+',
  ])('%s', async (filter) => {
    const member = await connectAs(doors, owner.person, { tab: 'wide' });
    expect(await member.link.subscribe(filter)).toEqual([128]);
    expect(await member.call('room.list', {})).toBeDefined();
  });

  test('one refused filter does not take the others of the same SUBSCRIBE with it', async () => {
    const phone = await connectAs(doors, owner.person, { tab: 'mixed' });
    expect(await phone.link.subscribe('#', phone.topics.hubState, 'omni/1/home/rpc/#')).toEqual([128, 1, 128]);
    await phone.heard(phone.topics.hubState);
  });

  test('another person’s replies', async () => {
    const member = await connectAs(doors, await invite(doors, owner, 'member'));
    expect(await member.link.subscribe(owner.topics.reply(owner.person.client, owner.session))).toEqual([128]);
  });
});

describe('a changed right holds at once', () => {
  test('a role: the connection is closed before the answer, the new one has the new rights', async () => {
    const person = await invite(doors, owner, 'member');
    const tabs = [
      await connectAs(doors, person),
      await connectAs(doors, person, { tab: 'two' }),
      await connectAs(doors, person, { tab: 'three', webSocket: true }),
    ];
    let closed = 0;
    for (const tab of tabs) void tab.link.closed.then(() => (closed += 1));
    await owner.call('person.change', { client: person.client, role: 'guest', rooms: ['kitchen'] });
    await Promise.all(tabs.map((tab) => within(tab.link.closed, 'end of a connection')));
    expect(closed).toBe(3);
    // The hub itself says that none is left when it answers.
    const guest = await connectAs(doors, person);
    expect(await guest.refusal('room.put', { id: 'cellar' })).toMatchObject({ code: 'FORBIDDEN' });
    expect((await guest.call('device.list', {})).devices.map(({ did }) => did)).toEqual([inKitchen.did]);
  });

  test('a removal: closed when answered, and neither secret, cookie nor HTTP opens the home again', async () => {
    const person = await invite(doors, owner, 'member');
    const phone = await connectAs(doors, person);
    expect((await owner.call('person.list', {})).people.find(({ client }) => client === person.client)).toMatchObject({ online: true });
    await owner.call('person.remove', { client: person.client });
    expect((await owner.call('person.list', {})).people.some(({ client }) => client === person.client)).toBe(false);
    await within(phone.link.closed, 'end of the connection');
    await expect(connectAs(doors, person)).rejects.toMatchObject({ code: 4 });
    await expect(connectAs(doors, person, { webSocket: true })).rejects.toMatchObject({ code: 4 });
    expect((await phone.askHttp('room.list', {})).reply).toMatchObject({ ok: false, error: { code: 'UNAUTHENTICATED' } });
    const session = await fetch(`${doors.http}/api/rpc/room.list`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: person.cookie },
      body: '{}',
    });
    expect(session.status).toBe(401);
  });

  test('whoever removes themselves gets the answer, then the line is closed', async () => {
    const person = await invite(doors, owner, 'guest');
    const phone = await connectAs(doors, person);
    expect(await phone.call('person.remove', { client: person.client })).toEqual({});
    await within(phone.link.closed, 'end of the connection');
    await expect(connectAs(doors, person)).rejects.toMatchObject({ code: 4 });
  });
});

describe('a claim link', () => {
  test('works once', async () => {
    const { token } = await owner.call('person.invite', { role: 'member' });
    expect((await claim(doors.http, token)).role).toBe('member');
    const second = await postClaim(doors.http, { token, name: 'Late' });
    expect(second.status).toBe(401);
    expect(await second.json()).toMatchObject({ error: { code: 'UNAUTHENTICATED' } });
  });

  test('of two at once, one wins', async () => {
    const { token } = await owner.call('person.invite', { role: 'member' });
    const both = await Promise.all([postClaim(doors.http, { token, name: 'One' }), postClaim(doors.http, { token, name: 'Two' })]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 401]);
  });

  test('lives fifteen minutes, not longer', async () => {
    const early = await owner.call('person.invite', { role: 'member' });
    clock.shift(15 * 60_000 - 5_000);
    expect((await claim(doors.http, early.token)).role).toBe('member');
    const late = await owner.call('person.invite', { role: 'member' });
    clock.shift(15 * 60_000 + 1);
    await expect(claim(doors.http, late.token)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  test('that is wrong, empty or no text', async () => {
    for (const token of ['x'.repeat(43), 'x']) expect((await postClaim(doors.http, { token, name: 'X' })).status).toBe(401);
    for (const bad of [
      { token: '', name: 'X' },
      { token: 7, name: 'X' },
      { name: 'X' },
      { token: 'x', name: '' },
      { token: 'x', name: 'x'.repeat(41) },
      null,
      'text',
      [],
    ])
      expect((await postClaim(doors.http, bad)).status, JSON.stringify(bad)).toBe(400);
  });
});

describe('who connects', () => {
  const enter = (options: object) => openLink(doors.mqtt, options);
  test.each([
    ['an empty client id', () => ({ clientId: '', username: owner.person.client, password: owner.person.secret }), 2],
    ['a client id of somebody else', () => ({ clientId: 'somebody', username: owner.person.client, password: owner.person.secret }), 2],
    [
      'a client id with a wildcard',
      () => ({ clientId: `${owner.person.client}.+`, username: owner.person.client, password: owner.person.secret }),
      2,
    ],
    ['a serial "+"', () => ({ clientId: 'pair-+', username: 'pair-+', password: 'x' }), 2],
    ['a serial "#"', () => ({ clientId: 'pair-#', username: 'pair-#' }), 2],
    ['a serial with a slash', () => ({ clientId: 'pair-a/b', username: 'pair-a/b' }), 2],
    ['a wrong secret', () => ({ clientId: owner.person.client, username: owner.person.client, password: 'wrong' }), 4],
    ['no secret', () => ({ clientId: owner.person.client, username: owner.person.client }), 4],
    ['an empty secret', () => ({ clientId: owner.person.client, username: owner.person.client, password: '' }), 4],
    ['nobody', () => ({ clientId: 'nobody-here', username: 'nobody-here', password: 'x' }), 4],
    [
      'a person with a device’s secret',
      () => ({ clientId: owner.person.client, username: owner.person.client, password: 'x'.repeat(43) }),
      4,
    ],
  ])('%s: refused', async (_name, options, code) => {
    await expect(enter(options())).rejects.toMatchObject({ code });
  });

  test('over WebSocket: a cookie of one does not open the door for another, a password counts before a cookie', async () => {
    const member = await invite(doors, owner, 'member');
    await expect(
      openLink(doors.ws, {
        clientId: owner.person.client,
        username: owner.person.client,
        wsOptions: { headers: { cookie: member.cookie } },
      }),
    ).rejects.toMatchObject({ code: 4 });
    await expect(
      openLink(doors.ws, {
        clientId: member.client,
        username: member.client,
        password: 'wrong',
        wsOptions: { headers: { cookie: member.cookie } },
      }),
    ).rejects.toMatchObject({ code: 4 });
    const phone = await openLink(doors.ws, { clientId: member.client, username: member.client, password: member.secret });
    expect(phone.client.connected).toBe(true);
    const byCookie = await connectAs(doors, member, { tab: 'page', webSocket: true });
    expect((await byCookie.call('person.list', {})).you).toBe(member.client);
  });

  test('MQTT 5 is not spoken; who tries is told so', async () => {
    await expect(
      openLink(doors.mqtt, {
        clientId: owner.person.client,
        username: owner.person.client,
        password: owner.person.secret,
        protocolVersion: 5,
      }),
    ).rejects.toThrow();
  });
});

describe('guessing at links', () => {
  const guess = (hub: TestHub) => postClaim(hub.http, { token: 'guess', name: 'X' });

  test('is not endless, and begins again after a minute', async () => {
    const time = createShiftedClock();
    const hub = await startHub({ clock: time });
    const answers = await Promise.all(Array.from({ length: 40 }, () => guess(hub)));
    const limited = answers.filter(({ status }) => status === 429);
    expect(limited.length).toBe(10);
    for (const answer of limited) expect(await answer.json()).toMatchObject({ ok: false, error: { code: 'RATE_LIMITED' } });
    // Whoever guessed does not get in by a good one either: else the count would say which one is good.
    expect((await postClaim(hub.http, { token: hub.claim, name: 'X' })).status).toBe(429);
    time.shift(60_001);
    expect((await postClaim(hub.http, { token: hub.claim, name: 'X' })).status).toBe(200);
  });

  test('is what counts: however many are let in, nobody waits', async () => {
    const hub = await startHub();
    const first = await enterAsOwner(hub);
    for (let k = 0; k < 35; k += 1) {
      const { token } = await first.call('person.invite', { role: 'guest' });
      expect((await postClaim(hub.http, { token, name: 'X' })).status).toBe(200);
    }
    expect((await guess(hub)).status).toBe(401);
  });
});
