// One device of a type in a room of the real world, on a manual clock: for tests of what a device does to its room.
import type { Value } from '#protocol/values.ts';
import type { DeviceType } from '../define-device.ts';
import { createManualClock } from '../runtime/clock.ts';
import { createEngine } from '../runtime/engine.ts';
import type { EngineEvent } from '../runtime/engine-types.ts';
import type { Room } from '../world/here.ts';
import { createWorld } from '../world/world.ts';

export interface Living {
  readonly room: Room;
  readonly events: readonly EngineEvent[];
  set(service: string, property: string, value: Value): void;
  get(service: string, property: string): Value | undefined;
  advance(seconds: number): void;
}

/** Without a type: the same room on its own, to compare with. Nobody lives there. */
export function liveIn(id: string, type?: DeviceType, seed = '1'): Living {
  const clock = createManualClock();
  const world = createWorld({ clock, seed, offset: 0, residents: [] });
  const room = world.room(id);
  const events: EngineEvent[] = [];
  const engine =
    type &&
    createEngine({
      ...{ type, clock, seed, here: () => room, onReport() {} },
      onEvent: (event) => events.push(event),
      onFault({ message }) {
        throw new Error(message);
      },
    });
  engine?.start();
  if (engine) world.enter({ room: () => id, effects: () => engine.effects() });
  world.start();
  return {
    room,
    events,
    set(service, property, value) {
      engine?.execute({ op: 'set', service, property, value }, { origin: 'phone' }, (outcome) => {
        if (!outcome.ok) throw outcome.error;
      });
    },
    get: (service, property) => engine?.reports().find((each) => each.service === service && each.property === property)?.value,
    advance: (seconds) => clock.advance(seconds),
  };
}
