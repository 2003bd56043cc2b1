// One logger, handed down. Warnings and worse go to standard error as one JSON line each; OMNI_LOG=debug shows more.
import pino from 'pino';
import { OmniError } from '#protocol/errors.ts';
import { z } from '#protocol/zod.ts';

export type Log = Pick<pino.Logger, 'debug' | 'info' | 'warn' | 'error'>;

const levelSchema = z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']);

/** The level that OMNI_LOG names; without it `warn`. Errors: BAD_ARGS */
export function parseLevel(given: string | undefined): string {
  const level = levelSchema.safeParse(given === undefined || given === '' ? 'warn' : given);
  if (!level.success)
    throw new OmniError('BAD_ARGS', `OMNI_LOG: "${given?.slice(0, 40) ?? ''}" is no level of the log.`, {
      path: 'OMNI_LOG',
      hint: `Use one of ${levelSchema.options.join(', ')}.`,
    });
  return level.data;
}

export const createLog = (level: string): Log => pino({ level, base: null }, pino.destination({ fd: 2, sync: true }));
