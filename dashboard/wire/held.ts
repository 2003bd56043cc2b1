// What the hub holds of a device, put over what the page has shown so far.
import type { Report } from '#protocol/envelopes.ts';
import type { ResultOf } from '#protocol/operations/index.ts';
import { keyOf } from '../state/device-store.ts';
import type { Key } from '../state/device-store.ts';

type Values = ResultOf<'device.get'>['values'];

/** The reports as the hub holds them. A fade is under way only where the hub says so; what the page heard later stands. */
export function heldReports(reports: Readonly<Record<Key, Report>>, values: Values, session: string | undefined): ReadonlyMap<Key, Report> {
  const held = new Map<Key, Report>();
  for (const [service, properties] of Object.entries(values)) {
    for (const [property, { value, ts, stale, target, until }] of Object.entries(properties)) {
      const key = keyOf(service, property);
      const before = reports[key];
      if (!before || before.ts > ts) continue;
      const { target: _target, until: _until, ...rest } = before;
      held.set(key, {
        ...rest,
        value,
        ts,
        session: stale ? before.session : (session ?? before.session),
        ...(target === undefined ? {} : { target }),
        ...(until === undefined ? {} : { until }),
      });
    }
  }
  return held;
}
