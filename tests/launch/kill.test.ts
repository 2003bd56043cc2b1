// kill -9 of the hub in the middle of a stream of commands, with real processes: answered means kept.
import { expect, test, vi } from 'vitest';
import { lamp } from '#devices/catalog/lamp.ts';
import { connectAs, enterAsOwner, newId } from '../support/controller.ts';
import type { Controller } from '../support/controller.ts';
import { enterPuppet } from '../support/puppet-device.ts';
import { startDevice } from '../support/real-device.ts';
import { runEntry } from '../support/start-home.ts';
import type { Program } from '../support/start-home.ts';
import type { Doors } from '../support/doors.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { within } from '../support/waiting.ts';

// Processes start slowly on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

async function startHubProcess(data: string, ports = { http: '0', mqtt: '0' }): Promise<{ doors: Doors; program: Program }> {
  const program = runEntry('hub/main.ts', ['--http-port', ports.http, '--mqtt-port', ports.mqtt, '--data', data]);
  const [, http = '', claim = ''] = await program.said(/page {2}(http:\/\/\S+?)\/#claim=(\S+)\n/);
  const [, mqtt = ''] = await program.said(/mqtt {2}(mqtt:\/\/\S+)\n/);
  return { doors: { http, mqtt, ws: `${http.replace('http', 'ws')}/mqtt`, home: 'home', claim }, program };
}
const portsOf = ({ http, mqtt }: Doors) => ({ http: new URL(http).port, mqtt: new URL(mqtt).port });

interface Sent {
  readonly id: string;
  readonly property: 'brightness' | 'label';
  readonly value: number | string;
  ok?: boolean;
}

test('every command answered before is kept, an unanswered one repeated under its id is answered, pairings and names survive, devices return', async () => {
  const data = tempFolder();
  const first = await startHubProcess(data);
  const owner = await enterAsOwner(first.doors);
  await owner.call('room.put', { id: 'attic', name: 'Attic' });
  const { puppet, did } = await enterPuppet(first.doors, owner, { place: { name: 'Steady', room: 'attic' } });
  const real = startDevice(first.doors, lamp);
  const realDid = await real.pair(owner, { name: 'Real' });

  // Two phones' worth of commands, as fast as they are answered; the hub dies after the hundredth answer.
  const sent: Sent[] = [];
  const set = (phone: Controller, { id, property, value }: Sent) =>
    phone.ask('device.set', { did, service: 'light', property, value }, { id });
  let answered = 0;
  let killed = false;
  async function stream(property: Sent['property']): Promise<void> {
    for (let k = 0; !killed; k += 1) {
      const command: Sent = { id: newId(), property, value: property === 'label' ? `n-${k}` : (k % 21) * 5 };
      sent.push(command);
      const reply = await Promise.race([set(owner, command), owner.link.closed]);
      if (!reply) return;
      command.ok = reply.ok;
      answered += 1;
      if (answered === 100) {
        killed = true;
        // One more is on its way when it dies.
        const last: Sent = { id: newId(), property: 'brightness', value: 35 };
        sent.push(last);
        void set(owner, last).then(
          ({ ok }) => (last.ok = ok),
          () => undefined,
        );
        first.program.child.kill('SIGKILL');
      }
    }
  }
  await Promise.all([stream('brightness'), stream('label')]);
  await within(owner.link.closed, 'end of the connection');
  expect((await first.program.ended).signal).toBe('SIGKILL');
  const done = sent.filter(({ ok }) => ok);
  expect(done.length).toBeGreaterThanOrEqual(100);

  const second = await startHubProcess(data, portsOf(first.doors));
  const back = await connectAs(second.doors, owner.person);
  // What was answered last for each property, or what was asked after it, is what the hub knows: before the device is back.
  const kept = await back.call('device.get', { did });
  expect(kept).toMatchObject({ given: 'Steady', room: 'attic', state: 'lost' });
  for (const property of ['brightness', 'label'] as const) {
    const last = sent.findLastIndex((command) => command.property === property && command.ok);
    const allowed = sent
      .slice(last)
      .filter((command) => command.property === property)
      .map(({ value }) => value);
    expect(allowed).toContain(kept.values.light?.[property]?.value);
    expect(kept.values.light?.[property]?.stale).toBe(true);
  }

  // The puppet comes back as it was; what had no answer is asked again under its id.
  await puppet.live({ brightness: kept.values.light?.brightness?.value, label: kept.values.light?.label?.value });
  await back.watch(back.topics.state(did), back.topics.state(realDid));
  await back.heard(back.topics.state(did), ({ json }) => json?.state === 'ready');
  const again = sent.filter(({ ok }) => ok === undefined);
  for (const command of again) {
    expect(await set(back, command)).toMatchObject({ id: command.id, ok: true, result: { value: command.value } });
    expect((await back.call('device.get', { did })).values.light?.[command.property]).toMatchObject({ value: command.value, stale: false });
  }

  // The real lamp, paired before, returns without help, and the names are there.
  await back.heard(back.topics.state(realDid), ({ json }) => json?.state === 'ready');
  expect(await back.call('device.set', { did: realDid, service: 'light', property: 'on', value: true })).toMatchObject({ value: true });
  expect((await back.call('device.list', {})).devices.map(({ name }) => name).sort()).toEqual(['Real', 'Steady']);
  expect((await back.call('room.list', {})).rooms).toEqual([{ id: 'attic', name: 'Attic', order: 0 }]);
  expect((await second.program.stop('SIGTERM')).code).toBe(0);
});

test('killed while people, rooms and devices come and go: what was answered is there, nothing is half there', async () => {
  const data = tempFolder();
  const first = await startHubProcess(data);
  const owner = await enterAsOwner(first.doors);
  const removed = (await enterPuppet(first.doors, owner)).did;
  const stays = (await enterPuppet(first.doors, owner)).did;
  await owner.call('device.remove', { did: removed });
  const answered: string[] = [];
  let k = 0;
  while (k < 60) {
    const id = `room-${(k += 1)}`;
    const reply = await Promise.race([owner.ask('room.put', { id, name: `Room ${k}` }), owner.link.closed]);
    if (!reply) break;
    answered.push(id);
    if (k === 40) first.program.child.kill('SIGKILL');
  }
  await first.program.ended;
  const second = await startHubProcess(data, portsOf(first.doors));
  const back = await connectAs(second.doors, owner.person);
  const rooms = (await back.call('room.list', {})).rooms.map(({ id }) => id);
  expect(answered.length).toBeGreaterThanOrEqual(40);
  expect(rooms).toEqual(expect.arrayContaining(answered));
  expect(rooms.length).toBeLessThanOrEqual(answered.length + 1);
  expect((await back.call('device.list', {})).devices.map(({ did }) => did)).toEqual([stays]);
});
