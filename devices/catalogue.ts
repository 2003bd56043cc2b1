// The types of devices: whatever lies in catalog/. A file's name is the type's name on the command line.
import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { OmniError } from '#protocol/errors.ts';
import { cureOf, reasonOf } from './authoring/reason.ts';
import { isDeviceType } from './define-device.ts';
import type { DeviceType } from './define-device.ts';
import type { Cancel } from './runtime/clock.ts';
import { kindOf } from './runtime/kind.ts';
import type { Kind } from './runtime/kind.ts';

/** Who uses a catalogue, and hears of its changes. */
export interface CatalogueUser {
  /** A device of this type belongs to a home: its next revision must keep all that it has. */
  isPaired(name: string): boolean;
  /** A type has come, or is another than before. */
  changed(name: string, kind: Kind): void;
}

/** Where a host finds the types of its devices. */
export interface Catalogue {
  /** Names of all types, in order. */
  names(): readonly string[];
  /** Throws OmniError: BAD_ARGS for an unknown name, BAD_SPEC for a file that defines none or a wrong one. */
  load(name: string): Promise<Kind>;
  /** Tells of changes until the result is called. */
  use(user: CatalogueUser): Cancel;
}

export const ownFolder = join(import.meta.dirname, 'catalog');

/** Names of the types in a folder, in order. */
export const typeNames = (folder = ownFolder): string[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => file.slice(0, -3))
    .sort();

export const noSuchType = (name: string, known: readonly string[]): OmniError =>
  new OmniError('BAD_ARGS', `there is no device type "${name.slice(0, 60)}"; there are: ${known.join(', ')}`);

/** As a person names it: from where the program was started. */
export const shownPath = (path: string): string => {
  const short = relative(process.cwd(), path);
  return short.startsWith('..') ? path : short;
};

/**
 * Loads one type into this thread; `version` above 0: anew, as it is now. Throws OmniError: BAD_ARGS for an unknown name,
 * BAD_SPEC for a file that defines none or a wrong one.
 */
export async function loadType(name: string, folder = ownFolder, version = 0): Promise<DeviceType> {
  const known = typeNames(folder);
  if (!known.includes(name)) throw noSuchType(name, known);
  const path = join(folder, `${name}.ts`);
  const file = shownPath(path);
  let module: Readonly<Record<string, unknown>>;
  try {
    const url = `${pathToFileURL(path).href}${version > 0 ? `?v=${version}` : ''}`;
    module = (await import(url)) as Readonly<Record<string, unknown>>;
  } catch (thrown) {
    const cure = cureOf(thrown);
    throw new OmniError('BAD_SPEC', `${file}: ${reasonOf(thrown)}${cure === undefined ? '' : `; ${cure}`}`, { cause: thrown });
  }
  const types = Object.values(module).filter(isDeviceType);
  const [type] = types;
  if (!type || types.length > 1)
    throw new OmniError('BAD_SPEC', `${file} exports ${types.length} devices; export one constant made by defineDevice({ … })`);
  return type;
}

/** What lies in catalog/, as it is when it is first asked for. */
export const ownTypes: Catalogue = {
  names: () => typeNames(),
  load: async (name) => kindOf(await loadType(name)),
  use: () => () => {},
};
