// docs/command-line.md, executed: its commands against a real hub with a lamp; what it shows must be said, and the exit code
// is 0 unless the page says otherwise.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lamp } from '#devices/catalog/lamp.ts';
import { shownCommands } from '../cli/commands/index.ts';
import { createTerminal } from '../tests/support/terminal.ts';
import type { Said } from '../tests/support/terminal.ts';
import { enterAsOwner } from '../tests/support/controller.ts';
import { startDevice } from '../tests/support/real-device.ts';
import { root } from '../tests/support/start-home.ts';
import { startHub } from '../tests/support/start-hub.ts';
import { eventually } from '../tests/support/waiting.ts';

const page = readFileSync(join(root, 'docs/command-line.md'), 'utf8');
/** Commands, what they say, and the code with which the last of them ends. */
const sessions = [...page.matchAll(/^```sh\n([\s\S]*?)^```\n\n(?:```text\n([\s\S]*?)^```\n)?(?:\n<!-- test: exit (\d) -->)?/gm)].map(
  ([, commands = '', said = '', code = '0']) => ({
    commands: commands.trim().split('\n'),
    said: said.trim().split('\n'),
    code: Number(code),
  }),
);

/** Words as a shell parts them: quotes hold together. */
const wordsOf = (line: string): string[] =>
  [...line.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(([, single, double, bare]) => single ?? double ?? bare ?? '');
/** `…` stands for anything within the line. */
const patternOf = (line: string): RegExp =>
  new RegExp(
    line
      .trim()
      .split('…')
      .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/ +/g, ' +'))
      .join('.*'),
    'm',
  );

test('what the page shows is what happens', async () => {
  const hub = await startHub();
  const owner = await enterAsOwner(hub);
  await owner.call('room.put', { id: 'study', name: null });
  const desk = startDevice(hub, lamp);
  await desk.pair(owner, { room: 'study' });
  const nearby = startDevice(hub, lamp, { serial: 'lamp-nearby' });
  await eventually(async () => (await owner.call('pair.list', {})).nearby.length === 1, 'the other lamp nearby');
  const { token } = await owner.call('person.invite', { role: 'owner', rooms: [] });
  const terminal = createTerminal('');

  /** The page with the hub of this test, its token and the code of this lamp. */
  const here = (text: string): string =>
    text.replaceAll('http://127.0.0.1:8080', hub.http).replace('#claim=…', `#claim=${token}`).replace('12345678', nearby.setupCode);
  expect(sessions.length).toBeGreaterThan(9);
  for (const { commands, said, code } of sessions) {
    const all: Said[] = [];
    for (const line of commands) {
      const [program, ...words] = wordsOf(here(line));
      expect(program).toBe('omni');
      all.push(await terminal.omni(words));
    }
    const last = all.at(-1);
    expect([last?.code, ...all.slice(0, -1).map((each) => each.code)], JSON.stringify(all)).toEqual([code, ...all.slice(1).map(() => 0)]);
    const shown = all.map(({ out, err }) => out + err).join('');
    for (const line of said) expect(shown).toMatch(patternOf(line.replaceAll('http://127.0.0.1:8080', hub.http)));
  }
});

test('it names every command, and no other', () => {
  const named = new Set([...page.matchAll(/\bomni ([a-z]+)\b/g)].map(([, name]) => name));
  expect([...named].sort()).toEqual([...shownCommands.keys()].sort());
});
