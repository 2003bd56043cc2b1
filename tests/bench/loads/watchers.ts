// Two phones watch a busy home; one of them stops reading its socket. How long does the other wait, is a command lost?
import { ulid } from '#protocol/ids.ts';
import { serve } from '../peer.ts';
import type { Door } from '../sides/side.ts';
import { percentile, wait } from '../stats.ts';
import { openWire, publishPacket } from '../wire.ts';
import { openDevice, service, topics } from './device.ts';
import type { BenchDevice } from './device.ts';

const reporters = 20;
const padding = 'x'.repeat(860);

export interface Frozen {
  /** Longest wait of the other watcher for a report, ms. */
  readonly worst: number;
  readonly sent: number;
  readonly missed: number;
  readonly commands: number;
  readonly lost: number;
  readonly slowest: number;
}

export const handlers = {
  /** `over`: how the frozen watcher is connected; undefined: nobody is frozen. `rate` reports of 1 kB a second for `seconds`, frozen after the first. */
  async run({ door, over, rate, seconds }: { door: Door; over: 'ws' | 'tcp' | undefined; rate: number; seconds: number }): Promise<Frozen> {
    const { client, secret: password } = door.phone;
    const watch = [`${topics.root}/dev/+/p/#`];
    const phone = await openWire({ ws: door.http }, { clientId: `${client}.a`, password });
    const frozen = await openWire(over === 'tcp' ? { tcp: door.mqtt } : { ws: door.http }, { clientId: `${client}.b`, password });
    const replies = door.kind === 'hub' ? topics.reply(client, 'bench') : topics.res('bench-00000');
    const delays: number[] = [];
    const open = new Map<string, number>();
    const took: number[] = [];
    phone.onPublish = (topic, payload, retained) => {
      if (retained) return;
      const at = performance.now();
      const message = JSON.parse(payload.toString()) as { value?: unknown; id?: string };
      if (topic === replies) {
        took.push(at - (open.get(message.id ?? '') ?? NaN));
        open.delete(message.id ?? '');
      } else if (typeof message.value === 'string' && message.value.includes(' ')) delays.push(at - Number(message.value.split(' ')[0]));
    };
    const devices: BenchDevice[] = [];
    for (let n = 0; n < reporters; n += 1) devices.push(await openDevice(door, n));
    await phone.subscribe([...watch, replies]);
    await frozen.subscribe(watch);

    const request = door.kind === 'hub' ? topics.request(client, 'bench') : topics.cmd('bench-00000');
    const args = { did: 'bench-00000', service, property: 'p0', value: 1 };
    let sent = 0;
    let commands = 0;
    const from = performance.now();
    const command = setInterval(() => {
      const id = ulid(Date.now(), Math.random);
      open.set(id, performance.now());
      commands += 1;
      const text = door.kind === 'hub' ? { v: 1, id, op: 'device.set', args, ttl: 10_000 } : { v: 1, id, ...args };
      phone.send(publishPacket(request, JSON.stringify(text), 1, false, commands));
    }, 50);
    const report = setInterval(() => {
      for (const due = ((performance.now() - from) * rate) / 1000; sent < due; sent += 1) {
        const device = devices[sent % devices.length];
        device?.wire.send(device.report('p14', `${performance.now()} ${padding}`, 1 + (sent % 60_000)));
      }
    }, 2);
    await wait(1_000);
    if (over) frozen.freeze(true);
    await wait(seconds * 1000);
    clearInterval(command);
    clearInterval(report);
    await wait(1_000);
    const result = {
      // What never came has waited from its sending until now, at least.
      worst: delays.length < sent ? Math.max(seconds * 1000, percentile(delays, 1)) : percentile(delays, 1),
      ...{ sent, missed: sent - delays.length, commands, lost: open.size, slowest: took.length > 0 ? percentile(took, 1) : NaN },
    };
    for (const wire of [phone, frozen, ...devices.map((device) => device.wire)]) wire.close();
    await wait(300);
    return result;
  },
};
serve(handlers);
