// The thread of foreign devices begins here: a worker cannot begin with a TypeScript file on Node 20, and the flag that loads
// tsx in the main thread does nothing in another.
import { register } from 'node:module';
import { register as registerTypeScript } from 'tsx/esm/api';

registerTypeScript();
register(new URL('./resolve.mjs', import.meta.url));
await import(new URL('./worker.ts', import.meta.url).href);
