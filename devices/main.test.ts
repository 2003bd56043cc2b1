// The command line as a parent process and a person meet it: real processes.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from '#protocol/zod.ts';

let data: string;
beforeAll(() => {
  data = mkdtempSync(join(tmpdir(), 'omnihome-main-'));
});
afterAll(() => rmSync(data, { recursive: true, force: true }));

function run(args: readonly string[], ipc = false) {
  const child = spawn(process.execPath, ['--import', 'tsx', join(import.meta.dirname, 'main.ts'), ...args], {
    stdio: ['ignore', 'pipe', 'pipe', ...(ipc ? ['ipc' as const] : [])],
  });
  let [out, err] = ['', ''];
  child.stdout?.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, out, err }));
  const printed = (text: string) =>
    new Promise<void>((resolve) => {
      const look = (): void => void (out.includes(text) && resolve());
      child.stdout?.on('data', look);
      look();
    });
  return { child, ended, printed };
}
const noHub = ['--hub', 'mqtt://127.0.0.1:9'];

test.each([
  [['toaster'], 'there is no device type "toaster"'],
  [['lamp', '--colour', 'red'], "Unknown option '--colour'"],
  [['lamp', '--speed', 'fast'], '--speed'],
  [['lamp', '--hub', 'hub.local'], '--hub: give an address such as mqtt://'],
  [['lamp', '--serial', '+'], '--serial'],
  [['lamp', '--data', '/dev/null/x'], 'cannot use the folder /dev/null/x'],
  [['lamp', '--weather', '/nowhere/city.csv'], '/nowhere/city.csv: cannot be read (ENOENT); name a CSV file after --weather'],
  [[], 'name a device type'],
])('%j: one line on stderr, exit code 2', async (args, words) => {
  const { code, err } = await run(args).ended;
  expect(code).toBe(2);
  expect(err.trim().split('\n')).toHaveLength(1);
  expect(err).toContain(words);
});

test('--list names every type', async () => {
  const { code, out } = await run(['--list']).ended;
  expect(code).toBe(0);
  for (const type of ['band', 'fan', 'lamp', 'purifier', 'rice-cooker']) expect(out).toMatch(new RegExp(`^${type} `, 'm'));
});

test('one device prints its box, says that it is alone, tells once that there is no hub, and ends on SIGTERM', async () => {
  const { child, ended, printed } = run(['lamp', ...noHub, '--data', data]);
  await printed('it keeps trying');
  child.kill('SIGTERM');
  const { code, out } = await ended;
  expect(code).toBe(0);
  expect(out).toMatch(/serial {6}lamp-\w{6}/);
  expect(out).toMatch(/setup code {2}\d{4} \d{4}/);
  expect(out).toContain('a room of its own');
  expect(out.match(/it keeps trying/g)).toHaveLength(1);
});

test('--json: its box, and a saved file for good or ill, one document a line and nothing else', async () => {
  const folder = join(data, 'types');
  mkdirSync(folder);
  const file = join(folder, 'pot.ts');
  const pot = (en: string): string =>
    `import { defineDevice, power } from 'omnihome/device';
    export const pot = defineDevice({ model: 'test.pot-1', vendor: 'test', category: 'pot', rev: 1, title: { en: '${en}', zh: '盆' }, services: { power: power() } });`;
  writeFileSync(file, pot('Pot'));
  const { child, ended, printed } = run(['pot', ...noHub, '--data', data, '--catalog', folder, '--json']);
  await printed('"event":"box"');
  writeFileSync(file, pot('Flower pot'));
  await printed('"rev":2');
  writeFileSync(file, 'export const {');
  await printed('"wrong":');
  child.kill('SIGTERM');
  const { out } = await ended;
  expect(
    out
      .trim()
      .split('\n')
      .map((line): unknown => JSON.parse(line)),
  ).toEqual([
    { event: 'box', serial: expect.any(String) as string, model: 'test.pot-1', setupCode: expect.stringMatching(/^\d{8}$/) as string },
    { event: 'saved', type: 'pot', file: expect.stringMatching(/pot\.ts$/) as string, rev: 2 },
    { event: 'saved', type: 'pot', file: expect.stringMatching(/pot\.ts$/) as string, wrong: expect.stringContaining('line 1') as string },
  ]);
});

test('the starter home tells its parent its boxes, the same for the same seed, and ends with its parent', async () => {
  const boxes = async () => {
    const { child } = run(['--starter', ...noHub, '--data', join(data, 'starter'), '--seed', '5'], true);
    const [message] = (await once(child, 'message')) as [unknown];
    child.disconnect();
    // `close` never comes where the parent itself has closed the channel.
    expect(await once(child, 'exit')).toEqual([0, null]);
    return message;
  };
  const first = await boxes();
  expect(first).toMatchObject({ event: 'boxes', boxes: ['purifier', 'lamp', 'band', 'lamp', 'fan', 'world'].map((type) => ({ type })) });
  const told = z.object({
    boxes: z.array(z.object({ type: z.string(), starter: z.object({ room: z.string(), ageYears: z.number() }).optional() })),
  });
  // The rest is for the person who lives here to add.
  expect(told.parse(first).boxes.map(({ starter }) => starter?.room)).toEqual([
    ...['living-room', 'living-room', 'bedroom'],
    ...[undefined, undefined, undefined],
  ]);
  expect(await boxes()).toEqual(first);
});

test('a starter home of which one identity is damaged: one line, and the rest runs', async () => {
  const folder = join(data, 'damaged');
  const args = ['--starter', ...noHub, '--data', folder, '--seed', '5'];
  const start = async () => {
    const { child, ended } = run(args, true);
    const [message] = (await once(child, 'message')) as [{ boxes: { serial: string; type: string }[] }];
    child.kill('SIGTERM');
    return { ...message, ...(await ended) };
  };
  const whole = await start();
  const { serial = '' } = whole.boxes.find(({ type }) => type === 'band') ?? {};
  writeFileSync(join(folder, `${serial}.identity.json`), 'scratched');
  const { boxes, code, err } = await start();
  expect(boxes).toEqual(whole.boxes.filter((box) => box.serial !== serial));
  expect(code).toBe(0);
  expect(err.trim().split('\n')).toEqual([
    expect.stringMatching(
      new RegExp(`^omnihome device: ${serial} stays off: .*${serial}\\.identity\\.json is damaged: .*Put back a copy.*`),
    ) as string,
  ]);
  const alone = await run(['band', '--serial', serial, ...noHub, '--data', folder]).ended;
  expect([alone.code, alone.err.trim().split('\n').length, alone.err]).toEqual([
    2,
    1,
    expect.stringContaining('Put back a copy') as string,
  ]);
});

test('a parent is told what is fatal', async () => {
  const { child, ended } = run(['toaster'], true);
  const [message] = (await once(child, 'message')) as [unknown];
  expect(message).toMatchObject({ event: 'fatal', message: expect.stringContaining('toaster') as string });
  expect((await ended).code).toBe(2);
});
