// The thread of foreign devices begins here: a worker cannot begin with a TypeScript file on Node 20, and the flag that loads
// tsx in the main thread does nothing in another. Loaders that are registered later are asked first.
import { register } from 'node:module';
import { workerData } from 'node:worker_threads';
import { register as registerTypeScript } from 'tsx/esm/api';

const { kept, keeper } = workerData;
register(new URL('./keep.mjs', import.meta.url), { data: { kept, port: keeper }, transferList: [keeper] });
registerTypeScript();
register(new URL('./resolve.mjs', import.meta.url));
await import(new URL('./worker.ts', import.meta.url).href);
