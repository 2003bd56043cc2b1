// What one foreign file does wrong costs the others nothing: real files, the real thread, devices that live in it.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Value } from '#protocol/values.ts';
import { createHomeClock, createWallClock } from '../runtime/clock.ts';
import type { HomeClock } from '../runtime/clock.ts';
import type { Engine, EngineReport, Outcome } from '../runtime/engine-types.ts';
import type { Fault } from '../runtime/behaviour-fault.ts';
import { simulate } from '../simulate.ts';
import type { Room } from '../world/here.ts';
import { lamp } from '../catalog/lamp.ts';
import { createRareTell } from './isolation/rare-tell.ts';
import { createLiveCatalogue } from './live-catalogue.ts';
import type { LiveCatalogue } from './live-catalogue.ts';

vi.setConfig({ testTimeout: 60_000 });

const room: Room = { plan: [], ...simulate(lamp).here, id: 'living-room', hour: 8, day: 0 };
/** Counts by `by` for each second, and says how much when it is asked. */
const counter = (
  handler: string,
  rest = '',
): string => `import { action, defineDevice, event, float, int, ownService } from 'omnihome/device';
import { by } from './parts/by.ts';
export const counter = defineDevice({
  model: 'test.counter-1', vendor: 'test', category: 'counter', rev: 1, title: { en: 'Counter', zh: '计数器' },
  services: { counter: ownService('Counter', '计数器', {
    properties: { count: float('Count', '计数', { range: [0, 1000000, 1] }) },
    actions: { ask: action('Ask', '问', { out: { by: int('By', '步长', { range: [0, 100] }) } }), spoil: action('Spoil', '破坏') },
    events: { rang: event('Rang', '响了') },
  }) },
  memory: { avg: 0 }, tick: 0.05,
  actions: { counter: { ask: () => ({ by }), spoil(_in, d, context) { const { memory, emit } = context; ${handler} } } },
  step({ counter }, dt) { counter.count += by * dt; ${rest} },
});
`;

let folder: string;
let clock: HomeClock;
let catalogue: LiveCatalogue;
let waiting: (() => void)[];
const told: string[] = [];
const save = (file: string, text: string): void => writeFileSync(join(folder, file), text);
const wake = (): void => [...waiting].forEach((look) => look());
const until = (fits: () => boolean): Promise<void> =>
  new Promise((resolve) => {
    const look = (): void => {
      if (!fits()) return;
      waiting = waiting.filter((one) => one !== look);
      resolve();
    };
    waiting.push(look);
    look();
  });
const hears = (pattern: RegExp): Promise<void> => until(() => told.some((line) => pattern.test(line)));

beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'omnihome-isolation-')), 'devices');
  mkdirSync(join(folder, 'parts'), { recursive: true });
  [waiting, told.length] = [[], 0];
  clock = createHomeClock(createWallClock());
  save('parts/by.ts', 'export const by = 7;\n');
});
afterEach(async () => {
  clock.stop();
  await catalogue.stop();
  rmSync(join(folder, '..'), { recursive: true, force: true });
});
async function begin(): Promise<void> {
  const tell = (line: string): void => {
    told.push(line);
    wake();
  };
  catalogue = createLiveCatalogue({ catalogs: [folder], wall: createWallClock(), tell });
  catalogue.watch();
  await catalogue.ready;
}

interface Lived {
  readonly engine: Engine;
  readonly faults: Fault[];
  readonly reports: EngineReport[];
  ask(action: string): Promise<Outcome>;
  /** The next report after those that are there. */
  goesOn(): Promise<void>;
}
async function live(name: string, service = 'counter'): Promise<Lived> {
  const kind = await catalogue.load(name);
  const [faults, reports]: [Fault[], EngineReport[]] = [[], []];
  const engine = kind.openEngine({
    ...{ clock, seed: name, here: () => room },
    onReport(report) {
      reports.push(report);
      wake();
    },
    onEvent: () => {},
    onFault(fault) {
      faults.push(fault);
      wake();
    },
  });
  engine.start();
  return {
    ...{ engine, faults, reports },
    ask: (action) => new Promise((resolve) => engine.execute({ op: 'action', service, action, in: {} }, { origin: 'phone' }, resolve)),
    goesOn() {
      const before = reports.length;
      return until(() => reports.length > before);
    },
  };
}
const sevens: Outcome = { ok: true, result: { by: 7 } };

