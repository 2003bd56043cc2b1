// The ten minutes of docs/new-device.md, executed: its commands, its files and its edits, in a temporary folder and against a
// real hub; what it shows of the terminal must be said there.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { z } from '#protocol/zod.ts';
import { enterAsOwner } from '../tests/support/controller.ts';
import type { Controller } from '../tests/support/controller.ts';
import { root, runEntry } from '../tests/support/start-home.ts';
import type { Program } from '../tests/support/start-home.ts';
import { startHub } from '../tests/support/start-hub.ts';
import type { TestHub } from '../tests/support/start-hub.ts';
import { tempFolder } from '../tests/support/temp-folder.ts';
import { eventually } from '../tests/support/waiting.ts';

vi.setConfig({ testTimeout: 240_000 });

type Step =
  | { readonly kind: 'sh' | 'text'; readonly lines: readonly string[] }
  | { readonly kind: 'file' | 'diff'; readonly file: string; readonly content: string }
  | { readonly kind: 'deed'; readonly deed: string };

const page = readFileSync(join(root, 'docs/new-device.md'), 'utf8');

/** Its blocks and its marks of what a person does on the phone, in order. */
function stepsOf(text: string): Step[] {
  const found = text.matchAll(/^```(\w+)(?: (\S+))?\n([\s\S]*?)^```$|^<!-- test: (.*) -->$/gm);
  return [...found].map(([, language = '', file = '', content = '', deed]): Step => {
    if (deed !== undefined) return { kind: 'deed', deed };
    if (language === 'sh' || language === 'text') return { kind: language, lines: content.trimEnd().split('\n') };
    if (file === '') throw new Error(`a block of ${language} that is neither a command, nor an output, nor a file`);
    return { kind: language === 'diff' ? 'diff' : 'file', file, content };
  });
}

/** The lines that go, found together and once, become the lines that come. */
function edited(text: string, diff: string): string {
  let result = text;
  for (const [hunk] of diff.matchAll(/(?:^-.*\n)+(?:^\+.*\n)*/gm)) {
    const pick = (sign: string): string =>
      hunk
        .split('\n')
        .filter((line) => line.startsWith(sign))
        .map((line) => `${line.slice(1)}\n`)
        .join('');
    expect(result.split(pick('-')), `the lines that go:\n${pick('-')}`).toHaveLength(2);
    result = result.replace(pick('-'), () => pick('+'));
  }
  return result;
}

/** `…` stands for anything within the line. */
const patternOf = (line: string): RegExp =>
  new RegExp(
    line
      .trim()
      .split('…')
      .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      .join('.*'),
  );

const scriptsSchema = z.object({ scripts: z.record(z.string(), z.string()) });
const { scripts } = scriptsSchema.parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));

/** Runs a command of the page, with what this test must add: where the hub is, and a folder for what is kept. */
function start(command: string, hub: TestHub, data: string): Program {
  const [program, verb, script = '', ...rest] = command.split(' ');
  if (program === 'npx' && verb === 'tsx') return runEntry(script, rest);
  const entry = /^exec node --import tsx (\S+)$/.exec(scripts[script] ?? '')?.[1];
  if (program !== 'npm' || verb !== 'run' || entry === undefined) throw new Error(`the page has a command that is none: ${command}`);
  const [, ...args] = rest;
  return runEntry(entry, script === 'device' ? [...args, '--hub', hub.mqtt, '--data', data] : args);
}

test('the ten minutes, from nothing to a feeder that is tested, paired and changed while it lives', async () => {
  const hub = await startHub();
  const owner: Controller = await enterAsOwner(hub);
  await owner.watch(...owner.topics.everything);
  const base = tempFolder();
  const folder = join(base, 'my-devices');
  mkdirSync(join(base, 'data'));
  const programs: Program[] = [];
  const output = (): string => programs.map((each) => each.stdout() + each.stderr()).join('');
  let did = '';

  const deeds: Readonly<Record<string, () => Promise<unknown>>> = {
    'open the house': () => owner.call('hub.openness', { mode: 'open' }),
    async pair() {
      const [, serial = ''] = /serial +(\S+)/.exec(output()) ?? [];
      const [, code = ''] = /┃ +(\d{8}) /.exec(output()) ?? [];
      await eventually(async () => {
        const { nearby } = await owner.call('pair.list', {});
        return nearby.some((each) => each.serial === serial && each.title.zh === '宠物喂食器');
      }, 'the feeder nearby, with the title of the saved file');
      ({ did } = await owner.call('pair.accept', { serial, setupCode: code }));
      await owner.heard(owner.topics.state(did), ({ json }) => json?.state === 'ready');
    },
    async feed() {
      const fed = await owner.call('device.action', { did, service: 'feeder', action: 'feed', in: { portions: 3 } });
      expect(fed).toMatchObject({ out: { given: 30 } });
      const { values } = await owner.call('device.get', { did });
      expect([values.feeder?.hopper?.value, values.feeder?.bowl?.value]).toEqual([1970, 30]);
    },
    async battery() {
      await owner.heard(owner.topics.spec(did), ({ text }) => text.includes('"battery"'));
      await owner.heard(owner.topics.state(did), ({ json }) => json?.state === 'ready');
      const { values } = await owner.call('device.get', { did });
      expect([values.feeder?.hopper?.value, values.battery?.charge?.value]).toEqual([1970, 100]);
    },
  };

  const doing: Readonly<Record<Step['kind'], (step: Step) => Promise<void> | void>> = {
    async sh(step) {
      for (const line of 'lines' in step ? step.lines : []) {
        if (line === 'npm start') continue; // the hub above
        const program = start(line.replaceAll('../my-devices', folder), hub, join(base, 'data'));
        programs.push(program);
        if (line.startsWith('npm run device')) await program.said(/It runs alone/);
        else expect(await program.ended, line).toMatchObject({ code: 0 });
      }
    },
    async text(step) {
      for (const line of 'lines' in step ? step.lines : [])
        await eventually(() => patternOf(line).test(output()), `line "${line}" in:\n${output()}`, 60_000);
    },
    file(step) {
      if ('file' in step) writeFileSync(join(folder, step.file), step.content);
    },
    diff(step) {
      if (!('file' in step)) return;
      const path = join(folder, step.file);
      writeFileSync(path, edited(readFileSync(path, 'utf8'), step.content));
    },
    async deed(step) {
      const deed = 'deed' in step ? deeds[step.deed] : undefined;
      if (!deed) throw new Error(`the page asks for a deed that this test does not know: ${JSON.stringify(step)}`);
      await deed();
    },
  };
  const steps = stepsOf(page);
  expect(steps.length).toBeGreaterThan(15);
  for (const step of steps) await doing[step.kind](step);
});
