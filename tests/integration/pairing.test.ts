// Pairing: what a hub shows, asks, believes and refuses. Devices here are puppets that can lie, and real ones.
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { band } from '#devices/catalog/band.ts';
import { lamp } from '#devices/catalog/lamp.ts';
import { connectAs, enterAsOwner, invite } from '../support/controller.ts';
import type { Controller } from '../support/controller.ts';
import { openLink } from '../support/mqtt-link.ts';
import { createPuppet, enterPuppet, puppetSpec } from '../support/puppet-device.ts';
import type { Approaching, Puppet } from '../support/puppet-device.ts';
import { startDevice } from '../support/real-device.ts';
import { createShiftedClock, startHub } from '../support/start-hub.ts';
import type { TestHub } from '../support/start-hub.ts';
import { eventually, within } from '../support/waiting.ts';

const clock = createShiftedClock();
let doors: TestHub;
let owner: Controller;
beforeAll(async () => {
  doors = await startHub({ clock });
  owner = await enterAsOwner(doors);
  await owner.watch(...owner.topics.everything);
});
beforeEach(() => clock.shift(1_001));

const nearbyNow = async (): Promise<string[]> => (await owner.call('pair.list', {})).nearby.map(({ serial }) => serial);
const shown = (serial: string) => owner.heard(owner.topics.object('nearby', serial), ({ text }) => text !== '');
const gone = (serial: string) => owner.heard(owner.topics.object('nearby', serial), ({ text }) => text === '');
const accept = ({ serial, setupCode }: Pick<Puppet, 'serial' | 'setupCode'>, ttl?: number) =>
  owner.ask('pair.accept', { serial, setupCode }, ttl === undefined ? {} : { ttl });
const paired = async (serial: string): Promise<boolean> =>
  (await owner.call('device.list', {})).devices.some((device) => device.serial === serial);