test('after a refused save it goes on as it was, also in a new thread, with what it imports from its folder', async () => {
  save('counter.ts', counter(''));
  await begin();
  const device = await live('counter');
  expect(await device.ask('ask')).toEqual(sevens);
  save('parts/by.ts', 'export const by = 8;\n');
  save('counter.ts', counter('').replace('export const', 'export const {{'));
  await hears(/counter\.ts: line 3: .*Until then it goes on as it was\.$/);
  save('evil.ts', 'for (;;);\n');
  await hears(/evil\.ts: import: it did not return within 1 s/);
  expect(await device.ask('ask')).toEqual(sevens);
  await device.goesOn();
  save('counter.ts', counter('', 'for (;;);'));
  await hears(/counter\.ts: the trial: it did not return within 1 s/);
  expect(await device.ask('ask')).toEqual(sevens);
  await device.goesOn();
  expect(device.faults).toEqual([]);
  // What was accepted can still be begun, though none of it lived when the last thread began.
  device.engine.stop();
  const second = await live('counter');
  expect(await second.ask('ask')).toEqual(sevens);
});

test.each([
  ['a number that is none', 'memory.avg = 0 / 0;', /memory\.avg = NaN: expected a finite number/],
  ['what is no value', 'memory.avg = () => 1;', /memory\.avg = function: expected a finite number/],
])('memory that cannot be kept (%s) is told and forgotten; the device goes on', async (_, handler, words) => {
  save('counter.ts', counter(handler));
  await begin();
  const device = await live('counter');
  expect(await device.ask('spoil')).toMatchObject({
    ok: false,
    error: { code: 'DEVICE_ERROR', message: expect.stringMatching(words) as string },
  });
  expect(device.faults).toMatchObject([{ where: 'actions.counter.spoil', fatal: false }]);
  expect(await device.ask('ask')).toEqual(sevens);
  await device.goesOn();
  expect(device.engine.snapshot().memory).toEqual({ avg: 0 });
});

test('what cannot be sent stops its device with a line, and no other', async () => {
  save('counter.ts', counter(''));
  save('spoiler.ts', counter(`emit('counter.rang', { how: () => 1 });`));
  await begin();
  const [device, spoiler] = [await live('counter'), await live('spoiler')];
  expect(await spoiler.ask('spoil')).toMatchObject({ ok: false, error: { code: 'DEVICE_ERROR' } });
  expect(spoiler.faults).toMatchObject([{ fatal: true, message: expect.stringMatching(/could not be cloned/) as string }]);
  expect(await device.ask('ask')).toEqual(sevens);
  await device.goesOn();
});

test('a step that does not return while a command is under way is told as the step, with its file', async () => {
  save('counter.ts', counter('d.counter.count = 900_000;', 'if (counter.count >= 900_000) for (;;);'));
  save('other.ts', counter('for (;;);'));
  await begin();
  const [device, other] = [await live('counter'), await live('other')];
  expect(await device.ask('spoil')).toMatchObject({ ok: false, error: { code: 'DEVICE_ERROR' } });
  const file = expect.stringMatching(/counter\.ts$/) as string;
  expect(device.faults).toMatchObject([{ where: 'step', file, message: 'it did not return within 1 s', fatal: true }]);
  await other.ask('spoil');
  expect(other.faults).toMatchObject([{ where: 'actions.counter.spoil', fatal: true }]);
});

