// A device file that this project has never seen, dropped into a folder outside of it: every surface covers it, saving it
// changes it while it lives, and what it does wrong stops it alone.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test, vi } from 'vitest';
import { enterAsOwner } from '../support/controller.ts';
import type { Controller } from '../support/controller.ts';
import { runEntry } from '../support/start-home.ts';
import type { Program } from '../support/start-home.ts';
import { startHub } from '../support/start-hub.ts';
import type { TestHub } from '../support/start-hub.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { eventually } from '../support/waiting.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

interface Parts {
  readonly properties?: string;
  readonly actions?: string;
  readonly handlers?: string;
  readonly step?: string;
  readonly model?: string;
}
const water = `water: float('Water', '水量', { unit: 'mL', range: [0, 500, 1], default: 500 }),`;
/** A plant pot that waters itself; nothing here is in the project. */
const pot = ({ properties = water, actions = '', handlers = '', step = '', model = 'pot-1' }: Parts = {}): string => `
import { action, bool, defineDevice, event, float, int, ownService, power } from 'omnihome/device';
import { perHour } from './parts/thirst.ts';
export const plantPot = defineDevice({
  model: 'fernworks.${model}', vendor: 'fernworks', category: 'plant-pot', rev: 1, title: { en: 'Plant pot', zh: '花盆' },
  market: { price: 79, currency: 'CNY', lifeYears: 3, openness: 'O', illustrative: true },
  services: {
    power: power(),
    pot: ownService('Pot', '盆', {
      properties: { ${properties} },
      actions: { pour: action('Pour', '浇水', { in: { amount: int('Amount', '水量', { unit: 'mL', range: [10, 100, 10], default: 50 }) } }), ${actions} },
      events: { dry: event('Dry', '缺水') },
    }),
  },
  memory: { poured: 0 }, tick: 0.2,
  actions: { pot: {
    pour({ amount }, { pot, power }, { memory }) { memory.poured += amount; pot.water -= amount; power.on = true; },
    ${handlers}
  } },
  step({ pot }, dt) { ${step} pot.water -= (perHour * dt) / 3600; },
  effects: { watts: ({ power }) => (power.on ? 3 : 0) },
});`;

let hub: TestHub;
let owner: Controller;
let folder: string;
let first: Program;
let did: string;
const save = (file: string, text: string): void => writeFileSync(join(folder, file), text);
beforeAll(async () => {
  hub = await startHub();
  owner = await enterAsOwner(hub);
  await owner.watch(...owner.topics.everything);
  await owner.call('hub.openness', { mode: 'open' });
  folder = join(tempFolder(), 'my devices');
  mkdirSync(join(folder, 'parts'), { recursive: true });
  save('parts/thirst.ts', 'export const perHour = 2;\n');
  save('plant-pot.ts', pot());
  first = runEntry('devices/main.ts', ['plant-pot', '--catalog', folder, '--hub', hub.mqtt, '--data', tempFolder()]);
});
async function pair(program: Program): Promise<{ did: string; serial: string }> {
  const [, serial = ''] = await program.said(/serial\s+(\S+)/);
  const [, left = '', right = ''] = await program.said(/setup code\s+(\d{4}) (\d{4})/);
  await owner.heard(owner.topics.object('nearby', serial), ({ text }) => text !== '');
  const { did } = await owner.call('pair.accept', { serial, setupCode: `${left}${right}` });
  await owner.heard(owner.topics.state(did), ({ json }) => json?.state === 'ready');
  return { did, serial };
}
const complains = (program: Program, pattern: RegExp): Promise<string> =>
  eventually(
    () =>
      program
        .stderr()
        .split('\n')
        .find((line) => pattern.test(line)),
    `${String(pattern)} in: ${program.stderr()}`,
    30_000,
  );

test('--list names it; it comes near, pairs, and its spec, values, actions and meter are there; the API is as before', async () => {
  const openApi = await (await fetch(`${hub.http}/api/openapi.json`)).text();
  const { stdout, stderr, code } = await runEntry('devices/main.ts', ['--list', '--catalog', folder]).ended;
  expect(code).toBe(0);
  expect(stdout).toMatch(/^plant-pot +Plant pot, 花盆 \(fernworks fernworks\.pot-1\)$/m);
  expect(stderr).toMatch(/^omnihome device: --catalog .*: its devices are code that runs with your rights; load only what you trust\n$/);

  ({ did } = await pair(first));
  const device = await owner.call('device.get', { did });
  expect(device.spec).toMatchObject({ model: 'fernworks.pot-1', services: { pot: { properties: { water: { unit: 'mL' } } } } });
  expect(device.values.pot?.water?.value).toBe(500);
  await owner.call('device.set', { did, service: 'power', property: 'on', value: false });
  await owner.call('device.action', { did, service: 'pot', action: 'pour', in: { amount: 100 } });
  await expect(owner.refusal('device.action', { did, service: 'pot', action: 'pour', in: { amount: 7 } })).resolves.toMatchObject({
    code: 'OUT_OF_RANGE',
  });
  const after = await owner.call('device.get', { did });
  expect([after.values.pot?.water?.value, after.values.power?.on?.value]).toEqual([400, true]);

  const inventory = await owner.call('home.inventory', {});
  expect(inventory.devices).toEqual([expect.objectContaining({ model: 'fernworks.pot-1', price: 79, class: 'O' })]);
  const meter = await owner.call('meter.get', { target: 'closed-rival' });
  expect(meter.lines.some(({ contributions }) => contributions.some(({ id }) => id === did))).toBe(true);
  expect(await (await fetch(`${hub.http}/api/openapi.json`)).text()).toBe(openApi);
});

