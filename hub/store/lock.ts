// One hub a data folder: two would overwrite each other's memory. SQLite's own exclusive lock, so that the operating
// system lets go of it whatever way the process ends.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'libsql';
import { OmniError } from '#protocol/errors.ts';

/** Errors: BAD_ARGS (folder cannot be written), CONFLICT (in use). Answers how to let go. */
export function lockFolder(folder: string): () => void {
  let lock: InstanceType<typeof Sqlite>;
  try {
    mkdirSync(folder, { recursive: true });
    lock = new Sqlite(join(folder, 'lock.db'));
  } catch (cause) {
    throw new OmniError('BAD_ARGS', `The data folder ${folder} cannot be written.`, {
      path: '--data',
      hint: 'Choose another with --data, or mend its rights.',
      cause,
    });
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
    throw new OmniError('BAD_ARGS', `The data folder ${folder} cannot be written.`, {
      path: '--data',
      hint: 'Choose another with --data, or mend its rights.',
      cause,
    });
  }
  return () => {
    if (lock.open) lock.close();
  };
}
