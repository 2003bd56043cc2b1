// Programs by themselves: the hub, a device, the launcher's help and its patience; and the hub under other people's tools.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { typeNames } from '#devices/catalogue.ts';
import { startFlags } from '#hub/config.ts';
import { claim, connectAs, enterAsOwner } from '../support/controller.ts';
import type { Doors } from '../support/doors.ts';
import { findProgram, testWith } from '../support/missing-program.ts';
import { enterPuppet } from '../support/puppet-device.ts';
import { childOf, root, run, runEntry, startHome } from '../support/start-home.ts';
import { startHub } from '../support/start-hub.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { eventually, within } from '../support/waiting.ts';

// Processes start slowly on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

test('npm run hub alone, by environment variables; npm run device -- lamp appears nearby, is paired with what its box says, and says good-bye', async () => {
  const hub = runEntry('hub/main.ts', [], { OMNI_HTTP_PORT: '0', OMNI_MQTT_PORT: '0', OMNI_DATA: tempFolder(), OMNI_HOME: 'cottage' });
  const [, http = '', token = ''] = await hub.said(/page {2}(http:\/\/\S+?)\/#claim=(\S+)\n/);
  const [, mqtt = ''] = await hub.said(/mqtt {2}(mqtt:\/\/\S+)\n/);
  const doors: Doors = { http, mqtt, ws: `${http.replace('http', 'ws')}/mqtt`, home: 'cottage', claim: token };
  const owner = await connectAs(doors, await claim(http, token, 'Owner'));
  await owner.watch(...owner.topics.everything);
  const device = runEntry('devices/main.ts', [
    'lamp',
    '--hub',
    mqtt,
    '--home',
    'cottage',
    '--serial',
    'lamp-of-test',
    '--data',
    tempFolder(),
  ]);
  const [, serial = ''] = await device.said(/serial\s+(\S+)/);
  const [, left = '', right = ''] = await device.said(/setup code\s+(\d{4}) (\d{4})/);
  expect(serial).toBe('lamp-of-test');
  await owner.heard(owner.topics.object('nearby', serial), ({ text }) => text !== '');
  const { did } = await owner.call('pair.accept', { serial, setupCode: `${left}${right}` });
  await owner.heard(owner.topics.state(did), ({ json }) => json?.state === 'ready');
  expect(await owner.call('device.set', { did, service: 'light', property: 'on', value: true })).toMatchObject({ value: true });
  expect((await device.stop('SIGINT')).code).toBe(0);
  await owner.heard(owner.topics.state(did), ({ json }) => json?.state === 'disconnected');
  const { code, stderr } = await within(hub.stop('SIGINT'), 'end of the hub', 4_000);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
});

test('npm run device -- --list names every type in the catalogue, none of them wrong', async () => {
  const { code, stdout, stderr } = await runEntry('devices/main.ts', ['--list']).ended;
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(typeNames().length).toBeGreaterThan(20);
  for (const type of typeNames()) expect(stdout).toMatch(new RegExp(`^${type} `, 'm'));
  expect(stdout).not.toMatch(/wrong:/);
});

test('--help tells every flag with its environment variable, and exits 0', async () => {
  const { code, stdout } = await runEntry('hub/launch/start.ts', ['--help']).ended;
  expect(code).toBe(0);
  const lines = stdout.split('\n');
  for (const [flag, { doc }] of Object.entries(startFlags)) {
    const [line = '', more] = lines.filter((each) => each.startsWith(`  --${flag} `));
    expect([line.includes(doc), line.endsWith(`(OMNI_${flag.toUpperCase().replace('-', '_')})`), more], flag).toEqual([
      true,
      true,
      undefined,
    ]);
  }
});

test('npm itself stopped: exit code 0, and nothing of the home is left behind', async () => {
  const program = run('npm', ['start', '--', '--json', '--http-port', '0', '--mqtt-port', '0', '--data', tempFolder()]);
  const [, http = ''] = await program.said(/"event":"ready","http":"([^"]+)"/);
  // Ends when the last process that holds its standard output has gone, not only npm.
  expect((await program.stop('SIGTERM')).code).toBe(0);
  await expect(fetch(`${http}/healthz`)).rejects.toThrow();
});

test('flags win over environment variables; --devices none is an empty home; --reset begins anew', async () => {
  const data = tempFolder();
  const first = await startHome({
    data,
    args: ['--home', 'flag-home'],
    env: { OMNI_DEVICES: 'none', OMNI_HOME: 'env-home', OMNI_HTTP_PORT: '1' },
  });
  expect(first.ready).toMatchObject({ home: 'flag-home', boxes: [] });
  const owner = await enterAsOwner(first);
  expect((await owner.call('device.list', {})).devices).toEqual([]);
  await owner.call('room.put', { id: 'attic' });
  await first.stop();
  const second = await startHome({ data, args: ['--devices', 'none', '--reset', '--home', 'flag-home'] });
  await expect(connectAs(second, owner.person)).rejects.toMatchObject({ code: 4 });
  expect((await (await enterAsOwner(second)).call('room.list', {})).rooms).toEqual([]);
});

