// The commands against a real hub and a device that obeys.
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { dirname } from 'node:path';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { beforeAll, describe, expect, test } from 'vitest';
import { errorCodes } from '#protocol/errors.ts';
import { operationNames } from '#protocol/operations/index.ts';
import { topicTable } from '#protocol/topics.ts';
import { whenDone } from '../tests/support/cleanup.ts';
import { enterAsOwner } from '../tests/support/controller.ts';
import type { Controller } from '../tests/support/controller.ts';
import { createPuppet, enterPuppet } from '../tests/support/puppet-device.ts';
import type { PuppetLine } from '../tests/support/puppet-device.ts';
import { startHub } from '../tests/support/start-hub.ts';
import type { TestHub } from '../tests/support/start-hub.ts';
import { remotesPath } from './remotes.ts';
import { createTerminal } from '../tests/support/terminal.ts';
import type { Terminal } from '../tests/support/terminal.ts';

let hub: TestHub;
let owner: Controller;
let terminal: Terminal;
let lamp: { did: string; line: PuppetLine };
let other: string;

const linkFor = async (role: 'owner' | 'member' | 'guest' = 'owner', rooms: string[] = []): Promise<string> =>
  `${hub.http}/#claim=${(await owner.call('person.invite', { role, rooms })).token}`;
async function terminalOf(role: 'owner' | 'member' | 'guest', rooms: string[] = []): Promise<Terminal> {
  const made = createTerminal(hub.http);
  await made.result('login', await linkFor(role, rooms));
  return made;
}

beforeAll(async () => {
  hub = await startHub();
  owner = await enterAsOwner(hub);
  await owner.call('room.put', { id: 'study', name: null });
  lamp = await enterPuppet(hub, owner, { place: { name: 'Reading lamp', room: 'study' } });
  ({ did: other } = await enterPuppet(hub, owner, { place: { name: 'Reading light' } }));
  terminal = await terminalOf('owner');
});

describe('login', () => {
  test('keeps client and secret in a file that nobody else may read, and prints no secret', async () => {
    const mine = createTerminal(hub.http);
    const said = await mine.omni(['login', '-', '--name', 'Script', '--json'], { input: `${await linkFor('member')}\n` });
    expect(said.code).toBe(0);
    const path = remotesPath(mine.env);
    const kept = readFileSync(path, 'utf8');
    const [, secret = ''] = /"secret": "([^"]+)"/.exec(kept) ?? [];
    expect(secret).toHaveLength(43);
    expect(said.out).not.toContain(secret);
    expect([statSync(path).mode & 0o777, statSync(dirname(path)).mode & 0o777]).toEqual([0o600, 0o700]);
    expect(await mine.result('people')).toMatchObject({
      people: expect.arrayContaining([expect.objectContaining({ name: 'Script', role: 'member' })]) as unknown,
    });
    // A second one would leave the first behind in the home.
    expect(await mine.json('login', await linkFor())).toMatchObject({ code: 2, ok: false, error: { code: 'CONFLICT' } });
    expect((await mine.omni(['logout'])).code).toBe(0);
    expect(await mine.json('devices')).toMatchObject({ code: 2, error: { code: 'UNAUTHENTICATED' } });
    const { people } = await owner.call('person.list', {});
    expect(people.map(({ name }) => name)).not.toContain('Script');
  });

  test('the last login’s hub is the one that is meant; --hub and OMNI_HUB name another', async () => {
    const mine = createTerminal('');
    expect((await mine.omni(['login', await linkFor()])).code).toBe(0);
    expect((await mine.omni(['devices'])).code).toBe(0);
    expect(await mine.json('devices', '--hub', 'http://127.0.0.1:9')).toMatchObject({ code: 2, error: { code: 'UNAUTHENTICATED' } });
    expect(await mine.json('devices', '--hub', 'ftp://x')).toMatchObject({ code: 2, error: { code: 'BAD_ARGS' } });
  });

  test('what is no link, a used one, a file that others may read or that is damaged', async () => {
    const mine = createTerminal(hub.http);
    expect(await mine.json('login', 'https://example.org/')).toMatchObject({ code: 2, error: { code: 'BAD_ARGS' } });
    const link = await linkFor();
    expect((await createTerminal(hub.http).json('login', link)).code).toBe(0);
    expect(await mine.json('login', link)).toMatchObject({ code: 1, error: { code: 'UNAUTHENTICATED' } });
    const path = remotesPath(mine.env);
    expect(existsSync(path)).toBe(false);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, '{"remotes":{}}', { mode: 0o644 });
    chmodSync(path, 0o644);
    expect(await mine.json('devices')).toMatchObject({ code: 2, error: { code: 'FORBIDDEN', hint: `chmod 600 ${path}` } });
    chmodSync(path, 0o600);
    writeFileSync(path, '{"remotes":');
    expect(await mine.json('devices')).toMatchObject({ code: 2, error: { code: 'BAD_ARGS' } });
  });

  test('who was removed is refused by the home; logging out then only forgets', async () => {
    const mine = await terminalOf('guest');
    const { people } = await owner.call('person.list', {});
    const client = people.find(({ name, role }) => name.startsWith('omni on') && role === 'guest')?.client ?? '';
    await owner.call('person.remove', { client });
    expect(await mine.json('devices')).toMatchObject({ code: 1, error: { code: 'UNAUTHENTICATED' } });
    expect((await mine.omni(['logout'])).code).toBe(0);
  });
});

