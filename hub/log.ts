// One logger, handed down. Warnings and worse go to standard error as one JSON line each; OMNI_LOG=debug shows more.
import pino from 'pino';

export type Log = Pick<pino.Logger, 'debug' | 'info' | 'warn' | 'error'>;

export const createLog = (level: string): Log => pino({ level, base: null }, pino.destination({ fd: 2, sync: true }));