describe('what is nearby', () => {
  test('is shown with its maker, and no more when it leaves or says good-bye', async () => {
    const puppet = createPuppet(doors);
    const first = await puppet.approach();
    expect((await shown(puppet.serial)).json).toMatchObject({
      serial: puppet.serial,
      vendor: 'dawnworks',
      admitted: true,
      category: 'light',
    });
    expect(await nearbyNow()).toContain(puppet.serial);
    await first.up({ v: 1, type: 'bye' });
    await gone(puppet.serial);
    await first.link.end();
    const second = await puppet.approach();
    await shown(puppet.serial);
    second.link.cut();
    await gone(puppet.serial);
    expect(await nearbyNow()).not.toContain(puppet.serial);
    expect(await accept(puppet)).toMatchObject({ ok: false, error: { code: 'NOT_NEARBY' } });
  });

  test('is heard only when it answers the present challenge, under its own serial, with its own key', async () => {
    const [silent, copied, forged, borrowed] = [
      createPuppet(doors),
      createPuppet(doors),
      createPuppet(doors, { attestedBy: 'clearway' }),
      createPuppet(doors),
    ];
    // An old nonce: overheard, perhaps.
    const shy = await silent.approach({ shy: true });
    await shy.down.next(({ type }) => type === 'challenge');
    await shy.greet({ nh: '0'.repeat(64) });
    await shy.greet({ serial: copied.serial });
    expect(await nearbyNow()).not.toContain(silent.serial);
    // A maker that did not sign it.
    const forging = await forged.approach();
    expect(await forging.down.next(({ type }) => type === 'rejected')).toMatchObject({ error: { code: 'BAD_ATTESTATION' } });
    // Somebody else's attestation: the key behind it is missing.
    const honest = await copied.approach({ shy: true });
    await honest.down.next(({ type }) => type === 'challenge');
    await honest.greet();
    await shown(copied.serial);
    const thief = await borrowed.approach({ shy: true });
    await thief.down.next(({ type }) => type === 'challenge');
    await thief.greet({ signature: 'A'.repeat(86) });
    expect(await thief.down.next(({ type }) => type === 'rejected')).toMatchObject({ error: { code: 'BAD_ATTESTATION' } });
    const list = await nearbyNow();
    expect([forged.serial, borrowed.serial].filter((serial) => list.includes(serial))).toEqual([]);
    const alarm = await owner.heard(owner.topics.alert(doors.hub.hub, 'forged'), ({ json }) => json?.count === 2);
    expect(alarm).toMatchObject({ json: { code: 'BAD_ATTESTATION', level: 'alarm' } });
    expect(await accept(forged)).toMatchObject({ ok: false, error: { code: 'NOT_NEARBY' } });
  });

  test.each([
    ['no JSON', 'hello'],
    ['another version', { v: 2, type: 'hello' }],
    ['an unknown type', { v: 1, type: 'please' }],
    ['a title as long as a book', { v: 1, type: 'hello', title: { en: 'x'.repeat(9_000), zh: 'x' } }],
    ['a title that writes backwards', { v: 1, type: 'hello', title: { en: '\u202egnp', zh: 'x' } }],
  ])('%s is answered, not shown', async (_name, message) => {
    const puppet = createPuppet(doors);
    const approach = await puppet.approach({ shy: true });
    await approach.link.publish(owner.topics.pairUp(puppet.serial), message);
    expect(await approach.down.next(({ type }) => type === 'rejected')).toMatchObject({ error: { code: 'BAD_REQUEST' } });
    expect(await nearbyNow()).not.toContain(puppet.serial);
  });

  test('an unpaired device may do nothing else', async () => {
    const puppet = createPuppet(doors);
    const { link } = await puppet.approach();
    await shown(puppet.serial);
    expect(
      await link.subscribe(
        owner.topics.pairDown('somebody'),
        owner.topics.pairUp(puppet.serial),
        `${owner.topics.root}/#`,
        owner.topics.hubInfo,
        `${owner.topics.root}/pair/+/down`,
      ),
    ).toEqual([128, 128, 128, 128, 128]);
    const before = doors.hub.inspect.gate.refused;
    await link.publish(owner.topics.pairUp('somebody'), { v: 1, type: 'bye' });
    await link.publish(owner.topics.state('somebody'), { v: 1, state: 'ready', session: 'abc' });
    expect(doors.hub.inspect.gate.refused).toBe(before + 2);
    expect(link.client.connected).toBe(true);
  });

  test('the fifty-first is told that it is too many; one more goes when one leaves', async () => {
    // Devices of earlier tests may still be leaving: come until fifty are there.
    const crowd: Awaited<ReturnType<ReturnType<typeof createPuppet>['approach']>>['link'][] = [];
    await eventually(async () => {
      const missing = 50 - (await nearbyNow()).length;
      crowd.push(...(await Promise.all(Array.from({ length: missing }, async () => (await createPuppet(doors).approach()).link))));
      return missing === 0;
    }, 'fiftieth device nearby');
    const late = createPuppet(doors);
    const tooMany = await late.approach();
    expect(await tooMany.down.next()).toMatchObject({ type: 'rejected', error: { code: 'RATE_LIMITED' } });
    await tooMany.link.end();
    await Promise.all(crowd.map((link) => link.end()));
    await late.approach();
    await shown(late.serial);
  });
});

