import { join } from 'node:path';
import type { Bench, Context, Row } from '../bench.ts';
import { median, until, wait } from '../stats.ts';
import type { handlers as bridgeHandlers } from '../loads/bridges.ts';
import type { handlers as crowdHandlers } from '../loads/crowd.ts';
import type { handlers as reportHandlers } from '../loads/reports.ts';

const devices = 1_000;
/** Of one device: its description, its state, 15 values, and the targets of the 14 that can be set. */
const standing = 1 + 1 + 15 + 14;
const total = devices * standing;

/** Seconds until a controller has heard all of a home: one that listened when the house was bridged, and one that comes then. */
async function shown(context: Context) {
  const hub = context.hub();
  const door = await hub.call('start', { data: join(context.folder, 'shown'), devices });
  const crowd = context.load<typeof crowdHandlers>('crowd');
  await crowd.call('connect', { door, count: devices });
  await crowd.call('fill', { door });
  await until('all are ready', async () => (await hub.call('fresh')).ready === devices);
  const load = context.load<typeof bridgeHandlers>('bridges');
  await load.call('enter', { door });
  const took = { listening: [] as number[], coming: [] as number[] };
  for (let k = 0; k < (context.quick ? 3 : 5); k += 1) {
    await load.call('listen', { door });
    await load.call('heard');
    let from = performance.now();
    await load.call('openness', { door, mode: 'bridged' });
    await load.call('hears', { count: total });
    took.listening.push((performance.now() - from) / 1000);
    await load.call('leave');
    await load.call('heard');
    from = performance.now();
    await load.call('listen', { door });
    await load.call('hears', { count: total });
    took.coming.push((performance.now() - from) / 1000);
    await load.call('leave');
    await load.call('openness', { door, mode: 'closed' });
  }
  await Promise.all([hub, crowd, load].map((peer) => peer.end()));
  return took;
}

const settings = ['closed', 'bridged', 'heard'] as const;

/** CPU of the hub, µs a message, in the three settings by turns: 20 devices report, the owner's phone hears all of it. */
async function costs(context: Context) {
  const hub = context.hub();
  const door = await hub.call('start', { data: join(context.folder, 'costs'), devices: 20 });
  const reports = context.load<typeof reportHandlers>('reports');
  await reports.call('open', { doors: [door] });
  const load = context.load<typeof bridgeHandlers>('bridges');
  await load.call('enter', { door });
  const count = context.quick ? 10_000 : 20_000;
  const cpu = { closed: [] as number[], bridged: [] as number[], heard: [] as number[] };
  let foreign = 0;
  await reports.call('run', { kind: 'hub', count });
  for (let k = 0; k < (context.quick ? 5 : 9); k += 1) {
    for (const setting of k % 2 === 0 ? settings : settings.toReversed()) {
      await load.call('openness', { door, mode: setting === 'closed' ? 'closed' : 'bridged' });
      if (setting === 'heard') await load.call('listen', { door });
      await wait(100);
      await load.call('heard');
      const before = await hub.call('usage', { settle: false });
      await reports.call('run', { kind: 'hub', count });
      // The last rows' commit, and what is still on its way.
      await wait(250);
      const after = await hub.call('usage', { settle: false });
      const more = await load.call('heard');
      if (setting === 'heard') foreign = more;
      cpu[setting].push((after.cpu - before.cpu) / (count + more));
      await load.call('leave');
    }
  }
  return { cpu, count, foreign };
}

export const bridges: Bench = {
  name: 'bridges',
  title: `A home of ${devices} devices with 15 values each, shown to a Homie controller; what that costs the hub`,
  async run(context) {
    const took = await shown(context);
    const { cpu, count, foreign } = await costs(context);
    const ratioOf = (setting: 'bridged' | 'heard'): number => median(cpu[setting].map((value, k) => value / (cpu.closed[k] ?? NaN)));
    const cost = (setting: 'bridged' | 'heard', what: string): Row => ({
      ...{ what, unit: 'µs', goal: '<= 1.25x', bare: median(cpu.closed), hub: median(cpu[setting]), ratio: ratioOf(setting) },
      strain: ratioOf(setting) / 1.25,
    });
    const time = (what: string, seconds: readonly number[]): Row => ({
      ...{ what, unit: 's', goal: '<= 2 s', bare: undefined, hub: median(seconds), strain: median(seconds) / 2 },
    });
    context.note(
      `bridges: ${total} messages; from the owner’s request until a controller that listens already has the last of them, and from the CONNECT of one that comes then. The cost is compared with the same hub when it is closed (in the column of the other side), in ${cpu.closed.length} rounds of ${count} reports by turns, the owner’s phone listening to all reports throughout. A message is a report, or what the controller was told of it (${foreign} a round: value and target).`,
    );
    return [
      time(`${devices} devices told when the house is bridged`, took.listening),
      time(`${devices} devices told to a controller that comes`, took.coming),
      cost('bridged', 'CPU a message, bridged and nobody listens'),
      cost('heard', 'CPU a message, a Homie controller hears everything'),
    ];
  },
};
