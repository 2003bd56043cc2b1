// What every process of Omnihome does alike: end with one clear line, stop on a signal, never die of a stray rejection
// in silence.
import { OmniError } from '#protocol/errors.ts';
import type { ErrorCode } from '#protocol/errors.ts';
import { z } from '#protocol/zod.ts';

/** One line for a person: what, and how to mend it. */
export function oneLine(thrown: unknown): string {
  if (thrown instanceof OmniError) {
    const { hint } = thrown.toReply();
    const cause = thrown.detail.cause instanceof Error ? ` (${thrown.detail.cause.message.split('\n')[0] ?? ''})` : '';
    return `${thrown.message}${thrown.code === 'INTERNAL' ? cause : ''} ${hint}`.replaceAll('\n', ' ');
  }
  if (thrown instanceof z.ZodError)
    return `unexpected data: ${thrown.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')}`;
  return thrown instanceof Error ? (thrown.message.split('\n')[0] ?? thrown.name) : String(thrown);
}

/** What the operating system said of a port, as one of ours. */
export function listenError(thrown: unknown, flag: string, port: number): unknown {
  const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
  if (code === 'EADDRINUSE')
    return new OmniError('CONFLICT', `Port ${port} is taken by another program.`, {
      path: flag,
      hint: `Choose another with ${flag}, or 0 for any free one.`,
    });
  if (code === 'EACCES')
    return new OmniError('FORBIDDEN', `Port ${port} may not be opened.`, { path: flag, hint: `Choose one above 1023 with ${flag}.` });
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return new OmniError('BAD_ARGS', 'This machine has no such address to listen on.', {
      path: '--host',
      hint: 'Choose another with --host.',
    });
  return thrown;
}

/** What the caller can mend: exit code 2. Everything else is 1. */
const mendable: ReadonlySet<ErrorCode> = new Set(['BAD_ARGS', 'CONFLICT', 'FORBIDDEN', 'VERSION']);

export function fail(thrown: unknown): never {
  process.stderr.write(`omnihome: ${oneLine(thrown)}\n`);
  process.exit(thrown instanceof OmniError && mendable.has(thrown.code) ? 2 : 1);
}

/** Runs `stop` once, on SIGINT, SIGTERM or when the launcher is gone; exits 0, or 1 where stopping took over 1.8 s. Answers whether it has begun. */
export function stopOnSignals(stop: () => Promise<void>): () => boolean {
  let stopping = false;
  const end = (): void => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), 1_800).unref();
    stop().then(
      () => process.exit(0),
      (error: unknown) => fail(error),
    );
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
  if (process.send) process.on('disconnect', end);
  endWithNpm(end);
  return () => stopping;
}

/**
 * A signal to npm reaches this process only where it is npm's own child (`exec` in package.json sees to that) and npm lives
 * to pass it on. Where npm was killed, the process sees that its parent is another one now.
 */
function endWithNpm(end: () => void): void {
  if (process.env.npm_lifecycle_event === undefined || process.send) return;
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) end();
  }, 200).unref();
}
