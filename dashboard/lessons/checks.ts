// When a lesson is done: pure checks over what the page knows.
import type { Hops, Report, StateMessage } from '#protocol/envelopes.ts';
import { may } from '#protocol/permissions.ts';
import type { Verb, Who } from '#protocol/permissions.ts';
import type { ErrorCode } from '#protocol/errors.ts';
import { sameValue } from '#protocol/values.ts';
import type { Intent } from '../state/intent.ts';

export const lessonIds = ['slow', 'will', 'waited', 'error', 'rights'] as const;
export type LessonId = (typeof lessonIds)[number];

// --- where the time of a command went -------------------------------------------------------------------------------

/** The four stretches of a command's way; each a duration that one clock has measured, or what is left between two such. */
export const stretches = ['page', 'hub', 'line', 'device'] as const;
export type Stretch = (typeof stretches)[number];

export interface Trip {
  /** ms, from the tap to the answer. */
  readonly ms: number;
  readonly hops: Hops | undefined;
}

/** ms spent in each stretch; undefined where the hub did not tell. */
export function spentIn({ ms, hops }: Trip): Readonly<Record<Stretch, number>> | undefined {
  if (hops?.device === undefined) return undefined;
  const { hub, device, total } = hops;
  return { page: Math.max(0, ms - total), hub, line: Math.max(0, total - hub - device), device };
}

/** A command that took over a second, and the stretch in which most of it went. */
export function isCulprit(trip: Trip | undefined, answer: Stretch | undefined): boolean {
  const spent = trip && spentIn(trip);
  return trip !== undefined && spent !== undefined && answer !== undefined && trip.ms > 1000 && spent[answer] > trip.ms / 2;
}

// --- the last will --------------------------------------------------------------------------------------------------

/** What was seen of a device: it died without a word, and is back. */
export interface Deaths {
  /** The session whose last will the hub has published, and what the will said. */
  readonly died: { readonly session: string; readonly reason: string } | undefined;
  /** The session in which it came back. */
  readonly back: string | undefined;
}
export const noDeaths: Deaths = { died: undefined, back: undefined };

/** One more state of the device. A hub that restarts says `lost` as well: that is no will. */
export function stepDeaths(before: Deaths, state: Pick<StateMessage, 'state' | 'session' | 'reason'> | undefined): Deaths {
  if (!state) return before;
  const { session, reason = '' } = state;
  if (state.state === 'lost' && reason !== 'hub-restart') {
    return before.died?.session === session ? before : { died: { session, reason }, back: undefined };
  }
  if (state.state === 'ready' && before.died && before.died.session !== session) return { ...before, back: session };
  return before;
}
export const hasRisen = ({ died, back }: Deaths): boolean => died !== undefined && back !== undefined;

// --- a command that waited ------------------------------------------------------------------------------------------

/** Not confirmed, looked up since, and not done: the value is not the one that was asked for. */
export const wasInVain = (intent: Intent | undefined, report: Pick<Report, 'value'> | undefined): boolean =>
  intent?.phase === 'unknown' && intent.refreshed && report !== undefined && !sameValue(intent.wanted, report.value);

// --- an error that says how to mend it ------------------------------------------------------------------------------

export type Attempt = { readonly ok: true } | { readonly ok: false; readonly code: ErrorCode };

/** Refused over the value, then taken. */
export function hasMended(attempts: readonly Attempt[]): boolean {
  const refused = attempts.findIndex((attempt) => !attempt.ok && ['OUT_OF_RANGE', 'OFF_STEP', 'BAD_TYPE'].includes(attempt.code));
  return refused >= 0 && attempts.slice(refused + 1).some(({ ok }) => ok);
}

// --- a rule of the rights -------------------------------------------------------------------------------------------

export interface Demand {
  readonly who: 'device' | 'other-device' | 'member' | 'unpaired';
  readonly verb: Extract<Verb, 'publish' | 'subscribe'>;
  readonly wanted: boolean;
}
/** The riddle: a topic on which a device speaks, people listen, and nobody else does either. */
export const demands: readonly Demand[] = [
  { who: 'device', verb: 'publish', wanted: true },
  { who: 'other-device', verb: 'publish', wanted: false },
  { who: 'member', verb: 'subscribe', wanted: true },
  { who: 'member', verb: 'publish', wanted: false },
  { who: 'unpaired', verb: 'subscribe', wanted: false },
];

const partyOf = (who: Demand['who'], did: string): Who => {
  switch (who) {
    case 'device':
      return { kind: 'device', did };
    case 'other-device':
      return { kind: 'device', did: 'd-another-one' };
    case 'member':
      return { kind: 'user', client: 'p-a-member', role: 'member', rooms: [] };
    case 'unpaired':
      return { kind: 'pairing', serial: 'a-serial' };
  }
};

export interface Verdict extends Demand {
  readonly is: boolean;
}
/** What the hub would say, asked of the very function that it uses. */
export const judge = (home: string, did: string, topic: string): readonly Verdict[] =>
  demands.map((demand) => ({ ...demand, is: may(home, partyOf(demand.who, did), demand.verb, topic) }));

export const isRight = (verdicts: readonly Verdict[]): boolean => verdicts.every(({ is, wanted }) => is === wanted);