describe('a serial that is paired already is shown again', () => {
  const alertOf = (did: string) => owner.topics.alert(did, 'already-paired');
  const raised = (did: string) => owner.heard(alertOf(did), ({ json }) => json?.code === 'ALREADY_PAIRED');
  const cleared = (did: string) => owner.heard(alertOf(did), ({ text }) => text === '');
  const rejected = ({ down }: Pick<Approaching, 'down'>) => down.next(({ type }) => type === 'rejected');

  test('by one that cannot prove its key, or whose maker did not make it: no alert about the device', async () => {
    const { puppet, did } = await enterPuppet(doors, owner);
    const thief = createPuppet(doors, { serial: puppet.serial });
    const shy = await thief.approach({ shy: true });
    await shy.down.next(({ type }) => type === 'challenge');
    await shy.greet({ signature: 'A'.repeat(86) });
    expect(await rejected(shy)).toMatchObject({ error: { code: 'BAD_ATTESTATION' } });
    await shy.link.end();
    const forger = await createPuppet(doors, { serial: puppet.serial, attestedBy: 'clearway' }).approach();
    expect(await rejected(forger)).toMatchObject({ error: { code: 'BAD_ATTESTATION' } });
    await owner.call('room.list', {});
    expect(owner.messages.count(({ topic }) => topic === alertOf(did))).toBe(0);
  });

  test('by one that proves itself: an alert, until it is gone', async () => {
    const { puppet, did } = await enterPuppet(doors, owner);
    const again = await puppet.approach();
    expect(await rejected(again)).toMatchObject({ error: { code: 'ALREADY_PAIRED' } });
    await raised(did);
    again.link.cut();
    await cleared(did);
    const polite = await puppet.approach();
    await raised(did);
    await polite.up({ v: 1, type: 'bye' });
    await cleared(did);
  });

  test('removed, as the alert advises: it clears, and the device is nearby at once', async () => {
    const { puppet, did } = await enterPuppet(doors, owner);
    await puppet.approach();
    await raised(did);
    await owner.call('device.remove', { did });
    await cleared(did);
    await shown(puppet.serial);
    expect(await accept(puppet)).toMatchObject({ ok: true });
  });
});

