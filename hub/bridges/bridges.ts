// The home in other ecosystems' words. Nothing that is said there is kept: what stands is written from the registry and the
// last values when somebody reads it, and said anew when something changes while somebody listens. So a removal, a closed
// door or a restart can leave no ghost behind, and a home that nobody else listens to pays for none of it.
import type { Openness } from '#protocol/envelopes.ts';
import { matches } from '#protocol/filters.ts';
import { foreignTopics } from '#protocol/projections/foreign-topics.ts';
import { projections } from '#protocol/projections/index.ts';
import type { Asked, Change, Projection, Telling, Thing } from '#protocol/projections/projection.ts';
import { shownPart } from '#protocol/projections/reach.ts';
import type { DeviceSpec } from '#protocol/spec.ts';
import type { Topics } from '#protocol/topics.ts';
import type { Alerts } from '../alerts/alerts.ts';
import type { Broker } from '../broker/broker.ts';
import type { Retained, RetainedStore } from '../broker/retained.ts';
import type { Bus } from '../bus.ts';
import type { Reports } from '../ingest/reports.ts';
import type { Device, Devices } from '../registry/devices.ts';
import { createAskedFor } from './asked-for.ts';
import { inTurns } from './in-turns.ts';

interface Needs {
  readonly home: string;
  readonly topics: Topics;
  readonly devices: Devices;
  readonly reports: Reports;
  readonly alerts: Alerts;
  readonly retained: RetainedStore;
  readonly bus: Bus;
  readonly openness: () => Openness;
  readonly broker: () => Broker;
  readonly onError: (error: unknown) => void;
}

interface Shown {
  readonly device: Device;
  readonly spec: DeviceSpec;
}

const all: readonly Projection[] = Object.values(projections);

export function createBridges({ home, topics, devices, reports, alerts, retained, bus, openness, broker, onError }: Needs) {
  /** What others see now, by did. A removed device stays until it is cleared. */
  const shown = new Map<string, Shown>();
  const asked = createAskedFor();
  /** By topic, what was last told of the things that are told only when new. */
  const lastTold = new Map<string, string>();

  const thingOf = ({ device, spec }: Shown): Thing => ({
    ...{ home, did: device.did, spec, name: device.name, room: device.room, state: device.state },
    report: (service, property) => reports.latest(device.did, service, property),
    alerts: () => alerts.of(device.did),
    asked: (service, property) => asked.of(device.did, service, property),
  });

  function say({ topic, payload, ifNew = false, retained: stands = true }: Telling): void {
    if (ifNew) {
      if (lastTold.get(topic) === payload) return;
      lastTold.set(topic, payload);
    }
    broker().publish(topic, payload, stands ? 1 : 0);
  }

  function tell(did: string, change: Change): void {
    if (!broker().isHeardByForeigners()) {
      // Whoever comes next hears what stands then.
      lastTold.clear();
      return;
    }
    const one = shown.get(did);
    if (!one) return;
    const thing = thingOf(one);
    for (const projection of all) for (const telling of projection.told(thing, change)) say(telling);
  }

  /** Everything that stands of it, said to those who listen already. */
  function introduce(one: Shown): void {
    if (shown.get(one.device.did) !== one) return;
    const thing = thingOf(one);
    for (const projection of all)
      for (const { topic, payload } of projection.standing(thing)) {
        const text = payload();
        if (text !== '') say({ topic, payload: text });
      }
  }

  function* standingTopics(one: Shown): Generator<string> {
    const thing = thingOf(one);
    for (const projection of all) for (const { topic } of projection.standing(thing)) yield topic;
  }

  /** Clears all of it, or all but what still stands. */
  function withdraw(one: Shown, still: ReadonlySet<string> = new Set()): void {
    const gone = [...standingTopics(one)].filter((topic) => !still.has(topic)).reverse();
    for (const topic of gone) {
      lastTold.delete(topic);
      if (broker().isHeardByForeigners()) broker().publish(topic, '');
    }
  }

  /** After whatever may change what others see of a device. Answers with those that they see for the first time. */
  function follow(device: Device): Shown | undefined {
    const { did } = device;
    const before = shown.get(did);
    const spec = device.revoked || !device.spec ? undefined : shownPart(device.spec.spec, openness());
    if (!spec) {
      if (!before) return undefined;
      shown.delete(did);
      asked.forget(did);
      withdraw(before);
      return undefined;
    }
    const now: Shown = before?.spec === spec ? before : { device, spec };
    shown.set(did, now);
    if (!before) return now;
    if (before !== now) withdraw(before, new Set(standingTopics(now)));
    return undefined;
  }

  const turns = inTurns<Shown>(introduce, onError);
  const introduceAll = (newcomers: readonly (Shown | undefined)[]): void => {
    if (broker().isHeardByForeigners()) turns.add(newcomers.filter((one) => one !== undefined));
  };

  bus.on('device.described', ({ did }) => {
    const device = devices.get(did);
    if (!device) return;
    const newcomer = follow(device);
    if (newcomer) introduceAll([newcomer]);
    else tell(did, { kind: 'described' });
  });
  bus.on('device.placed', ({ did }) => tell(did, { kind: 'described' }));
  bus.on('device.state', ({ did }) => tell(did, { kind: 'state' }));
  bus.on('device.reported', ({ did, service, property }) => tell(did, { kind: 'report', service, property }));
  bus.on('device.raised', ({ did, service, event, args }) => tell(did, { kind: 'event', service, event, args }));
  bus.on('device.alert', ({ did, id }) => tell(did, { kind: 'alert', id, alert: alerts.of(did).find((alert) => alert.id === id) }));
  bus.on('device.removed', ({ did }) => {
    const one = shown.get(did);
    if (one) follow(one.device);
  });

  function* standingOf(one: Shown | undefined, filter?: string): Generator<Retained> {
    if (!one) return;
    const thing = thingOf(one);
    for (const projection of all) {
      for (const { topic, payload } of projection.standing(thing)) {
        if (filter !== undefined && !matches(filter, topic)) continue;
        const text = payload();
        if (text !== '') yield { topic, payload: text, qos: 1 };
      }
    }
  }
  const isWild = (level: string | undefined): boolean => level === undefined || level === '+' || level === '#';
  retained.addView({
    *match(filter) {
      if (filter.startsWith(`${topics.root}/`) || shown.size === 0) return;
      const levels = filter.split('/');
      const named = new Set(Object.values(foreignTopics).map(({ didLevel }) => levels[didLevel]));
      // A filter that names the device in every projection is one look-up.
      if ([...named].some(isWild) || levels.includes('#')) for (const one of shown.values()) yield* standingOf(one, filter);
      else for (const did of named) yield* standingOf(shown.get(did ?? ''), filter);
    },
    ofDevice: (did) => standingOf(shown.get(did)),
  });

  return {
    /** After the openness was set, and at start. What is no longer shown is cleared when this returns. */
    followAll(): void {
      introduceAll([...devices.all()].map(follow));
    },
    /** What others see of a device; undefined: nothing. */
    shown: (did: string): Pick<Thing, 'did' | 'spec'> | undefined => {
      const one = shown.get(did);
      return one && { did, spec: one.spec };
    },
    /** The device took what another ecosystem asked for: in these words it is told where it is going. */
    took: (did: string, service: string, property: string, words: Asked): void => {
      asked.set(did, service, property, words);
      tell(did, { kind: 'asked', service, property });
    },
    stop: (): void => turns.stop(),
  };
}
export type Bridges = ReturnType<typeof createBridges>;
