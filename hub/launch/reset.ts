// `--reset`: forgets a home. A folder that holds a person's files is never deleted.
import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { OmniError } from '#protocol/errors.ts';
import { storeFiles } from '../store/database.ts';
import { lockFile, lockFolder } from '../store/lock.ts';
import { startOverFile } from '../store/start-over.ts';

const hubFiles: ReadonlySet<string> = new Set([
  ...storeFiles,
  ...[lockFile, `${lockFile}-journal`, `${lockFile}-wal`, `${lockFile}-shm`],
  ...[startOverFile, `${startOverFile}.tmp`],
]);
/** What each folder of a home may hold: as the hub, devices/runtime and devices/world write it. */
const ours: Readonly<Record<string, (file: string) => boolean>> = {
  hub: (file) => hubFiles.has(file),
  devices: (file) =>
    /^[a-z0-9-]+\.(identity|state)\.json(\.\d+\.tmp)?$|^[a-z0-9-]+\.pid$|^(types|delivered)\.json(\.\d+\.tmp)?$/.test(file),
};

/** The first thing in the folder that Omnihome did not write. */
function foreignIn(data: string): string | undefined {
  for (const name of readdirSync(data)) {
    const isOurs = Object.hasOwn(ours, name) ? ours[name] : undefined;
    if (!isOurs || !statSync(join(data, name)).isDirectory()) return name;
    const foreign = readdirSync(join(data, name), { withFileTypes: true }).find((entry) => !entry.isFile() || !isOurs(entry.name));
    if (foreign) return join(name, foreign.name);
  }
  return undefined;
}

/** Errors: CONFLICT (something else is in it, or a hub runs on it), BAD_ARGS (no folder). */
export function reset(data: string): void {
  if (!existsSync(data)) return;
  if (!statSync(data).isDirectory())
    throw new OmniError('BAD_ARGS', `${data} is a file, not a data folder: --reset will not delete it.`, {
      path: '--data',
      hint: 'Choose a folder with --data.',
    });
  const foreign = foreignIn(data);
  if (foreign !== undefined)
    throw new OmniError('CONFLICT', `${data} holds ${foreign}, which Omnihome did not write: --reset will not delete it.`, {
      path: '--reset',
      hint: 'Move it away or delete it by hand, or choose another --data.',
    });
  // A hub that runs on it would go on with files that are no longer there.
  const unlock = lockFolder(join(data, 'hub'));
  unlock();
  rmSync(data, { recursive: true, force: true });
}
