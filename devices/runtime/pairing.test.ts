import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Aedes } from 'aedes';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { attestationText, helloText, pairingLimits, proofText, releaseText } from '#protocol/pairing.ts';
import type { Hello, PairUp } from '#protocol/pairing.ts';
import { createHost } from '../host.ts';
import type { Host } from '../host.ts';
import { createHubHalf, home, hubName, makeHouse, topics } from '../testing/hub-half.ts';
import type { HubHalf } from '../testing/hub-half.ts';
import { createManualClock } from './clock.ts';
import type { ManualClock } from './clock.ts';
import { proofOf, verifyText } from './crypto.ts';
import { grantFor, vendorKey } from './factory.ts';
import type { Standing } from './resident.ts';

let hub: HubHalf;
let url: string;
let data: string;
let wall: ManualClock;
let hosts: Host[];
let stopBroker: () => Promise<void>;
/** Usernames that the broker turns away. */
let removed: Set<string>;
/** Usernames that have asked, in order. */
let asked: string[];
/** Client ids that have subscribed, and who waits for one. */
let subscribers: string[];
let onSubscribe: () => void;
/** Planned calls within this many ms happen at once, as if nine seconds or more had passed. */
let hurry: number;

beforeEach(async () => {
  removed = new Set();
  asked = [];
  subscribers = [];
  onSubscribe = () => {};
  hurry = -1;
  hosts = [];
  const manual = createManualClock();
  wall = {
    ...manual,
    after(ms, run) {
      const cancel = manual.after(ms, run);
      if (ms <= hurry) setImmediate(() => manual.advance(Math.max(9, ms / 1000)));
      return cancel;
    },
  };
  data = mkdtempSync(join(tmpdir(), 'omnihome-devices-'));
  const broker = await Aedes.createBroker({
    authenticate(_client, username, _password, done) {
      asked.push(String(username));
      if (!removed.has(String(username))) return done(null, true);
      done(Object.assign(new Error('removed'), { returnCode: 5 as const }), false);
    },
  });
  broker.on('subscribe', (_subscriptions, client) => {
    subscribers.push(client.id);
    onSubscribe();
  });
  const server = createServer({ noDelay: true }, broker.handle);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `mqtt://127.0.0.1:${(server.address() as AddressInfo).port}`;
  hub = await createHubHalf(url);
  stopBroker = async () => {
    await hub.stop();
    await new Promise<void>((done) => broker.close(() => done()));
    server.close();
  };
});
afterEach(async () => {
  for (const host of hosts) await host.stop();
  await stopBroker();
  rmSync(data, { recursive: true, force: true });
});

async function live(type: string, serial = `${type}-1`) {
  const told: string[] = [];
  const host = await createHost({
    hub: url,
    data,
    devices: [{ type, serial }],
    seed: 7,
    wall,
    clock: createManualClock(),
    tell: (line) => told.push(line),
  });
  hosts.push(host);
  const [box] = host.boxes;
  const [resident] = host.residents;
  if (!box || !resident) throw new Error('no device');
  host.start();
  /** Resolves when the device stands so. */
  const stands = (wanted: Standing): Promise<void> =>
    new Promise((resolve) => {
      if (resident.standing === wanted) return resolve();
      const stop = resident.watch((standing) => {
        if (standing !== wanted) return;
        stop();
        resolve();
      });
    });
  await subscribed(serial);
  return { host, box, resident, stands, serial, told };
}
/** The device listens for a challenge, since the last call. */
function subscribed(serial: string): Promise<void> {
  return new Promise((resolve) => {
    onSubscribe = () => {
      if (!subscribers.includes(`pair-${serial}`)) return;
      subscribers = [];
      onSubscribe = () => {};
      resolve();
    };
    onSubscribe();
  });
}
const wrong = (code: string): string => (code === '00000000' ? '00000001' : '00000000');
const code = (answer: PairUp): string => (answer.type === 'refuse' ? answer.error.code : answer.type);

async function grant(serial: string, hello: Hello, did = `dev-${serial}`): Promise<void> {
  await hub.tell(serial, { v: 1, type: 'grant', nh: hello.nh, home, did, secret: 's'.repeat(43) });
  await hub.next(topics.pairUp(serial), (json) => json.type === 'done' && json.did === did);
}

test('hello is signed by the device and attested by its maker; a right code pairs it, and it returns as itself', async () => {
  const { box, serial, stands } = await live('lamp');
  const house = makeHouse('a', hubName);
  const hello = await hub.challenge(serial, house);
  expect(verifyText(helloText({ ...hello, hub: hubName }), hello.signature, hello.publicKey)).toBe(true);
  expect(verifyText(attestationText(hello), hello.attestation, vendorKey('dawnworks'))).toBe(true);
  expect(hello).toMatchObject({ openness: 'O', category: 'light', model: 'dawn.lamp-1' });
  const proof = await hub.prove(serial, hello, box.setupCode, house);
  expect(proof).toMatchObject({
    type: 'proof',
    nh: hello.nh,
    proof: proofOf(box.setupCode, proofText('device', { hub: hubName, serial, nh: hello.nh, nd: hello.nd })),
  });
  hurry = 0;
  await grant(serial, hello);
  await hub.accept('dev-lamp-1');
  await stands('ready');
});

