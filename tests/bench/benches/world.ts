import type { Bench } from '../bench.ts';
import type { handlers } from '../loads/world.ts';

const count = 200;
const speed = 600;

export const world: Bench = {
  name: 'world',
  title: `The simulated world: ${count} devices of all types of the catalogue, rooms, people and weather, without a hub`,
  async run(context) {
    const memory = context.load<typeof handlers>('world');
    const empty = (await memory.call('usage', { settle: true })).heap;
    // The types themselves are loaded once, whatever the number of devices.
    await memory.call('sprint', { count: 25, hours: 0.01 });
    const loaded = (await memory.call('usage', { settle: true })).heap;
    await memory.call('sprint', { count, hours: 0.01 });
    const each = ((await memory.call('usage', { settle: true })).heap - loaded) / count / 1024;
    const runner = context.load<typeof handlers>('world');
    const sprint = await runner.call('sprint', { count, hours: context.quick ? 2 : 12 });
    const pace = await context.load<typeof handlers>('world').call('keepUp', { count, speed, seconds: context.quick ? 4 : 15 });
    const kept = pace.homeSeconds / pace.seconds;
    context.note(
      `world: a call is a step of a device or a beat of the world. In the sprint ${sprint.homeSeconds / 3600} hours took ${sprint.seconds.toFixed(1)} s and ${sprint.told} values and events were told; at ${speed}x ${(pace.told / pace.seconds).toFixed(0)} a second. Memory is V8’s heap and buffers after a collection: an engine with its values and its behaviour, without connection and files; all types and their code take ${((loaded - empty) / 2 ** 20).toFixed(1)} MiB once.`,
    );
    return [
      {
        ...{ what: `calls a second at ${speed}x with ${count} devices`, unit: '/s', goal: '–', bare: undefined },
        ...{ hub: pace.calls / pace.seconds, strain: 0 },
      },
      {
        ...{ what: `speed that the home keeps, asked for ${speed}x`, unit: 'x', goal: `>= ${0.99 * speed}`, bare: undefined },
        ...{ hub: kept, strain: (0.99 * speed) / kept },
      },
      {
        ...{ what: 'speed that this machine could keep', unit: 'x', goal: `>= ${speed}`, bare: undefined },
        ...{ hub: sprint.homeSeconds / sprint.seconds, strain: (speed * sprint.seconds) / sprint.homeSeconds },
      },
      {
        ...{ what: 'calls a second as fast as it can', unit: '/s', goal: '–', bare: undefined },
        hub: sprint.calls / sprint.seconds,
        strain: 0,
      },
      { ...{ what: 'memory a device', unit: 'KiB', goal: '–', bare: undefined }, hub: each, strain: 0 },
    ];
  },
};
