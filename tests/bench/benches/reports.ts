import type { Bench } from '../bench.ts';
import { openBoth } from '../bench.ts';
import { median, wait } from '../stats.ts';
import type { handlers } from '../loads/reports.ts';

const kinds = ['bare', 'hub'] as const;

export const reports: Bench = {
  name: 'reports',
  title: 'Reports: 20 devices, 100 unacknowledged each, QoS 1, retained; through the hub checked, kept as last value and in history',
  async run(context) {
    const { hub, bare, doors } = await openBoth(context, 20);
    const usageOf = (kind: (typeof kinds)[number]) =>
      kind === 'hub' ? hub.call('usage', { settle: false }) : bare.call('usage', { settle: false });
    const load = context.load<typeof handlers>('reports');
    await load.call('open', { doors });
    const count = context.quick ? 20_000 : 40_000;
    for (const kind of kinds) await load.call('run', { kind, count: 20_000 });

    const before = await hub.call('reports');
    const rate = { bare: [] as number[], hub: [] as number[] };
    const cpu = { bare: [] as number[], hub: [] as number[] };
    const rounds = context.quick ? 5 : 9;
    for (let k = 0; k < rounds; k += 1) {
      for (const kind of k % 2 === 0 ? kinds : kinds.toReversed()) {
        const from = await usageOf(kind);
        const seconds = await load.call('run', { kind, count });
        // The last rows wait at most 100 ms for their commit: its work belongs to them.
        await wait(150);
        const to = await usageOf(kind);
        rate[kind].push(count / seconds);
        cpu[kind].push((to.cpu - from.cpu) / count);
      }
    }
    const after = await hub.call('reports');
    const accepted = after.accepted - before.accepted;
    const rows = after.rows - before.rows;
    const ratio = median(rate.hub.map((value, k) => value / (rate.bare[k] ?? NaN)));
    const cpuRatio = median(cpu.hub.map((value, k) => value / (cpu.bare[k] ?? NaN)));
    context.note(
      `reports: ${rounds} rounds of ${count} a side, nobody watching; the last rows’ commit is in the CPU time, not in the rate. Where other programs press on the processors the rate’s ratio suffers (the hub is always at work, bare Aedes rests); the CPU’s does not.`,
    );
    return [
      {
        ...{ what: 'reports, checked and persisted', unit: '/s', goal: '>= 0.5x', bare: median(rate.bare), hub: median(rate.hub), ratio },
        ...{ strain: 0.5 / ratio, stretch: { goal: '>= 0.65x', strain: 0.65 / ratio } },
      },
      {
        ...{ what: 'CPU per report', unit: 'µs', goal: '<= 2x', bare: median(cpu.bare), hub: median(cpu.hub), ratio: cpuRatio },
        strain: cpuRatio / 2,
      },
      {
        ...{ what: `rows stored of ${accepted} reports accepted`, unit: '', goal: '= accepted', bare: undefined, hub: rows },
        strain: rows === accepted && accepted === rounds * count && after.dropped === before.dropped ? 0 : Infinity,
      },
    ];
  },
};