test('a wrong code is counted on disk; the fifth locks the device, over a restart, twice as long the next time', async () => {
  const first = await live('lamp');
  const house = makeHouse('a', hubName);
  const left: unknown[] = [];
  for (let k = 0; k < 3; k += 1) {
    const answer = await hub.prove(first.serial, await hub.challenge(first.serial, house), wrong(first.box.setupCode), house);
    left.push(answer.type === 'refuse' ? answer.left : answer);
  }
  expect(left).toEqual([4, 3, 2]);
  await first.host.stop();
  const again = await live('lamp');
  expect(again.box).toEqual(first.box);
  const attempt = async (guess: string) => hub.prove(again.serial, await hub.challenge(again.serial, house), guess, house);
  expect(await attempt(wrong(again.box.setupCode))).toMatchObject({ left: 1 });
  expect(await attempt(wrong(again.box.setupCode))).toMatchObject({ left: 0, lockedUntil: wall.now() + pairingLimits.lockBase });
  expect(code(await attempt(again.box.setupCode))).toBe('LOCKED_OUT');
  wall.advance(pairingLimits.lockBase / 1000 + 1);
  for (let k = 0; k < 4; k += 1) await attempt(wrong(again.box.setupCode));
  expect(await attempt(wrong(again.box.setupCode))).toMatchObject({ lockedUntil: wall.now() + 2 * pairingLimits.lockBase });
  wall.advance((2 * pairingLimits.lockBase) / 1000 + 1);
  expect(code(await attempt(again.box.setupCode))).toBe('proof');
});

test('a nonce serves once, and a grant without a proof is nothing', async () => {
  const { box, serial, resident } = await live('lamp');
  const house = makeHouse('a', hubName);
  const hello = await hub.challenge(serial, house);
  expect(code(await hub.prove(serial, hello, wrong(box.setupCode), house))).toBe('WRONG_SETUP_CODE');
  expect(code(await hub.prove(serial, hello, box.setupCode, house))).toBe('EXPIRED');
  await hub.tell(serial, { v: 1, type: 'grant', nh: hello.nh, home, did: 'stolen', secret: 's'.repeat(43) });
  await hub.challenge(serial, house);
  expect(resident.standing).toBe('nearby');
});

test('class V accepts only a hub of a house that its maker has licensed', async () => {
  const { box, serial } = await live('band');
  const bare = makeHouse('a', hubName);
  const granted = makeHouse('a', hubName, { pacemark: grantFor('pacemark', bare.key) });
  const rogue = { ...granted, certificate: makeHouse('b', hubName).certificate };
  const attempt = async (house: typeof bare) => hub.prove(serial, await hub.challenge(serial, house), box.setupCode, house);
  const refused = await attempt(bare);
  expect(code(refused)).toBe('HOUSE_REFUSED');
  expect(refused.type === 'refuse' && refused.error.say?.zh).toContain('授权');
  expect(code(await attempt(makeHouse('a', hubName, { pacemark: grantFor('clearway', bare.key) })))).toBe('HOUSE_REFUSED');
  expect(code(await attempt(rogue))).toBe('HOUSE_REFUSED');
  expect(code(await attempt(granted))).toBe('proof');
});

test('class T leaves its house only with a release; a hub that copies the house’s key is refused', async () => {
  const { box, serial } = await live('purifier');
  const [a, b] = [makeHouse('a', hubName), makeHouse('b', hubName)];
  const hello = await hub.challenge(serial, a);
  expect(code(await hub.prove(serial, hello, box.setupCode, a))).toBe('proof');
  removed.add('dev-p');
  hurry = 29_999;
  await grant(serial, hello, 'dev-p');
  // The hub has removed it: three refusals over 30 s, and it looks for a home again.
  await subscribed(serial);
  hurry = -1;
  const attempt = async (house: Parameters<HubHalf['prove']>[3]) =>
    hub.prove(serial, await hub.challenge(serial, house), box.setupCode, house);
  expect(code(await attempt(b))).toBe('HOUSE_REFUSED');
  expect(code(await attempt({ ...b, key: a.key }))).toBe('HOUSE_REFUSED');
  expect(code(await attempt({ ...b, release: a.sign(releaseText('other-1', b.key)) }))).toBe('HOUSE_REFUSED');
  expect(code(await attempt({ ...b, release: a.sign(releaseText(serial, b.key)) }))).toBe('proof');
  expect(code(await attempt(a))).toBe('proof');
});

test('refused three times over 30 s it forgets its pairing and is nearby again with the same box', async () => {
  const { box, serial, told } = await live('lamp');
  const house = makeHouse('a', hubName);
  const hello = await hub.challenge(serial, house);
  await hub.prove(serial, hello, box.setupCode, house);
  removed.add('dev-lamp-1');
  const before = asked.length;
  hurry = 29_999;
  await grant(serial, hello);
  await subscribed(serial);
  hurry = -1;
  expect(asked.slice(before).filter((name) => name === 'dev-lamp-1').length).toBeGreaterThanOrEqual(3);
  expect(told.join('\n')).toContain('added again with the same box');
  const again = await hub.challenge(serial, house);
  expect(again.publicKey).toBe(hello.publicKey);
  expect(code(await hub.prove(serial, again, box.setupCode, house))).toBe('proof');
});
