import { join } from 'node:path';
import { z } from '#protocol/zod.ts';
import { boxSchema, furnish } from '#hub/launch/starter.ts';
import { backoff } from '../../../dashboard/wire/backoff.ts';
import { topicsOf } from '#protocol/topics.ts';
import type { Bench } from '../bench.ts';
import { startProgram } from '../program.ts';
import type { Program } from '../program.ts';
import { home } from '../sides/side.ts';
import { median, percentile, until, wait } from '../stats.ts';
import { openWire } from '../wire.ts';
import type { Wire } from '../wire.ts';

const hubSays = z.object({ http: z.number(), mqtt: z.number(), claim: z.string() });
const hubGives = z.object({ event: z.literal('service'), token: z.string() });
const devicesSay = z.object({ boxes: z.array(boxSchema) });
const listed = z.object({ result: z.object({ devices: z.array(z.unknown()) }) });
const claimed = z.object({ client: z.string(), secret: z.string() });
async function count(http: string, { client, secret }: { client: string; secret: string }): Promise<number> {
  const authorization = `Basic ${Buffer.from(`${client}:${secret}`).toString('base64')}`;
  const response = await fetch(`${http}/api/rpc/device.list`, { method: 'POST', headers: { authorization } });
  return listed.parse(await response.json()).result.devices.length;
}

export const comeBack: Bench = {
  name: 'return',
  title: 'kill -9 of the hub’s process: until a phone and the devices of the starter home are back',
  async run({ folder, quick, note }) {
    const topics = topicsOf(home);
    const open: Program[] = [];
    const startHub = (http: number, mqtt: number): Program => {
      const hub = startProgram(
        ['hub/main.ts', '--http-port', String(http), '--mqtt-port', String(mqtt), '--data', folder, '--home', home],
        true,
      );
      open.push(hub);
      return hub;
    };
    /** A phone that comes back as the page does, and tells which devices it sees ready. */
    const watch = async (http: number, login: { client: string; secret: string }, ready: Set<string>): Promise<Wire> => {
      for (let attempt = 0; ; attempt += 1) {
        try {
          const wire = await openWire({ ws: http }, { clientId: `${login.client}.bench`, password: login.secret });
          wire.onPublish = (topic, payload) => {
            if ((JSON.parse(payload.toString()) as { state?: string }).state === 'ready') ready.add(topic);
            else ready.delete(topic);
          };
          await wire.subscribe([topics.state('+')]);
          return wire;
        } catch {
          await wait(backoff(attempt, Math.random));
        }
      }
    };
    try {
      let hub = startHub(0, 0);
      const ports = hubSays.parse(await hub.first);
      const http = `http://127.0.0.1:${ports.http}`;
      const devices = startProgram(
        ['devices/main.ts', '--starter', '--hub', `mqtt://127.0.0.1:${ports.mqtt}`, '--home', home, '--data', join(folder, 'devices')],
        true,
      );
      open.push(devices);
      const { boxes } = devicesSay.parse(await devices.first);
      const { token } = hubGives.parse(await hub.ask({ ask: 'service' }));
      await furnish(http, token, boxes, home);
      const headers = { 'content-type': 'application/json' };
      const response = await fetch(`${http}/api/claim`, {
        method: 'POST',
        headers,
        body: JSON.stringify({ token: ports.claim, name: 'Bench' }),
      });
      const login = claimed.parse(await response.json());
      const ready = new Set<string>();
      let phone = await watch(ports.http, login, ready);
      // How many the starter home has is its own affair: all that are paired.
      const residents = await count(http, login);
      await until('the home is ready', () => ready.size === residents, 60_000);

      const tries = quick ? 5 : 10;
      const all: number[] = [];
      const phones: number[] = [];
      for (let k = 0; k < tries; k += 1) {
        await wait(500);
        ready.clear();
        await hub.kill('SIGKILL');
        const from = performance.now();
        hub = startHub(ports.http, ports.mqtt);
        phone.close();
        phone = await watch(ports.http, login, ready);
        phones.push((performance.now() - from) / 1000);
        await until('all are back', () => ready.size === residents, 60_000);
        all.push((performance.now() - from) / 1000);
      }
      phone.close();
      note(
        `return: \`npm run hub\` and the starter home’s devices, each in a process; killed and spawned again at once ${tries} times. Measured from the spawn until a phone (with the page’s back-off) is subscribed and has seen all ${residents} devices ready: their own back-off is 0.1 to 2 s, random. Median ${median(all).toFixed(1)} s, the phone alone ${median(phones).toFixed(1)} s. The launcher waits 0.25 s before it spawns.`,
      );
      const p95 = percentile(all, 0.95);
      return [{ what: `devices and a phone back, p95 of ${tries}`, unit: 's', goal: '<= 5 s', bare: undefined, hub: p95, strain: p95 / 5 }];
    } finally {
      await Promise.all(open.map((program) => program.kill('SIGKILL')));
    }
  },
};
