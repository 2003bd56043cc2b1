// Why a pairing failed, in what a person can do about it. Pure.
import type { ErrorCode } from '#protocol/errors.ts';
import type { Say } from '#protocol/errors.ts';

export interface PairError {
  readonly code: ErrorCode;
  readonly say?: Say | undefined;
  readonly left?: number | undefined;
  readonly lockedUntil?: number | undefined;
}

export type PairProblem =
  /** `left`: tries before the device locks itself, where it said so. */
  | { readonly kind: 'wrong-code'; readonly left: number | undefined }
  /** `until`: ms since 1970, where it said so. */
  | { readonly kind: 'locked'; readonly until: number | undefined }
  | { readonly kind: 'not-admitted' }
  | { readonly kind: 'gone' }
  | { readonly kind: 'other' };

export function pairProblem({ code, left, lockedUntil }: PairError): PairProblem {
  switch (code) {
    case 'WRONG_SETUP_CODE':
      return { kind: 'wrong-code', left };
    case 'LOCKED_OUT':
      return { kind: 'locked', until: lockedUntil };
    case 'NOT_ADMITTED':
      return { kind: 'not-admitted' };
    case 'NOT_NEARBY':
      return { kind: 'gone' };
    default:
      return { kind: 'other' };
  }
}
