// SIGTERM while everybody talks at once, with real processes: the hub ends by itself, and what it answered is on the disk.
import { join } from 'node:path';
import Sqlite from 'libsql';
import { expect, test, vi } from 'vitest';
import { z } from '#protocol/zod.ts';
import { connectAs, enterAsOwner, newId } from '../support/controller.ts';
import type { Doors } from '../support/doors.ts';
import { enterPuppet } from '../support/puppet-device.ts';
import { runEntry } from '../support/start-home.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { within } from '../support/waiting.ts';

// Processes start slowly on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

test('in a flood of commands and reports: exit code 0, not a word on standard error, every answer is kept', async () => {
  const data = tempFolder();
  const program = runEntry('hub/main.ts', ['--http-port', '0', '--mqtt-port', '0', '--data', data]);
  const [, http = '', claim = ''] = await program.said(/page {2}(http:\/\/\S+?)\/#claim=(\S+)\n/);
  const [, mqtt = ''] = await program.said(/mqtt {2}(mqtt:\/\/\S+)\n/);
  const doors: Doors = { http, mqtt, ws: `${http.replace('http', 'ws')}/mqtt`, home: 'home', claim };
  const owner = await enterAsOwner(doors);
  const page = await connectAs(doors, owner.person, { tab: 'page', webSocket: true });
  await page.watch(...page.topics.everything);
  const told = await enterPuppet(doors, owner);
  const talker = await enterPuppet(doors, owner);

  let over = false;
  /** Reports without waiting for anything but the line: more than a hundred are always under way. */
  async function chatter(): Promise<void> {
    const gone = talker.line.link.closed.then(() => true);
    for (let k = 0; ; k += 1) {
      const under = Array.from({ length: 100 }, (_, n) => talker.line.report('light', 'power', k * 100 + n));
      if (await Promise.race([gone, Promise.all(under).then(() => false)])) return;
    }
  }
  const answered: { id: string; value: number }[] = [];
  /** One of many who ask, each as fast as it is answered, over MQTT or HTTP. */
  async function ask(by: 'mqtt' | 'http', who: number): Promise<void> {
    for (let k = 0; !over; k += 1) {
      const id = newId();
      const args = { did: told.did, service: 'light', property: 'brightness', value: ((who + k) % 21) * 5 };
      const reply = await Promise.race([
        by === 'mqtt' ? owner.ask('device.set', args, { id }) : owner.askHttp('device.set', args, id).then((answer) => answer.reply),
        owner.link.closed,
      ]).catch(() => undefined);
      if (!reply) return;
      if (reply.ok) answered.push({ id, value: args.value });
      // In the middle: everybody goes on asking and talking.
      if (answered.length === 400) program.child.kill('SIGTERM');
    }
  }
  const flood = Promise.all([chatter(), ...Array.from({ length: 20 }, (_, who) => ask(who % 4 === 0 ? 'http' : 'mqtt', who))]);
  const { code, signal, stderr } = await within(program.ended, 'end of the hub', 60_000);
  over = true;
  await flood;
  expect({ code, signal, stderr }).toEqual({ code: 0, signal: null, stderr: '' });

  const sql = new Sqlite(join(data, 'hub', 'hub.db'));
  const kept = z.array(z.object({ id: z.string(), outcome: z.string() })).parse(sql.prepare('SELECT id, outcome FROM commands').all());
  const values = z
    .array(z.object({ v: z.number() }))
    .parse(
      sql
        .prepare('SELECT v FROM history JOIN series ON series.id = history.series WHERE did = ? AND property = ?')
        .all(told.did, 'brightness'),
    );
  sql.close();
  const done = new Set(kept.filter(({ outcome }) => outcome === 'ok').map(({ id }) => id));
  expect(answered.length).toBeGreaterThanOrEqual(400);
  expect(answered.filter(({ id }) => !done.has(id))).toEqual([]);
  // Each was reported before it was answered.
  expect(values.length).toBeGreaterThanOrEqual(answered.length);
});

test('in the moment in which it says that it is ready', async () => {
  const program = runEntry('hub/main.ts', ['--http-port', '0', '--mqtt-port', '0', '--data', tempFolder()]);
  await program.said(/Omnihome hub/);
  expect(await program.stop('SIGTERM')).toMatchObject({ code: 0, signal: null, stderr: '' });
});