describe('the code', () => {
  test('nothing is proved before a person has typed it; then the hub proves first', async () => {
    const puppet = createPuppet(doors);
    const order: string[] = [];
    const approach = await puppet.approach({
      onProve: (_message, honest) => {
        order.push('hub');
        return honest;
      },
    });
    await shown(puppet.serial);
    expect(approach.down.all.map(({ type }) => type)).toEqual(['challenge']);
    expect(await accept(puppet)).toMatchObject({ ok: true });
    expect(order).toEqual(['hub']);
    expect(approach.down.all.map(({ type }) => type)).toEqual(['challenge', 'prove', 'grant']);
    await gone(puppet.serial);
    // The secret reached the device alone.
    const { secret = 'none' } = puppet.credentials ?? {};
    expect(owner.messages.count(({ text }) => text.includes(secret))).toBe(0);
    const dump = JSON.stringify(await doors.hub.inspect.store.db.selectFrom('devices').selectAll().execute());
    expect(dump).not.toContain(secret);
  });

  test('wrong: how many tries are left; then right, at once, however slow the device greets again', async () => {
    const puppet = createPuppet(doors);
    const approach = await puppet.approach({ shy: true });
    await approach.down.next(({ type }) => type === 'challenge');
    await approach.greet();
    await shown(puppet.serial);
    const wrong = await accept({ ...puppet, setupCode: '00000000' });
    expect(wrong).toMatchObject({
      ok: false,
      error: { code: 'WRONG_SETUP_CODE', path: 'setupCode', hint: '4 more tries before it locks itself.' },
    });
    expect(await paired(puppet.serial)).toBe(false);
    await approach.down.next(({ type }) => type === 'challenge');
    const right = accept(puppet);
    // The person was faster than the device.
    await owner.call('room.list', {});
    await approach.greet();
    expect(await right).toMatchObject({ ok: true });
  });

  test('a device that declines with a code that is not its to say: DEVICE_ERROR', async () => {
    const puppet = createPuppet(doors);
    const error = { code: 'UNAUTHENTICATED', message: 'not you', outcome: 'not-done' };
    await puppet.approach({ onProve: ({ nh }) => ({ v: 1, type: 'refuse', nh, error }) });
    await shown(puppet.serial);
    const { serial, setupCode } = puppet;
    const answer = await owner.askHttp('pair.accept', { serial, setupCode });
    expect([answer.status, answer.reply]).toMatchObject([502, { ok: false, error: { code: 'DEVICE_ERROR', message: 'not you' } }]);
  });

  test('a device that answers with a wrong proof is not believed', async () => {
    const puppet = createPuppet(doors);
    await puppet.approach({ onProve: ({ nh }) => ({ v: 1, type: 'proof', nh, proof: '0'.repeat(64) }) });
    await shown(puppet.serial);
    expect(await accept(puppet)).toMatchObject({ ok: false, error: { code: 'BAD_PROOF' } });
    expect(await paired(puppet.serial)).toBe(false);
  });

  test('a device that returns the hub’s own proof is not believed', async () => {
    const puppet = createPuppet(doors);
    await puppet.approach({ onProve: ({ nh, proof }) => ({ v: 1, type: 'proof', nh, proof }) });
    await shown(puppet.serial);
    expect(await accept(puppet)).toMatchObject({ ok: false, error: { code: 'BAD_PROOF' } });
  });

  test('a device that falls silent: not paired, and the next attempt works', async () => {
    const puppet = createPuppet(doors);
    let silent = true;
    await puppet.approach({ onProve: (_message, honest) => (silent ? undefined : honest) });
    await shown(puppet.serial);
    expect(await accept(puppet, 600)).toMatchObject({ ok: false, error: { code: 'TIMEOUT', outcome: 'not-done' } });
    expect(await paired(puppet.serial)).toBe(false);
    silent = false;
    expect(await accept(puppet)).toMatchObject({ ok: true });
  });

  test('a device that never says that it kept its grant is not paired, and its grant opens nothing', async () => {
    const puppet = createPuppet(doors);
    await puppet.approach({ keepsSilent: true });
    await shown(puppet.serial);
    expect(await accept(puppet, 600)).toMatchObject({ ok: false, error: { code: 'TIMEOUT' } });
    expect(await paired(puppet.serial)).toBe(false);
    await expect(puppet.connect()).rejects.toMatchObject({ code: 4 });
  });

  describe('a device that leaves in the middle: OFFLINE at once, not paired, and the next attempt works', () => {
    const silently = (): undefined => undefined;
    // The deadline of an attempt is 30 s, and a test ends after 20: an answer is one that did not wait for it.
    test.each([
      ['by a cut line, asked for its proof', { onProve: silently }, 'prove', 'cut'],
      ['with a good-bye, asked for its proof', { onProve: silently }, 'prove', 'bye'],
      ['by a cut line, granted', { keepsSilent: true }, 'grant', 'cut'],
    ] as const)('%s', async (_name, change, stage, how) => {
      const puppet = createPuppet(doors);
      const approach = await puppet.approach(change);
      const { link, down } = approach;
      await shown(puppet.serial);
      const asked = accept(puppet);
      await down.next(({ type }) => type === stage);
      if (how === 'cut') link.cut();
      else await approach.up({ v: 1, type: 'bye' });
      expect(await asked).toMatchObject({ ok: false, error: { code: 'OFFLINE', outcome: 'not-done' } });
      expect(await paired(puppet.serial)).toBe(false);
      await link.end();
      await puppet.approach();
      await shown(puppet.serial);
      expect(await accept(puppet)).toMatchObject({ ok: true });
    });

    test('before it greeted again', async () => {
      const puppet = createPuppet(doors);
      const approach = await puppet.approach({ shy: true });
      await approach.down.next(({ type }) => type === 'challenge');
      await approach.greet();
      await shown(puppet.serial);
      await accept({ ...puppet, setupCode: '00000000' });
      await approach.down.next(({ type }) => type === 'challenge');
      const asked = accept(puppet);
      // The attempt has begun: a second one is told so.
      await eventually(async () => {
        const reply = await owner.ask('pair.accept', { serial: puppet.serial, setupCode: '00000000' });
        return !reply.ok && reply.error.code === 'BUSY';
      }, 'attempt under way');
      approach.link.cut();
      expect(await asked).toMatchObject({ ok: false, error: { code: 'OFFLINE' } });
    });
  });

  test('two people at once: one pairs it, the other is told that somebody does', async () => {
    const puppet = createPuppet(doors);
    await puppet.approach();
    await shown(puppet.serial);
    const member = await connectAs(doors, await invite(doors, owner, 'member'));
    const { serial, setupCode } = puppet;
    const replies = await Promise.all([accept(puppet), member.ask('pair.accept', { serial, setupCode })]);
    expect(replies.filter(({ ok }) => ok).length).toBe(1);
    for (const reply of replies) if (!reply.ok) expect(['BUSY', 'ALREADY_PAIRED']).toContain(reply.error.code);
  });

  test('a room that is not there is said before anything is tried', async () => {
    const puppet = createPuppet(doors);
    const { down } = await puppet.approach();
    await shown(puppet.serial);
    expect(await owner.refusal('pair.accept', { serial: puppet.serial, setupCode: puppet.setupCode, room: 'nowhere' })).toMatchObject({
      code: 'NO_SUCH_ROOM',
    });
    expect(down.all.map(({ type }) => type)).toEqual(['challenge']);
  });

  test('a person never sees the code in an error, and the log has none', async () => {
    const puppet = createPuppet(doors, { setupCode: '27182818' });
    await puppet.approach();
    await shown(puppet.serial);
    const reply = await accept({ ...puppet, setupCode: '27182817' });
    expect(JSON.stringify(reply)).not.toContain('2718281');
    expect(JSON.stringify(doors.log.lines)).not.toContain('2718281');
  });
});

