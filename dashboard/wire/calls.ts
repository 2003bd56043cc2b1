// Requests and their replies. Exactly one ending for each: the hub's reply, or TIMEOUT one second after its deadline.
import { replySchema } from '#protocol/envelopes.ts';
import type { Hops, Request } from '#protocol/envelopes.ts';
import { OmniError } from '#protocol/errors.ts';
import { ulid } from '#protocol/ids.ts';
import { operations } from '#protocol/operations/index.ts';
import type { ArgsOf, OperationName, ResultOf } from '#protocol/operations/index.ts';
import type { CallOptions } from '../strategy-slot.ts';

/** The hub's own time limit comes first; this one only answers for a hub that cannot. */
const grace = 1000;

export interface Answer<K extends OperationName> {
  readonly result: ResultOf<K>;
  /** Round trip as the phone measured it. */
  readonly ms: number;
  readonly hops: Hops | undefined;
}

interface Waiting {
  readonly request: Request;
  readonly settle: (reply: unknown, ms: number, hops: Hops | undefined) => void;
  readonly fail: (error: OmniError) => void;
  /** Of the latest sending: the time without a connection is not the hub's. */
  sentAt: number;
}

/** Did most of a round trip go between hub and device, or in waiting for it? A reply that no device had a part in was the hub's. */
export const wasOnLine = (ms: number, hops: Hops | undefined): boolean =>
  hops !== undefined && hops.total - hops.hub - (hops.device ?? 0) > ms / 2;

export interface Calls {
  request<K extends OperationName>(op: K, args: ArgsOf<K>, options?: CallOptions): Promise<Answer<K>>;
  /** A payload of the reply topic. */
  receive(json: unknown): void;
  /** After a new connection: what is still waiting is sent again under its id; the hub repeats its answer, never the deed. */
  resend(): void;
}

export function createCalls(
  publish: (request: Request) => void,
  onAnswered: (ms: number, id: string, hops: Hops | undefined) => void,
): Calls {
  const waiting = new Map<string, Waiting>();

  return {
    request<K extends OperationName>(op: K, args: ArgsOf<K>, options: CallOptions = {}) {
      const id = ulid(Date.now(), Math.random);
      const ttl = options.ttl ?? operations[op].ttl;
      const request: Request = { v: 1, id, op, args, ttl };
      return new Promise<Answer<K>>((resolve, reject) => {
        const timer = setTimeout(() => {
          waiting.delete(id);
          reject(new OmniError('TIMEOUT', 'the hub did not answer in time', { outcome: 'unknown' }));
        }, ttl + grace);
        const end = () => {
          clearTimeout(timer);
          waiting.delete(id);
        };
        waiting.set(id, {
          request,
          sentAt: performance.now(),
          settle(result, ms, hops) {
            end();
            const parsed = operations[op].result.safeParse(result);
            if (parsed.success) resolve({ result: parsed.data as ResultOf<K>, ms, hops });
            else reject(new OmniError('VERSION', `the hub's answer to ${op} has another shape`, { cause: parsed.error }));
          },
          fail(error) {
            end();
            reject(error);
          },
        });
        publish(request);
      });
    },
    receive(json) {
      const parsed = replySchema.safeParse(json);
      if (!parsed.success) return;
      const reply = parsed.data;
      const entry = waiting.get(reply.id);
      if (!entry) return;
      const ms = performance.now() - entry.sentAt;
      onAnswered(ms, reply.id, reply.hops);
      if (reply.ok) entry.settle(reply.result, ms, reply.hops);
      else {
        const { code, message, ...detail } = reply.error;
        entry.fail(new OmniError(code, message, detail));
      }
    },
    resend() {
      for (const entry of waiting.values()) {
        entry.sentAt = performance.now();
        publish(entry.request);
      }
    },
  };
}
