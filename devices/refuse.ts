import { OmniError } from '#protocol/errors.ts';

/** A refusal in the device's present state, worded for a person. */
export class Refusal extends OmniError {
  constructor(en: string, zh: string) {
    super('WRONG_STATE', en, { say: { en, zh } });
  }
}

/**
 * A refusal, in English and Chinese. `throw refuse(…)` from a handler, or return it from `guard`.
 * Refuse first: what a handler has assigned before it throws is kept.
 */
export const refuse = (en: string, zh: string): Refusal => new Refusal(en, zh);
