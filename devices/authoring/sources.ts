// What `--catalog` names: a folder of device files, or a package that exports devices.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, extname, isAbsolute, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { OmniError } from '#protocol/errors.ts';
import { isSlug } from '#protocol/names.ts';

export type CatalogSource =
  { readonly kind: 'folder'; readonly shown: string; readonly path: string } | { readonly kind: 'package'; readonly shown: string };

const isFile = /\.(ts|mts|js|mjs)$/;
const isNoDevice = /\.(test|spec|d)\.\w+$/;

/** The device files of a folder, in order. */
export const deviceFiles = (folder: string): string[] =>
  readdirSync(folder)
    .filter((file) => isFile.test(file) && !isNoDevice.test(file))
    .sort();

/** Bytes; a device file has a few thousand. A link into /dev never ends, and a pipe never begins. */
const mostBytes = 1_000_000;

/** Throws BAD_SPEC for what cannot be a device file: it is not even opened. */
export function demandFile(path: string, shown: string): void {
  const what = statSync(path, { throwIfNoEntry: false });
  if (!what) throw new OmniError('BAD_SPEC', `${shown}: it is not there; mend the link`);
  if (!what.isFile()) throw new OmniError('BAD_SPEC', `${shown}: it is no file that can be read to its end; take it out of the folder`);
  if (what.size > mostBytes)
    throw new OmniError('BAD_SPEC', `${shown}: it has ${what.size} bytes, at most ${mostBytes}; move its data elsewhere`);
}

export const typeOfFile = (file: string): string => basename(file, extname(file));

/** Throws BAD_ARGS where there is neither such a folder nor such a package. */
export function sourceOf(shown: string): CatalogSource {
  const path = resolve(shown);
  if (existsSync(path) && statSync(path).isDirectory()) return { kind: 'folder', shown, path };
  if (isAbsolute(shown) || shown.startsWith('.') || isFile.test(shown))
    throw new OmniError('BAD_ARGS', `--catalog ${shown}: there is no such folder; make it with npm run new-device -- NAME --dir ${shown}`);
  if (!isInstalled(shown))
    throw new OmniError('BAD_ARGS', `--catalog ${shown}: there is neither a folder nor a package of that name; npm install ${shown}`);
  return { kind: 'package', shown };
}

/** Looks where Node would: in the node_modules of the working folder and of those above it. */
function isInstalled(name: string): boolean {
  for (let folder = process.cwd(); ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'node_modules', name))) return true;
    if (folder === dirname(folder)) return false;
  }
}

export const fileSpecifier = (path: string, version: number): string => `${pathToFileURL(path).href}?v=${version}`;
export const packageSpecifier = (name: string): string => {
  const from = pathToFileURL(join(process.cwd(), 'from-here.js')).href;
  return `omnihome-catalogue:${encodeURIComponent(name)},${encodeURIComponent(from)}`;
};

/** `petFeeder` → `pet-feeder`: a package's devices are named by what they are exported as. */
export const typeOfExport = (name: string): string =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/_/g, '-')
    .toLowerCase();

export function demandSlug(name: string, file: string): void {
  if (!isSlug(name))
    throw new OmniError('BAD_SPEC', `${file}: "${name}" is no name for a device; rename it to a-z, 0-9 and "-", such as pet-feeder`);
}

/** Of a file's content; undefined where it is gone, or no device file. */
export function contentOf(path: string): string | undefined {
  try {
    demandFile(path, path);
    return createHash('sha256').update(readFileSync(path)).digest('base64');
  } catch {
    return undefined;
  }
}
