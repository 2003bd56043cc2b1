// The home as Things of the W3C's Web of Things, for consumers that know nothing of this protocol: descriptions, and behind
// their forms properties and actions whose bodies are bare JSON values. Every request is an operation of the one router, so
// that it is permitted, refused and answered as everybody's.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Openness, Reply } from '#protocol/envelopes.ts';
import { errors, OmniError } from '#protocol/errors.ts';
import { ulid } from '#protocol/ids.ts';
import type { OperationName, ResultOf } from '#protocol/operations/index.ts';
import { shownPart } from '#protocol/projections/reach.ts';
import { thingDescription } from '#protocol/projections/wot.ts';
import type { Doors, ThingDescription } from '#protocol/projections/wot.ts';
import type { HubClock } from '../clock.ts';
import type { Router } from '../control/router.ts';
import type { Person } from '../registry/people.ts';
import { randomFraction } from '../secrets.ts';

interface Needs {
  readonly home: string;
  readonly router: Router;
  readonly clock: HubClock;
  readonly openness: () => Openness;
  /** Errors: UNAUTHENTICATED. */
  readonly whoAsks: (request: FastifyRequest) => Person;
  /** Of MQTT over TCP; undefined before it listens. */
  readonly mqttPort: () => number | undefined;
}

interface Member {
  readonly did: string;
  readonly service: string;
  readonly member: string;
}

/** A refusal, with the reply that says so. */
class Refused extends Error {
  readonly reply: Extract<Reply, { ok: false }>;
  constructor(reply: Extract<Reply, { ok: false }>) {
    super(reply.error.message);
    this.reply = reply;
  }
}

export function registerThings(app: FastifyInstance, { home, router, clock, openness, whoAsks, mqttPort }: Needs): void {
  /** One operation, as the router answers it to this person. Throws Refused. */
  async function ask<K extends OperationName>(request: FastifyRequest, op: K, args: unknown): Promise<ResultOf<K>> {
    const { client } = whoAsks(request);
    const id = ulid(clock.now(), randomFraction);
    const answer = await router.call(client, { id, op, args, ttl: undefined, trace: false });
    if (!answer.ok) throw new Refused(answer);
    // It comes from this operation's own handler, not from outside.
    return answer.result as ResultOf<K>;
  }

  /** Errors: NO_SUCH_DEVICE, in the same words whether it is hidden or not there. */
  const hidden = (did: string): OmniError =>
    new OmniError('NO_SUCH_DEVICE', `This house shows no thing "${did.slice(0, 40)}".`, {
      path: 'did',
      hint: 'A bridged or open house shows devices whose maker allows it: docs/bridges.md.',
    });

  async function thingOf(request: FastifyRequest, did: string) {
    const device = await ask(request, 'device.get', { did });
    const spec = shownPart(device.spec, openness());
    if (!spec) throw hidden(did);
    return { ...device, spec };
  }

  const doorsOf = ({ protocol, host, hostname }: FastifyRequest): Doors => {
    const port = mqttPort();
    return { http: `${protocol}://${host}`, mqtt: port === undefined ? undefined : `mqtt://${hostname}:${port}` };
  };

  const described = ({ did, given, spec }: Awaited<ReturnType<typeof thingOf>>, doors: Doors): ThingDescription =>
    thingDescription({ home, did, name: given, spec }, doors);

  /** Hidden, in another room, removed meanwhile, or not described yet: no thing to this person now. */
  const isUnseen = (thrown: unknown): boolean => {
    const code = thrown instanceof Refused ? thrown.reply.error.code : thrown instanceof OmniError ? thrown.code : 'INTERNAL';
    return code === 'NO_SUCH_DEVICE' || code === 'FORBIDDEN' || code === 'OFFLINE';
  };

  /** All that this person may see, and the house shows. */
  async function everything(request: FastifyRequest): Promise<ThingDescription[]> {
    const { devices } = await ask(request, 'device.list', {});
    const doors = doorsOf(request);
    const found: ThingDescription[] = [];
    for (const { did } of devices) {
      // One after the other, and others in between: a home may have thousands.
      await new Promise(setImmediate);
      try {
        found.push(described(await thingOf(request, did), doors));
      } catch (thrown) {
        if (!isUnseen(thrown)) throw thrown;
      }
    }
    return found;
  }

  /** The member that the address names, of the part that is shown. Errors: NO_SUCH_DEVICE, NO_SUCH_SERVICE, NO_SUCH_PROPERTY, NO_SUCH_ACTION. */
  async function reach(request: FastifyRequest, { did, service, member }: Member, kind: 'properties' | 'actions') {
    const thing = await thingOf(request, did);
    const group = Object.hasOwn(thing.spec.services, service) ? thing.spec.services[service]?.[kind] : undefined;
    if (!group) throw new OmniError('NO_SUCH_SERVICE', `${did} has no service "${service.slice(0, 40)}".`, { path: 'service' });
    if (Object.hasOwn(group, member)) return thing;
    const code = kind === 'properties' ? 'NO_SUCH_PROPERTY' : 'NO_SUCH_ACTION';
    throw new OmniError(code, `${service} has no such member "${member.slice(0, 40)}".`, {
      path: 'member',
      hint: `It has: ${Object.keys(group).join(', ') || 'none'}`,
    });
  }

  async function read(request: FastifyRequest, where: Member): Promise<unknown> {
    const { spec, values } = await reach(request, where, 'properties');
    const { service, member } = where;
    if (!spec.services[service]?.properties[member]?.access.includes('read'))
      throw new OmniError('NOT_READABLE', `${service}/${member} can only be written.`, { path: 'member' });
    const held = values[service]?.[member];
    // A bare value cannot say that it is an old one.
    if (!held || held.stale) throw new OmniError('OFFLINE', `${where.did} is away: what it said last may not be so any more.`);
    return held.value;
  }

  const refuse = (reply: FastifyReply, thrown: unknown): FastifyReply => {
    if (!(thrown instanceof Refused)) throw thrown;
    return reply.code(errors[thrown.reply.error.code].status).send(thrown.reply);
  };
  /** What there is at an address; a refusal has the body and the status of every refusal. */
  const answers =
    (type: string, work: (request: FastifyRequest) => Promise<unknown>) =>
    async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
      reply.header('cache-control', 'no-store');
      try {
        const body = JSON.stringify(await work(request));
        return await reply.type(type).send(body);
      } catch (thrown) {
        return refuse(reply, thrown);
      }
    };
  const where = (request: FastifyRequest): Member => request.params as Member;

  app.get('/api/things', answers('application/json', everything));
  app.get(
    '/api/things/:did',
    answers('application/td+json', async (request) => described(await thingOf(request, where(request).did), doorsOf(request))),
  );
  app.get(
    '/api/things/:did/properties/:service/:member',
    answers('application/json', (request) => read(request, where(request))),
  );
  app.put(
    '/api/things/:did/properties/:service/:member',
    answers('application/json', async (request) => {
      const { did, service, member: property } = where(request);
      await reach(request, where(request), 'properties');
      const { value } = await ask(request, 'device.set', { did, service, property, value: request.body });
      return value;
    }),
  );
  app.post(
    '/api/things/:did/actions/:service/:member',
    answers('application/json', async (request) => {
      const { did, service, member: action } = where(request);
      await reach(request, where(request), 'actions');
      const { out } = await ask(request, 'device.action', { did, service, action, in: request.body ?? {} });
      return out;
    }),
  );
}
