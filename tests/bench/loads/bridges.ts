// An owner's phone that opens and closes the house, and a Homie controller that hears everything a bridged house says.
import { ulid } from '#protocol/ids.ts';
import { foreignTopics } from '#protocol/projections/foreign-topics.ts';
import { serve } from '../peer.ts';
import type { Door } from '../sides/side.ts';
import { until } from '../stats.ts';
import { openWire, publishPacket } from '../wire.ts';
import type { Wire } from '../wire.ts';
import { topics } from './device.ts';

const everything = `${foreignTopics.homie.root}/#`;
const session = 'bench';
const answers = new Map<string, () => void>();
let phone: Wire | undefined;
let controller: Wire | undefined;
let heard = 0;

const login = ({ phone: { client, secret } }: Door, tab: string) => ({ clientId: `${client}.${tab}`, password: secret });

export const handlers = {
  /** The phone, which hears every report of the home's own. */
  async enter({ door }: { door: Door }): Promise<void> {
    const reply = topics.reply(door.phone.client, session);
    phone = await openWire({ tcp: door.mqtt }, login(door, 'phone'));
    phone.onPublish = (topic, payload) => {
      if (topic === reply) answers.get((JSON.parse(payload.toString()) as { id: string }).id)?.();
    };
    await phone.subscribe([reply, `${topics.root}/dev/+/p/#`]);
  },
  /** Resolves with the hub's reply. */
  openness({ door, mode }: { door: Door; mode: 'closed' | 'bridged' }): Promise<void> {
    const id = ulid(Date.now(), Math.random);
    return new Promise((resolve) => {
      answers.set(id, resolve);
      const text = JSON.stringify({ v: 1, id, op: 'hub.openness', args: { mode } });
      phone?.send(publishPacket(topics.request(door.phone.client, session), text, 1, false, 1));
    });
  },
  /** The controller comes and asks for everything. */
  async listen({ door }: { door: Door }): Promise<void> {
    controller = await openWire({ tcp: door.mqtt }, login(door, 'homie'));
    controller.onPublish = () => (heard += 1);
    await controller.subscribe([everything]);
  },
  leave(): void {
    controller?.close();
    controller = undefined;
  },
  /** Messages that the controller heard since it was asked last. */
  heard(): number {
    const count = heard;
    heard = 0;
    return count;
  },
  /** Waits until it has heard so many. */
  hears: ({ count }: { count: number }): Promise<void> => until(`${count} messages in Homie`, () => heard >= count),
};
serve(handlers);