test('starting over: the old people and devices are strangers, the answered token opens the new life', async () => {
  const home = await startHome({ args: ['--devices', 'none'] });
  const owner = await enterAsOwner(home);
  await owner.call('room.put', { id: 'attic' });
  const { claim: token } = await owner.call('hub.start-over', { confirm: 'home' });
  await within(owner.link.closed, 'end of the connection');
  const next = await eventually(() => claim(home.http, token, 'Next').catch(() => undefined), 'new life', 60_000);
  await expect(connectAs(home, owner.person)).rejects.toMatchObject({ code: 4 });
  expect((await (await connectAs(home, next)).call('room.list', {})).rooms).toEqual([]);
});

test.runIf(process.platform === 'linux')(
  'three crashes within a minute end the run, with an error',
  async () => {
    const home = await startHome({ args: ['--devices', 'none'] });
    const alive = () =>
      fetch(`${home.http}/healthz`).then(
        ({ ok }) => ok,
        () => false,
      );
    for (let crash = 1; crash <= 3; crash += 1) {
      await eventually(alive, 'living hub', 60_000);
      process.kill(childOf(home.pid, 'hub/main.ts'), 'SIGKILL');
      await eventually(async () => !(await alive()), 'dead hub');
    }
    const { code, stderr } = await within(home.ended, 'end of the home', 30_000);
    expect(code).toBe(1);
    expect(stderr).toMatch(/the hub cannot be kept running: it crashed 3 times within a minute/);
  },
  60_000,
);

describe('other people’s tools drive the home: one request, one reply, one report', () => {
  const id = '01ARZ3NDEKTSV4RRFFQ69G5FAV';

  async function prepare() {
    const doors = await startHub();
    const owner = await enterAsOwner(doors);
    const { did, line } = await enterPuppet(doors, owner);
    const { hostname, port } = new URL(doors.mqtt);
    const { client, secret } = owner.person;
    const request = JSON.stringify({ v: 1, id, op: 'device.set', args: { did, service: 'light', property: 'brightness', value: 35 } });
    return {
      owner,
      did,
      line,
      hostname,
      port,
      client,
      secret,
      request,
      topic: owner.topics.request(client, 'tool'),
      replies: owner.topics.reply(client, 'tool'),
    };
  }

  test('mqtt.js’s own command line', async () => {
    const { owner, did, hostname, port, client, secret, request, topic, replies } = await prepare();
    const mqtt = join(root, 'node_modules/.bin/mqtt');
    expect(existsSync(mqtt)).toBe(true);
    const door = ['-h', hostname, '-p', port, '-u', client, '-P', secret, '-q', '1'];
    const listening = run(process.execPath, [
      mqtt,
      'subscribe',
      ...door,
      '-i',
      `${client}.sub`,
      '-v',
      '-t',
      replies,
      '-t',
      owner.topics.report(did, 'light', 'brightness'),
    ]);
    await listening.said(/"value":0/);
    const sent = await run(process.execPath, [mqtt, 'publish', ...door, '-i', `${client}.pub`, '-t', topic, '-m', request]).ended;
    expect(sent.code).toBe(0);
    await listening.said(new RegExp(`"id":"${id}","ok":true,"result":\\{"value":35`));
    await listening.said(/"value":35/);
    await listening.stop();
    expect((await owner.call('device.get', { did })).values.light?.brightness).toMatchObject({ value: 35 });
  });

  testWith('mosquitto_pub', 'mosquitto_sub')(
    'mosquitto_pub and mosquitto_sub, which know nothing of us',
    async () => {
      const { owner, did, hostname, port, client, secret, request, topic, replies } = await prepare();
      const door = ['-h', hostname, '-p', port, '-u', client, '-P', secret, '-q', '1', '-V', 'mqttv311'];
      const listening = run(findProgram('mosquitto_sub') ?? '', [
        ...door,
        '-i',
        `${client}.sub`,
        '-v',
        '-t',
        replies,
        '-t',
        owner.topics.report(did, 'light', 'brightness'),
      ]);
      await listening.said(/"value":0/);
      const sent = await run(findProgram('mosquitto_pub') ?? '', [...door, '-i', `${client}.pub`, '-t', topic, '-m', request]).ended;
      expect(sent).toMatchObject({ code: 0, stderr: '' });
      await listening.said(new RegExp(`"id":"${id}","ok":true,"result":\\{"value":35`));
      const wrong = await run(findProgram('mosquitto_sub') ?? '', [
        '-h',
        hostname,
        '-p',
        port,
        '-u',
        client,
        '-P',
        'wrong',
        '-i',
        `${client}.bad`,
        '-V',
        'mqttv311',
        '-t',
        replies,
      ]).ended;
      expect(wrong.code).not.toBe(0);
      const wide = await run(findProgram('mosquitto_sub') ?? '', [...door, '-i', `${client}.wide`, '-W', '5', '-t', '#']).ended;
      expect(wide.stderr + wide.stdout).toMatch(/denied|rejected/i);
    },
    40_000,
  );
});
