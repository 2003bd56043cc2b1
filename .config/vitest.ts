import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: {
    include: ['{protocol,devices,hub,lab,dashboard,cli,docs}/**/*.test.{ts,tsx}', 'tests/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    // A limit says that something hangs, not that the machine is slow.
    testTimeout: process.env['CI'] ? 60_000 : 20_000,
    hookTimeout: process.env['CI'] ? 90_000 : 30_000,
    maxWorkers: 2,
    // On a shared, busy machine a browser or a process may be late once; what is broken is broken three times.
    retry: process.env['CI'] ? 2 : 0,
  },
});
