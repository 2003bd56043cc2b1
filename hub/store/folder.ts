// The data folder: made where it is missing, refused with one clear line where it cannot be used.
import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { OmniError } from '#protocol/errors.ts';

export const notWritable = (folder: string, cause: unknown): OmniError =>
  new OmniError('BAD_ARGS', `The data folder ${folder} cannot be written.`, {
    path: '--data',
    hint: 'Choose another with --data, or mend its rights.',
    cause,
  });

/**
 * Not `mkdirSync(…, { recursive: true })`: on Node 20 that never returns where a file system such as /proc answers ENOENT
 * for a folder whose parent exists.
 */
function make(path: string): void {
  if (existsSync(path)) {
    if (!statSync(path).isDirectory()) throw new TypeError(`${path} is not a folder`);
    return;
  }
  const above = dirname(path);
  if (above !== path) make(above);
  mkdirSync(path);
}

/** Makes the folder and those above it. Errors: BAD_ARGS */
export function useFolder(folder: string): void {
  try {
    make(folder);
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw notWritable(folder, cause);
  }
}
