// The whole home as a person starts it: the launcher in a process of its own, with `--json`, on free ports.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { z } from '#protocol/zod.ts';
import { whenDone } from './cleanup.ts';
import type { Doors } from './doors.ts';
import { tempFolder } from './temp-folder.ts';
import { within } from './waiting.ts';

export const root = fileURLToPath(new URL('../../', import.meta.url));

/** The line that `--json` prints when all is ready: docs/protocol.md, section Doors. */
export const readySchema = z.strictObject({
  event: z.literal('ready'),
  http: z.string().regex(/^http:\/\/[^/]+:\d+$/),
  mqtt: z.string().regex(/^mqtt:\/\/[^/]+:\d+$/),
  ws: z.string().regex(/^ws:\/\/[^/]+:\d+\/mqtt$/),
  claim: z.string().min(43),
  home: z.string(),
  boxes: z.array(z.strictObject({ serial: z.string(), model: z.string(), setupCode: z.string().regex(/^\d{8}$/) })),
});
export type Ready = z.infer<typeof readySchema>;

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Program {
  readonly child: ChildProcess;
  readonly pid: number;
  /** What it has said so far. */
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** The first text on standard output that fits, now or later; ends with an error where the program ends before. */
  said(pattern: RegExp, ms?: number): Promise<RegExpExecArray>;
  /** When the process is gone. */
  readonly ended: Promise<Ended>;
  /** Asks it to stop and waits. */
  stop(signal?: NodeJS.Signals): Promise<Ended>;
}

/** Our own environment without what would change a program's defaults. */
function cleanEnv(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(OMNI_|VITEST|NODE_OPTIONS|NODE_ENV)/.test(name)));
}

/** Runs any program, in the project's folder unless told otherwise; killed when the test ends. */
export function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}, folder = root): Program {
  const child = spawn(command, args, { cwd: folder, env: { ...cleanEnv(), ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  const listeners = new Set<() => void>();
  const tell = (): void => listeners.forEach((listener) => listener());
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
    tell();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  let gone = false;
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject);
    // `close`, not `exit`: then all that it said has been read.
    child.on('close', (code, signal) => {
      gone = true;
      tell();
      resolve({ code, signal, stdout, stderr });
    });
  });
  ended.catch(() => undefined);
  const stop = (signal: NodeJS.Signals = 'SIGTERM'): Promise<Ended> => {
    if (!gone) child.kill(signal);
    return within(ended, `end of ${command} ${args.slice(0, 4).join(' ')}`);
  };
  whenDone(async () => {
    if (gone) return;
    await stop().catch(() => {
      child.kill('SIGKILL');
      return ended;
    });
  });
  return {
    child,
    pid: child.pid ?? -1,
    stdout: () => stdout,
    stderr: () => stderr,
    said(pattern, ms = 60_000) {
      let check: () => void = () => undefined;
      const found = new Promise<RegExpExecArray>((resolve, reject) => {
        check = () => {
          const match = pattern.exec(stdout);
          if (match) resolve(match);
          else if (gone) reject(new Error(`it ended before it said ${String(pattern)}: ${stderr || stdout}`));
        };
        listeners.add(check);
        check();
      });
      return within(found, `${String(pattern)} from ${args.slice(0, 4).join(' ')}`, ms).finally(() => listeners.delete(check));
    },
    ended,
    stop,
  };
}

const tsx = import.meta.resolve('tsx');
/** One of the project's entry files in a process of its own, as `npm run …` would run it. */
export const runEntry = (entry: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Program =>
  run(process.execPath, ['--import', tsx, entry, ...args], env);

export interface StartHomeOptions {
  readonly data?: string;
  readonly args?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
}
export interface RunningHome extends Doors, Program {
  readonly ready: Ready;
  /** Folder of `--data`. */
  readonly data: string;
}

/** `npm start -- --json --http-port 0 --mqtt-port 0 --data …`, ready. */
export async function startHome({ data = tempFolder(), args = [], env = {} }: StartHomeOptions = {}): Promise<RunningHome> {
  const program = runEntry('hub/launch/start.ts', ['--json', '--http-port', '0', '--mqtt-port', '0', '--data', data, ...args], env);
  const [line] = await program.said(/^.*\n/, 60_000);
  const ready = readySchema.parse(JSON.parse(line));
  return { ...program, ...ready, ready, data };
}

/** Process id of a launcher's child, by its entry file. From /proc, as nobody else tells it: Linux only. */
export function childOf(launcher: number, entry: string): number {
  const children = readFileSync(`/proc/${launcher}/task/${launcher}/children`, 'utf8').trim().split(' ').map(Number);
  const found = children.find((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(entry));
  if (found === undefined) throw new Error(`${entry} does not run`);
  return found;
}
