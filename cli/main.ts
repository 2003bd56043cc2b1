// npm run omni -- devices: the command line in a process. Signals, pipes and the exit code; the rest is `run.ts`.
import { run } from './run.ts';

const ended = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => ended.abort());
// The reader has seen enough (`omni watch | head -1`): that is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') process.exitCode = 1;
  ended.abort();
});

/** Standard input to its end. */
async function input(): Promise<string> {
  let text = '';
  for await (const chunk of process.stdin) text += String(chunk);
  return text;
}

const code = await run(process.argv.slice(2), {
  env: process.env,
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  input,
  stop: ended.signal,
});
// A flush, then the end: what keeps an event loop alive (a kept connection) is no reason to stay.
process.stdout.write('', () => process.exit(code));
