// Builds the page into dashboard/dist, which the hub serves. Nothing is inlined: the hub's content security policy allows
// no inline script, no injected style and no data: font.
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const hub = process.env.OMNI_HUB ?? 'http://127.0.0.1:8080';
// Browsers that know light-dark(): lower targets would make the minifier rewrite every colour token.
const browsers = ['chrome125', 'edge125', 'firefox128', 'safari18'];

// Whoever builds the page builds the production page, whatever its own NODE_ENV: a test runner's is "test".
const forProduction = {
  name: 'for-production',
  apply: 'build',
  config: () => void (process.env.NODE_ENV = 'production'),
} as const;

export default defineConfig({
  root: import.meta.dirname,
  base: '/',
  plugins: [forProduction, react()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: browsers,
    cssTarget: browsers,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: true,
    chunkSizeWarningLimit: 900,
  },
  server: { proxy: { '/api': hub, '/mqtt': { target: hub, ws: true } } },
});
