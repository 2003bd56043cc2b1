// What an owner who watches is told of everything that passes: `wire/{client}`. Subscribing is watching; nothing is
// collected while nobody does.
import { z } from './zod.ts';

export const wireLimits = {
  /** Messages a second that are told; of more, some are left out and counted. */
  perSecond: 500,
  /** So many more a second where they belong to a command: it is what people look for in a busy home. */
  commandsPerSecond: 100,
  /** ms between two batches. */
  every: 200,
  /** Bytes of payload in one batch; where more is waiting, another batch follows at once. */
  batchBytes: 256 * 1024,
  /** Bytes of payload that wait for the next batches. */
  waitingBytes: 1024 * 1024,
} as const;

/** One message that passed. */
export const passedSchema = z.object({
  /** ms since 1970 by the hub's even clock, with fractions: differences between two of these are durations at the hub. */
  at: z.number().nonnegative(),
  /** `hub`, or the username of who sent it: a client, a did, or `pair-{serial}`. */
  from: z.string().min(1).max(64),
  /** As it was sent: it need not be a topic of this protocol. */
  topic: z.string(),
  /** The payload as text, without its secrets. */
  text: z.string(),
  /** The hub did not take it: nobody but who watches hears of it. */
  refused: z.literal(true).optional(),
  /** Something in `text` is hidden. */
  hidden: z.literal(true).optional(),
});
export type Passed = z.infer<typeof passedSchema>;

/** `left`: how many messages were left out since the last batch, because there were too many. */
export const wireSchema = z.object({ v: z.literal(1), messages: z.array(passedSchema), left: z.int().nonnegative() });
export type WireBatch = z.infer<typeof wireSchema>;
