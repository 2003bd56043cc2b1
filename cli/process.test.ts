// The command as a process: signals, pipes, exit codes, the shells. And `watch`, which lives until it is told to end.
import { mkdirSync, symlinkSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { beforeAll, expect, test, vi } from 'vitest';
import { z } from '#protocol/zod.ts';
import { enterAsOwner } from '../tests/support/controller.ts';
import type { Controller } from '../tests/support/controller.ts';
import { enterPuppet } from '../tests/support/puppet-device.ts';
import type { PuppetLine } from '../tests/support/puppet-device.ts';
import { root, run, runEntry } from '../tests/support/start-home.ts';
import type { Program } from '../tests/support/start-home.ts';
import { startHub } from '../tests/support/start-hub.ts';
import type { TestHub } from '../tests/support/start-hub.ts';
import { tempFolder } from '../tests/support/temp-folder.ts';
import { within } from '../tests/support/waiting.ts';
import { createTerminal } from '../tests/support/terminal.ts';
import type { Terminal } from '../tests/support/terminal.ts';

vi.setConfig({ testTimeout: 60_000 });

const tokenSchema = z.object({ token: z.string() });
const clientSchema = z.object({ client: z.string() });

let hub: TestHub;
let owner: Controller;
let terminal: Terminal;
let did: string;
let line: PuppetLine;
beforeAll(async () => {
  hub = await startHub();
  owner = await enterAsOwner(hub);
  ({ did, line } = await enterPuppet(hub, owner, { place: { name: 'Porch' } }));
  terminal = createTerminal(hub.http);
  const { token } = await owner.call('person.invite', { role: 'member', rooms: [] });
  await terminal.result('login', token);
});

const omni = (...words: string[]): Program => runEntry('cli/main.ts', words, { ...terminal.env });
const linesOf = (text: string): unknown[] =>
  text
    .trim()
    .split('\n')
    .map((each) => JSON.parse(each) as unknown);
/** Reports until the watcher, which subscribes at a time of its own, has heard one. */
async function heardBy(program: Program): Promise<void> {
  const heard = program.said(/"property":"noise"/);
  let settled = false;
  void heard.finally(() => (settled = true)).catch(() => undefined);
  for (let k = 0; !settled; k += 1) {
    await line.report('light', 'noise', k);
    await owner.call('device.get', { did });
  }
  await heard;
}

test('watch streams reports, events and states as lines, and SIGINT ends it with 0', async () => {
  const program = omni('watch', 'porch');
  await heardBy(program);
  await owner.call('device.set', { did, service: 'light', property: 'brightness', value: 35 });
  await program.said(/"property":"brightness"/);
  await line.event('light', 'overheated', { degrees: 91 });
  await program.said(/"kind":"event"/);
  await line.state('sleeping');
  await program.said(/"kind":"state"/);
  await line.state('ready');
  await program.said(/"state":"ready"/);
  const { code, stdout, stderr } = await program.stop('SIGINT');
  expect([code, stderr]).toEqual([0, '']);
  const all = linesOf(stdout);
  expect(all).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ kind: 'report', did, name: 'Porch', service: 'light', property: 'brightness', value: 35 }),
      expect.objectContaining({ kind: 'event', did, service: 'light', event: 'overheated', args: { degrees: 91 } }),
      expect.objectContaining({ kind: 'state', did, state: 'sleeping' }),
    ]),
  );
});

test('watch --now begins with what is; --count ends it by itself', async () => {
  const { code, out } = await terminal.omni(['watch', 'porch', '--now', '--count', '3']);
  expect([code, linesOf(out).length]).toEqual([0, 3]);
  expect(linesOf(out)[0]).toMatchObject({ did, name: 'Porch' });
});

test('a reader that has seen enough is no error', async () => {
  const reader = `"${process.execPath}" --import "${import.meta.resolve('tsx')}" cli/main.ts watch --now | head -n 1; echo "ended with \${PIPESTATUS[0]}"`;
  const program = run('bash', ['-c', reader], { ...terminal.env });
  await program.said(/^\{.*\}\n/);
  // It learns that nobody reads when it next writes.
  const ended = program.said(/ended with (\d+)/);
  let settled = false;
  void ended.finally(() => (settled = true)).catch(() => undefined);
  for (let k = 0; !settled; k += 1) {
    await line.report('light', 'noise', k);
    await owner.call('device.get', { did });
  }
  expect([(await ended)[1], program.stderr()]).toEqual(['0', '']);
});

test('watch ends with 3 when the hub goes, and where there is none', async () => {
  const away = await startHub();
  const mine = createTerminal(away.http);
  await mine.result('login', away.claim);
  const { token } = await tokenSchema.parseAsync(await mine.result('people', 'invite', 'owner'));
  const device = await enterPuppet(away, await enterAsOwner({ ...away, claim: token }));
  const watching = runEntry('cli/main.ts', ['watch', '--now', '--json'], { ...mine.env });
  await watching.said(/"kind":"report"/);
  await device.line.link.end();
  await away.stop();
  const { code, stdout, stderr } = await within(watching.ended, 'end of the watcher');
  expect([code, stderr]).toEqual([3, '']);
  expect(linesOf(stdout).at(-1)).toMatchObject({ ok: false, error: { code: 'OFFLINE' } });
  expect(await mine.json('watch')).toMatchObject({ code: 3, error: { code: 'OFFLINE' } });
});

test('watch ends with 1 when the home no longer knows who watches', async () => {
  const { token } = await owner.call('person.invite', { role: 'guest', rooms: [] });
  const mine = createTerminal(hub.http);
  const { client } = clientSchema.parse(await mine.result('login', token));
  await owner.call('person.remove', { client });
  expect(await mine.json('watch')).toMatchObject({ code: 1, error: { code: 'UNAUTHENTICATED' } });
});

test('exit codes are those of the process', async () => {
  const codes = await Promise.all(
    [['docs', 'device.set'], ['get', 'nobody'], ['paint'], ['devices', '--hub', 'http://127.0.0.1:9']].map(
      async (words) => (await omni(...words).ended).code,
    ),
  );
  // The last has no remote of that hub: wrong use, before anything is sent.
  expect(codes).toEqual([0, 1, 2, 2]);
});

test('bash completes commands, devices, properties, values and flags, from any folder', async () => {
  const folder = tempFolder();
  mkdirSync(join(folder, 'bin'));
  symlinkSync(join(root, 'cli/omni.mjs'), join(folder, 'bin/omni'));
  const script = `cd '${folder}'
source <(omni completion bash)
ask() { COMP_WORDS=(omni "$@"); COMP_CWORD=$#; _omni; echo "\${COMPREPLY[*]}"; }
ask wa; ask get ''; ask get porch light/b; ask set porch on ''; ask set porch mode w; ask get porch --; ask paint ''; ask action porch blink ''`;
  const PATH = `${join(folder, 'bin')}${delimiter}${process.env.PATH ?? ''}`;
  const { code, stdout, stderr } = await run('bash', ['-c', script], { ...terminal.env, PATH }).ended;
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout.trimEnd().split('\n')).toEqual(['watch', did, 'light/brightness', 'on off', 'white', '--hub --json --help', '', 'times=']);
});