describe('devices', () => {
  test('are listed for a person and for a program, whole or of one room', async () => {
    const { out } = await terminal.omni(['devices']);
    expect(out).toMatch(new RegExp(`^${lamp.did} +Reading lamp +study +ready +test.puppet-1$`, 'm'));
    expect(await terminal.result('devices')).toEqual(await owner.call('device.list', {}));
    expect((await terminal.omni(['devices', '--room', 'study'])).out.trim().split('\n')).toHaveLength(1);
  });

  test('are found by did, by name, by the beginning of either; several are named', async () => {
    const found = async (text: string): Promise<unknown> => terminal.json('get', text, 'light/on');
    for (const text of [lamp.did, 'Reading lamp', 'reading LAMP', 'reading la'])
      expect(await found(text)).toMatchObject({ ok: true, result: { did: lamp.did } });
    expect(await found('reading')).toMatchObject({
      code: 2,
      error: { code: 'BAD_ARGS', message: `"reading" could be Reading lamp (${lamp.did}), Reading light (${other}).` },
    });
    expect(await found('toaster')).toMatchObject({ code: 1, error: { code: 'NO_SUCH_DEVICE' } });
    expect(await found('')).toMatchObject({ code: 1, error: { code: 'NO_SUCH_DEVICE' } });
  });

  test('get shows all of it, or one value that can be written again', async () => {
    await owner.call('device.set', { did: lamp.did, service: 'light', property: 'brightness', value: 40 });
    const { out } = await terminal.omni(['get', 'reading lamp']);
    expect(out).toMatch(/^ {2}light\/brightness +40 % +a whole number from 0 to 100 %, in steps of 5$/m);
    expect((await terminal.omni(['get', 'reading lamp', 'brightness'])).out).toBe('40 %\n');
    expect(await terminal.result('get', lamp.did, 'light.brightness')).toMatchObject({
      did: lamp.did,
      service: 'light',
      property: 'brightness',
      value: 40,
      stale: false,
    });
    expect(await terminal.result('get', lamp.did)).toMatchObject({ did: lamp.did, spec: {}, values: { light: {} } });
    expect(await terminal.json('get', lamp.did, 'pin')).toMatchObject({ code: 1, error: { code: 'NOT_READABLE' } });
    expect(await terminal.json('get', lamp.did, 'colour')).toMatchObject({ code: 1, error: { code: 'NO_SUCH_PROPERTY' } });
  });

  test('set reads what a person writes, and answers with what the device took', async () => {
    expect((await terminal.omni(['set', 'reading lamp', 'brightness', '60 %'])).out).toBe('light/brightness 60 %\n');
    expect(await terminal.result('set', lamp.did, 'on', 'off')).toMatchObject({ service: 'light', property: 'on', value: false });
    expect(await terminal.result('set', lamp.did, 'mode', 'color')).toMatchObject({ value: 'color' });
    const { values } = await owner.call('device.get', { did: lamp.did });
    expect([values.light?.brightness?.value, values.light?.on?.value, values.light?.mode?.value]).toEqual([60, false, 'color']);
  });

  test('set is refused with the protocol’s own errors, the range among their words', async () => {
    const refused = async (...words: string[]): Promise<unknown> => terminal.json('set', lamp.did, ...words);
    expect(await refused('brightness', '140')).toMatchObject({
      code: 1,
      error: {
        code: 'OUT_OF_RANGE',
        message: expect.stringContaining('0 to 100 %') as string,
        hint: 'send a number from 0 to 100',
        path: 'value',
        outcome: 'not-done',
      },
    });
    expect(await refused('brightness', '-5')).toMatchObject({ code: 1, error: { code: 'OUT_OF_RANGE' } });
    expect(await refused('brightness', '41')).toMatchObject({ code: 1, error: { code: 'OFF_STEP' } });
    expect(await refused('mode', 'disco')).toMatchObject({ code: 1, error: { code: 'BAD_ENUM' } });
    expect(await refused('label', 'much too long')).toMatchObject({ code: 1, error: { code: 'TOO_LARGE' } });
    expect(await refused('power', '3')).toMatchObject({ code: 1, error: { code: 'NOT_WRITABLE' } });
    expect(await refused('brightness', 'bright')).toMatchObject({
      code: 2,
      error: { code: 'BAD_TYPE', hint: expect.stringContaining('0 to 100 %') as string },
    });
    const { code, err } = await terminal.omni(['set', lamp.did, 'brightness', '140']);
    expect([code, err]).toEqual([
      1,
      'omni: OUT_OF_RANGE at value: light/brightness: 140 is outside 0 to 100 %\n      send a number from 0 to 100\n',
    ]);
  });

  test('a device that is off is refused by the home, not taken for a missing hub', async () => {
    const { did, line } = await enterPuppet(hub, owner, { place: { name: 'Unplugged' } });
    await line.link.end();
    expect(await terminal.json('set', did, 'on', 'on')).toMatchObject({ code: 1, error: { code: 'OFFLINE' } });
  });

  test('an action takes its arguments by name', async () => {
    expect(await terminal.result('action', 'reading lamp', 'blink', 'times=2')).toMatchObject({
      service: 'light',
      action: 'blink',
      out: {},
    });
    expect(lamp.line.commands.all.at(-1)).toMatchObject({ op: 'action', action: 'blink', in: { times: 2 } });
    expect(await terminal.json('action', lamp.did, 'blink')).toMatchObject({ code: 1, error: { code: 'BAD_ARGS' } });
    expect(await terminal.json('action', lamp.did, 'blink', 'times=99')).toMatchObject({ code: 1, error: { code: 'OUT_OF_RANGE' } });
    expect(await terminal.json('action', lamp.did, 'blink', 'often=2')).toMatchObject({
      code: 2,
      error: { hint: expect.stringContaining('times') as string },
    });
    expect(await terminal.json('action', lamp.did, 'sing')).toMatchObject({
      code: 1,
      error: { code: 'NO_SUCH_ACTION', hint: 'There are: light/blink.' },
    });
  });

  test('one is paired with the code of its box, and removed', async () => {
    const puppet = createPuppet(hub);
    const { granted } = await puppet.approach();
    expect(await terminal.result('pair')).toMatchObject({ nearby: [{ serial: puppet.serial }] });
    expect(await terminal.json('pair', puppet.serial, '1234')).toMatchObject({ code: 2 });
    expect(await terminal.json('pair', 'nobody-here', '12345678')).toMatchObject({ code: 1, error: { code: 'NOT_NEARBY' } });
    const paired = await terminal.result('pair', puppet.serial, puppet.setupCode, '--name', 'New lamp', '--room', 'study');
    const { did } = await granted;
    expect(paired).toEqual({ did, serial: puppet.serial });
    expect(await terminal.json('remove', 'new lamp')).toMatchObject({ ok: true, result: { did } });
    expect(await terminal.json('remove', did)).toMatchObject({ code: 1, error: { code: 'NO_SUCH_DEVICE' } });
  });
});

