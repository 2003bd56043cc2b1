// What the caller means: a device by did, name or the beginning of one; a property or action with or without its service.
import { OmniError } from '#protocol/errors.ts';
import type { DeviceSummary } from '#protocol/operations/device.ts';
import type { ActionSpec, DeviceSpec, PropertySpec } from '#protocol/spec.ts';
import { misuse } from './ending.ts';

interface Named {
  /** The one name that nobody shares. */
  readonly id: string;
  readonly names: readonly string[];
}
const fold = (text: string): string => text.normalize('NFC').toLowerCase();
const listed = (things: readonly Named[]): string => things.map(({ id, names }) => `${names[0] ?? id} (${id})`).join(', ');

/** The one that is meant: by id, by whole name, by the beginning of either. Errors: misuse, naming those that it could be. */
export function meant<T extends Named>(things: readonly T[], text: string): T | undefined {
  const wish = fold(text);
  const ways: readonly ((thing: Named) => boolean)[] = [
    ({ id }) => id === text,
    ({ names }) => names.some((name) => fold(name) === wish),
    ({ id, names }) => [id, ...names].some((name) => fold(name).startsWith(wish)),
  ];
  for (const way of ways) {
    const found = things.filter(way);
    if (found.length > 1) throw misuse(`"${text}" could be ${listed(found)}.`, 'Write the id in brackets, or more of the name.');
    if (found[0]) return found[0];
  }
  return undefined;
}

/** Errors: NO_SUCH_DEVICE with those that there are; misuse where several could be meant. */
export function findDevice(devices: readonly DeviceSummary[], text: string): DeviceSummary {
  const named = devices.map((device) => {
    const { did, name, given, title, serial } = device;
    return { id: did, names: [...new Set([name, ...(given === null ? [title.en, title.zh] : [given]), serial])], device };
  });
  const found = text === '' ? undefined : meant(named, text);
  if (found) return found.device;
  throw new OmniError('NO_SUCH_DEVICE', `No device is called "${text}".`, {
    hint: devices.length === 0 ? 'This home has no devices yet: pair one.' : `There are: ${listed(named)}.`,
  });
}

interface Members {
  readonly properties: PropertySpec;
  readonly actions: ActionSpec;
}
const codes = { properties: 'NO_SUCH_PROPERTY', actions: 'NO_SUCH_ACTION' } as const;

export interface Member<T> {
  readonly service: string;
  readonly name: string;
  readonly spec: T;
}

/** All of a device, in the order of its spec. */
export const membersOf = <K extends keyof Members>({ services }: DeviceSpec, kind: K): Member<Members[K]>[] =>
  Object.entries(services).flatMap(([service, spec]) =>
    // The table above says what each group holds.
    Object.entries(spec[kind] as Record<string, Members[K]>).map(([name, member]) => ({ service, name, spec: member })),
  );

/** `light/brightness`, `light.brightness`, or `brightness` where only one service has it. Errors: NO_SUCH_…, misuse. */
export function findMember<K extends keyof Members>(spec: DeviceSpec, kind: K, text: string): Member<Members[K]> {
  const all = membersOf(spec, kind);
  const path = (member: { service: string; name: string }): string => `${member.service}/${member.name}`;
  const found = all.filter((member) => path(member) === text.replace('.', '/') || member.name === text);
  if (found.length > 1) throw misuse(`"${text}" could be ${found.map(path).join(', ')}.`, 'Write it with its service.');
  if (found[0]) return found[0];
  const there = all.map(path).join(', ');
  throw new OmniError(codes[kind], `${spec.title.en} has no ${kind === 'actions' ? 'action' : 'property'} "${text}".`, {
    hint: there === '' ? 'It has none at all.' : `There are: ${there}.`,
  });
}
