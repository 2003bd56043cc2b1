import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: {
    include: ['{protocol,devices,hub,lab,dashboard,docs}/**/*.test.{ts,tsx}', 'tests/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    testTimeout: 20_000,
    hookTimeout: 30_000,
    maxWorkers: 2,
    // On a shared, busy machine a browser or a process may be late once; what is broken is broken three times.
    retry: process.env['CI'] ? 2 : 0,
  },
});
