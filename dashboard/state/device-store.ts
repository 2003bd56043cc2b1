// One small store per device, so that a report wakes the tile of its own device and nothing else.
import { createStore } from 'zustand/vanilla';
import { useStore } from 'zustand';
import type { StoreApi } from 'zustand/vanilla';
import { reportSchema } from '#protocol/envelopes.ts';
import type { Hops, PlaceMessage, Report, StateMessage } from '#protocol/envelopes.ts';
import { parseJson } from '#protocol/parse-json.ts';
import type { DeviceSpec } from '#protocol/spec.ts';
import { isKnownAgain, stepIntent } from './intent.ts';
import type { Intent, IntentEvent } from './intent.ts';

/** `service/property`, as in the topic. */
export type Key = `${string}/${string}`;
const isKey = (text: string): text is Key => text.includes('/');
export const keyOf = (service: string, property: string): Key => `${service}/${property}`;

export interface Answered {
  readonly ms: number;
  readonly at: number;
  /** Where the time went, as the hub measured it. */
  readonly hops: Hops | undefined;
}

export interface DeviceState {
  readonly did: string;
  readonly spec: DeviceSpec | undefined;
  readonly place: PlaceMessage | undefined;
  readonly state: StateMessage | undefined;
  readonly reports: Readonly<Record<Key, Report>>;
  readonly intents: Readonly<Record<Key, Intent>>;
  /** Round trip of the last command of a property or action, shown for a moment: ms, and when it was measured. */
  readonly answered: Readonly<Record<Key, Answered>>;
  /** Round trips of the last 50 commands, ms. */
  readonly latencies: readonly number[];
}

/** What arrived for one device since the last frame. `null`: cleared. */
export interface DevicePatch {
  spec?: DeviceSpec | null;
  place?: PlaceMessage | null;
  state?: StateMessage | null;
  /** A text is a message as it came, empty where one is cleared: read when it is applied, by when most are outdated where much comes. */
  reports: Map<Key, string | Report>;
}

const emptyDevice = (did: string): DeviceState => ({
  did,
  spec: undefined,
  place: undefined,
  state: undefined,
  reports: {},
  intents: {},
  answered: {},
  latencies: [],
});

/** Applies a frame's patch: one new state however many messages came. */
export function applyPatch(before: DeviceState, patch: DevicePatch): DeviceState {
  let { reports, intents } = before;
  if (patch.reports.size > 0) {
    const next: Record<Key, Report> = { ...reports };
    for (const [key, came] of patch.reports) {
      const report = typeof came === 'string' ? reportSchema.safeParse(parseJson(came)).data : came;
      if (!report && came !== '') continue;
      const intent = intents[key];
      if (intent) intents = withIntent(intents, key, stepIntent(intent, { type: 'report' }));
      if (report) next[key] = report;
      else delete next[key];
    }
    reports = next;
  }
  const state = patch.state === undefined ? before.state : (patch.state ?? undefined);
  return {
    ...before,
    reports,
    intents: withoutKnown({ intents, reports, state }),
    ...(patch.spec === undefined ? {} : { spec: patch.spec ?? undefined }),
    ...(patch.place === undefined ? {} : { place: patch.place ?? undefined }),
    state,
  };
}

function withIntent(intents: DeviceState['intents'], key: Key, intent: Intent | undefined): DeviceState['intents'] {
  if (intents[key] === intent) return intents;
  const { [key]: _gone, ...rest } = intents;
  return intent ? { ...rest, [key]: intent } : rest;
}

/** Without the wishes of unknown outcome whose property is known again. */
function withoutKnown({ intents, reports, state }: Pick<DeviceState, 'intents' | 'reports' | 'state'>): DeviceState['intents'] {
  let left = intents;
  for (const [key, intent] of Object.entries(intents))
    if (isKey(key) && isKnownAgain(intent, reports[key], state)) left = withIntent(left, key, undefined);
  return left;
}

export type DeviceStore = StoreApi<DeviceState>;
const stores = new Map<string, DeviceStore>();

/** The store of a device, made at first mention: a sheet may be opened by its URL before the device is known. */
export function deviceStore(did: string): DeviceStore {
  let store = stores.get(did);
  if (!store) {
    store = createStore<DeviceState>(() => emptyDevice(did));
    stores.set(did, store);
  }
  return store;
}

export const forgetDevice = (did: string): void => {
  stores.get(did)?.setState(emptyDevice(did), true);
};
export const knownDevices = (): IterableIterator<string> => stores.keys();

/** Subscribes a component to one derived value of one device. */
export const useDevice = <T>(did: string, select: (device: DeviceState) => T): T => useStore(deviceStore(did), select);

export function stepDeviceIntent(did: string, key: Key, event: IntentEvent): void {
  const store = deviceStore(did);
  const { intents, reports, state } = store.getState();
  const next = withoutKnown({ intents: withIntent(intents, key, stepIntent(intents[key], event)), reports, state });
  if (next !== intents) store.setState({ intents: next });
}

/** Notes a round trip, for the control that it belongs to and for the median of the sheet. */
export function noteLatency(did: string, key: Key, ms: number, at: number, hops?: Hops): void {
  deviceStore(did).setState((device) => ({
    answered: { ...device.answered, [key]: { ms, at, hops } },
    latencies: [...device.latencies.slice(-49), ms],
  }));
}
