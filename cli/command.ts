// The shape of a command: one row of the table in `commands/index.ts`.
import type { DeviceSummary } from '#protocol/operations/device.ts';
import type { ResultOf } from '#protocol/operations/index.ts';
import { misuse } from './ending.ts';
import { openDoor } from './door.ts';
import type { Door } from './door.ts';
import { findDevice } from './find.ts';
import type { Io } from './io.ts';
import type { Remotes } from './remotes.ts';

/** All flags of all commands; a command names those that go with it. */
export const flagTable = {
  hub: { type: 'string', value: 'URL', doc: 'the hub; else OMNI_HUB, else that of the last login' },
  json: { type: 'boolean', value: '', doc: 'one JSON document: {"ok":true,"result":…} or {"ok":false,"error":…}' },
  help: { type: 'boolean', value: '', doc: 'this text' },
  name: { type: 'string', value: 'NAME', doc: 'what to call it' },
  room: { type: 'string', value: 'ROOM', doc: 'id of a room; for a guest as often as wanted' },
  now: { type: 'boolean', value: '', doc: 'begin with the present values' },
  count: { type: 'string', value: 'N', doc: 'end after N lines' },
} as const;
export type FlagName = keyof typeof flagTable;
export const everywhere: readonly FlagName[] = ['hub', 'json', 'help'];

export interface Flags {
  readonly hub?: string | undefined;
  readonly json: boolean;
  readonly name?: string | undefined;
  readonly rooms: readonly string[];
  readonly now: boolean;
  readonly count?: number | undefined;
}

/** What may stand at a place of the line, for completion. */
export type Place =
  | 'device'
  | 'property'
  | 'value'
  | 'action'
  | 'argument'
  | 'serial'
  | 'person'
  | 'role'
  | 'mode'
  | 'operation'
  | 'topic'
  | 'shell'
  | 'deed';

export interface Answer {
  /** The result as JSON, of the same shape every time. */
  readonly json: unknown;
  /** The same for a person. */
  readonly text: string;
}

export interface Context {
  readonly io: Io;
  readonly words: readonly string[];
  readonly flags: Flags;
  readonly remotes: Remotes;
  /** Address of the hub that is meant. */
  readonly hub: string;
}

export interface Command {
  /** What follows the command's name: `DEVICE [PROPERTY]`. */
  readonly usage: string;
  readonly about: string;
  readonly flags?: readonly FlagName[];
  /** How many words may follow: least and most. */
  readonly words: readonly [least: number, most: number];
  readonly places?: readonly Place[];
  /** Answers with what is to be printed; undefined where it has printed as it went. */
  readonly run: (context: Context) => Promise<Answer | undefined> | Answer | undefined;
}

/** The hub that is meant, entered. Errors: misuse, where there is no remote for it. */
export function enter({ remotes, hub, io }: Context): Door {
  const remote = remotes.get(hub);
  if (!remote)
    throw misuse(`You hold no remote of ${hub}.`, 'Log in with the link that the hub printed: omni login LINK', 'UNAUTHENTICATED');
  return openDoor(hub, remote, io.stop);
}

/** Errors: those of `findDevice`, and the home's. */
export async function deviceNamed(door: Door, text: string): Promise<DeviceSummary> {
  return findDevice((await door.call('device.list', {})).devices, text);
}
export async function wholeDevice(door: Door, text: string): Promise<ResultOf<'device.get'>> {
  return door.call('device.get', { did: (await deviceNamed(door, text)).did });
}
