// One rule for phone, hub and bridges: a value is stale when its session is not the device's current ready session.
import type { Report, StateMessage } from '#protocol/envelopes.ts';

/** Commands go only to a ready session. */
export const isReady = (state: Pick<StateMessage, 'state'> | undefined): boolean => state?.state === 'ready';

/** Gone without a word, or with one; sleeping and updating devices are not offline, they only cannot be commanded. */
export const isOffline = (state: Pick<StateMessage, 'state'> | undefined): boolean =>
  state === undefined || state.state === 'lost' || state.state === 'disconnected';

export const isStale = (report: Pick<Report, 'session'>, state: Pick<StateMessage, 'state' | 'session'> | undefined): boolean =>
  !state || !isReady(state) || report.session !== state.session;

/** When a device was last heard of, ms since 1970: by its own reports, by its last state, by the hub's list. */
export function lastSeenOf(reports: Iterable<Pick<Report, 'ts'>>, listed: number | null | undefined): number | undefined {
  let latest = listed ?? 0;
  for (const { ts } of reports) if (ts > latest) latest = ts;
  return latest > 0 ? latest : undefined;
}
