// The hub's HTTP door, for one person: every operation, with exactly one ending.
import { replySchema } from '#protocol/envelopes.ts';
import { OmniError } from '#protocol/errors.ts';
import { nameSchema } from '#protocol/names.ts';
import { isOperation, operations } from '#protocol/operations/index.ts';
import type { ArgsOf, OperationName, ResultOf } from '#protocol/operations/index.ts';
import { roleSchema } from '#protocol/permissions.ts';
import { z } from '#protocol/zod.ts';
import { Ending, exitCodes, misuse, noHub } from './ending.ts';
import type { Remote } from './remotes.ts';

/** The hub's own deadline comes first; this much later, nobody answers. */
const grace = 2_000;
const claimedSchema = z.object({ client: nameSchema, secret: z.string().min(1), role: roleSchema });

/** An address as the key of a hub: scheme, host and port. Errors: misuse. */
export function hubAddress(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return url.origin;
  throw misuse(`"${text}" is no address of a hub.`, 'Give one such as --hub http://127.0.0.1:8080');
}

interface Ask {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: unknown;
  readonly remote?: Remote;
  readonly ttl: number;
}

/** Errors: Ending, where no hub answers in time or the caller was interrupted. */
async function ask(hub: string, stop: AbortSignal, { method, path, body, remote, ttl }: Ask): Promise<{ status: number; json: unknown }> {
  const late = AbortSignal.timeout(ttl + grace);
  try {
    const response = await fetch(`${hub}${path}`, {
      method,
      redirect: 'error',
      signal: AbortSignal.any([stop, late]),
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(remote === undefined ? {} : { authorization: `Basic ${Buffer.from(`${remote.client}:${remote.secret}`).toString('base64')}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, json: text === '' ? undefined : (JSON.parse(text) as unknown) };
  } catch (thrown) {
    if (stop.aborted)
      throw new Ending(exitCodes.interrupted, new OmniError('EXPIRED', 'Interrupted.', { outcome: 'unknown', hint: 'Ask again.' }));
    if (late.aborted) throw new Ending(exitCodes.noHub, new OmniError('TIMEOUT', `${hub} did not answer in time.`, { outcome: 'unknown' }));
    if (thrown instanceof SyntaxError) throw noHub(`What answers at ${hub} is no Omnihome hub.`, thrown);
    throw noHub(`No hub answers at ${hub}.`, thrown);
  }
}

/** The result of a reply, as JSON. Errors: OmniError, the home's refusal; Ending, where it is no reply. */
function resultIn(hub: string, json: unknown): unknown {
  const parsed = replySchema.safeParse(json);
  if (!parsed.success) throw noHub(`What answers at ${hub} is no Omnihome hub.`);
  const reply = parsed.data;
  if (reply.ok) return reply.result;
  const { code, message, ...detail } = reply.error;
  throw new OmniError(code, message, detail);
}

/** Uses up the token of a claim link. */
export async function claim(hub: string, stop: AbortSignal, token: string, name: string): Promise<z.infer<typeof claimedSchema>> {
  const { status, json } = await ask(hub, stop, { method: 'POST', path: '/api/claim', body: { token, name }, ttl: 5_000 });
  const parsed = claimedSchema.safeParse(json);
  if (status === 200 && parsed.success) return parsed.data;
  resultIn(hub, json);
  throw noHub(`What answers at ${hub} is no Omnihome hub.`);
}

export function openDoor(hub: string, remote: Remote, stop: AbortSignal) {
  async function callAny(op: string, args: unknown): Promise<unknown> {
    const ttl = isOperation(op) ? operations[op].ttl : 30_000;
    const { json } = await ask(hub, stop, { method: 'POST', path: `/api/rpc/${encodeURIComponent(op)}`, body: args, remote, ttl });
    return resultIn(hub, json);
  }
  return {
    hub,
    remote,
    /** An operation by its name, with arguments that nobody has checked. */
    callAny,
    async call<K extends OperationName>(op: K, args: ArgsOf<K>): Promise<ResultOf<K>> {
      const parsed = operations[op].result.safeParse(await callAny(op, args));
      if (!parsed.success) throw new OmniError('VERSION', `The hub’s answer to ${op} has another shape.`, { cause: parsed.error });
      // One table gives both the schema and the type.
      return parsed.data as ResultOf<K>;
    },
    /** Does the hub still know this remote? */
    async isKnown(): Promise<boolean> {
      const { status } = await ask(hub, stop, { method: 'GET', path: '/api/session', remote, ttl: 5_000 });
      return status === 200;
    },
  };
}
export type Door = ReturnType<typeof openDoor>;
