// What changes rarely: who we are, the hub, rooms, people nearby, alerts, and one card of slow facts per device.
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { Alert, DeviceState as Presence, HubInfo, HubState, Nearby, Room } from '#protocol/envelopes.ts';
import type { Title } from '#protocol/names.ts';
import type { DeviceSummary } from '#protocol/operations/device.ts';
import type { Session } from '../wire/session.ts';

/** `starting`: never connected yet; `lost`: was connected; `away`: the session ended, a claim is needed. */
export type Connection = 'starting' | 'online' | 'lost' | 'away';

/** What groups and sorts a device; everything that moves quickly stands in its own store. */
export interface DeviceCard {
  readonly did: string;
  readonly title: Title | undefined;
  readonly given: string | null;
  readonly room: string | null;
  readonly vendor: string;
  readonly category: string;
  readonly presence: Presence | undefined;
}

/** Facts that chips count and rooms show. */
export interface DeviceFacts {
  readonly lit: boolean;
  readonly pm25: number | undefined;
  readonly celsius: number | undefined;
  /** A door or a window of it stands open. */
  readonly isOpen: boolean;
  /** What it raises the alarm about. */
  readonly danger: 'water' | 'smoke' | undefined;
}

export interface HomeState {
  readonly connection: Connection;
  /** The first full state has arrived: only now is an empty home empty. */
  readonly synced: boolean;
  readonly session: Session | undefined;
  readonly info: HubInfo | undefined;
  readonly hubState: HubState | undefined;
  readonly rooms: Readonly<Record<string, Room>>;
  readonly nearby: Readonly<Record<string, Nearby>>;
  readonly alerts: Readonly<Record<string, Alert>>;
  readonly cards: Readonly<Record<string, DeviceCard>>;
  readonly facts: Readonly<Record<string, DeviceFacts>>;
  /** From `device.list`: what no topic carries (serial, outsider, paired, last seen). */
  readonly listed: Readonly<Record<string, DeviceSummary>>;
  /** Round trip of the latest request, ms. */
  readonly latency: number | undefined;
  /** Most of it went between hub and device. */
  readonly isLineSlow: boolean;
  /** Rises when devices, places, openness, rooms or people change. */
  readonly version: number;
}

export const emptyHome: HomeState = {
  connection: 'starting',
  synced: false,
  session: undefined,
  info: undefined,
  hubState: undefined,
  rooms: {},
  nearby: {},
  alerts: {},
  cards: {},
  facts: {},
  listed: {},
  latency: undefined,
  isLineSlow: false,
  version: 0,
};

export const homeStore = createStore<HomeState>(() => emptyHome);
export const useHome = <T>(select: (home: HomeState) => T): T => useStore(homeStore, select);

/** A copy without one key. */
export function without<T>(record: Readonly<Record<string, T>>, key: string): Readonly<Record<string, T>> {
  if (!Object.hasOwn(record, key)) return record;
  const { [key]: _gone, ...rest } = record;
  return rest;
}

export const bumpVersion = (): void => homeStore.setState((home) => ({ version: home.version + 1 }));
/** May this person change devices, rooms, people? Guests see those controls not at all. */
export const useRole = () => useHome((home) => home.session?.role);
