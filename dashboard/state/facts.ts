// Facts about a device that its tile, the chips and the rooms need, read from its spec by service type. No device type.
import type { DeviceSummary } from '#protocol/operations/device.ts';
import type { DeviceSpec, PropertySpec } from '#protocol/spec.ts';
import type { DeviceCard, DeviceFacts } from './home-store.ts';
import { keyOf } from './device-store.ts';
import type { DeviceState, Key } from './device-store.ts';
import { shownValue } from './intent.ts';
import { isReady } from './staleness.ts';

export interface Member {
  readonly service: string;
  readonly type: string | undefined;
  readonly property: string;
  readonly key: Key;
  readonly spec: PropertySpec;
}

const memberCache = new WeakMap<DeviceSpec, readonly Member[]>();

/** Every property of a spec, flat, in the order of the spec. */
export function membersOf(spec: DeviceSpec): readonly Member[] {
  let members = memberCache.get(spec);
  if (!members) {
    members = Object.entries(spec.services).flatMap(([service, { type, properties }]) =>
      Object.entries(properties).map(([property, member]) => ({ service, type, property, key: keyOf(service, property), spec: member })),
    );
    memberCache.set(spec, members);
  }
  return members;
}

export const isWritable = (spec: PropertySpec): boolean => spec.access.includes('write');
export const isReadable = (spec: PropertySpec): boolean => spec.access.includes('read');
export const unitOf = (spec: PropertySpec): string | undefined => ('unit' in spec ? spec.unit : undefined);

/** The shown value of a property. */
export const valueAt = (device: DeviceState, key: Key) => shownValue(device.intents[key], device.reports[key]);

/** What is true of a house in danger. */
const dangers: Readonly<Record<string, DeviceFacts['danger']>> = { 'leak/wet': 'water', 'smoke/alarm': 'smoke' };

/** What chips and rooms count. An offline device is not "on", and its readings are not the room's. */
export function factsOf(device: DeviceState): DeviceFacts {
  let lit = false;
  let pm25: number | undefined;
  let celsius: number | undefined;
  let isOpen = false;
  let danger: DeviceFacts['danger'];
  if (device.spec && isReady(device.state)) {
    for (const { type, property, key, spec } of membersOf(device.spec)) {
      const value = device.reports[key]?.value;
      if (spec.format === 'bool' && isWritable(spec) && type === 'light' && value === true) lit = true;
      if (type === 'contact' && property === 'open' && value === true) isOpen = true;
      if (value === true) danger ??= dangers[`${type ?? ''}/${property}`];
      if (typeof value !== 'number' || isWritable(spec)) continue;
      if (pm25 === undefined && unitOf(spec) === 'ug/m3') pm25 = value;
      if (celsius === undefined && unitOf(spec) === 'Cel') celsius = value;
    }
  }
  return { lit, pm25, celsius, isOpen, danger };
}

export const sameFacts = (a: DeviceFacts | undefined, b: DeviceFacts): boolean =>
  a !== undefined && a.lit === b.lit && a.pm25 === b.pm25 && a.celsius === b.celsius && a.isOpen === b.isOpen && a.danger === b.danger;

export function cardOf(device: DeviceState): DeviceCard {
  const { did, spec, place, state } = device;
  return {
    did,
    title: spec?.title,
    given: place?.name ?? null,
    room: place?.room ?? null,
    vendor: spec?.vendor ?? '',
    category: spec?.category ?? '',
    presence: state?.state,
  };
}

/** A device that has not described itself yet is called what its box said when it paired: the hub's list alone tells that. */
export function namedBy(card: DeviceCard, listed: DeviceSummary | undefined): DeviceCard {
  if (card.title || !listed) return card;
  return { ...card, title: listed.title, vendor: listed.vendor, category: listed.category };
}

export const sameCard = (a: DeviceCard | undefined, b: DeviceCard): boolean =>
  a !== undefined &&
  a.title === b.title &&
  a.given === b.given &&
  a.room === b.room &&
  a.vendor === b.vendor &&
  a.category === b.category &&
  a.presence === b.presence;
