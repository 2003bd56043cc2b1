import type { Bench, Context, Row } from '../bench.ts';
import { openBoth } from '../bench.ts';
import type { Peer } from '../peer.ts';
import { median, percentile, wait } from '../stats.ts';
import type { handlers } from '../loads/trips.ts';

type Load = Peer<typeof handlers>;
const kinds = ['bare', 'hub'] as const;

/** Trips in small blocks, the two sides taking turns, so that a busy moment of the machine meets both. */
async function round(load: Load, blocks: number, size: number, rate: number) {
  const took = { bare: [] as number[], hub: [] as number[] };
  const sent = { bare: 0, hub: 0 };
  for (let block = 0; block < blocks; block += 1) {
    for (const kind of block % 2 === 0 ? kinds : kinds.toReversed()) {
      if (rate > 0) {
        await load.call('reports', { kind, rate });
        await wait(50);
      }
      took[kind].push(...(await load.call('trips', { kind, count: size })));
      if (rate > 0) sent[kind] += await load.call('reports', { kind, rate: 0 });
      await wait(20);
    }
  }
  return { took, sent };
}

async function measure(load: Load, { quick }: Context, rate: number, where: string): Promise<{ rows: Row[]; sent: number }> {
  const rounds = quick ? 3 : 7;
  const blocks = 8;
  const size = quick ? 125 : 250;
  const each = { p50: [] as number[], ratio: [] as number[], bare50: [] as number[], bare99: [] as number[], p99: [] as number[] };
  const strain99: number[] = [];
  let sent = 0;
  for (let k = 0; k < rounds; k += 1) {
    const { took, sent: more } = await round(load, blocks, size, rate);
    sent += more.hub;
    const [bare50, hub50] = [percentile(took.bare, 0.5) / 1000, percentile(took.hub, 0.5) / 1000];
    const [bare99, hub99] = [percentile(took.bare, 0.99) / 1000, percentile(took.hub, 0.99) / 1000];
    each.bare50.push(bare50);
    each.p50.push(hub50);
    each.ratio.push(hub50 / bare50);
    each.bare99.push(bare99);
    each.p99.push(hub99);
    strain99.push(hub99 / Math.max(2 * bare99, bare99 + 2));
  }
  const ratio = median(each.ratio);
  const rows: Row[] = [
    {
      ...{ what: `command, p50, ${where}`, unit: 'ms', goal: '<= 1.5x', bare: median(each.bare50), hub: median(each.p50), ratio },
      ...{ strain: ratio / 1.5, stretch: { goal: '<= 1.2x', strain: ratio / 1.2 } },
    },
    {
      ...{ what: `command, p99, ${where}`, unit: 'ms', goal: '<= max(2x, +2 ms)', bare: median(each.bare99), hub: median(each.p99) },
      ...{ ratio: median(each.p99.map((p, k) => p / (each.bare99[k] ?? NaN))), strain: median(strain99) },
    },
  ];
  return { rows, sent };
}

export const command: Bench = {
  name: 'command',
  title: 'A command: phone (WebSocket) to device (TCP) and back; through the hub authorised, checked, committed, then answered',
  async run(context) {
    const { hub, doors } = await openBoth(context, 21);
    const load: Load = context.load<typeof handlers>('trips');
    await load.call('open', { doors });
    const warmUp = context.quick ? 2_500 : 4_000;
    for (const kind of kinds) await load.call('trips', { kind, count: warmUp });
    const rest = await measure(load, context, 0, 'at rest');
    const before = await hub.call('reports');
    const busy = await measure(load, context, 1_000, '1,000 reports/s');
    const after = await hub.call('reports');
    const trips = after.commands - before.commands;
    const stored = after.rows - before.rows - trips;
    context.note(
      `command: ${warmUp} warm-up trips a side; beside the trips ${busy.sent} reports were sent to the hub and ${stored} rows stored for them; each of ${trips} commands has its row and its report’s.`,
    );
    if (stored !== busy.sent) throw new Error(`${busy.sent} reports sent, ${stored} stored`);
    return [...rest.rows, ...busy.rows];
  },
};
