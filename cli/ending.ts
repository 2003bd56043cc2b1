// How a command ends. The errors are the protocol's own; the exit code says whose word they are.
import { OmniError } from '#protocol/errors.ts';
import type { ErrorCode } from '#protocol/errors.ts';

/** 0 done · 1 refused by the home · 2 wrong use, nothing was sent · 3 no hub answers · 130 interrupted. */
export const exitCodes = { done: 0, refused: 1, misuse: 2, noHub: 3, interrupted: 130 } as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** An error with the exit code that it ends with. Any other `OmniError` is the home's refusal: 1. */
export class Ending extends Error {
  override readonly name = 'Ending';
  readonly exit: ExitCode;
  readonly error: OmniError;

  constructor(exit: ExitCode, error: OmniError) {
    super(error.message, { cause: error });
    this.exit = exit;
    this.error = error;
  }
}

/** What the caller wrote is wrong. */
export const misuse = (message: string, hint: string, code: ErrorCode = 'BAD_ARGS'): Ending =>
  new Ending(exitCodes.misuse, new OmniError(code, message, { hint }));

/** Nobody listens there, or somebody who is no hub. */
export const noHub = (message: string, cause?: unknown): Ending =>
  new Ending(
    exitCodes.noHub,
    new OmniError('OFFLINE', message, { hint: 'Start one with "npm start", or say where it is with --hub http://…', cause }),
  );
