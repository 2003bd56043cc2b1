import type { Bench } from '../bench.ts';
import { openBoth } from '../bench.ts';
import { median } from '../stats.ts';
import type { Frozen, handlers } from '../loads/watchers.ts';

export const frozen: Bench = {
  name: 'frozen',
  title: 'Two phones watch 2,000 reports/s of 1 kB; one stops reading its socket',
  async run(context) {
    const { hub: hubSide, bare: bareSide, doors } = await openBoth(context, 20);
    const load = context.load<typeof handlers>('watchers');
    const hub: Frozen[] = [];
    const bare: Frozen[] = [];
    const plans = context.quick ? (['ws', 'tcp', 'ws'] as const) : (['ws', 'tcp', 'ws', 'tcp', 'ws'] as const);
    // Bare Aedes does not come to itself again: one look at it is enough, and it comes last.
    const [bareDoor, hubDoor] = doors;
    if (!bareDoor || !hubDoor) throw new Error('no doors');
    // The first moments compile; with nobody frozen, so that the report can say what the machine itself adds.
    await load.call('run', { door: hubDoor, over: undefined, rate: 2_000, seconds: 2 });
    const calm = await load.call('run', { door: hubDoor, over: undefined, rate: 2_000, seconds: 3 });
    for (const over of plans) hub.push(await load.call('run', { door: hubDoor, over, rate: 2_000, seconds: 6 }));
    bare.push(await load.call('run', { door: bareDoor, over: 'ws', rate: 2_000, seconds: 6 }));
    await Promise.all([hubSide.kill(), bareSide.kill()]);
    const sum = (key: 'commands' | 'lost' | 'missed' | 'sent', of = hub) => of.reduce((total, each) => total + each[key], 0);
    const worst = median(hub.map((each) => each.worst));
    context.note(
      `frozen: the frozen watcher by turns over WebSocket and TCP, for 6 s; each round’s longest wait at the other: ${hub.map((each) => each.worst.toFixed(0)).join(', ')} ms (with nobody frozen ${calm.worst.toFixed(0)} ms); slowest command ${Math.max(...hub.map((each) => each.slowest)).toFixed(0)} ms; ${sum('missed')} of ${sum('sent')} reports missed by it. Bare Aedes with its defaults: ${sum('missed', bare)} of ${sum('sent', bare)} reports never came to the other watcher, ${sum('lost', bare)} of ${sum('commands', bare)} commands were not answered.`,
    );
    return [
      {
        what: 'longest wait of a watcher while another is frozen',
        unit: 'ms',
        goal: '<= 100 ms',
        bare: median(bare.map((each) => each.worst)),
        hub: worst,
        strain: worst / 100,
      },
      {
        ...{ what: `reports and commands lost meanwhile, of ${sum('sent') + sum('commands')}`, unit: '', goal: '0' },
        ...{
          bare: sum('lost', bare) + sum('missed', bare),
          hub: sum('lost') + sum('missed'),
          strain: sum('lost') + sum('missed') > 0 ? Infinity : 0,
        },
      },
    ];
  },
};
