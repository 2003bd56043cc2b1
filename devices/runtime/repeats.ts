// A command that arrives twice is carried out once: the device keeps the last 64 ids with their answers.
import type { Command, Result } from '#protocol/envelopes.ts';
import { canonical } from '#protocol/revisions.ts';
import { sha256 } from './crypto.ts';

export const kept = 64;

export type Seen =
  | { readonly kind: 'new' }
  /** the same command; `answer` undefined: still at it, its answer is coming */
  | { readonly kind: 'repeat'; readonly answer: Result | undefined }
  /** the id of another command */
  | { readonly kind: 'reused' };

export interface Repeats {
  look(command: Command): Seen;
  answered(id: string, answer: Result): void;
}

/** A hash: what was asked is not kept only to be compared. */
const contentOf = (command: Command): string =>
  sha256(
    canonical(
      command.op === 'set' ? [command.service, command.property, command.value] : [command.service, command.action, command.in, 'action'],
    ),
  ).toString('base64');

export function createRepeats(): Repeats {
  const entries = new Map<string, { readonly content: string; answer: Result | undefined }>();
  return {
    look(command) {
      const content = contentOf(command);
      const known = entries.get(command.id);
      if (known) return known.content === content ? { kind: 'repeat', answer: known.answer } : { kind: 'reused' };
      entries.set(command.id, { content, answer: undefined });
      // A Map keeps the order of entry: the first key is the oldest.
      for (const oldest of entries.keys()) {
        if (entries.size <= kept) break;
        entries.delete(oldest);
      }
      return { kind: 'new' };
    },
    answered(id, answer) {
      const entry = entries.get(id);
      if (entry) entry.answer = answer;
    },
  };
}
