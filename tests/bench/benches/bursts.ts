import type { Bench } from '../bench.ts';
import { openBoth } from '../bench.ts';
import type { handlers, Loss } from '../loads/bursts.ts';

export const bursts: Bench = {
  name: 'bursts',
  title: 'Messages of different kinds in one tick, 200 bursts of each kind',
  async run(context) {
    const { doors } = await openBoth(context, 1);
    const load = context.load<typeof handlers>('bursts');
    const total = { bare: { sent: 0, lost: 0, doubled: 0 }, hub: { sent: 0, lost: 0, doubled: 0 } };
    const lines = new Map<string, string[]>();
    for (const door of doors) {
      const losses: Record<string, Loss> = await load.call('run', { door, bursts: 200 });
      for (const [kind, { sent, lost, doubled }] of Object.entries(losses)) {
        const sum = total[door.kind];
        sum.sent += sent;
        sum.lost += lost;
        sum.doubled += doubled;
        lines.set(kind, [...(lines.get(kind) ?? []), `${door.kind} ${lost} of ${sent}`]);
      }
    }
    context.note(
      `bursts, lost: ${[...lines].map(([kind, sides]) => `${kind}: ${sides.join(', ')}`).join('; ')}. Two filters of the watcher overlap.`,
    );
    const { hub, bare } = total;
    return [
      {
        what: `lost to reordering, of ${hub.sent}`,
        unit: '',
        goal: '0',
        bare: bare.lost,
        hub: hub.lost,
        strain: hub.lost > 0 ? Infinity : 0,
      },
      { what: 'delivered twice', unit: '', goal: '0', bare: bare.doubled, hub: hub.doubled, strain: hub.doubled > 0 ? Infinity : 0 },
    ];
  },
};
