// What other ecosystems ask of the home's devices. It goes through the router like everybody's requests, as the person whose
// credentials the controller shows; a refusal is an alert of the device, which every projection tells in its own way.
import { OmniError, toOmniError } from '#protocol/errors.ts';
import { ulid } from '#protocol/ids.ts';
import type { ForeignRoute } from '#protocol/projections/foreign-topics.ts';
import { projections } from '#protocol/projections/index.ts';
import type { Asked, ForeignRequest, Thing } from '#protocol/projections/projection.ts';
import { limits } from '#protocol/spec.ts';
import type { Reply } from '#protocol/envelopes.ts';
import type { Alerts } from '../alerts/alerts.ts';
import type { HubClock } from '../clock.ts';
import type { Router } from '../control/router.ts';

interface Needs {
  readonly hub: string;
  readonly alerts: Alerts;
  readonly clock: HubClock;
  readonly router: () => Router;
  /** A device as others see it; undefined: they do not. */
  readonly shown: (did: string) => Pick<Thing, 'did' | 'spec'> | undefined;
  /** It was done: this is what it was asked for in. */
  readonly took: (did: string, service: string, property: string, asked: Asked) => void;
  readonly onError: (error: unknown) => void;
}

/** Of a device that is shown the alert is its own, of any other topic the hub's: nobody learns from it what devices there are. */
export const refusedAlert = 'foreign-set';

export function createForeignSets({ hub, alerts, clock, router, shown, took, onError }: Needs) {
  const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const newId = (): string => ulid(clock.now(), Math.random);

  function textOf(payload: Buffer): string {
    if (payload.length > limits.payloadBytes)
      throw new OmniError('TOO_LARGE', `${payload.length} bytes, at most ${limits.payloadBytes}`, { path: 'value' });
    try {
      return utf8.decode(payload);
    } catch {
      throw new OmniError('BAD_TYPE', 'the payload is no UTF-8', { path: 'value' });
    }
  }

  /** Errors: what the projection finds wrong, NO_SUCH_DEVICE where others do not see the device. */
  function read({ projection, did }: ForeignRoute, topic: string, text: string): ForeignRequest {
    const thing = shown(did);
    const { parseSet } = projections[projection];
    if (!thing || !parseSet)
      throw new OmniError('NO_SUCH_DEVICE', 'This house shows no such device to other ecosystems.', {
        path: 'did',
        hint: 'A bridged or open house shows devices whose maker allows it: docs/bridges.md.',
      });
    return parseSet(thing, topic, text);
  }

  function refuse(route: ForeignRoute, topic: string, error: OmniError): void {
    const { code, message, hint, path } = error.toReply();
    const about = shown(route.did) ? route.did : hub;
    alerts.raise(about, refusedAlert, {
      code,
      level: 'info',
      message: `${topic.slice(0, 200)}: ${code}: ${message}`,
      hint,
      ...(path === undefined ? {} : { path }),
      say: {
        en: 'A controller of another ecosystem was refused what it asked for.',
        zh: '另一生态的控制器提出的请求被拒绝。',
      },
    });
  }

  const refusalOf = (reply: Extract<Reply, { ok: false }>): OmniError => new OmniError(reply.error.code, reply.error.message, reply.error);

  async function run(client: string, route: ForeignRoute, topic: string, payload: Buffer): Promise<void> {
    const { did } = route;
    try {
      const text = textOf(payload);
      const { op, args } = read(route, topic, text);
      const reply = await router().call(client, { id: newId(), op, args: { did, ...args }, ttl: undefined, trace: false });
      if (!reply.ok) throw refusalOf(reply);
      // It may have been hidden meanwhile.
      if (!shown(did)) return;
      alerts.clear(did, refusedAlert);
      if (op === 'device.set' && projections[route.projection].keepsWords)
        took(did, args.service, args.property, { text, value: args.value });
    } catch (thrown) {
      const error = toOmniError(thrown);
      if (error.code === 'INTERNAL') onError(thrown);
      refuse(route, topic, error);
    }
  }

  return {
    /** A message on a topic where sets are taken, from somebody who may publish there. */
    receive(client: string, route: ForeignRoute, topic: string, payload: Buffer): void {
      void run(client, route, topic, payload);
    },
    /** The house was opened or closed: what was refused about devices that it did not show is of yesterday. */
    renew: (): void => alerts.clear(hub, refusedAlert),
  };
}
export type ForeignSets = ReturnType<typeof createForeignSets>;
