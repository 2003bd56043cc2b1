// Commands through the hub, at a steady pace or as fast as they go, while an owner watches the wire or nobody does.
import { ulid } from '#protocol/ids.ts';
import { wireSchema } from '#protocol/wire.ts';
import { serve } from '../peer.ts';
import type { Door } from '../sides/side.ts';
import { openWire, publishPacket } from '../wire.ts';
import type { Wire } from '../wire.ts';
import { openDevice, service, topics } from './device.ts';

let door: Door | undefined;
let trip: (value: number) => Promise<void> = () => Promise.reject(new Error('not open'));
let lens: Wire | undefined;
let told = 0;
let left = 0;

export const handlers = {
  async open({ hub }: { hub: Door }): Promise<void> {
    door = hub;
    const { client, secret } = hub.phone;
    const phone = await openWire({ ws: hub.http }, { clientId: `${client}.bench`, password: secret });
    const { did } = await openDevice(hub, 0);
    const replies = topics.reply(client, 'bench');
    await phone.subscribe([replies]);
    let expected = '';
    let answered: () => void = () => undefined;
    phone.onPublish = (topic, payload) => {
      if (topic !== replies) return;
      const reply = JSON.parse(payload.toString()) as { id: string; ok: boolean };
      if (!reply.ok) throw new Error(payload.toString());
      if (reply.id === expected) answered();
    };
    trip = (value) =>
      new Promise((resolve) => {
        expected = ulid(Date.now(), Math.random);
        answered = resolve;
        const request = { v: 1, id: expected, op: 'device.set', args: { did, service, property: 'p0', value } };
        phone.send(publishPacket(topics.request(client, 'bench'), JSON.stringify(request), 1, false, 1 + (value % 60_000)));
      });
  },

  /** Opens, or closes, a lens: a connection of the owner's that watches the wire. */
  async look({ isOpen }: { isOpen: boolean }): Promise<void> {
    lens?.close();
    lens = undefined;
    if (!isOpen || !door) return;
    const { client, secret } = door.phone;
    lens = await openWire({ ws: door.http }, { clientId: `${client}.lens`, password: secret });
    lens.onPublish = (_topic, payload) => {
      const batch = wireSchema.parse(JSON.parse(payload.toString()));
      told += batch.messages.length;
      left += batch.left;
    };
    await lens.subscribe([topics.wire(client)]);
  },

  /** `count` commands, one after the other; `rate` a second, or (0) each as soon as the last is answered. */
  async commands({ count, rate }: { count: number; rate: number }): Promise<void> {
    const from = performance.now();
    for (let k = 0; k < count; k += 1) {
      const due = rate === 0 ? 0 : from + (k * 1000) / rate - performance.now();
      if (due > 0) await new Promise((resolve) => setTimeout(resolve, due));
      await trip(k);
    }
  },

  /** Messages that the lens was told, and was told to have missed, so far. */
  seen: () => ({ told, left }),
};
serve(handlers);
