// Devices in the rooms of the real world, on a manual clock: for tests of what a device does to its room, and the room to others.
import type { Value } from '#protocol/values.ts';
import type { DeviceType } from '../define-device.ts';
import { createManualClock } from '../runtime/clock.ts';
import { createEngine } from '../runtime/engine.ts';
import type { EngineEvent } from '../runtime/engine-types.ts';
import type { Effects } from '../world/here.ts';
import { createWorld } from '../world/world.ts';
import type { WorldOptions } from '../world/world.ts';

export interface Living {
  set(service: string, property: string, value: Value): void;
  get(service: string, property: string): Value | undefined;
  effects(): Effects;
  /** names of its events so far */
  readonly events: readonly string[];
}

/** A home that begins at midnight; nobody lives there unless `residents` says so. A fault of a behaviour throws. */
export function createTestHome(options: Partial<WorldOptions> = {}) {
  const clock = createManualClock();
  const world = createWorld({ clock, seed: 1, offset: 0, residents: [], ...options });
  world.start();

  function add(type: DeviceType, room: string, seed = type.spec.model): Living {
    const events: string[] = [];
    const engine = createEngine({
      ...{ type, clock, seed, onReport() {} },
      here: () => (type.place === 'worn' ? world.person(world.residents[0]?.name ?? '') : world.room(room)),
      onEvent: ({ service, event }: EngineEvent) => events.push(`${service}.${event}`),
      onFault({ where, message }) {
        throw new Error(`${type.spec.model}: ${where}: ${message}`);
      },
    });
    engine.start();
    world.enter({ room: () => room, effects: () => engine.effects() });
    return {
      events,
      set(service, property, value) {
        engine.execute({ op: 'set', service, property, value }, { origin: 'phone' }, (outcome) => {
          if (!outcome.ok) throw outcome.error;
        });
      },
      get: (service, property) => engine.reports().find((each) => each.service === service && each.property === property)?.value,
      effects: () => engine.effects(),
    };
  }
  return { world, add, advance: (seconds: number) => clock.advance(seconds) };
}
