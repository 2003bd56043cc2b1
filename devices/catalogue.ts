// The types of devices: whatever lies in catalog/. A file's name is the type's name on the command line.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { OmniError } from '#protocol/errors.ts';
import { isDeviceType } from './define-device.ts';
import type { DeviceType } from './define-device.ts';
import type { Cancel } from './runtime/clock.ts';
import { kindOf } from './runtime/kind.ts';
import type { Kind } from './runtime/kind.ts';

/** Where a host finds the types of its devices. */
export interface Catalogue {
  /** Names of all types, in order. */
  names(): readonly string[];
  /** Throws OmniError: BAD_ARGS for an unknown name, BAD_SPEC for a file that defines none or a wrong one. */
  load(name: string): Promise<Kind>;
  /** Calls back when a type has come, or is another than before. */
  onChange(seen: (name: string, kind: Kind) => void): Cancel;
}

const folder = join(import.meta.dirname, 'catalog');

/** Names of all types, in order. */
export function typeNames(): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => file.slice(0, -3))
    .sort();
}

/** Loads one type. Throws OmniError: BAD_ARGS for an unknown name, BAD_SPEC for a file that defines none or a wrong one. */
export async function loadType(name: string): Promise<DeviceType> {
  const known = typeNames();
  if (!known.includes(name))
    throw new OmniError('BAD_ARGS', `there is no device type "${name.slice(0, 60)}"; there are: ${known.join(', ')}`);
  const file = `devices/catalog/${name}.ts`;
  let module: Readonly<Record<string, unknown>>;
  try {
    module = (await import(pathToFileURL(join(folder, `${name}.ts`)).href)) as Readonly<Record<string, unknown>>;
  } catch (thrown) {
    throw new OmniError('BAD_SPEC', `${file}: ${thrown instanceof Error ? thrown.message : String(thrown)}`, { cause: thrown });
  }
  const types = Object.values(module).filter(isDeviceType);
  const [type] = types;
  if (!type || types.length > 1)
    throw new OmniError('BAD_SPEC', `${file} exports ${types.length} devices; export one constant made by defineDevice({ … })`);
  return type;
}

/** What lies in catalog/, as it is when it is first asked for. */
export const ownTypes: Catalogue = {
  names: typeNames,
  load: async (name) => kindOf(await loadType(name)),
  onChange: () => () => {},
};
