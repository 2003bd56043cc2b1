// A world with many devices of all types of the catalogue, in one process and without a hub: what simulating them costs.
import { ownTypes } from '#devices/catalogue.ts';
import { createHomeClock, createManualClock, createWallClock, manualStart } from '#devices/runtime/clock.ts';
import type { HomeClock } from '#devices/runtime/clock.ts';
import type { Engine } from '#devices/runtime/engine-types.ts';
import { createWorld } from '#devices/world/world.ts';
import { roomShapes } from '#devices/world/rooms.ts';
import { serve } from '../peer.ts';
import { usage } from '../sides/side.ts';
import { wait } from '../stats.ts';

interface Lived {
  /** planned calls that ran: steps of devices, beats of the world */
  readonly calls: number;
  /** values and events that devices told of */
  readonly told: number;
  readonly homeSeconds: number;
  readonly seconds: number;
}

const rooms = [...roomShapes.keys()];
const engines: Engine[] = [];
const faults: string[] = [];
/** What fails costs nothing: it would be a good result. */
function demandHealth(): void {
  if (faults[0] !== undefined) throw new Error(`${faults.length} faults, the first: ${faults[0]}`);
}

async function furnish(clock: HomeClock, count: number) {
  const counts = { calls: 0, told: 0 };
  const plan = clock.at.bind(clock);
  clock.at = (when, run) =>
    plan(when, () => {
      counts.calls += 1;
      run();
    });
  const world = createWorld({ clock, seed: 1, offset: 0 });
  const kinds = await Promise.all(ownTypes.names().map((name) => ownTypes.load(name)));
  for (let k = 0; k < count; k += 1) {
    const kind = kinds[k % kinds.length];
    if (!kind) continue;
    const id = rooms[k % rooms.length] ?? '';
    const worn = (): string => world.residents[0]?.name ?? '';
    const note = (): void => void (counts.told += 1);
    const engine = kind.openEngine({
      ...{ clock, seed: `1 device-${k}`, onReport: note, onEvent: note, onFault: ({ message }) => faults.push(message) },
      here: () => (kind.place === 'worn' ? world.person(worn()) : world.room(id)),
    });
    world.enter({ room: () => id, effects: () => engine.effects() });
    engines.push(engine);
    engine.start();
  }
  world.start();
  return counts;
}

export const handlers = {
  usage,
  /** As fast as this machine can: `hours` of the home. */
  async sprint({ count, hours }: { count: number; hours: number }): Promise<Lived> {
    const clock = createManualClock(manualStart);
    const counts = await furnish(clock, count);
    const from = performance.now();
    clock.advance(hours * 3600);
    const seconds = (performance.now() - from) / 1000;
    demandHealth();
    return { ...counts, homeSeconds: (clock.now() - manualStart) / 1000, seconds };
  },
  /** At `speed` times real time, for `seconds` of it. */
  async keepUp({ count, speed, seconds }: { count: number; speed: number; seconds: number }): Promise<Lived> {
    const clock = createHomeClock(createWallClock(), speed, manualStart);
    const counts = await furnish(clock, count);
    // The first steps of all devices come at once, and are compiled.
    await wait(2_000);
    clock.settle();
    const start = { ...counts, home: clock.now(), wall: performance.now() };
    await wait(seconds * 1000);
    clock.settle();
    const took = (performance.now() - start.wall) / 1000;
    const lived = { calls: counts.calls - start.calls, told: counts.told - start.told, homeSeconds: (clock.now() - start.home) / 1000 };
    clock.stop();
    demandHealth();
    return { ...lived, seconds: took };
  },
};
serve(handlers);
