// The remotes that this user holds, one for each hub, in a file that nobody else may read.
import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { nameSchema } from '#protocol/names.ts';
import { z } from '#protocol/zod.ts';
import { misuse } from './ending.ts';

const remoteSchema = z.object({ client: nameSchema, secret: z.string().min(1).meta({ secret: true }) });
export type Remote = z.infer<typeof remoteSchema>;

const fileSchema = z.object({
  /** The hub of the last login: the one that is meant where none is named. */
  hub: z.string().optional(),
  /** By the hub's address, such as http://127.0.0.1:8080 */
  remotes: z.record(z.string(), remoteSchema),
});
type RemoteFile = z.infer<typeof fileSchema>;

/** `$XDG_CONFIG_HOME/omnihome/remotes.json`; the folder's default is `~/.config` (XDG Base Directory Specification). */
export function remotesPath(env: Readonly<Record<string, string | undefined>>): string {
  const config = env.XDG_CONFIG_HOME;
  return join(config !== undefined && config.startsWith('/') ? config : join(env.HOME ?? homedir(), '.config'), 'omnihome', 'remotes.json');
}

const reason = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown));

/** Errors: misuse, where the file is damaged or others may read it. */
function read(path: string): RemoteFile {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) return { remotes: {} };
  // Windows has no such modes.
  if (process.platform !== 'win32' && (stat.mode & 0o077) !== 0)
    throw misuse(`Others may read ${path}, which holds your secrets.`, `chmod 600 ${path}`, 'FORBIDDEN');
  try {
    return fileSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (thrown) {
    const what = thrown instanceof z.ZodError ? 'another shape than expected' : reason(thrown);
    throw misuse(`${path} cannot be read: ${what}`, 'Remove it, then log in again.');
  }
}

/** Whole or not at all: written beside, then renamed. */
function write(path: string, file: RemoteFile): void {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    const fresh = `${path}.${process.pid}`;
    rmSync(fresh, { force: true });
    writeFileSync(fresh, `${JSON.stringify(file, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
    chmodSync(fresh, 0o600);
    renameSync(fresh, path);
  } catch (thrown) {
    throw misuse(`${path} cannot be written: ${reason(thrown)}`, 'Name another folder with XDG_CONFIG_HOME.');
  }
}

export function openRemotes(env: Readonly<Record<string, string | undefined>>) {
  const path = remotesPath(env);
  return {
    path,
    get hub(): string | undefined {
      return read(path).hub;
    },
    get: (hub: string): Remote | undefined => {
      const { remotes } = read(path);
      return Object.hasOwn(remotes, hub) ? remotes[hub] : undefined;
    },
    put(hub: string, remote: Remote): void {
      write(path, { hub, remotes: { ...read(path).remotes, [hub]: remote } });
    },
    remove(hub: string): void {
      const file = read(path);
      const { [hub]: _gone, ...remotes } = file.remotes;
      write(path, { ...(file.hub === undefined || file.hub === hub ? {} : { hub: file.hub }), remotes });
    },
  };
}
export type Remotes = ReturnType<typeof openRemotes>;
