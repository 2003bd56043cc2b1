// What other ecosystems see and ask, over the wire: which house shows which device, who may ask, what becomes of a refusal,
// and that nothing is left where nothing should be.
import { beforeAll, describe, expect, test } from 'vitest';
import type { Alert } from '#protocol/envelopes.ts';
import type { OpennessClass } from '#protocol/spec.ts';
import { connectAs, enterAsOwner, invite } from '../support/controller.ts';
import type { Controller } from '../support/controller.ts';
import { createPuppet, enterPuppet, puppetSpec } from '../support/puppet-device.ts';
import type { PuppetLine } from '../support/puppet-device.ts';
import { startHub } from '../support/start-hub.ts';
import type { TestHub } from '../support/start-hub.ts';

const market = (openness: OpennessClass) => ({ price: 1, currency: 'CNY', lifeYears: 1, openness, illustrative: true });
const title = (en: string) => ({ en, zh: en });
const classed = (openness: OpennessClass) =>
  puppetSpec({
    model: `test.puppet-${openness.toLowerCase()}`,
    market: market(openness),
    services: {
      ...puppetSpec().services,
      // Its maker's own: no standard service.
      extra: {
        title: title('Extra'),
        properties: { mood: { format: 'bool', access: ['read', 'write'], title: title('Mood') } },
        actions: {},
        events: {},
      },
    },
  });

/** Somebody who sees what stands below `homie/5`, by topic: empty payloads take away. */
async function homieOf(who: Controller) {
  // What stands comes in the order of the filters: hub/info last.
  await who.watch('homie/5/#', who.topics.hubInfo);
  await who.heard(who.topics.hubInfo);
  return {
    stands: (): Map<string, string> => {
      const standing = new Map<string, string>();
      for (const { topic, text } of who.messages.all.filter((message) => message.topic.startsWith('homie/5/')))
        if (text === '') standing.delete(topic);
        else standing.set(topic, text);
      return standing;
    },
    topic: (did: string, ...levels: string[]): string => ['homie/5', did, ...levels].join('/'),
  };
}
/** What somebody finds who comes now. */
async function newcomer(doors: TestHub, owner: Controller): Promise<Map<string, string>> {
  const late = await connectAs(doors, owner.person, { tab: `late${Math.random().toString(36).slice(2, 10)}` });
  const { stands } = await homieOf(late);
  await late.end();
  return stands();
}
const ofDevice = (stands: Map<string, string>, did: string): string[] =>
  [...stands.keys()].filter((topic) => topic.startsWith(`homie/5/${did}/`));

describe('which house shows which device', () => {
  test('closed none, bridged class O, open class O and the standard services of class T; nobody sees class V', async () => {
    const doors = await startHub();
    const owner = await enterAsOwner(doors);
    const dids = { O: '', T: '', V: '' };
    for (const name of ['O', 'T', 'V'] as const) ({ did: dids[name] } = await enterPuppet(doors, owner, { spec: classed(name) }));
    const { stands } = await homieOf(await connectAs(doors, owner.person, { tab: 'homie' }));
    const nodes = async (did: string): Promise<string[] | undefined> => {
      const text = (await newcomer(doors, owner)).get(`homie/5/${did}/$description`);
      return text === undefined ? undefined : Object.keys((JSON.parse(text) as { nodes: object }).nodes);
    };
    expect(stands().size).toBe(0);

    expect(await owner.call('hub.openness', { mode: 'bridged' })).toEqual({ mode: 'bridged' });
    expect([await nodes(dids.O), await nodes(dids.T), await nodes(dids.V)]).toEqual([['light', 'extra'], undefined, undefined]);
    await owner.call('hub.openness', { mode: 'open' });
    expect([await nodes(dids.O), await nodes(dids.T), await nodes(dids.V)]).toEqual([['light', 'extra'], ['light'], undefined]);
    await owner.call('hub.openness', { mode: 'bridged' });
    expect([await nodes(dids.O), await nodes(dids.T), await nodes(dids.V)]).toEqual([['light', 'extra'], undefined, undefined]);
    await owner.call('hub.openness', { mode: 'closed' });
    expect(await newcomer(doors, owner)).toEqual(new Map());
  });

  test('bridged admits only partners, and releases devices', async () => {
    const doors = await startHub();
    const owner = await enterAsOwner(doors);
    await owner.call('hub.openness', { mode: 'bridged' });
    const outsider = createPuppet(doors, { spec: puppetSpec({ vendor: 'nobody-knows', model: 'nobody.x' }) });
    await expect(outsider.pair(owner)).rejects.toMatchObject({ code: 'NOT_ADMITTED' });
    const { did } = await enterPuppet(doors, owner);
    expect(await owner.call('device.release', { did, house: 'x'.repeat(43) })).toHaveProperty('release');
    expect((await owner.call('hub.info', {})).openness).toBe('bridged');
  });
});

