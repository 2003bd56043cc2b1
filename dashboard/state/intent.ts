// The optimistic state machine of one property. A wish is shown at once, the reply decides, reports move what is shown.
// Pure: ids and times are passed in.
import type { Report, ReplyError, StateMessage } from '#protocol/envelopes.ts';
import { timeOfUlid } from '#protocol/ids.ts';
import type { Value } from '#protocol/values.ts';
import { isStale } from './staleness.ts';

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
    /** Nobody can tell whether it was done. `refreshed`: the hub's last value was asked for since. `held`: the report that was there already. */
    | { readonly phase: 'unknown'; readonly error: IntentError; readonly refreshed: boolean; readonly held: HeldReport | undefined }
  );

/** What tells one report of a property from another. */
export type HeldReport = Pick<Report, 'session' | 'seq' | 'ts'>;

export type IntentEvent =
  | { readonly type: 'want'; readonly id: string; readonly value: Value }
  | { readonly type: 'slow'; readonly id: string }
  | { readonly type: 'answered'; readonly id: string; readonly value: Value }
  | {
      readonly type: 'refused';
      readonly id: string;
      readonly error: IntentError;
      readonly outcome: ReplyError['outcome'];
      /** The latest report of the property, if there is one. */
      readonly held?: HeldReport | undefined;
    }
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
        ? { phase: 'unknown', id, wanted, error: event.error, refreshed: false, held: event.held }
        : { phase: 'failed', id, wanted, error: event.error };
    case 'refreshed':
      return intent.phase === 'unknown' ? { ...intent, refreshed: true } : intent;
  }
}

const isSame = (a: HeldReport, b: HeldReport): boolean => a.session === b.session && a.seq === b.seq && a.ts === b.ts;

/**
 * Is the value known again, after a command whose outcome nobody could tell? The device says in its present session that this
 * very command caused its report, or it has reported since. What it had reported before says nothing of the command, however
 * late it comes over a slow line: a report must be younger than the command, by the clocks of the device and of this page.
 */
export function isKnownAgain(
  intent: Intent,
  report: (HeldReport & Pick<Report, 'by'>) | undefined,
  state: Pick<StateMessage, 'state' | 'session'> | undefined,
): boolean {
  if (intent.phase !== 'unknown' || !report || isStale(report, state)) return false;
  if (report.by.id === intent.id) return true;
  return report.ts > timeOfUlid(intent.id) && !(intent.held && isSame(report, intent.held));
}

/** What to show: the wish while it is pending, else the latest report. */
export function shownValue(intent: Intent | undefined, report: Pick<Report, 'value'> | undefined): Value | undefined {
  if (intent?.phase === 'sending' || intent?.phase === 'trying') return intent.wanted;
  if (intent?.phase === 'confirmed') return intent.value;
  return report?.value;
}
