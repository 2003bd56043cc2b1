// Secrets that are known beforehand go through everything a home does with secrets; then all that the hub ever said of
// itself is searched for them: to who watches the wire, in its log at the finest level, and in every refusal.
import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Reply } from '#protocol/envelopes.ts';
import { claim, connectAs, enterAsOwner, newId, postClaim } from '../support/controller.ts';
import { createPuppet } from '../support/puppet-device.ts';
import { startHub } from '../support/start-hub.ts';
import { eventually } from '../support/waiting.ts';

test('no setup code, proof, secret, token or release is seen on the wire, in the log or in an error', async () => {
  const said: string[] = [];
  const write =
    (level: string) =>
    (...words: unknown[]): void =>
      void said.push(`${level} ${words.map((word) => (word instanceof Error ? word.stack : JSON.stringify(word))).join(' ')}`);
  const log = { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
  const doors = await startHub({ log, mayFail: true, onStartOver: () => undefined });
  const owner = await enterAsOwner(doors);
  const watcher = await connectAs(doors, owner.person, { tab: 'lens' });
  const wire = owner.topics.wire(owner.person.client);
  const seen: string[] = [];
  watcher.link.client.on('message', (topic: string, payload: Buffer) => void (topic === wire && seen.push(payload.toString())));
  await watcher.watch(wire);

  const secrets = new Map<string, string>([
    ['start link', doors.claim],
    ['secret of the owner', owner.person.secret],
  ]);
  const refusals: Reply[] = [];
  const refuse = async (op: string, args: unknown) => void refusals.push(await owner.ask(op, args));

  // Pairing: refused in every way that knows the code, then done.
  const setupCode = '27182818';
  const wrongCode = '16180339';
  secrets.set('setup code', setupCode);
  secrets.set('wrong setup code', wrongCode);
  const puppet = createPuppet(doors, { setupCode });
  const { link, down, granted } = await puppet.approach();
  link.client.on('packetsend', (packet) => {
    if (packet.cmd === 'publish') noteProof(packet.payload.toString());
  });
  const noteProof = (text: string) => {
    const proof = /"proof":"(\w+)"/.exec(text)?.[1];
    if (proof !== undefined) secrets.set('proof of the device', proof);
  };
  const { serial } = puppet;
  await eventually(async () => (await owner.call('pair.list', {})).nearby.some((device) => device.serial === serial), 'the device nearby');
  await refuse('pair.accept', { serial, setupCode: wrongCode });
  await refuse('pair.accept', { serial, setup_code: setupCode });
  await refuse('pair.acept', { serial, setupCode });
  await refuse('pair.accept', { serial, setupCode, room: 'no-such-room' });
  await owner.raw(`{"v":1,"id":"${newId()}","op":"pair.accept","args":{"setupCode":"${setupCode}"`);
  await eventually(
    async () => (await owner.ask('pair.accept', { serial, setupCode })).ok || undefined,
    'pairing, as soon as the device has greeted again',
  );
  const { secret } = await granted;
  secrets.set('secret of the device', secret);
  for (const message of down.all) if (message.type === 'prove') secrets.set('proof of the hub', message.proof);

  // People: an invitation, used and unused; a claim that fails.
  const { token: used } = await owner.call('person.invite', { role: 'guest' });
  const guest = await claim(doors.http, used);
  const { token: unused } = await owner.call('person.invite', { role: 'member' });
  secrets.set('used invitation', used).set('unused invitation', unused).set('secret of a guest', guest.secret);
  const guessed = randomBytes(32).toString('base64url');
  secrets.set('guessed token', guessed).set('session of a guest', guest.cookie.split('=')[1] ?? '');
  for (const token of [guessed, used]) said.push(await (await postClaim(doors.http, { token, name: 'Nobody' })).text());

  // A release, withheld and given; a claim for the next life.
  const { did } = puppet;
  const house = randomBytes(32).toString('base64url');
  await refuse('device.release', { did, house });
  await owner.call('hub.openness', { mode: 'open' });
  secrets.set('release', (await owner.call('device.release', { did, house })).release);
  await refuse('hub.start-over', { confirm: 'another' });
  secrets.set('claim of the next life', (await owner.call('hub.start-over', { confirm: doors.home })).claim);
  await eventually(() => seen.some((text) => text.includes('hub.start-over') && text.includes('claim')), 'the last reply on the wire');

  expect(refusals.map(({ ok }) => ok)).not.toContain(true);
  expect([...secrets.keys()]).toEqual(expect.arrayContaining(['proof of the device', 'proof of the hub', 'release']));
  const leaks = [...secrets].flatMap(([name, text]) =>
    Object.entries({ wire: seen, log: said, error: refusals.map((reply) => JSON.stringify(reply)) }).flatMap(([where, texts]) =>
      texts.filter((line) => line.includes(text)).map((line) => `${name} in ${where}: ${line.slice(0, 400)}`),
    ),
  );
  expect(leaks).toEqual([]);
  // And it was there to be seen: pairing, invitations and the release passed, with their secrets hidden.
  for (const part of ['pair.accept', 'grant', 'prove', 'person.invite', 'device.release', '•••']) expect(seen.join('\n')).toContain(part);
});
