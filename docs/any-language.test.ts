// docs/any-language.md, executed: its files as they stand there, in a temporary folder, against a real hub.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { enterAsOwner } from '../tests/support/controller.ts';
import type { Controller } from '../tests/support/controller.ts';
import { findProgram, testWith } from '../tests/support/missing-program.ts';
import { root, run } from '../tests/support/start-home.ts';
import type { Program } from '../tests/support/start-home.ts';
import { startHub } from '../tests/support/start-hub.ts';
import type { TestHub } from '../tests/support/start-hub.ts';
import { tempFolder } from '../tests/support/temp-folder.ts';

vi.setConfig({ testTimeout: 120_000 });

const page = readFileSync(join(root, 'docs/any-language.md'), 'utf8');
/** The files of the page, by name. */
const files = new Map([...page.matchAll(/^```\w+ (\S+)\n([\s\S]*?)^```$/gm)].map(([, name = '', text = '']) => [name, text]));

function unpack(): string {
  const folder = tempFolder();
  for (const [name, text] of files) writeFileSync(join(folder, name), text);
  return folder;
}
const start = (program: 'python3' | 'sh', file: string, hub: TestHub, folder: string): Program => {
  const { hostname, port } = new URL(hub.mqtt);
  return run(program === 'sh' ? '/bin/sh' : (findProgram(program) ?? ''), [file, hostname, port, hub.home], {}, folder);
};
const stands = (owner: Controller, did: string, state: string) =>
  owner.heard(owner.topics.state(did), ({ json }) => json?.state === state && json.reason !== 'hub-restart');
const values = async (owner: Controller, did: string) => (await owner.call('device.get', { did })).values.light;
/** Switches, dims and is refused: what both lamps do. */
const set = (owner: Controller, did: string, property: string, value: boolean | number) =>
  owner.call('device.set', { did, service: 'light', property, value });

test('the program is shorter than 120 lines, and the page says how long it is', () => {
  const lines = files.get('lamp.py')?.trimEnd().split('\n').length;
  expect(lines).toBeLessThan(120);
  expect(page).toContain(`in ${lines} lines of Python`);
  expect([...files.keys()]).toEqual(['spec.json', 'lamp.py', 'lamp.sh']);
});

testWith(
  'python3',
  'mosquitto_pub',
  'mosquitto_sub',
)(
  'the lamp in Python: nearby, paired with its code, obeying, killed, back, goodbye; then the same lamp by mosquitto_pub and mosquitto_sub',
  async () => {
    const hub = await startHub();
    const owner = await enterAsOwner(hub);
    await owner.watch(...owner.topics.everything);
    await owner.call('hub.openness', { mode: 'open' });
    const folder = unpack();
    const first = start('python3', 'lamp.py', hub, folder);
    const [, serial = '', setupCode = ''] = await first.said(/serial (\S+), setup code (\d{8})/);

    await owner.heard(owner.topics.object('nearby', serial), ({ json }) => json?.vendor === 'workbench');
    const wrong = await owner.refusal('pair.accept', { serial, setupCode: setupCode === '00000000' ? '00000001' : '00000000' });
    expect(wrong).toMatchObject({ code: 'WRONG_SETUP_CODE' });
    // A fresh challenge has to be answered by a fresh hello before the next attempt.
    const { did } = await owner.call('pair.accept', { serial, setupCode, name: 'By hand' });
    await stands(owner, did, 'ready');
    expect(await values(owner, did)).toMatchObject({ on: { value: false, stale: false }, brightness: { value: 80, stale: false } });

    expect(await set(owner, did, 'brightness', 35)).toMatchObject({ value: 35 });
    expect(await owner.refusal('device.set', { did, service: 'light', property: 'brightness', value: 101 })).toMatchObject({
      code: 'OUT_OF_RANGE',
    });
    const blink = { did, service: 'light', action: 'blink', in: { times: 2 } };
    expect(await owner.refusal('device.action', blink)).toMatchObject({ code: 'WRONG_STATE' });
    await set(owner, did, 'on', true);
    expect(await owner.call('device.action', blink)).toEqual({ out: {} });
    await first.said(/^blink blink $/m);

    await first.stop('SIGKILL');
    await stands(owner, did, 'lost');
    expect(await owner.refusal('device.set', { did, service: 'light', property: 'on', value: false })).toMatchObject({ code: 'OFFLINE' });

    const second = start('python3', 'lamp.py', hub, folder);
    await stands(owner, did, 'ready');
    expect(await values(owner, did)).toMatchObject({ on: { value: true, stale: false }, brightness: { value: 35, stale: false } });

    // The hub goes and comes back: the lamp finds it by itself.
    await hub.stop();
    const again = await hub.again();
    const phone = await enterAsOwner(again, 'Second');
    await phone.watch(...phone.topics.everything);
    await stands(phone, did, 'ready');
    expect(await set(phone, did, 'on', false)).toMatchObject({ value: false });
    expect((await second.stop('SIGTERM')).code).toBe(0);
    await stands(phone, did, 'disconnected');
    expect([first.stderr(), second.stderr()]).toEqual(['', '']);

    const byHand = start('sh', 'lamp.sh', again, folder);
    await stands(phone, did, 'ready');
    expect(await values(phone, did)).toMatchObject({ on: { value: false, stale: false }, brightness: { value: 80, stale: false } });
    expect(await set(phone, did, 'brightness', 55)).toMatchObject({ value: 55 });
    expect(await phone.call('device.action', blink)).toEqual({ out: {} });
    await byHand.said(/"action":"blink"/);
    expect((await byHand.stop('SIGTERM')).code).toBe(0);
    await stands(phone, did, 'disconnected');
    expect(byHand.stderr()).toBe('');
    await phone.end();
  },
);
