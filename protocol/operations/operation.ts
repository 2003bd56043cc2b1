// The shape of one row of the operations table.
import type { Role } from '../permissions.ts';
import type { z } from '../zod.ts';

export interface Operation<A extends z.ZodType = z.ZodType, R extends z.ZodType = z.ZodType> {
  /** One sentence for the reference. */
  readonly doc: string;
  /** The least role that may call it. */
  readonly role: Role;
  /**
   * What it does to one device, where it does: the router then finds the device named by `args.did` and holds a guest to
   * its rooms.
   */
  readonly device?: 'read' | 'control';
  /** ms until TIMEOUT, where the request names none. */
  readonly ttl: number;
  readonly args: A;
  readonly result: R;
}

export const operation = <A extends z.ZodType, R extends z.ZodType>(
  row: Omit<Operation<A, R>, 'ttl'> & { ttl?: number },
): Operation<A, R> => ({
  ttl: 3000,
  ...row,
});
