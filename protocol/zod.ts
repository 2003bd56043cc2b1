// zod's optimiser probes `new Function`, which a strict CSP reports as a violation. Turn it off wherever a
// window or a worker is; on Node it stays on. Everything imports z from here, never from zod.
import { z } from 'zod';

if ('window' in globalThis || 'WorkerGlobalScope' in globalThis) z.config({ jitless: true });

export { z };
