import { toOmniError } from '#protocol/errors.ts';
import { wordError } from '../language/error-words.ts';
import type { Language } from '../strategy-slot.ts';
import { notify } from './notices.ts';

/** Says in the snackbar why something failed. */
export function notifyFailure(thrown: unknown, language: Language): void {
  const { code, detail } = toOmniError(thrown);
  notify({ kind: 'said', bad: true, text: wordError({ code, say: detail.say }, language) });
}