describe('in a bridged house', () => {
  let doors: TestHub;
  let owner: Controller;
  let outside: Controller;
  let homie: Awaited<ReturnType<typeof homieOf>>;
  /** For what leaves a device as it was. */
  let plain: { did: string; line: PuppetLine };
  beforeAll(async () => {
    doors = await startHub();
    owner = await enterAsOwner(doors);
    for (const id of ['kitchen', 'bedroom']) await owner.call('room.put', { id });
    await owner.call('hub.openness', { mode: 'bridged' });
    outside = await connectAs(doors, await invite(doors, owner, 'member'));
    homie = await homieOf(outside);
    await owner.watch(`${owner.topics.root}/alert/#`);
    plain = await enterPuppet(doors, owner);
  });
  const refused = (did: string): Promise<Alert> =>
    owner.heard(owner.topics.alert(did, 'foreign-set'), ({ text }) => text !== '').then(({ json }) => json as Alert);
  const told = (topic: string, text: string) => outside.heard(topic, (message) => message.text === text);

  test('who listens hears a device come, be ready, change, go and come back; who comes later finds the same', async () => {
    const { did, line, puppet } = await enterPuppet(doors, owner, { place: { name: 'Lamp', room: 'kitchen' } });
    await told(homie.topic(did, '$state'), 'ready');
    await line.report('light', 'brightness', 40, { target: 80, until: 1 });
    await told(homie.topic(did, 'light', 'brightness', '$target'), '80');
    await told(homie.topic(did, 'light', 'brightness'), '40');
    await line.event('light', 'overheated', { degrees: 90.5 });
    await told(homie.topic(did, 'light', '2-overheated'), '{"degrees":90.5}');
    const found = await newcomer(doors, owner);
    const standing = homie.stands();
    standing.delete(homie.topic(did, 'light', '2-overheated'));
    expect(found).toEqual(standing);
    expect(ofDevice(found, did)).toContain(homie.topic(did, 'light', 'mode', '$target'));
    // What can only be set has no value.
    expect(found.has(homie.topic(did, 'light', 'pin'))).toBe(false);
    line.link.cut();
    await told(homie.topic(did, '$state'), 'lost');
    await puppet.live();
    await told(homie.topic(did, '$state'), 'ready');
  });

  test.each(['quotes " and \\ \'', 'a/b/#/+', '💡👩‍🔬 灯', '$state', 'x'.repeat(40)])('a device called %j keeps its topics', async (name) => {
    const { did } = plain;
    const before = ofDevice(await newcomer(doors, owner), did);
    await owner.call('device.place', { did, name });
    // Told as a description may change: in init, then back.
    await told(homie.topic(did, '$state'), 'init');
    const { json } = await outside.heard(homie.topic(did, '$description'), (message) => message.json?.name === name);
    expect(json).toMatchObject({ homie: '5.0', name });
    await told(homie.topic(did, '$state'), 'ready');
    expect(ofDevice(await newcomer(doors, owner), did)).toEqual(before);
  });

  test('a name of 200 characters is refused before anybody hears it', async () => {
    const { did } = await enterPuppet(doors, owner);
    expect(await owner.refusal('device.place', { did, name: '🌙'.repeat(200) })).toMatchObject({ code: 'BAD_ARGS', path: 'name' });
  });

  test('a set is carried out, answered in its own words, and an action with arguments too', async () => {
    const { did, line } = await enterPuppet(doors, owner);
    const set = (property: string, payload: string) => outside.link.publish(homie.topic(did, 'light', property, 'set'), payload);
    await set('brightness', '055');
    await told(homie.topic(did, 'light', 'brightness'), '55');
    await told(homie.topic(did, 'light', 'brightness', '$target'), '055');
    expect((await newcomer(doors, owner)).get(homie.topic(did, 'light', 'brightness', '$target'))).toBe('055');
    await line.report('light', 'brightness', 60);
    await told(homie.topic(did, 'light', 'brightness', '$target'), '60');
    await set('power', '1');
    expect(await refused(did)).toMatchObject({ code: 'NOT_WRITABLE' });
    await set('label', '\u0000');
    await told(homie.topic(did, 'light', 'label'), '\u0000');
    await set('1-blink', '{"times":4}');
    expect(await line.commands.next(({ op }) => op === 'action')).toMatchObject({ action: 'blink', in: { times: 4 } });
  });

  test.each([
    ['brightness', '140', 'OUT_OF_RANGE'],
    ['brightness', '52', 'OFF_STEP'],
    ['brightness', '50.0', 'BAD_TYPE'],
    ['brightness', '', 'BAD_TYPE'],
    ['on', 'TRUE', 'BAD_TYPE'],
    ['mode', 'disco', 'BAD_ENUM'],
    ['mode', 'constructor', 'BAD_ENUM'],
    ['label', 'ninechars', 'TOO_LARGE'],
    ['label', Buffer.from([0xff, 0xfe]), 'BAD_TYPE'],
    ['label', Buffer.alloc(70_000, 0x61), 'TOO_LARGE'],
    ['power', '5', 'NOT_WRITABLE'],
    ['colour', '5', 'NO_SUCH_PROPERTY'],
    ['constructor', '5', 'NO_SUCH_PROPERTY'],
    ['1-blink', '{}', 'BAD_ARGS'],
    ['1-blink', '{"times":0}', 'OUT_OF_RANGE'],
    ['1-blink', '[1]', 'BAD_TYPE'],
    ['1-blink', 'run', 'BAD_TYPE'],
    ['1-fly', 'run', 'NO_SUCH_ACTION'],
    ['2-overheated', '{}', 'NOT_WRITABLE'],
  ])(
    'a set of %s to %j is refused with %s, on the alert topic of the device; the next that works clears it',
    async (property, payload, code) => {
      const { did, line } = plain;
      const before = line.commands.all.length;
      await outside.link.publish(homie.topic(did, 'light', property, 'set'), payload);
      expect(await refused(did)).toMatchObject({ code, level: 'info' });
      const { text } = await outside.heard(homie.topic(did, '$alert', 'foreign-set'));
      expect(text).toContain(code);
      expect(text).toContain(`light/${property}`);
      expect(line.commands.all.length).toBe(before);
      await outside.link.publish(homie.topic(did, 'light', 'on', 'set'), 'true');
      await told(homie.topic(did, '$alert', 'foreign-set'), '');
    },
  );

  test('what the device refuses is told with its code; a device that is away with OFFLINE', async () => {
    const { did, line } = await enterPuppet(doors, owner);
    line.onCommand = (command) => void line.fail(command, 'WRONG_STATE');
    await outside.link.publish(homie.topic(did, 'light', 'on', 'set'), 'true');
    expect(await refused(did)).toMatchObject({ code: 'WRONG_STATE' });
    await line.link.end();
    await told(homie.topic(did, '$state'), 'lost');
    await outside.link.publish(homie.topic(did, 'light', 'on', 'set'), 'true');
    await owner.heard(owner.topics.alert(did, 'foreign-set'), ({ json }) => json?.code === 'OFFLINE');
  });

  test('a guest asks only in the rooms named for it, and hears only what is in them', async () => {
    const [kitchen, bedroom] = [
      await enterPuppet(doors, owner, { place: { room: 'kitchen' } }),
      await enterPuppet(doors, owner, { place: { room: 'bedroom' } }),
    ];
    const guest = await connectAs(doors, await invite(doors, owner, 'guest', ['kitchen']));
    const seen = await homieOf(guest);
    expect(ofDevice(seen.stands(), kitchen.did).length).toBeGreaterThan(5);
    expect(ofDevice(seen.stands(), bedroom.did)).toEqual([]);
    await guest.link.publish(homie.topic(kitchen.did, 'light', 'on', 'set'), 'true');
    await guest.heard(homie.topic(kitchen.did, 'light', 'on'), ({ text }) => text === 'true');
    await guest.link.publish(homie.topic(bedroom.did, 'light', 'on', 'set'), 'true');
    expect(await refused(bedroom.did)).toMatchObject({ code: 'FORBIDDEN' });
    // Moved out of its sight, it is gone; moved into it, it is there.
    await owner.call('device.place', { did: kitchen.did, room: 'bedroom' });
    await guest.heard(homie.topic(kitchen.did, '$state'), ({ text }) => text === '');
    await owner.call('device.place', { did: bedroom.did, room: 'kitchen' });
    await guest.heard(homie.topic(bedroom.did, '$description'));
    await guest.call('room.list', {});
    expect(ofDevice(seen.stands(), kitchen.did)).toEqual([]);
    expect(ofDevice(seen.stands(), bedroom.did).length).toBeGreaterThan(5);
    // A guest for whom none are named reads, and asks in vain.
    const reader = await connectAs(doors, await invite(doors, owner, 'guest'));
    await reader.watch(homie.topic(bedroom.did, '$state'));
    await reader.heard(homie.topic(bedroom.did, '$state'));
    await reader.link.publish(homie.topic(bedroom.did, 'light', 'on', 'set'), 'true');
    await owner.heard(owner.topics.alert(bedroom.did, 'foreign-set'), ({ json }) => json?.count === 2);
  });

  test('a controller may ask for each of 4,096 topics by itself, and for no more; the next that it gives up makes room', async () => {
    const many = await connectAs(doors, outside.person, { tab: 'many' });
    const filters = Array.from({ length: 4096 }, (_, k) => homie.topic(plain.did, 'light', `p${k}`));
    for (let k = 0; k < filters.length; k += 512) await many.watch(...filters.slice(k, k + 512));
    expect(await many.link.subscribe(homie.topic(plain.did, '$state'))).toEqual([128]);
    expect(await many.link.subscribe(many.topics.hubInfo)).toEqual([1]);
    await many.link.client.unsubscribeAsync(filters[0] ?? '');
    expect(await many.link.subscribe(homie.topic(plain.did, '$state'))).toEqual([1]);
    await many.heard(homie.topic(plain.did, '$state'));
  });

  test('without credentials, or with a device’s, nobody hears or asks', async () => {
    const { did, line } = await enterPuppet(doors, owner);
    expect(await line.link.subscribe('homie/5/#', '+/5/+/$state')).toEqual([128, 128]);
    await line.link.publish(homie.topic(did, 'light', 'on', 'set'), 'true');
    await owner.heard(owner.topics.alert(did, 'forbidden-topic'));
    expect(line.commands.all).toEqual([]);
  });

  test('a foreign message on a topic of ours reaches nobody and stays nowhere', async () => {
    const { did } = await enterPuppet(doors, owner);
    await told(homie.topic(did, '$state'), 'ready');
    const before = await newcomer(doors, owner);
    for (const topic of [
      homie.topic(did, '$state'),
      homie.topic(did, 'light', 'on'),
      homie.topic('squatter', '$state'),
      'homie/5/$broadcast/alert',
    ])
      await outside.link.publish(topic, 'squat', { retain: true });
    // A set is of the moment, whatever its RETAIN flag says.
    await outside.link.publish(homie.topic(did, 'light', 'brightness', 'set'), '65', { retain: true });
    await told(homie.topic(did, 'light', 'brightness'), '65');
    expect(outside.messages.count(({ text }) => text === 'squat')).toBe(0);
    const after = await newcomer(doors, owner);
    expect([...after.keys()]).toEqual([...before.keys()]);
    expect([...after.values()]).not.toContain('squat');
  });

  test('a set on a device that the house does not show is told as an alert of the hub, and opening or closing ends it', async () => {
    const { did, line } = await enterPuppet(doors, owner, { spec: classed('V') });
    const { hub } = await owner.call('hub.info', {});
    await outside.link.publish(homie.topic(did, 'light', 'on', 'set'), 'true');
    expect(await refused(hub)).toMatchObject({ code: 'NO_SUCH_DEVICE' });
    await outside.link.publish(homie.topic('d-nobody', 'light', 'on', 'set'), 'true');
    await owner.heard(owner.topics.alert(hub, 'foreign-set'), ({ json }) => json?.count === 2);
    expect(line.commands.all).toEqual([]);
    expect(ofDevice(await newcomer(doors, owner), did)).toEqual([]);
    await owner.call('hub.openness', { mode: 'bridged' });
    await owner.heard(owner.topics.alert(hub, 'foreign-set'), ({ text }) => text === '');
  });

  test('a controller that floods is limited with a clear answer; others are served, and it is again', async () => {
    const { did, line } = await enterPuppet(doors, owner);
    const held: (() => Promise<void>)[] = [];
    line.onCommand = (command) => void held.push(() => line.obey(command));
    const sends = Array.from({ length: 1_000 }, (_, k) =>
      outside.link.publish(homie.topic(did, 'light', 'brightness', 'set'), String((k % 20) * 5)),
    );
    await owner.heard(owner.topics.alert(did, 'foreign-set'), ({ json }) => json?.code === 'BUSY');
    await Promise.all(sends);
    expect(held.length).toBeLessThanOrEqual(64);
    // Another device of the home answers at once.
    const other = await enterPuppet(doors, owner);
    expect(await owner.call('device.set', { did: other.did, service: 'light', property: 'on', value: true })).toMatchObject({
      value: true,
    });
    for (const obey of held.splice(0)) await obey();
    line.onCommand = (command) => void line.obey(command);
    await outside.link.publish(homie.topic(did, 'light', 'brightness', 'set'), '100');
    await told(homie.topic(did, 'light', 'brightness'), '100');
    // One alert a second at most, not one a refusal.
    expect(outside.messages.count(({ topic }) => topic === homie.topic(did, '$alert', 'foreign-set'))).toBeLessThan(100);
  });

  test('a device that is removed takes everything with it, its alerts too', async () => {
    const { did } = await enterPuppet(doors, owner);
    await outside.link.publish(homie.topic(did, 'light', 'colour', 'set'), '1');
    await refused(did);
    await outside.heard(homie.topic(did, '$alert', 'foreign-set'));
    await owner.call('device.remove', { did });
    await told(homie.topic(did, '$state'), '');
    await outside.call('room.list', {});
    expect(ofDevice(homie.stands(), did)).toEqual([]);
    expect(ofDevice(await newcomer(doors, owner), did)).toEqual([]);
  });
});

