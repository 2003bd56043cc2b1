// The project's own programs as a person runs them, for the benches that measure whole starts.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url));
const tsx = import.meta.resolve('tsx');

export interface Program {
  /** The first message over IPC, or (without IPC) the first line on standard output. */
  readonly first: Promise<unknown>;
  /** Sends a message over IPC and gives the next one that comes. */
  ask(message: object): Promise<unknown>;
  /** The whole process group. Resolves when it is gone. */
  kill(signal: NodeJS.Signals): Promise<void>;
}

export function startProgram(command: readonly string[], ipc: boolean): Program {
  const [name = '', ...args] = command[0] === 'npm' ? command : [process.execPath, '--import', tsx, ...command];
  const child = spawn(name, args, { cwd: root, detached: true, stdio: ['ignore', 'pipe', 'pipe', ...(ipc ? (['ipc'] as const) : [])] });
  let errors = '';
  child.stderr?.on('data', (data: Buffer) => (errors += data.toString()));
  const gone = new Promise<void>((resolve) => child.on('exit', () => resolve()));
  const first = new Promise<unknown>((resolve, reject) => {
    let text = '';
    if (ipc) child.on('message', resolve);
    child.stdout?.on('data', (data: Buffer) => {
      text += data.toString();
      if (!ipc && text.includes('\n')) resolve(text.slice(0, text.indexOf('\n')));
    });
    void gone.then(() => reject(new Error(`${command.join(' ')} ended: ${errors}`)));
  });
  first.catch(() => undefined);
  return {
    first,
    ask: (message) =>
      new Promise((resolve) => {
        child.once('message', resolve);
        child.send(message);
      }),
    kill(signal) {
      try {
        process.kill(-(child.pid ?? 0), signal);
      } catch {
        // It is gone already.
      }
      return gone;
    },
  };
}
