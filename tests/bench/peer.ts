// A child process that answers calls: the broker under test and the load generator each live in one of their own.
import { fork } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

type Calls = Record<string, (args: never) => unknown>;
interface Question {
  readonly id: number;
  readonly call: string;
  readonly args: unknown;
}
interface Answer {
  readonly id: number;
  readonly result?: unknown;
  readonly error?: string;
}
type Result<F> = F extends (...args: never[]) => infer R ? Awaited<R> : never;

export interface Peer<H extends Calls> {
  call<K extends keyof H & string>(name: K, ...args: Parameters<H[K]>): Promise<Result<H[K]>>;
  readonly pid: number;
  /** SIGKILL. */
  kill(): Promise<void>;
  /** Lets it end by itself, so that a profile is written. */
  end(): Promise<void>;
}

/** Starts `entry` (a file beside this one that calls `serve`). OMNI_BENCH_PROF=<folder> writes a CPU profile of each. */
export function openPeer<H extends Calls>(entry: string): Peer<H> {
  const profile = process.env.OMNI_BENCH_PROF;
  const child = fork(fileURLToPath(new URL(entry, import.meta.url)), {
    execArgv: [
      '--import',
      import.meta.resolve('tsx'),
      '--expose-gc',
      ...(profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${join(profile, entry)}`]),
    ],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    serialization: 'advanced',
  });
  const waiting = new Map<number, { resolve: (result: unknown) => void; reject: (error: Error) => void }>();
  let last = 0;
  const gone = new Promise<void>((resolve) => {
    child.on('exit', () => {
      for (const { reject } of waiting.values()) reject(new Error(`${entry} ended`));
      resolve();
    });
  });
  child.on('message', (message) => {
    // Our own process speaks: what it says has the shape that `serve` gives it.
    const { id, result, error } = message as unknown as Answer;
    const entry_ = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) entry_?.resolve(result);
    else entry_?.reject(new Error(error));
  });
  return {
    pid: child.pid ?? 0,
    call: (name, ...[args]) =>
      new Promise((resolve, reject) => {
        last += 1;
        waiting.set(last, { resolve: resolve as (result: unknown) => void, reject });
        child.send({ id: last, call: name, args } satisfies Question);
      }),
    kill() {
      child.kill('SIGKILL');
      return gone;
    },
    end() {
      if (child.connected) child.disconnect();
      return gone;
    },
  };
}

/** The other end, in the child. */
export function serve(handlers: Calls): void {
  process.on('message', (message) => {
    const { id, call, args } = message as Question;
    Promise.resolve()
      .then(() => handlers[call]?.(args as never))
      .then(
        (result) => process.send?.({ id, result } satisfies Answer),
        (error: unknown) =>
          process.send?.({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) } satisfies Answer),
      );
  });
  process.on('disconnect', () => process.exit(0));
}
