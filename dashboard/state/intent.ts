// The optimistic state machine of one property. A wish is shown at once, the reply decides, reports move what is shown.
// Pure: ids and times are passed in.
import type { Report, ReplyError } from '#protocol/envelopes.ts';
import type { Value } from '#protocol/values.ts';

/** Only this of a reply's error is needed to word it. */
export type IntentError = Pick<ReplyError, 'code' | 'message'> & { readonly say?: ReplyError['say'] };

interface Wish {
  readonly id: string;
  readonly wanted: Value;
}
export type Intent = Wish &
  (
    | { readonly phase: 'sending' }
    /** Over a second without an answer. */
    | { readonly phase: 'trying' }
    /** Answered; `value` is shown until the next report, which the frame's batch may hold back for some ms. */
    | { readonly phase: 'confirmed'; readonly value: Value }
    /** Not done: what is shown is the latest report, not the value before the tap. */
    | { readonly phase: 'failed'; readonly error: IntentError }
    /** Nobody can tell whether it was done; refreshed: the hub's last value was asked for since. */
    | { readonly phase: 'unknown'; readonly error: IntentError; readonly refreshed: boolean }
  );

export type IntentEvent =
  | { readonly type: 'want'; readonly id: string; readonly value: Value }
  | { readonly type: 'slow'; readonly id: string }
  | { readonly type: 'answered'; readonly id: string; readonly value: Value }
  | { readonly type: 'refused'; readonly id: string; readonly error: IntentError; readonly outcome: ReplyError['outcome'] }
  | { readonly type: 'refreshed'; readonly id: string }
  | { readonly type: 'report' }
  | { readonly type: 'dismiss' };

export const isPending = (intent: Intent | undefined): boolean => intent?.phase === 'sending' || intent?.phase === 'trying';

/** One step. An answer to an earlier wish (a slider sends many) changes nothing: the latest wish decides. */
export function stepIntent(intent: Intent | undefined, event: IntentEvent): Intent | undefined {
  if (event.type === 'want') return { phase: 'sending', id: event.id, wanted: event.value };
  if (event.type === 'dismiss') return isPending(intent) ? intent : undefined;
  // A report ends only what waited for one: a pending wish stays in front, a failure stays legible.
  if (event.type === 'report') return intent?.phase === 'confirmed' ? undefined : intent;
  if (!intent || intent.id !== event.id) return intent;
  const { id, wanted } = intent;
  switch (event.type) {
    case 'slow':
      return intent.phase === 'sending' ? { phase: 'trying', id, wanted } : intent;
    case 'answered':
      return isPending(intent) ? { phase: 'confirmed', id, wanted, value: event.value } : intent;
    case 'refused':
      if (!isPending(intent)) return intent;
      return event.outcome === 'unknown'
        ? { phase: 'unknown', id, wanted, error: event.error, refreshed: false }
        : { phase: 'failed', id, wanted, error: event.error };
    case 'refreshed':
      return intent.phase === 'unknown' ? { ...intent, refreshed: true } : intent;
  }
}

/** What to show: the wish while it is pending, else the latest report. */
export function shownValue(intent: Intent | undefined, report: Pick<Report, 'value'> | undefined): Value | undefined {
  if (intent?.phase === 'sending' || intent?.phase === 'trying') return intent.wanted;
  if (intent?.phase === 'confirmed') return intent.value;
  return report?.value;
}