describe('the home', () => {
  test('people are invited, changed and removed; a guest may not', async () => {
    const { link } = (await terminal.result('people', 'invite', 'guest', '--room', 'study')) as { link: string };
    const guest = createTerminal(hub.http);
    await guest.result('login', link, '--name', 'Mo');
    expect(await guest.json('people', 'invite', 'guest')).toMatchObject({ code: 1, error: { code: 'FORBIDDEN' } });
    // Outside its rooms a guest sees nothing at all.
    expect(await guest.json('set', other, 'on', 'on')).toMatchObject({ code: 1, error: { code: 'NO_SUCH_DEVICE' } });
    expect((await guest.json('set', lamp.did, 'on', 'on')).code).toBe(0);
    expect(await terminal.result('people', 'role', 'mo', 'member')).toMatchObject({ role: 'member' });
    expect((await terminal.omni(['people'])).out).toMatch(/ Mo +member/);
    expect((await terminal.omni(['people', 'remove', 'Mo'])).code).toBe(0);
    expect(await terminal.json('people', 'remove', 'Mo')).toMatchObject({ code: 1, error: { code: 'NO_SUCH_PERSON' } });
    expect(await terminal.json('people', 'praise', 'Mo')).toMatchObject({ code: 2 });
    expect(await terminal.json('people', 'invite', 'king')).toMatchObject({
      code: 2,
      error: { hint: 'Write one of guest, member, owner.' },
    });
  });

  test('openness is read and changed', async () => {
    expect(await terminal.result('openness', 'open')).toEqual({ mode: 'open' });
    expect((await terminal.omni(['openness'])).out).toBe('open\n');
    expect(await terminal.result('openness', 'closed')).toEqual({ mode: 'closed' });
    expect(await terminal.json('openness', 'ajar')).toMatchObject({ code: 2 });
  });

  test('any operation can be called with JSON', async () => {
    expect(await terminal.result('call', 'device.get', JSON.stringify({ did: lamp.did }))).toMatchObject({ did: lamp.did });
    expect(await terminal.json('call', 'device.get', '{"did":"nobody"}')).toMatchObject({ code: 1, error: { code: 'NO_SUCH_DEVICE' } });
    expect(await terminal.json('call', 'device.paint')).toMatchObject({
      code: 1,
      error: { code: 'NO_SUCH_OPERATION', hint: expect.stringContaining('device.set') as string },
    });
    expect(await terminal.json('call', '../session')).toMatchObject({ code: 1, error: { code: 'NO_SUCH_OPERATION' } });
    expect(await terminal.json('call', 'device.get', '{')).toMatchObject({ code: 2 });
  });
});