describe('the house', () => {
  const outsider = () => puppetSpec({ vendor: 'nobodys', model: 'nobodys.lamp-1' });

  test('closed: a maker that it has not admitted is refused, in words for a person; open: it is let in; closed again: it stays, marked, and works', async () => {
    const puppet = createPuppet(doors, { spec: outsider() });
    await puppet.approach();
    expect((await shown(puppet.serial)).json).toMatchObject({ admitted: false });
    const refused = await accept(puppet);
    expect(refused).toMatchObject({ ok: false, error: { code: 'NOT_ADMITTED', path: 'serial' } });
    if (!refused.ok) {
      expect(refused.error.say?.en).toContain('nobodys');
      expect(refused.error.say?.zh).toContain('nobodys');
    }
    await owner.call('hub.openness', { mode: 'open' });
    await owner.heard(owner.topics.hubInfo, ({ json }) => json?.openness === 'open');
    expect(await accept(puppet)).toMatchObject({ ok: true });
    await puppet.live();
    const inTheOpen = await owner.call('device.get', { did: puppet.did });
    expect(inTheOpen.outsider).toBe(false);
    await owner.call('hub.openness', { mode: 'closed' });
    await owner.heard(owner.topics.hubInfo, ({ json }) => json?.openness === 'closed');
    const closedAgain = await owner.call('device.get', { did: puppet.did });
    expect(closedAgain.outsider).toBe(true);
    expect(await owner.call('device.set', { did: puppet.did, service: 'light', property: 'on', value: true })).toMatchObject({
      value: true,
    });
    const second = createPuppet(doors, { spec: outsider() });
    await second.approach();
    await shown(second.serial);
    expect(await accept(second)).toMatchObject({ ok: false, error: { code: 'NOT_ADMITTED' } });
    const admitted = await enterPuppet(doors, owner);
    expect((await owner.call('device.get', { did: admitted.did })).outsider).toBe(false);
  });

  test('open is not blind: an admitted maker’s name still needs its signature', async () => {
    await owner.call('hub.openness', { mode: 'open' });
    const forged = createPuppet(doors, { attestedBy: 'nobodys' });
    const { down } = await forged.approach();
    expect(await down.next(({ type }) => type === 'rejected')).toMatchObject({ error: { code: 'BAD_ATTESTATION' } });
    await owner.call('hub.openness', { mode: 'closed' });
  });
});

