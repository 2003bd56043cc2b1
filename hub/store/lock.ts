// One hub a data folder: two would overwrite each other's memory. SQLite's own exclusive lock, so that the operating
// system lets go of it whatever way the process ends.
import { join } from 'node:path';
import Sqlite from 'libsql';
import { OmniError } from '#protocol/errors.ts';
import { notWritable, useFolder } from './folder.ts';

export const lockFile = 'lock.db';

/** Errors: BAD_ARGS (folder cannot be written), CONFLICT (in use). Answers how to let go. */
export function lockFolder(folder: string): () => void {
  let lock: InstanceType<typeof Sqlite>;
  useFolder(folder);
  try {
    lock = new Sqlite(join(folder, lockFile));
  } catch (cause) {
    throw notWritable(folder, cause);
  }
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    lock.close();
    const busy = String(cause).includes('locked');
    if (busy)
      throw new OmniError('CONFLICT', `The data folder ${folder} is in use by another Omnihome.`, {
        path: '--data',
        hint: 'Stop that one, or choose another folder with --data.',
        cause,
      });
    throw notWritable(folder, cause);
  }
  return () => {
    if (lock.open) lock.close();
  };
}