describe('a house that closes', () => {
  test('has cleared everything when it answers; a set under way ends as it would, and is told to nobody outside', async () => {
    const doors = await startHub();
    const owner = await enterAsOwner(doors);
    const { did, line } = await enterPuppet(doors, owner);
    await owner.call('hub.openness', { mode: 'bridged' });
    const outside = await connectAs(doors, owner.person, { tab: 'homie' });
    const homie = await homieOf(outside);
    await owner.watch(...owner.topics.everything);
    line.onCommand = () => undefined;
    await outside.link.publish(homie.topic(did, 'light', 'brightness', 'set'), '75');
    const command = await line.commands.next();
    await outside.call('hub.openness', { mode: 'closed' });
    // The answer comes on the same line, after the last of the clearing.
    expect(homie.stands()).toEqual(new Map());
    expect(await newcomer(doors, owner)).toEqual(new Map());
    await line.obey(command);
    await owner.heard(owner.topics.report(did, 'light', 'brightness'), ({ json }) => json?.value === 75);
    // Asked after the doors were closed: refused, and not as the device's.
    await outside.link.publish(homie.topic(did, 'light', 'brightness', 'set'), '5');
    await owner.heard(owner.topics.alert(doors.hub.hub, 'foreign-set'), ({ json }) => json?.code === 'NO_SUCH_DEVICE');
    await outside.call('room.list', {});
    expect(homie.stands()).toEqual(new Map());
    expect(await newcomer(doors, owner)).toEqual(new Map());
  });
});

test('a restart leaves no ghost: what stands after it is what is there, lost until it is back', async () => {
  const first = await startHub();
  const before = await enterAsOwner(first);
  await before.call('hub.openness', { mode: 'bridged' });
  const stays = await enterPuppet(first, before);
  const goes = await enterPuppet(first, before);
  await before.link.publish(`homie/5/${stays.did}/light/colour/set`, '1', { retain: true });
  await before.call('device.remove', { did: goes.did });
  const earlier = await newcomer(first, before);
  await first.stop();
  const second = await first.again();
  const owner = await connectAs(second, before.person);
  const now = await newcomer(second, owner);
  expect(now.get(`homie/5/${stays.did}/$state`)).toBe('lost');
  expect(ofDevice(now, goes.did)).toEqual([]);
  earlier.delete(`homie/5/${stays.did}/$alert/foreign-set`);
  expect([...now].filter(([topic]) => !topic.endsWith('/$state'))).toEqual([...earlier].filter(([topic]) => !topic.endsWith('/$state')));
  await stays.puppet.live();
});
