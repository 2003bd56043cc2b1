// What the two brokers of the bench have in common: the hub (`hub.ts`) and bare Aedes (`bare.ts`), each in a process of
// its own, answer the same calls.

/** Where to knock, and as whom. */
export interface Door {
  readonly kind: 'hub' | 'bare';
  readonly mqtt: number;
  readonly http: number;
  /** The owner's login; bare Aedes asks nobody who they are. */
  readonly phone: { readonly client: string; readonly secret: string };
}
export interface StartOptions {
  /** Folder of the hub's data. */
  readonly data: string;
  /** How many devices are paired: through the registry's own `add`, not through pairing. */
  readonly devices: number;
  /** What they were paired as. */
  readonly model?: string;
  /** That the devices take turns among so many models, `{model}-0` and on. */
  readonly kinds?: number;
  /** Fixed ports, so that clients find it again after a restart; by default free ones. */
  readonly ports?: { readonly mqtt: number; readonly http: number };
  /** The owner of an earlier start on the same folder. */
  readonly phone?: Door['phone'];
}
export interface Usage {
  /** CPU time so far, microseconds. */
  readonly cpu: number;
  /** Bytes. `heap` is V8's heap and buffers after a collection. */
  readonly rss: number;
  readonly heap: number;
}

export const home = 'home';
export const didOf = (n: number): string => `bench-${String(n).padStart(5, '0')}`;
export const secretOf = (did: string): string => `secret-of-${did}`;

/** `settle`: collects garbage first, until nothing more goes. */
export async function usage({ settle }: { settle: boolean }): Promise<Usage> {
  if (settle) {
    for (let k = 0; k < 4; k += 1) {
      global.gc?.();
      await new Promise((resolve) => setTimeout(resolve, 60));
    }
  }
  const { user, system } = process.cpuUsage();
  const { rss, heapUsed, external } = process.memoryUsage();
  return { cpu: user + system, rss, heap: heapUsed + external };
}

let sampler: NodeJS.Timeout | undefined;
let peak = 0;
/** The highest resident size between `watch: true` and `watch: false`, bytes. */
export function peakMemory({ watch }: { watch: boolean }): number {
  clearInterval(sampler);
  if (!watch) return Math.max(peak, process.memoryUsage.rss());
  peak = process.memoryUsage.rss();
  sampler = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 2);
  return peak;
}
