// The one way in: every request, over MQTT or HTTP, becomes exactly one reply here.
import { requestSchema } from '#protocol/envelopes.ts';
import type { Hops, Reply } from '#protocol/envelopes.ts';
import { OmniError, toOmniError } from '#protocol/errors.ts';
import { parseUlid } from '#protocol/ids.ts';
import { isOperation, operations } from '#protocol/operations/index.ts';
import type { OperationName, ParsedArgsOf, ResultOf } from '#protocol/operations/index.ts';
import { atLeast, mayDevice } from '#protocol/permissions.ts';
import { redact } from '#protocol/redact.ts';
import type { z } from '#protocol/zod.ts';
import type { HubClock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Devices } from '../registry/devices.ts';
import type { People, Person } from '../registry/people.ts';
import type { Asking, Measured } from './commands.ts';
import { createRepeats } from './repeats.ts';
import { createUnderWay } from '../under-way.ts';

export interface Call extends Asking {
  readonly person: Person;
  readonly measured: Measured;
}
export type Handlers = { readonly [K in OperationName]: (args: ParsedArgsOf<K>, call: Call) => Promise<ResultOf<K>> | ResultOf<K> };
/** A group of handlers that one capability brings. */
export type HandlersOf<K extends OperationName> = Pick<Handlers, K>;

/** Answers to a message whose id cannot be read carry this one. */
export const nilId = '0'.repeat(26);
const maxRunning = 256;

export interface Incoming {
  readonly id: string;
  readonly op: string;
  readonly args: unknown;
  readonly ttl: number | undefined;
  readonly trace: boolean;
}

const argsError = (error: z.core.$ZodError): OmniError => {
  const [issue] = error.issues;
  return new OmniError('BAD_ARGS', issue?.message ?? 'wrong arguments', { path: issue?.path.map(String).join('.') ?? '' });
};

/** A request's arguments as a log may show them. */
const shown = ({ op, args }: Incoming): unknown => (isOperation(op) ? redact(operations[op].args, args) : undefined);

function hopsOf(total: number, { device, away = 0 }: Measured): Hops {
  const hub = Math.max(0, total - away);
  return device === undefined ? { hub, total } : { hub, device, total };
}

interface Needs {
  readonly handlers: Handlers;
  readonly devices: Devices;
  readonly people: People;
  readonly clock: HubClock;
  readonly log: Log;
}

export function createRouter({ handlers, devices, people, clock, log }: Needs) {
  const repeats = createRepeats(clock);
  const running = new Map<string, number>();
  const answering = createUnderWay();

  /** The handler's argument and result types belong together by name; the table above is what checks it. */
  function dispatch(op: OperationName, incoming: Incoming, person: Person, measured: Measured): unknown {
    const row = operations[op];
    if (!atLeast(person.role, row.role)) throw new OmniError('FORBIDDEN', `${op} needs the role ${row.role}; you are ${person.role}.`);
    const args = (row.args as z.ZodType).safeParse(incoming.args ?? {});
    if (!args.success) throw argsError(args.error);
    if (row.device) {
      const device = devices.mustGet((args.data as { did: string }).did);
      if (!mayDevice(person, row.device, device.room))
        throw new OmniError('FORBIDDEN', `A guest may ${row.device} only in the rooms named for it.`, { path: 'did' });
    }
    const handler = handlers[op] as (args: unknown, call: Call) => unknown;
    return handler(args.data, {
      id: incoming.id,
      client: person.client,
      ttl: incoming.ttl ?? row.ttl,
      trace: incoming.trace,
      person,
      measured,
    });
  }

  async function answer(client: string, incoming: Incoming): Promise<Reply> {
    const started = clock.steady();
    const measured: Measured = { device: undefined, away: undefined };
    const mine = running.get(client) ?? 0;
    running.set(client, mine + 1);
    answering.begin();
    try {
      const person = people.get(client);
      if (!person) throw new OmniError('UNAUTHENTICATED');
      if (mine >= maxRunning) throw new OmniError('RATE_LIMITED', `${mine} requests of yours are still running.`);
      if (!isOperation(incoming.op))
        throw new OmniError('NO_SUCH_OPERATION', `There is no operation "${incoming.op.slice(0, 64)}".`, { path: 'op' });
      const result = await dispatch(incoming.op, incoming, person, measured);
      return { v: 1, id: incoming.id, ok: true, result, hops: hopsOf(clock.steady() - started, measured) };
    } catch (thrown) {
      const error = toOmniError(thrown);
      if (error.code === 'INTERNAL') log.error({ op: incoming.op, args: shown(incoming), err: error.detail.cause }, 'an operation failed');
      return { v: 1, id: incoming.id, ok: false, error: error.toReply(), hops: hopsOf(clock.steady() - started, measured) };
    } finally {
      const left = (running.get(client) ?? 1) - 1;
      if (left > 0) running.set(client, left);
      else running.delete(client);
      answering.end();
    }
  }

  const refusal = (id: string, error: OmniError): Reply => ({ v: 1, id, ok: false, error: error.toReply() });

  return {
    /** Runs a request, or joins it to the earlier one of the same id. Never rejects. */
    async call(client: string, incoming: Incoming): Promise<Reply> {
      try {
        const reply = repeats.once(client, incoming.id, incoming.op, incoming.args, () => answer(client, incoming));
        return await (reply ??
          refusal(incoming.id, new OmniError('ID_REUSED', `The id ${incoming.id} was used for another request.`, { path: 'id' })));
      } catch {
        // Nested so deep that the stack does not reach to write it down.
        return refusal(incoming.id, new OmniError('BAD_REQUEST', 'The arguments are nested too deep.', { path: 'args' }));
      }
    },

    /** A request as it came over the wire. Never rejects. */
    async receive(client: string, json: unknown): Promise<Reply> {
      const parsed = requestSchema.safeParse(json);
      if (parsed.success) {
        const { id, op, args, ttl, trace = false } = parsed.data;
        return this.call(client, { id, op, args, ttl, trace });
      }
      const raw: Partial<Record<string, unknown>> = typeof json === 'object' && json !== null ? json : {};
      const id = typeof raw.id === 'string' && parseUlid(raw.id) ? raw.id : nilId;
      if (id !== nilId && raw.v !== 1)
        return refusal(
          id,
          new OmniError('VERSION', `This hub speaks version 1, not ${typeof raw.v === 'number' ? raw.v : 'that'}.`, { path: 'v' }),
        );
      const [issue] = parsed.error.issues;
      const what = json === undefined ? 'The message is not JSON.' : (issue?.message ?? 'The message is not a request.');
      return refusal(id, new OmniError('BAD_REQUEST', what, { path: issue?.path.map(String).join('.') ?? '' }));
    },
    forget: (client: string): void => repeats.forget(client),
    /** Resolves when every request is answered; never later than after `atMost` ms. */
    hasAnswered: (atMost: number): Promise<void> => answering.none(atMost),
  };
}
export type Router = ReturnType<typeof createRouter>;
