// Starting over with real processes, killed at the worst moments: what was answered happens.
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { z } from '#protocol/zod.ts';
import { promiseStartOver } from '#hub/store/start-over.ts';
import { claim, connectAs, enterAsOwner } from '../support/controller.ts';
import { childOf, runEntry, startHome } from '../support/start-home.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { within } from '../support/waiting.ts';

// Processes start slowly on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

const again = z.object({ event: z.literal('started-over'), claim: z.string(), boxes: z.array(z.object({ serial: z.string() })) });

test.runIf(process.platform === 'linux')(
  'killed as soon as it was answered: home and devices start over, a line tells it, the answered token opens the new life',
  async () => {
    const home = await startHome();
    const owner = await enterAsOwner(home);
    const before = (await owner.call('device.list', {})).devices.map(({ did }) => did);
    expect(before.length).toBe(3);
    // Not a device's own: gone, where the devices' folder was emptied.
    const left = join(home.data, 'devices', 'left-behind.state.json');
    writeFileSync(left, '{}');
    const { claim: token } = await owner.call('hub.start-over', { confirm: 'home' });
    process.kill(childOf(home.pid, 'hub/main.ts'), 'SIGKILL');
    const [line] = await home.said(/^.*started-over.*$/m, 90_000);
    const said = again.parse(JSON.parse(line));
    expect(said.boxes.length).toBeGreaterThanOrEqual(3);
    expect(home.stderr()).toMatch(/The hub stopped \(SIGKILL\)/);
    expect(existsSync(left)).toBe(false);
    const next = await connectAs(home, await claim(home.http, token, 'Next'));
    const after = (await next.call('device.list', {})).devices.map(({ did }) => did);
    expect(after.length).toBe(3);
    expect(after.filter((did) => before.includes(did))).toEqual([]);
    // The printed link is one more, and the people of before are strangers.
    expect((await claim(home.http, said.claim, 'Printed')).role).toBe('owner');
    await expect(connectAs(home, owner.person)).rejects.toMatchObject({ code: 4 });
    expect(readdirSync(join(home.data, 'hub'))).not.toContain('start-over.json');
  },
);

test('the whole home was killed: the next start keeps the promise, once', async () => {
  const data = tempFolder();
  const first = await startHome({ data, args: ['--devices', 'none'] });
  const owner = await enterAsOwner(first);
  await owner.call('room.put', { id: 'attic' });
  await first.stop();
  // As a kill between the answer and the deed leaves it.
  promiseStartOver(join(data, 'hub'), 'promised-token');
  const second = await startHome({ data, args: ['--devices', 'none'] });
  const next = await claim(second.http, 'promised-token', 'Next');
  const phone = await connectAs(second, next);
  expect((await phone.call('room.list', {})).rooms).toEqual([]);
  await phone.call('room.put', { id: 'cellar' });
  await second.stop();
  const third = await startHome({ data, args: ['--devices', 'none'] });
  expect((await (await connectAs(third, next)).call('room.list', {})).rooms.map(({ id }) => id)).toEqual(['cellar']);
});

test('a promise that was damaged deletes nothing: one line, exit code 2', async () => {
  const data = tempFolder();
  const first = await startHome({ data, args: ['--devices', 'none'] });
  await first.stop();
  writeFileSync(join(data, 'hub', 'start-over.json'), '{}');
  const { code, stderr } = await within(
    runEntry('hub/main.ts', ['--http-port', '0', '--mqtt-port', '0', '--data', data]).ended,
    'end of the hub',
    60_000,
  );
  expect(stderr).toMatch(/^omnihome: .*start-over\.json is damaged\. Delete that file to keep the home.*\n$/);
  expect(code).toBe(2);
  expect(existsSync(join(data, 'hub', 'hub.db'))).toBe(true);
});

test('--reset forgets a home that was lived in, devices and all', async () => {
  const data = tempFolder();
  const first = await startHome({ data });
  const owner = await enterAsOwner(first);
  const dids = async (who: typeof owner) => (await who.call('device.list', {})).devices.map(({ did }) => did);
  const before = await dids(owner);
  // As a kill leaves it: with a file that was half written.
  writeFileSync(join(data, 'devices', 'lamp-1.state.json.4711.tmp'), '{');
  await first.stop();
  const second = await startHome({ data, args: ['--reset'] });
  const after = await dids(await enterAsOwner(second));
  expect(after.length).toBe(3);
  expect(after.filter((did) => before.includes(did))).toEqual([]);
});
