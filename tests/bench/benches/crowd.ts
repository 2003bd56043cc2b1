import type { Bench, BareSide, HubSide, Row } from '../bench.ts';
import { median, until } from '../stats.ts';
import type { handlers } from '../loads/crowd.ts';

const count = 2_000;
/** Rounds of connecting that compile and are not measured: as many trips as a command has for that. */
const warmUp = 2;
const mib = 1024 * 1024;
const growth = async (side: HubSide | BareSide, work: () => Promise<unknown>) => {
  const usage = () => (side as HubSide).call('usage', { settle: true });
  const before = await usage();
  await work();
  const after = await usage();
  return { heap: (after.heap - before.heap) / mib, rss: (after.rss - before.rss) / mib };
};

export const crowd: Bench = {
  name: 'crowd',
  title: '2,000 authenticated devices with 15 values each',
  async run(context) {
    const load = context.load<typeof handlers>('crowd');
    const options = { data: context.folder, devices: count };

    // Memory: each broker fresh, the same devices and values.
    const full = context.bare();
    const fullDoor = await full.call('start', options);
    const bare = await growth(full, async () => {
      await load.call('connect', { door: fullDoor, count });
      await load.call('fill', { door: fullDoor });
    });
    await load.call('leave', { door: fullDoor });
    await full.end();
    let hub = context.hub();
    let door = await hub.call('start', options);
    const ours = await growth(hub, async () => {
      await load.call('connect', { door, count });
      await load.call('fill', { door });
    });
    const { values } = await hub.call('fresh');
    if (values !== count * 15) throw new Error(`the hub holds ${values} values, not ${count * 15}`);

    // Connecting: the hub with its 30,000 values held, bare Aedes with none.
    const empty = context.bare();
    const emptyDoor = await empty.call('start', options);
    const leave = async (kind: 'hub' | 'bare'): Promise<void> => {
      await load.call('leave', { door: kind === 'hub' ? door : emptyDoor });
      await until('all have left', async () => (await (kind === 'hub' ? hub.call('connected') : empty.call('connected'))) === 0);
    };
    await leave('hub');
    const rates = { bare: [] as number[], hub: [] as number[] };
    for (let k = 0; k < warmUp + (context.quick ? 3 : 5); k += 1) {
      for (const kind of ['bare', 'hub'] as const) {
        rates[kind].push(count / (await load.call('connect', { door: kind === 'hub' ? door : emptyDoor, count })));
        await leave(kind);
      }
    }
    const rated = rates.hub.map((rate, k) => rate / (rates.bare[k] ?? NaN)).slice(warmUp);

    // Restart: killed, started again on the same folder and ports.
    const returns: number[] = [];
    for (let k = 0; k < 3; k += 1) {
      const ports = { mqtt: door.mqtt, http: door.http };
      await hub.kill();
      const from = performance.now();
      hub = context.hub();
      const back = load.call('comeBack', { door, count });
      door = await hub.call('start', { ...options, ports, phone: door.phone });
      await back;
      const { ready, values: fresh } = await hub.call('fresh');
      if (ready !== count || fresh !== count * 15) throw new Error(`after the restart ${ready} ready, ${fresh} values`);
      returns.push((performance.now() - from) / 1000);
      await load.call('leave', { door });
    }

    context.note(
      'crowd: devices are put into the hub by the registry (`devices.add`), not paired one by one; all share one spec. Memory is what V8 holds after a collection (heap and buffers), the same devices and values on both sides; ' +
        `resident size grew by ${bare.rss.toFixed(0)} MiB (bare) and ${ours.rss.toFixed(0)} MiB (hub). Connecting is CONNECT and SUBSCRIBE to three topics, 50 at a time, the first ${warmUp} rounds unmeasured. After kill -9 a device tries every 100 ms; measured from the spawn of the new process until all are ready and all values are of their present session.`,
    );
    const memory = ours.heap / bare.heap;
    const rows: Row[] = [
      {
        ...{
          what: 'memory a device, with 15 values',
          unit: 'KiB',
          goal: '<= 2x',
          bare: (bare.heap * 1024) / count,
          hub: (ours.heap * 1024) / count,
        },
        ...{ ratio: memory, strain: memory / 2 },
      },
      {
        ...{
          what: 'devices connecting; hub: 30,000 values held',
          unit: '/s',
          goal: '>= 0.7x',
          bare: median(rates.bare.slice(warmUp)),
          hub: median(rates.hub.slice(warmUp)),
        },
        ...{ ratio: median(rated), strain: 0.7 / median(rated) },
      },
      {
        ...{ what: 'all 2,000 back with their values after kill -9', unit: 's', goal: '<= 5 s', bare: undefined, hub: median(returns) },
        strain: median(returns) / 5,
      },
    ];
    return rows;
  },
};