describe('docs', () => {
  test('shows every operation, error and topic without a hub', async () => {
    const far = createTerminal('http://127.0.0.1:9');
    for (const name of [...operationNames, ...errorCodes, ...topicTable.map(({ topic }) => topic)]) {
      const { code, out } = await far.omni(['docs', name]);
      expect([code, out], name).toEqual([0, expect.stringContaining(name)]);
    }
    expect(await far.result('docs', `omni/1/home/dev/${lamp.did}/p/light/on`)).toMatchObject({
      kind: 'topic',
      topic: 'dev/{did}/p/{service}/{property}',
    });
    expect(await far.result('docs', 'light')).toMatchObject({
      kind: 'service',
      properties: expect.arrayContaining(['brightness']) as string[],
    });
    expect(await far.result('docs', 'out_of_range')).toMatchObject({ kind: 'error', name: 'OUT_OF_RANGE' });
    expect(await far.json('docs', 'everything')).toMatchObject({ code: 2 });
    expect(await far.result('docs')).toMatchObject({ operations: operationNames, errors: errorCodes });
  });
});

describe('what is wrong use, and who is no hub', () => {
  test.each([
    [['paint'], /no command "paint".*devices/s],
    [[], /omni --help/],
    [['constructor'], /no command/],
    [['get'], /Write: omni get DEVICE/],
    [['set', 'lamp', 'on'], /Write: omni set DEVICE PROPERTY VALUE/],
    [['devices', '--colour'], /--colour/],
    [['devices', '--count', '3'], /--count does not go with "devices"/],
    [['watch', '--count', 'many'], /--count/],
    [['completion', 'powershell'], /bash, zsh, fish/],
  ])('%j ends with 2', async (words, message) => {
    const { code, err, out } = await terminal.omni(words);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(message);
  });

  test('--help says what there is, everywhere', async () => {
    expect((await terminal.omni(['--help'])).out).toMatch(/^ {2}watch \[DEVICE\] +/m);
    expect((await terminal.omni(['set', '--help'])).out).toMatch(/^omni set DEVICE PROPERTY VALUE\n/);
  });

  test('nobody there, or somebody who is no hub: 3', async () => {
    const stranger = createServer((_request, response) => response.end('<html>hello</html>'));
    stranger.listen(0, '127.0.0.1');
    await once(stranger, 'listening');
    whenDone(() => void stranger.close());
    for (const port of [9, (stranger.address() as AddressInfo).port]) {
      const mine = createTerminal(`http://127.0.0.1:${port}`);
      expect(await mine.json('login', 'abcdefgh')).toMatchObject({ code: 3, error: { code: 'OFFLINE' } });
    }
  });
});
