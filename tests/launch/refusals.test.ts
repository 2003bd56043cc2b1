// What a person can do wrong when starting the home: one clear line on standard error, exit code 2, nothing left running.
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { cpSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import Sqlite from 'libsql';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { createHub } from '#hub/create-hub.ts';
import { oneLine as oneLineOf } from '#hub/process.ts';
import { whenDone } from '../support/cleanup.ts';
import { connectAs, enterAsOwner } from '../support/controller.ts';
import { enterPuppet } from '../support/puppet-device.ts';
import { runEntry } from '../support/start-home.ts';
import type { Program } from '../support/start-home.ts';
import { createTestLog, startHub } from '../support/start-hub.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { within } from '../support/waiting.ts';

// Processes start slowly on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

const launch = (args: string[], env: NodeJS.ProcessEnv = {}): Program =>
  runEntry('hub/launch/start.ts', ['--json', '--devices', 'none', ...args], env);
const hub = (args: string[], env: NodeJS.ProcessEnv = {}): Program => runEntry('hub/main.ts', args, env);
const device = (args: string[]): Program => runEntry('devices/main.ts', args);
const free = ['--http-port', '0', '--mqtt-port', '0'];

async function oneLine(program: Program, pattern: RegExp): Promise<void> {
  const { code, stdout, stderr } = await within(program.ended, 'end of the program', 60_000);
  expect(stderr).toMatch(pattern);
  expect({ code, lines: stderr.trim().split('\n').length, stdout }).toEqual({ code: 2, lines: 1, stdout: '' });
}

const takenPort = async (): Promise<number> => {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  whenDone(() => void server.close());
  return (server.address() as AddressInfo).port;
};

test('a taken port, of either kind, for the launcher and for the hub alone', async () => {
  const port = await takenPort();
  await Promise.all([
    oneLine(
      launch(['--http-port', String(port), '--mqtt-port', '0', '--data', tempFolder()]),
      new RegExp(`^omnihome: Port ${port} is taken.*--http-port`),
    ),
    oneLine(
      hub(['--mqtt-port', String(port), '--http-port', '0', '--data', tempFolder()]),
      new RegExp(`^omnihome: Port ${port} is taken.*--mqtt-port`),
    ),
  ]);
});

test('a weather file that is wrong: the line names file, row, column, what and cure', async () => {
  const weather = join(tempFolder(), 'city.csv');
  writeFileSync(weather, 'time,temperature,pm25,humidity,wind\n2026-01-01T00:00,1,60,50,2\n2026-01-01T01:00,1,many,50,2\n');
  const home = runEntry('hub/launch/start.ts', ['--json', ...free, '--data', tempFolder(), '--weather', weather]);
  await oneLine(home, /city\.csv, row 3, column pm25: "many" is not a number; write digits/);
});

test('a flag that is not known, a port that is none, a wrong environment variable (all others: hub/config.test.ts)', async () => {
  const levels = /^omnihome: OMNI_LOG: "loud" .*fatal, error, warn, info, debug, trace, silent/;
  await Promise.all([
    oneLine(launch(['--colour', 'red']), /--colour/),
    oneLine(launch(['--http-port', 'eighty']), /--http-port.*number/),
    oneLine(hub([], { OMNI_HTTP_PORT: 'eighty' }), /--http-port/),
    oneLine(hub([...free, '--data', tempFolder()], { OMNI_LOG: 'loud' }), levels),
    oneLine(launch([...free, '--data', tempFolder()], { OMNI_LOG: 'loud' }), levels),
  ]);
});

test('an address that this machine does not have', async () => {
  await oneLine(hub([...free, '--host', '203.0.113.7', '--data', tempFolder()]), /--host/);
});

test('a data folder below a file, one of a newer program, one that is damaged', async () => {
  const [file, newer, damaged] = [join(tempFolder(), 'file'), tempFolder(), tempFolder()];
  writeFileSync(file, 'mine');
  mkdirSync(join(newer, 'hub'));
  const sql = new Sqlite(join(newer, 'hub', 'hub.db'));
  sql.exec('PRAGMA user_version = 99');
  sql.close();
  mkdirSync(join(damaged, 'hub'));
  writeFileSync(join(damaged, 'hub', 'hub.db'), 'This is my diary.'.repeat(500));
  await Promise.all([
    oneLine(launch([...free, '--data', file]), /cannot be written/),
    oneLine(launch([...free, '--data', newer]), /newer Omnihome/),
    oneLine(hub([...free, '--data', damaged]), /cannot be opened/),
  ]);
});

describe('a hub.db that was damaged: table, row, reason and cure in one line, and nothing is changed', () => {
  /** A home with a bit of everything, at rest. */
  const whole = tempFolder();
  beforeAll(async () => {
    const doors = await startHub({ data: join(whole, 'hub') });
    const owner = await enterAsOwner(doors);
    await owner.call('room.put', { id: 'attic' });
    await owner.call('person.invite', { role: 'guest', rooms: ['attic'] });
    await enterPuppet(doors, owner, { place: { room: 'attic', name: 'Lamp' } });
    await owner.call('hub.openness', { mode: 'open' });
    await doors.stop();
  });
  /** A copy of it, to be damaged. */
  function home(): { data: string; folder: string } {
    const data = tempFolder();
    cpSync(whole, data, { recursive: true });
    return { data, folder: join(data, 'hub') };
  }
  const inside = (folder: string, run: (sql: InstanceType<typeof Sqlite>) => void): void => {
    const sql = new Sqlite(join(folder, 'hub.db'));
    run(sql);
    sql.close();
  };
  const cure = / Put back a copy of the folder, mend that row .*--reset/;

  test.each([
    ['meta', "DELETE FROM meta WHERE key = 'hub'", /table meta, key "hub": it is missing/],
    ['meta', "UPDATE meta SET value = 'My Hub' WHERE key = 'hub'", /table meta, key "hub": "My Hub" is no name/],
    ['meta', "UPDATE meta SET value = 'ajar' WHERE key = 'openness'", /table meta, key "openness": value: is none of closed/],
    ['rooms', "UPDATE rooms SET id = '+'", /table rooms, id "\+": id: a name is/],
    ['people', "UPDATE people SET role = 'king'", /table people, client "p-\w+": role: /],
    ['people', "UPDATE people SET rooms = '[\"a'", /table people, client "p-\w+": rooms: is not JSON/],
    ['people', "UPDATE people SET secret = x'00'", /table people, client "p-\w+": secret: has not the 32 bytes/],
    ['sessions', "UPDATE sessions SET client = ''", /table sessions, token "\w{12}", client "": client: /],
    ['claims', 'UPDATE claims SET rooms = 7', /table claims, token "\w{12}": rooms: /],
    ['devices', "UPDATE devices SET title = '{}'", /table devices, did "d-\w+": title\.en: /],
    ['devices', 'UPDATE devices SET spec = substr(spec, 1, 50)', /table devices, did "d-\w+": spec: is not JSON/],
    ['devices', "UPDATE devices SET spec = '{}'", /table devices, did "d-\w+": spec: is no spec: model/],
    ['devices', "UPDATE devices SET paired = 'yesterday'", /table devices, did "d-\w+": paired: /],
    [
      'series',
      "UPDATE series SET service = '+' WHERE id = (SELECT min(id) FROM series)",
      /table reports, did "d-\w+", service "\+", property "\w+": service: a slug is /,
    ],
    [
      'reports',
      "UPDATE latest SET payload = 'on' WHERE series IN (SELECT id FROM series WHERE property = 'on')",
      /table reports, did "d-\w+", service "light", property "on": payload: is no report/,
    ],
  ])('%s: %s', async (table, damage, line) => {
    const { folder } = home();
    let before: unknown;
    const content = (sql: InstanceType<typeof Sqlite>): unknown => sql.prepare(`SELECT * FROM ${table}`).all();
    inside(folder, (sql) => {
      sql.exec(damage);
      before = content(sql);
    });
    const refusal: unknown = await createHub({
      home: 'home',
      host: '127.0.0.1',
      httpPort: 0,
      mqttPort: 0,
      data: folder,
      log: createTestLog(),
    }).catch((thrown: unknown) => thrown);
    expect(oneLineOf(refusal)).toMatch(line);
    expect(oneLineOf(refusal)).toMatch(cure);
    inside(folder, (sql) => expect(content(sql)).toEqual(before));
  });

  test('as a process: exit code 2, also where the file is empty, and the launcher says no more than the hub', async () => {
    const [first, second, empty] = [home(), home(), home()];
    inside(first.folder, (sql) => void sql.exec("DELETE FROM meta WHERE key = 'hub'"));
    inside(second.folder, (sql) => void sql.exec("UPDATE devices SET title = 'x'"));
    writeFileSync(join(empty.folder, 'hub.db'), '');
    await Promise.all([
      oneLine(hub([...free, '--data', first.data]), /^omnihome: The hub\.db in .* is damaged: table meta, key "hub"/),
      oneLine(launch([...free, '--data', second.data]), /^omnihome: The hub\.db in .* is damaged: table devices, did "d-/),
      oneLine(hub([...free, '--data', empty.data]), /table meta, key "hub"/),
    ]);
  });

  test('a first start that was ended in the middle is no damaged home', async () => {
    const data = tempFolder();
    mkdirSync(join(data, 'hub'));
    // What a kill leaves behind before hub.db has its name.
    writeFileSync(join(data, 'hub', 'hub.db.new'), 'half');
    const started = hub([...free, '--data', data]);
    await started.said(/mqtt:\/\//);
    expect((await started.stop('SIGTERM')).code).toBe(0);
    expect(readdirSync(join(data, 'hub')).filter((name) => name.includes('new'))).toEqual([]);
  });
});

test('a data folder that another hub is using', async () => {
  const data = tempFolder();
  const first = hub([...free, '--data', data]);
  await first.said(/mqtt:\/\//);
  await oneLine(hub([...free, '--data', data]), /in use by another Omnihome/);
  expect((await first.stop('SIGTERM')).code).toBe(0);
  // Let go of, even though it was killed: the third one starts.
  const second = hub([...free, '--data', data]);
  await second.said(/mqtt:\/\//);
  await second.stop('SIGKILL');
  const third = hub([...free, '--data', data]);
  await third.said(/mqtt:\/\//);
});

test('--reset never deletes what Omnihome did not write, wherever in the folder it stands', async () => {
  const foreign = ['photos.txt', 'devices/my-device.ts', 'devices/mine/notes.txt', 'hub/diary.db'];
  await Promise.all(
    foreign.map(async (path) => {
      const data = tempFolder();
      mkdirSync(join(data, 'hub'));
      mkdirSync(dirname(join(data, path)), { recursive: true });
      writeFileSync(join(data, path), 'mine');
      await oneLine(launch([...free, '--data', data, '--reset']), new RegExp(path.split('/').slice(0, 2).join('/').replace('.', '\\.')));
      expect(readFileSync(join(data, path), 'utf8')).toBe('mine');
    }),
  );
});

test('--reset on a file; a folder where none can be made', async () => {
  const file = join(tempFolder(), 'file');
  writeFileSync(file, 'mine');
  await oneLine(launch([...free, '--data', file, '--reset']), /is a file, not a data folder.*--data/);
  expect(readFileSync(file, 'utf8')).toBe('mine');
});

test.runIf(process.platform === 'linux')('a folder where the system lets nobody make one', async () => {
  await Promise.all([
    oneLine(launch([...free, '--data', '/proc/omnihome']), /\/proc\/omnihome\S* cannot be written.*--data/),
    oneLine(hub([...free, '--data', '/proc/omnihome']), /cannot be written/),
  ]);
});

test('the folder of a home with another name: named, and nothing is lost', async () => {
  const data = tempFolder();
  const doors = await startHub({ data: join(data, 'hub'), home: 'cottage' });
  const owner = await enterAsOwner(doors);
  const { did } = await enterPuppet(doors, owner);
  await doors.stop();
  const line = /is that of the home "cottage", not of "other"\. Start it with --home cottage/;
  await oneLine(hub([...free, '--data', data, '--home', 'other']), line);
  await oneLine(launch([...free, '--data', data, '--home', 'other']), line);
  const back = await connectAs(await doors.again(), owner.person);
  expect((await back.call('device.list', {})).devices.map((device) => device.did)).toEqual([did]);
});

test('a device: no type, an unknown one, a wrong hub address, a serial that is none', async () => {
  await Promise.all([
    oneLine(device([]), /name a device type/),
    oneLine(device(['toaster-of-doom', '--data', tempFolder()]), /no device type "toaster-of-doom"/),
    oneLine(device(['lamp', '--hub', 'over there']), /--hub/),
    oneLine(device(['lamp', '--serial', '+', '--data', tempFolder()]), /--serial/),
  ]);
});

test('a device whose hub is not there says so once, and waits', async () => {
  const gone = await startHub();
  await gone.stop();
  const lamp = device(['lamp', '--hub', gone.mqtt, '--data', tempFolder()]);
  await lamp.said(/no hub at/);
  expect(lamp.stdout().match(/no hub at/g)?.length).toBe(1);
  expect((await lamp.stop('SIGTERM')).code).toBe(0);
});
