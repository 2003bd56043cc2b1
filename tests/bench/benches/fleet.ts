import { join } from 'node:path';
import type { Bench, Context, Row } from '../bench.ts';
import type { handlers } from '../loads/fleet.ts';
import type { Peer } from '../peer.ts';
import { until, wait } from '../stats.ts';

type Fleet = Peer<typeof handlers>;

/** `processes` of `each` devices against one fresh hub; how long they report side by side, seconds. */
async function sail(context: Context, name: string, processes: number, each: number, seconds: number) {
  const total = processes * each;
  const folder = join(context.folder, name);
  const hub = context.hub();
  const door = await hub.call('start', { data: join(folder, 'hub'), devices: total, model: 'bench.counter' });
  const fleets: Fleet[] = [];
  const empty: number[] = [];
  for (let k = 0; k < processes; k += 1) {
    const fleet: Fleet = context.load<typeof handlers>('fleet');
    empty.push((await fleet.call('usage', { settle: true })).heap);
    fleets.push(fleet);
  }
  const from = performance.now();
  await Promise.all(
    fleets.map((fleet, k) => fleet.call('start', { mqtt: door.mqtt, data: join(folder, `fleet-${k}`), from: k * each, count: each })),
  );
  const counted = async (): Promise<number> => (await Promise.all(fleets.map((fleet) => fleet.call('ready')))).reduce((a, b) => a + b, 0);
  await until(`${total} devices are ready`, async () => (await counted()) === total, 300_000);
  const connected = (performance.now() - from) / 1000;
  const before = await hub.call('usage', { settle: false });
  const first = await hub.call('reports');
  await wait(seconds * 1000);
  const after = await hub.call('usage', { settle: false });
  const last = await hub.call('reports');
  const heaps = await Promise.all(fleets.map((fleet) => fleet.call('usage', { settle: true })));
  const memory = heaps.reduce((sum, { heap }, k) => sum + heap - (empty[k] ?? 0), 0) / total;
  const ready = await counted();
  // All say good-bye first: then nothing is on its way, and what each counted can be looked for.
  const counts = (await Promise.all(fleets.map((fleet) => fleet.call('counts')))).flat();
  await Promise.all(fleets.map((fleet) => fleet.call('stop')));
  const { gaps, behind } = await hub.call('gaps', { counts });
  await Promise.all([...fleets, hub].map((peer) => peer.end()));
  return {
    ...{ total, connected, memory, ready, gaps, behind },
    rate: (last.rows - first.rows) / seconds,
    cpu: (after.cpu - before.cpu) / 1e6 / seconds,
  };
}

export const fleet: Bench = {
  name: 'fleet',
  title: 'Simulated devices, whole runtime, each reporting every 10 s, against one hub',
  async run(context) {
    const sizes = context.quick
      ? [{ name: '200 in one process', processes: 1, each: 200, seconds: 12 }]
      : [
          { name: '1,000 in one process', processes: 1, each: 1_000, seconds: 30 },
          { name: '10,000 in 5 processes', processes: 5, each: 2_000, seconds: 40 },
        ];
    const rows: Row[] = [];
    for (const { name, processes, each, seconds } of sizes) {
      const { total, connected, memory, ready, gaps, behind, rate, cpu } = await sail(
        context,
        name.replaceAll(/\W+/g, '-'),
        processes,
        each,
        seconds,
      );
      const lost = gaps + behind + (total - ready);
      rows.push(
        { what: `${name}: reports lost`, unit: '', goal: '0', bare: undefined, hub: lost, strain: lost === 0 ? 0 : Infinity },
        { what: `${name}: memory a device`, unit: 'KiB', goal: '–', bare: undefined, hub: memory / 1024, strain: 0 },
      );
      context.note(
        `fleet, ${name}: all ready ${connected.toFixed(1)} s after the start (each process first makes its keys and files); then ${rate.toFixed(0)} reports/s arrived for ${seconds} s, ${(cpu * 100).toFixed(0)} % of one core in the hub. A report is lost where the hub’s history of a counter has a gap, or ends before what the device itself counted: ${gaps} gaps, ${behind} behind, ${total - ready} devices not ready at the end. Memory is V8’s heap and buffers of the device processes after a collection, less what they held before.`,
      );
    }
    return rows;
  },
};
