import type { Bench } from '../bench.ts';
import { openBoth } from '../bench.ts';
import { median } from '../stats.ts';
import type { handlers } from '../loads/oversized.ts';

const mib = 1024 * 1024;
const most = 32 * mib;

export const oversized: Bench = {
  name: 'oversized',
  title: 'A packet that announces 200 MB, over TCP and WebSocket, before and after CONNECT',
  async run(context) {
    const { hub, bare, doors } = await openBoth(context, 0);
    const load = context.load<typeof handlers>('oversized');
    const [bareDoor, hubDoor] = doors;
    if (!bareDoor || !hubDoor) throw new Error('no doors');
    const ways = (['tcp', 'ws'] as const).flatMap((over) => [true, false].map((login) => ({ over, login })));
    const took: number[] = [];
    const grown: number[] = [];
    for (let k = 0; k < (context.quick ? 3 : 5); k += 1) {
      for (const way of ways) {
        await hub.call('usage', { settle: true });
        const before = await hub.call('peakMemory', { watch: true });
        const ms = await load.call('run', { door: hubDoor, ...way, most });
        grown.push(((await hub.call('peakMemory', { watch: false })) - before) / mib);
        // The first of each way compiles what it needs.
        if (k > 0) took.push(ms);
      }
    }
    await bare.call('usage', { settle: true });
    const before = await bare.call('peakMemory', { watch: true });
    const open = await load.call('run', { door: bareDoor, over: 'tcp', login: true, most });
    const buffered = ((await bare.call('peakMemory', { watch: false })) - before) / mib;
    const worst = Math.max(...took);
    const memory = Math.max(...grown);
    context.note(
      `oversized: the worst of all ways and rounds (median ${median(took).toFixed(1)} ms); the sender goes on sending until it is closed. Bare Aedes ${open === Infinity ? 'did not close' : 'closed'}; it was given ${most / mib} MiB of it and kept ${buffered.toFixed(0)} MiB.`,
    );
    return [
      { what: 'oversized packet: closed after', unit: 'ms', goal: '<= 50 ms', bare: undefined, hub: worst, strain: worst / 50 },
      {
        what: 'oversized packet: memory meanwhile',
        unit: 'MiB',
        goal: '<= 16 MiB',
        bare: buffered,
        hub: Math.max(0, memory),
        strain: memory / 16,
      },
    ];
  },
};