describe('real devices', () => {
  test('a lamp pairs, is controlled, and comes back by itself as the same', async () => {
    const device = startDevice(doors, lamp);
    const did = await device.pair(owner, { name: 'Desk' });
    expect(await owner.call('device.set', { did, service: 'light', property: 'on', value: true })).toMatchObject({ value: true });
    await device.stop();
    await owner.heard(owner.topics.state(did), ({ json }) => json?.state === 'disconnected');
    const again = startDevice(doors, lamp, device);
    await again.stands('ready');
    expect(again.did).toBe(did);
    await owner.heard(owner.topics.state(did), ({ json }) => json?.state === 'ready');
    expect((await owner.call('device.get', { did })).values.light?.on).toMatchObject({ value: true, stale: false });
  });

  test('wrong codes: four, three, two, one left, then locked; the lock holds over a restart, for the right code too', async () => {
    const device = startDevice(doors, lamp);
    await shown(device.serial);
    const codes: (string | undefined)[] = [];
    for (let k = 0; k < 5; k += 1) {
      const reply = await owner.ask('pair.accept', { serial: device.serial, setupCode: '00000000' });
      codes.push(reply.ok ? 'paired' : `${reply.error.code}: ${reply.error.hint}`);
    }
    expect(codes.slice(0, 4)).toEqual([4, 3, 2, 1].map((left) => `WRONG_SETUP_CODE: ${left} more tries before it locks itself.`));
    expect(codes[4]).toMatch(/^WRONG_SETUP_CODE: It unlocks at \d{4}-/);
    expect(await accept(device)).toMatchObject({ ok: false, error: { code: 'LOCKED_OUT' } });
    await device.stop();
    await gone(device.serial);
    const again = startDevice(doors, lamp, device);
    await shown(again.serial);
    expect(await accept(again)).toMatchObject({ ok: false, error: { code: 'LOCKED_OUT' } });
    expect(await paired(device.serial)).toBe(false);
  });

  test('a wrong code, then the right one in the same breath: it pairs', async () => {
    const device = startDevice(doors, lamp);
    await shown(device.serial);
    expect(await accept({ ...device, setupCode: '00000000' })).toMatchObject({ ok: false, error: { code: 'WRONG_SETUP_CODE' } });
    expect(await accept(device)).toMatchObject({ ok: true });
  });

  test('a band of class V recognises this house by its maker’s grant', async () => {
    const device = startDevice(doors, band);
    const did = await device.pair(owner);
    expect((await owner.call('device.get', { did })).spec.market?.openness).toBe('V');
  });

  test('removed, it forgets its home only when it is sure; its box pairs it again', async () => {
    const device = startDevice(doors, lamp);
    const did = await device.pair(owner);
    await owner.call('device.remove', { did });
    // Its secret is worth nothing; the device tries again and is turned away.
    await expect(
      openLink(doors.mqtt, { clientId: did, username: did, password: device.identity.data.pairing?.secret ?? '' }),
    ).rejects.toMatchObject({ code: 4 });
    expect(device.identity.data.pairing?.did).toBe(did);
    await device.stop();
    device.identity.forget();
    const again = startDevice(doors, lamp, device);
    expect(await again.pair(owner)).not.toBe(did);
  });
});

test('an unpaired device that floods the hub is sent away after its share', async () => {
  const puppet = createPuppet(doors);
  const approach = await puppet.approach({ shy: true });
  await approach.down.next(({ type }) => type === 'challenge');
  const closed = approach.link.closed;
  for (let k = 0; k < 320; k += 1) approach.link.publish(owner.topics.pairUp(puppet.serial), 'junk').catch(() => undefined);
  await within(closed, 'end of the flood');
  expect(await owner.ask('hub.info', {})).toMatchObject({ ok: true });
});