test('a loop that a file leaves behind ends the thread with a line; the devices go on in a new one', async () => {
  save('counter.ts', counter('setTimeout(() => { for (;;); }, 0);'));
  save('other.ts', counter(''));
  await begin();
  const [device, other] = [await live('counter'), await live('other')];
  expect(await device.ask('spoil')).toEqual({ ok: true, result: {} });
  await hears(/the thread of foreign devices ended \(it did not return within 1 s\); they go on in a new one/);
  expect(await other.ask('ask')).toEqual(sevens);
  await other.goesOn();
  expect(await device.ask('ask')).toEqual(sevens);
});

test('a loop left behind while it is imported comes to an end as well', async () => {
  save('counter.ts', `setTimeout(() => { for (;;); }, 0);\n${counter('')}`);
  await begin();
  const device = catalogue.load('counter').then(() => live('counter'));
  await Promise.race([device.then(({ faults }) => until(() => faults.some(({ fatal }) => fatal))), device.catch(() => {})]);
  await Promise.race([hears(/ends again and again/), hears(/counter\.ts: .*did not return/)]);
});

test('on its way it answers with where it is, where it goes and how long that takes', async () => {
  save(
    'slider.ts',
    `import { defineDevice, float, ownService } from 'omnihome/device';
export const slider = defineDevice({
  model: 'test.slider-1', vendor: 'test', category: 'slider', rev: 1, title: { en: 'Slider', zh: '滑块' },
  services: { slider: ownService('Slider', '滑块', { properties: { place: float('Place', '位置', { write: true, range: [0, 100, 1] }) } }) },
  moving: { slider: { place: () => ({ value: 5, seconds: 60 }) } },
});
`,
  );
  await begin();
  const { engine } = await live('slider', 'slider');
  const value: Value = 80;
  await new Promise((resolve) => engine.execute({ op: 'set', service: 'slider', property: 'place', value }, { origin: 'phone' }, resolve));
  expect(engine.reports()).toMatchObject([{ property: 'place', value: 5, target: 80, remaining: 60 }]);
});

test('what is no file is told and not opened; a file that is too large neither', async () => {
  symlinkSync('/dev/zero', join(folder, 'endless.ts'));
  symlinkSync(join(folder, 'nowhere.ts'), join(folder, 'dangling.ts'));
  execFileSync('mkfifo', [join(folder, 'pipe.ts')]);
  save('large.ts', `// ${'x'.repeat(1_000_000)}\n`);
  save('counter.ts', counter(''));
  await begin();
  for (const [name, words] of [
    ['endless', 'no file that can be read to its end'],
    ['pipe', 'no file that can be read to its end'],
    ['dangling', 'it is not there'],
    ['large', 'at most 1000000'],
  ] as const)
    expect(told.filter((line) => line.includes(`/${name}.ts: `) && line.includes(words))).toHaveLength(1);
  expect(await (await live('counter')).ask('ask')).toEqual(sevens);
});

test('a flood of one complaint is one line; how often it came is told a minute later', async () => {
  const lines: string[] = [];
  let time = 0;
  const tell = createRareTell(
    (line) => lines.push(line),
    () => time,
  );
  for (let k = 0; k < 1_000; k += 1) tell('spam');
  tell('other');
  expect(lines).toEqual(['spam', 'other']);
  time = 60_000;
  tell('spam');
  expect(lines.at(-1)).toBe('spam (999 times more in between)');
  // And in the thread: fifty of one text, then another text, which comes after them.
  const flood =
    "for (let k = 0; k < 50; k += 1) void Promise.reject(new Error('spam')); setTimeout(() => { throw new Error('last'); }, 20);";
  save('counter.ts', counter(flood));
  await begin();
  await (await live('counter')).ask('spoil');
  await hears(/left something behind that failed: .*last/);
  expect(told.filter((line) => line.includes('spam'))).toHaveLength(1);
});