test('saved, it is another: a new property, values and memory kept, the revision raised by itself', async () => {
  save('plant-pot.ts', pot({ properties: `${water} sunny: bool('Sunny', '向阳', { write: true }),` }));
  const announced = await owner.heard(owner.topics.spec(did), ({ json }) => json?.rev === 2);
  expect(announced.text).toContain('"sunny"');
  await owner.heard(owner.topics.state(did), ({ json }) => json?.state === 'ready');
  await owner.call('device.set', { did, service: 'pot', property: 'sunny', value: true });
  const { values } = await owner.call('device.get', { did });
  expect([values.pot?.water?.value, values.pot?.sunny?.value]).toEqual([400, true]);
  await first.said(/plant-pot\.ts: saved, and running \(rev 2\)/);
});

test('a wrong edit is told in one line, and the device goes on as it was; mended, it is new', async () => {
  save('plant-pot.ts', 'export const plantPot = {{;');
  await complains(first, /plant-pot\.ts: line 1: .*; mend the syntax and save it\. Until then it goes on as it was\.$/);
  await owner.call('device.set', { did, service: 'pot', property: 'sunny', value: false });

  save('plant-pot.ts', pot());
  await complains(first, /plant-pot\.ts: services\.pot\.properties\.sunny: property dropped; keep everything of the earlier revision/);
  await owner.call('device.set', { did, service: 'pot', property: 'sunny', value: true });
  expect((await owner.call('device.get', { did })).spec.rev).toBe(2);
});

test('it can be broken on purpose as any other: wrong reports, then a crash; it comes back as it was', async () => {
  await owner.call('fault.put', { did, kind: 'wrong-reports', seconds: 600 });
  await owner.heard(owner.topics.state(did), ({ json }) => json?.state === 'ready' && JSON.stringify(json.faults) !== '[]');
  await owner.heard(owner.topics.alert(did, 'bad-report'), ({ text }) => text !== '');
  await owner.call('fault.put', { did, kind: 'crash', seconds: 1 });
  await owner.heard(owner.topics.state(did), ({ json }) => json?.state === 'lost' && json.reason === 'connection lost');
  await owner.heard(owner.topics.state(did), ({ json }) => json?.state === 'ready' && JSON.stringify(json.faults) === '[]');
  expect((await owner.call('fault.list', {})).faults).toEqual([]);
  expect(await owner.refusal('fault.put', { did, kind: 'jam' })).toMatchObject({ code: 'NO_SUCH_SERVICE' });
  await owner.call('device.set', { did, service: 'pot', property: 'sunny', value: true });
});

const sunny = `${water} sunny: bool('Sunny', '向阳', { write: true }),`;
test('an action that never returns stops its device alone, within a second or two, with file and cure; saved without it, it lives again', async () => {
  save('plant-pot.ts', pot({ properties: sunny, actions: `spin: action('Spin', '转动'),`, handlers: 'spin() { for (;;); },' }));
  await owner.heard(owner.topics.spec(did), ({ json }) => json?.rev === 3);
  await owner.heard(owner.topics.state(did), ({ json }) => json?.state === 'ready');
  save('other-pot.ts', pot({ model: 'pot-2' }));
  await first.said(/other-pot\.ts: a new type \(rev 1\)/);

  const refused = await owner.refusal('device.action', { did, service: 'pot', action: 'spin', in: {} });
  expect(refused).toMatchObject({ code: 'DEVICE_ERROR' });
  await owner.heard(owner.topics.state(did), ({ json }) => json?.state === 'disconnected');
  await first.said(
    /actions\.pot\.spin failed at .*plant-pot\.ts: it did not return within 1 s; this device has stopped: mend its file and save it/,
  );

  save('plant-pot.ts', pot({ properties: sunny, actions: `spin: action('Spin', '转动'),`, handlers: 'spin() {},' }));
  await owner.heard(owner.topics.state(did), ({ json }) => json?.state === 'ready');
  await owner.call('device.action', { did, service: 'pot', action: 'spin', in: {} });
  expect((await owner.call('device.get', { did })).values.pot?.water?.value).toBe(400);
});

test('the file beside a file is loaded anew with it', async () => {
  save('parts/thirst.ts', 'export const perHour = 3_600_000;\n');
  save('plant-pot.ts', `${pot({ properties: sunny, actions: `spin: action('Spin', '转动'),`, handlers: 'spin() {},' })}\n// thirstier\n`);
  await owner.heard(owner.topics.report(did, 'pot', 'water'), ({ json }) => json?.value === 0);
});
