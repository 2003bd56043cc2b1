// Furnishes an empty home: the boxes that the device process marks are paired as a person would pair them, through the
// same doors. No other path writes a pairing.
import { replySchema } from '#protocol/envelopes.ts';
import { OmniError } from '#protocol/errors.ts';
import { operations } from '#protocol/operations/index.ts';
import type { ArgsOf, OperationName, ResultOf } from '#protocol/operations/index.ts';
import { z } from '#protocol/zod.ts';

export const boxSchema = z.object({
  ...{ serial: z.string(), model: z.string(), setupCode: z.string(), type: z.string() },
  /** It belongs to the home from the start: where it stands, and how long ago it was bought. */
  starter: z.object({ room: z.string(), ageYears: z.number() }).optional(),
});
export type Box = z.infer<typeof boxSchema>;

const year = 365.25 * 24 * 3600 * 1000;

/** A client of the hub's HTTP door. Every call ends within `patience` ms. */
function connect(http: string, authorization: string, patience = 35_000) {
  return async function call<K extends OperationName>(op: K, args: ArgsOf<K>): Promise<ResultOf<K>> {
    const response = await fetch(`${http}/api/rpc/${op}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization },
      body: JSON.stringify(args),
      signal: AbortSignal.timeout(patience),
    });
    const reply = replySchema.parse(await response.json());
    if (!reply.ok) throw new OmniError(reply.error.code, reply.error.message, reply.error);
    return operations[op].result.parse(reply.result) as ResultOf<K>;
  };
}

/** The launcher's own account. Links are limited in number a minute, whoever tries them: then it waits for its turn. */
async function claim(http: string, token: string): Promise<{ client: string; secret: string }> {
  const deadline = performance.now() + 90_000;
  for (;;) {
    const response = await fetch(`${http}/api/claim`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token, name: 'Launcher' }),
      signal: AbortSignal.timeout(5_000),
    });
    const body: unknown = await response.json();
    if (response.ok) return z.object({ client: z.string(), secret: z.string() }).parse(body);
    const reply = replySchema.parse(body);
    const error = reply.ok ? new OmniError('INTERNAL') : new OmniError(reply.error.code, reply.error.message, reply.error);
    if (error.code !== 'RATE_LIMITED' || performance.now() > deadline) throw error;
    await new Promise((resolve) => setTimeout(resolve, 2_000));
  }
}

/**
 * Does what is not done yet: an earlier attempt may have been ended in the middle. `patience`: ms for a box to come near,
 * or for a paired device to be ready.
 * Errors: whatever the hub answers; TIMEOUT where a box never came near.
 */
export async function furnish(http: string, token: string, boxes: readonly Box[], home: string, patience = 15_000): Promise<void> {
  const { client, secret } = await claim(http, token);
  const call = connect(http, `Basic ${Buffer.from(`${client}:${secret}`).toString('base64')}`);
  try {
    for (const id of new Set(boxes.flatMap(({ starter }) => starter?.room ?? []))) await call('room.put', { id, name: null });
    const now = Date.now();
    await Promise.all(
      boxes.map(async ({ serial, setupCode, starter }) => {
        if (!starter || (await isHere(call, serial, patience))) return;
        await untilNearby(call, serial, home, patience);
        await call('pair.accept', { serial, setupCode, room: starter.room, bought: now - starter.ageYears * year });
      }),
    );
  } finally {
    await call('person.remove', { client }).catch(() => undefined);
  }
}

type Call = ReturnType<typeof connect>;
const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 50));

/**
 * Was it paired by an earlier attempt? One that never gets ready was registered here when the hub was killed, and never
 * heard of it: it is taken out again, so that its box pairs it.
 */
async function isHere(call: Call, serial: string, patience: number): Promise<boolean> {
  const find = async () => (await call('device.list', {})).devices.find((device) => device.serial === serial);
  const deadline = performance.now() + patience;
  for (;;) {
    const device = await find();
    if (!device || device.state === 'ready') return device !== undefined;
    if (performance.now() > deadline) {
      await call('device.remove', { did: device.did });
      return false;
    }
    await pause();
  }
}

async function untilNearby(call: Call, serial: string, home: string, patience: number): Promise<void> {
  const deadline = performance.now() + patience;
  while (performance.now() < deadline) {
    const { nearby } = await call('pair.list', {});
    if (nearby.some((device) => device.serial === serial)) return;
    await pause();
  }
  throw new OmniError('TIMEOUT', `${serial} did not come near the hub of ${home} within ${patience / 1000} s.`);
}
