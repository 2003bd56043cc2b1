// The wire in sight: who may look, what they see, and that looking ends with the one who looks.
import { beforeAll, expect, test } from 'vitest';
import { wireSchema } from '#protocol/wire.ts';
import type { Passed } from '#protocol/wire.ts';
import { connectAs, enterAsOwner, invite, newId } from '../support/controller.ts';
import type { Controller } from '../support/controller.ts';
import { enterPuppet } from '../support/puppet-device.ts';
import { startHub } from '../support/start-hub.ts';
import type { TestHub } from '../support/start-hub.ts';
import { createInbox, eventually } from '../support/waiting.ts';

let doors: TestHub;
let owner: Controller;
beforeAll(async () => {
  doors = await startHub();
  owner = await enterAsOwner(doors);
});
const watching = (): number => doors.hub.inspect.wire.watching;

/** A second remote of the owner's, which looks. */
async function look(tab: string) {
  const watcher = await connectAs(doors, owner.person, { tab });
  const passed = createInbox<Passed>('passed message');
  watcher.link.client.on('message', (topic: string, payload: Buffer) => {
    if (topic === watcher.topics.wire(owner.person.client))
      wireSchema.parse(JSON.parse(payload.toString())).messages.forEach((message) => passed.put(message));
  });
  await watcher.watch(watcher.topics.wire(owner.person.client));
  return { watcher, passed };
}

test('a member, a guest, another owner and a device are not granted it', async () => {
  const { client } = owner.person;
  const { line } = await enterPuppet(doors, owner);
  for (const role of ['member', 'guest', 'owner'] as const) {
    const other = await connectAs(doors, await invite(doors, owner, role));
    expect(await other.link.subscribe(other.topics.wire(client))).toEqual([128]);
    expect(await other.link.subscribe(other.topics.wire(other.person.client))).toEqual([role === 'owner' ? 1 : 128]);
    await other.end();
  }
  expect(await line.link.subscribe(line.topics.wire(client), line.topics.wire(line.did))).toEqual([128, 128]);
  await eventually(() => watching() === 0, 'end of watching');
});

test('who is no owner any more does not look any more', async () => {
  const person = await invite(doors, owner, 'owner');
  const other = await connectAs(doors, person);
  await other.watch(other.topics.wire(person.client));
  expect(watching()).toBe(1);
  await owner.call('person.change', { client: person.client, role: 'member' });
  await other.link.closed;
  await eventually(() => watching() === 0, 'end of watching');
  const again = await connectAs(doors, person);
  expect(await again.link.subscribe(again.topics.wire(person.client))).toEqual([128]);
});

test('a command: request, command, report, result and reply, each once and in order, with times that only rise', async () => {
  const { line, did } = await enterPuppet(doors, owner);
  const { watcher, passed } = await look('order');
  const id = newId();
  await owner.ask('device.set', { did, service: 'light', property: 'brightness', value: 35 }, { id });
  const reply = await passed.next(({ from, text }) => from === 'hub' && text.includes(id) && text.includes('"hops"'));
  const about = passed.all.filter(({ text }) => text.includes(id));
  expect(about.map(({ from, topic }) => [from, topic])).toEqual([
    [owner.person.client, owner.requestTopic],
    ['hub', line.topics.cmd(did)],
    [did, line.topics.report(did, 'light', 'brightness')],
    [did, line.topics.res(did)],
    ['hub', owner.topics.reply(owner.person.client, owner.session)],
  ]);
  expect(about.at(-1)).toBe(reply);
  for (const [k, { at }] of about.entries()) expect(at).toBeGreaterThanOrEqual(about[k - 1]?.at ?? 0);
  expect(about.some(({ refused, hidden }) => refused ?? hidden)).toBe(false);
  await watcher.end();
});

test('what the hub refuses is seen all the same, marked: a bad value, a foreign topic, a late report', async () => {
  const { line, did } = await enterPuppet(doors, owner);
  const { watcher, passed } = await look('refused');
  await line.report('light', 'brightness', 'very', { ts: 1 });
  await line.report('light', 'brightness', 40, { ts: 2, seq: 0 });
  await line.link.publish('elsewhere/at/all', 'hello');
  await line.report('light', 'brightness', 45, { ts: 3 });
  await passed.next(({ text }) => text.includes('"ts":3'));
  const marks = passed.all.filter(({ from }) => from === did).map(({ topic, refused = false }) => [topic, refused]);
  const report = line.topics.report(did, 'light', 'brightness');
  expect(marks).toEqual([
    [report, true],
    [report, true],
    ['elsewhere/at/all', true],
    [report, false],
  ]);
  await watcher.end();
});

test('what is kept for everybody, and what goes to one device, is seen once, however many hear it', async () => {
  const others = await Promise.all(['one', 'two', 'three'].map((tab) => connectAs(doors, owner.person, { tab })));
  for (const other of others) await other.watch(...other.topics.everything);
  const { watcher, passed } = await look('once');
  await owner.call('room.put', { id: 'attic', name: 'Attic' });
  await passed.next(({ topic }) => topic === owner.topics.object('rooms', 'attic'));
  await owner.call('room.remove', { id: 'attic' });
  await passed.next(({ topic, text }) => topic === owner.topics.object('rooms', 'attic') && text === '');
  expect(passed.count(({ topic }) => topic === owner.topics.object('rooms', 'attic'))).toBe(2);
  expect(passed.count(({ topic }) => topic === owner.topics.wire(owner.person.client))).toBe(0);
  for (const other of [...others, watcher]) await other.end();
});

test('looking ends with UNSUBSCRIBE, with DISCONNECT, and with a line that is cut', async () => {
  const [first, second, third] = [await look('first'), await look('second'), await look('third')];
  expect(watching()).toBe(3);
  await first.watcher.link.client.unsubscribeAsync(owner.topics.wire(owner.person.client));
  await eventually(() => watching() === 2, 'end of the first');
  await second.watcher.end();
  await eventually(() => watching() === 1, 'end of the second');
  third.watcher.link.cut();
  await eventually(() => watching() === 0, 'end of the third');
});

test('a flood above 500 a second is told in part, and the rest is counted', async () => {
  const { line, did } = await enterPuppet(doors, owner);
  const { watcher, passed } = await look('flood');
  let left = 0;
  watcher.link.client.on('message', (topic: string, payload: Buffer) => {
    if (topic === watcher.topics.wire(owner.person.client)) left += wireSchema.parse(JSON.parse(payload.toString())).left;
  });
  const count = 3000;
  const report = line.topics.report(did, 'light', 'brightness');
  for (let k = 1; k <= count; k += 1) void line.report('light', 'brightness', (k % 20) * 5);
  await eventually(() => passed.count(({ topic }) => topic === report) + left >= count, 'the whole flood, told or counted');
  expect(passed.count(({ topic }) => topic === report)).toBeGreaterThanOrEqual(500);
  expect(left).toBeGreaterThan(0);
  await watcher.end();
});
