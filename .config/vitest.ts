import { defineConfig } from 'vitest/config';

const never = ['**/node_modules/**', '**/dist/**'];
/** Tests that compute: no process, port, thread or folder of theirs could disturb the next file. */
const computing = [
  '{protocol,lab,dashboard}/**/*.test.{ts,tsx}',
  'devices/{catalog,parts}/**/*.test.ts',
  'devices/world/**/!(world-device).test.ts',
];

/** `leftOut`: patterns of files that are not run. */
export const configOf = (leftOut: readonly string[] = []) =>
  defineConfig({
    root: new URL('..', import.meta.url).pathname,
    test: {
      // A limit says that something hangs, not that the machine is slow.
      testTimeout: process.env['CI'] ? 60_000 : 20_000,
      hookTimeout: process.env['CI'] ? 90_000 : 30_000,
      // One more than a small machine has cores: who drives processes and browsers waits for them a third of its time.
      maxWorkers: 3,
      // On a shared, busy machine a browser or a process may be late once; what is broken is broken three times.
      retry: process.env['CI'] ? 2 : 0,
      // In the order of their names: the long files first, what is short fills the end.
      projects: [
        {
          extends: true,
          test: {
            name: 'apart',
            include: ['{devices,hub,cli,docs,tests}/**/*.test.ts'],
            exclude: [...never, ...computing, ...leftOut],
          },
        },
        // A process for each of these files costs more than what most of them do.
        { extends: true, test: { name: 'together', include: computing, exclude: [...never, ...leftOut], isolate: false } },
      ],
    },
  });

export default configOf();
