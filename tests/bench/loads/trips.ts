// Round trips: phone (WebSocket) -> broker -> device (TCP) -> back. Through the hub the phone sends a request and gets its
// reply; at bare Aedes it publishes straight to the device's command topic and hears the device's result.
import { ulid } from '#protocol/ids.ts';
import { serve } from '../peer.ts';
import type { Door } from '../sides/side.ts';
import { openWire, publishPacket } from '../wire.ts';
import type { Wire } from '../wire.ts';
import { openDevice, service, topics } from './device.ts';
import type { BenchDevice } from './device.ts';

interface Stand {
  readonly phone: Wire;
  readonly device: BenchDevice;
  readonly reporters: readonly BenchDevice[];
  /** Sends one command; calls back when it is answered. */
  readonly trip: (value: number) => Promise<void>;
}
const stands = new Map<Door['kind'], Stand>();
const reporterCount = 20;
const standOf = (kind: Door['kind']): Stand => {
  const stand = stands.get(kind);
  if (!stand) throw new Error(`no stand for ${kind}`);
  return stand;
};

async function prepare(door: Door): Promise<void> {
  const { client, secret } = door.phone;
  const phone = await openWire({ ws: door.http }, { clientId: `${client}.bench`, password: secret });
  const device = await openDevice(door, 0);
  const reporters: BenchDevice[] = [];
  for (let n = 1; n <= reporterCount; n += 1) reporters.push(await openDevice(door, n));
  const { did, session } = device;
  const replies = door.kind === 'hub' ? topics.reply(client, 'bench') : topics.res(did);
  await phone.subscribe([replies]);

  let expected = '';
  let answered: (() => void) | undefined;
  phone.onPublish = (topic, payload) => {
    if (topic !== replies) return;
    const reply = JSON.parse(payload.toString()) as { id: string; ok: boolean };
    if (!reply.ok) throw new Error(payload.toString());
    if (reply.id === expected) answered?.();
  };
  const request = door.kind === 'hub' ? topics.request(client, 'bench') : topics.cmd(did);
  const textOf = (id: string, value: number): string => {
    if (door.kind === 'hub') return JSON.stringify({ v: 1, id, op: 'device.set', args: { did, service, property: 'p0', value } });
    const now = Date.now();
    return JSON.stringify({ v: 1, id, session, sent: now, exp: now + 3000, trace: false, op: 'set', service, property: 'p0', value });
  };
  stands.set(door.kind, {
    ...{ phone, device, reporters },
    trip(value) {
      return new Promise((resolve) => {
        expected = ulid(Date.now(), Math.random);
        answered = resolve;
        phone.send(publishPacket(request, textOf(expected, value), 1, false, 1 + (value % 60_000)));
      });
    },
  });
}

let reportTimer: NodeJS.Timeout | undefined;
let sent = 0;

export const handlers = {
  async open({ doors }: { doors: readonly Door[] }): Promise<void> {
    for (const door of doors) await prepare(door);
  },
  /** `count` trips, one after the other; microseconds each. */
  async trips({ kind, count }: { kind: Door['kind']; count: number }): Promise<number[]> {
    const { trip } = standOf(kind);
    const took: number[] = [];
    for (let k = 0; k < count; k += 1) {
      const from = process.hrtime.bigint();
      await trip(k);
      took.push(Number(process.hrtime.bigint() - from) / 1000);
    }
    return took;
  },
  /** Starts reports at `rate` a second beside the trips, 0 stops them. Answers how many were sent since the last call. */
  reports({ kind, rate }: { kind: Door['kind']; rate: number }): number {
    const { reporters } = standOf(kind);
    clearInterval(reportTimer);
    const before = sent;
    sent = 0;
    if (rate === 0) return before;
    const from = performance.now();
    reportTimer = setInterval(() => {
      const due = ((performance.now() - from) * rate) / 1000;
      for (; sent < due; sent += 1) {
        const reporter = reporters[sent % reporters.length];
        if (reporter) reporter.wire.send(reporter.report('p1', sent, 1 + (sent % 60_000)));
      }
    }, 2);
    return before;
  },
};
serve(handlers);
