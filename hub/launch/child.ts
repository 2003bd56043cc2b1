// One supervised process: starts it, restarts it with back-off when it crashes, gives up after three crashes in a minute.
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { z } from '#protocol/zod.ts';

export interface ChildOptions<M> {
  readonly name: string;
  /** Entry file, from the project's root. */
  readonly entry: string;
  /** Asked anew at each start: a restart may need the ports that the first start found. */
  readonly args: () => readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  readonly stdout: 'inherit' | 'ignore';
  /** What it says over IPC. */
  readonly schema: z.ZodType<M>;
  readonly onMessage: (message: M) => void;
  /** One line about a restart. */
  readonly tell: (line: string) => void;
  /** It ended before it was ever ready, or crashed too often. `code` is its exit code. */
  readonly onGiveUp: (name: string, code: number, why: string) => void;
}
const root = fileURLToPath(new URL('../../', import.meta.url));
const backOff = [250, 1_000, 2_000] as const;
const crashes = { most: 3, within: 60_000 } as const;

export function createChild<M>(options: ChildOptions<M>) {
  const { name } = options;
  let child: ChildProcess | undefined;
  let stopping = false;
  let ready = false;
  let recent: number[] = [];
  let timer: NodeJS.Timeout | undefined;

  function begin(): void {
    const argv = ['--import', import.meta.resolve('tsx'), `${root}${options.entry}`, ...options.args()];
    const started = spawn(process.execPath, argv, {
      stdio: ['ignore', options.stdout, 'inherit', 'ipc'],
      env: { ...process.env, ...options.env },
    });
    child = started;
    started.on('message', (raw) => {
      const message = options.schema.safeParse(raw);
      if (!message.success) return;
      ready = true;
      options.onMessage(message.data);
    });
    started.on('error', (error) => options.onGiveUp(name, 1, error.message));
    started.on('exit', (code, signal) => {
      if (child !== started) return;
      child = undefined;
      if (!stopping) crashed(code ?? 1, signal ?? `code ${code ?? 1}`);
    });
  }

  function crashed(code: number, why: string): void {
    // What is wrong at the first start is wrong at the second too: a taken port, a bad folder. Code 2 says so at any time.
    if (!ready || code === 2) return options.onGiveUp(name, code, 'it did not start');
    const now = performance.now();
    recent = [...recent.filter((at) => now - at < crashes.within), now];
    if (recent.length >= crashes.most) return options.onGiveUp(name, 1, `it crashed ${recent.length} times within a minute (${why})`);
    const wait = backOff[recent.length - 1] ?? 2_000;
    options.tell(`The ${name} stopped (${why}); starting it again in ${wait / 1000} s.`);
    timer = setTimeout(begin, wait);
  }

  return {
    start(): void {
      stopping = false;
      begin();
    },
    /** Says something to it over IPC; what it does not hear because it is gone is lost. */
    send(message: object): void {
      if (child?.connected) child.send(message, () => undefined);
    },
    get pid() {
      return child?.pid;
    },
    /** Asks it to stop, kills it after `patience` ms. Resolves when it is gone. */
    stop(patience: number): Promise<void> {
      stopping = true;
      clearTimeout(timer);
      const gone = child;
      if (!gone || gone.exitCode !== null || gone.signalCode !== null) return Promise.resolve();
      return new Promise((resolve) => {
        const kill = setTimeout(() => gone.kill('SIGKILL'), patience);
        gone.once('exit', () => {
          clearTimeout(kill);
          resolve();
        });
        gone.kill('SIGTERM');
      });
    },
  };
}
