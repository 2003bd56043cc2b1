// Messages of different kinds sent in one tick: the kinds that overtake each other inside Aedes, so that it drops the
// overtaken one as a duplicate (moscajs/aedes#994).
import { ulid } from '#protocol/ids.ts';
import { serve } from '../peer.ts';
import type { Door } from '../sides/side.ts';
import { wait } from '../stats.ts';
import { openWire, publishPacket } from '../wire.ts';
import { openDevice, topics } from './device.ts';

export interface Loss {
  readonly sent: number;
  readonly lost: number;
  readonly doubled: number;
}

export const handlers = {
  async run({ door, bursts }: { door: Door; bursts: number }): Promise<Record<string, Loss>> {
    const { client, secret: password } = door.phone;
    const device = await openDevice(door, 0);
    const phone = await openWire({ ws: door.http }, { clientId: `${client}.bursts`, password });
    const { did, session } = device;
    const replies = topics.reply(client, 'bursts');
    const root = `${topics.root}/dev`;
    // Overlapping filters on purpose: one copy of each is right.
    const filters = [`${root}/+/p/#`, `${root}/+/e/#`, `${root}/${did}/p/bench/+`, replies, `${topics.root}/home/#`];
    if (door.kind === 'bare') filters.push(topics.res(did));
    await phone.subscribe(filters);
    await wait(200);
    const seen = new Map<string, number>();
    const note = (key: string): void => void seen.set(key, (seen.get(key) ?? 0) + 1);
    phone.onPublish = (topic, payload) => {
      const message = JSON.parse(payload.toString()) as { seq?: number; id?: string; name?: string };
      note(
        message.seq !== undefined
          ? `seq ${message.seq}`
          : topic.startsWith(`${topics.root}/home/`)
            ? `room ${message.name ?? ''}`
            : `id ${message.id ?? ''}`,
      );
    };
    let sent: string[] = [];
    const report = (qos: 0 | 1): Buffer => {
      const packet = device.report('p1', 5, 7, qos);
      sent.push(`seq ${packet.toString().match(/"seq":(\d+)/)?.[1] ?? ''}`);
      return packet;
    };
    const event = (qos: 0 | 1): Buffer => {
      const seq = device.nextSeq();
      sent.push(`seq ${seq}`);
      return publishPacket(
        topics.event(did, 'bench', 'tick'),
        JSON.stringify({ v: 1, ts: Date.now(), session, seq, args: { n: seq } }),
        qos,
        false,
        8,
      );
    };
    const ask = (op: string, args: object): Buffer => {
      const id = ulid(Date.now(), Math.random);
      sent.push(`id ${id}`);
      return publishPacket(topics.request(client, 'bursts'), JSON.stringify({ v: 1, id, op, args }), 1, false, 9);
    };
    const kinds: Record<string, (k: number) => void> = {
      'retained QoS 1, then QoS 1': () => device.wire.send(report(1), event(1)),
      'retained QoS 0, then QoS 0': () => device.wire.send(report(0), event(0)),
      'QoS 1, then QoS 0': () => device.wire.send(event(1), report(0)),
      'retained QoS 1, then QoS 0, then QoS 1': () => device.wire.send(report(1), event(0), event(1)),
    };
    if (door.kind === 'hub') {
      kinds['reports beside replies and the hub’s own messages'] = (k) => {
        sent.push(`room ${k}`);
        phone.send(ask('room.put', { id: 'bench-room', name: String(k) }), ask('device.list', {}));
        device.wire.send(report(1), event(0));
      };
    }
    const result: Record<string, Loss> = {};
    for (const [kind, burst] of Object.entries(kinds)) {
      sent = [];
      seen.clear();
      for (let k = 0; k < bursts; k += 1) {
        burst(k);
        // Bursts, not a flood: what is asked is whether one tick's messages all arrive.
        if (k % 10 === 9) await wait(5);
      }
      await wait(1_000);
      const counts = sent.map((key) => seen.get(key) ?? 0);
      result[kind] = { sent: sent.length, lost: counts.filter((n) => n === 0).length, doubled: counts.filter((n) => n > 1).length };
    }
    phone.close();
    device.wire.close();
    return result;
  },
};
serve(handlers);
