// What is wrong in the home, and since when: retained, counted, at most one message a second for each.
import { alertSchema } from '#protocol/envelopes.ts';
import type { Alert } from '#protocol/envelopes.ts';
import type { Topics } from '#protocol/topics.ts';
import type { Bus } from '../bus.ts';
import type { HubClock } from '../clock.ts';

type Raised = Pick<Alert, 'code' | 'level' | 'message'> & Partial<Pick<Alert, 'path' | 'hint' | 'say'>>;
interface Standing {
  alert: Alert;
  told: number;
  timer: NodeJS.Timeout | undefined;
}
const atMostEvery = 1000;
/** A device that finds ever new ways to be wrong fills this many places, no more. */
const maxPerDevice = 16;

export function createAlerts({
  topics,
  clock,
  bus,
  publishRetained,
}: {
  topics: Topics;
  clock: HubClock;
  bus: Bus;
  publishRetained: (topic: string, payload: string) => void;
}) {
  const standing = new Map<string, Map<string, Standing>>();

  function tell(did: string, id: string, entry: Standing): void {
    entry.told = clock.steady();
    entry.timer = undefined;
    publishRetained(topics.alert(did, id), JSON.stringify(entry.alert));
    bus.emit('device.alert', { did, id });
  }
  function drop(did: string, id: string): void {
    const entry = standing.get(did)?.get(id);
    if (!entry) return;
    if (entry.timer) clearTimeout(entry.timer);
    standing.get(did)?.delete(id);
    publishRetained(topics.alert(did, id), '');
    bus.emit('device.alert', { did, id });
  }

  return {
    raise(did: string, id: string, raised: Raised): void {
      const group = standing.get(did) ?? new Map<string, Standing>();
      standing.set(did, group);
      const known = group.get(id);
      if (!known && group.size >= maxPerDevice) return;
      // What a device sent may be of any length; an alert about it must never be what fails.
      const { path, hint } = raised;
      const cut = {
        message: raised.message.slice(0, 500),
        ...(path === undefined ? {} : { path: path.slice(0, 300) }),
        ...(hint === undefined ? {} : { hint: hint.slice(0, 500) }),
      };
      const alert = alertSchema.parse({
        ...raised,
        ...cut,
        v: 1,
        did,
        id,
        since: known?.alert.since ?? clock.now(),
        count: (known?.alert.count ?? 0) + 1,
      });
      const entry = known ?? { alert, told: -Infinity, timer: undefined };
      entry.alert = alert;
      group.set(id, entry);
      const wait = entry.told + atMostEvery - clock.steady();
      if (wait <= 0) tell(did, id, entry);
      else entry.timer ??= setTimeout(() => tell(did, id, entry), wait);
    },
    clear: drop,
    clearAll(did: string): void {
      for (const id of [...(standing.get(did)?.keys() ?? [])]) drop(did, id);
      standing.delete(did);
    },
    of: (did: string): Alert[] => [...(standing.get(did)?.values() ?? [])].map(({ alert }) => alert),
    stop(): void {
      for (const group of standing.values()) for (const { timer } of group.values()) clearTimeout(timer);
    },
  };
}
export type Alerts = ReturnType<typeof createAlerts>;
