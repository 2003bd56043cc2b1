// A device of any type on the real runtime: its own identity on disk, clock, world and connection; stopped when the test ends.
import type { DeviceType } from '#devices/define-device.ts';
import { createHomeClock, createWallClock } from '#devices/runtime/clock.ts';
import type { WallClock } from '#devices/runtime/clock.ts';
import { openIdentity } from '#devices/runtime/identity.ts';
import type { Identity } from '#devices/runtime/identity.ts';
import { kindOf } from '#devices/runtime/kind.ts';
import { createResident } from '#devices/runtime/resident.ts';
import type { Resident, Standing } from '#devices/runtime/resident.ts';
import { openSavedState } from '#devices/runtime/saved-state.ts';
import { createWorld } from '#devices/world/world.ts';
import { whenDone } from './cleanup.ts';
import type { Controller } from './controller.ts';
import type { Doors } from './doors.ts';
import { tempFolder } from './temp-folder.ts';
import { eventually, within } from './waiting.ts';

export interface RealDevice {
  readonly serial: string;
  readonly setupCode: string;
  readonly did: string;
  readonly identity: Identity;
  readonly resident: Resident;
  /** What it told its terminal. */
  readonly told: readonly string[];
  /** Its folder: give it to another `startDevice` after `stop`, and it is the same device after a restart. */
  readonly data: string;
  /** Resolves when it stands so, now or later. */
  stands(standing: Standing): Promise<void>;
  /** Accepted by `who` with the code on its box; resolves when it is ready. */
  pair(who: Controller, place?: { name?: string; room?: string }): Promise<string>;
  stop(): Promise<void>;
}

interface RealDeviceOptions {
  readonly data?: string;
  readonly serial?: string;
  /** Its deadlines and faults, and through the home's clock its behaviour: a manual one stands until it is moved. */
  readonly wall?: WallClock;
  readonly keepalive?: number;
}

let made = 0;

/** Makes the device, or opens it again from its folder, and switches it on. */
export function startDevice(
  doors: Pick<Doors, 'mqtt' | 'home'>,
  type: DeviceType,
  { data = tempFolder(), serial = `real-${(made += 1)}`, wall = createWallClock(), keepalive }: RealDeviceOptions = {},
): RealDevice {
  const clock = createHomeClock(wall);
  const world = createWorld({ clock, seed: 1, offset: 0 });
  const identity = openIdentity({ folder: data, seed: 1, type: 'test', serial, spec: type.spec });
  const told: string[] = [];
  const tell = (line: string): void => void told.push(line);
  const resident = createResident({
    ...{ kind: kindOf(type), identity, wall, clock, tell, url: doors.mqtt, home: doors.home, seed: 1, keepalive },
    saved: openSavedState(data, serial, wall, tell),
    here: type.place === 'worn' ? () => world.person(world.residents[0]?.name ?? '') : () => world.room('living-room'),
    onPlace: () => undefined,
    onHubLost: () => undefined,
    onHubFound: () => undefined,
  });
  let stopping: Promise<void> | undefined;
  const stop = (): Promise<void> =>
    (stopping ??= resident.stop().then(() => {
      world.stop();
      clock.stop();
    }));
  whenDone(stop);
  world.start();
  resident.start();
  const stands = (wanted: Standing): Promise<void> =>
    within(
      new Promise<void>((resolve) => {
        if (resident.standing === wanted) return resolve();
        const cancel = resident.watch((standing) => {
          if (standing !== wanted) return;
          cancel();
          resolve();
        });
      }),
      `standing "${wanted}" of ${serial} (it told: ${told.join('; ')})`,
    );
  const { setupCode } = identity.data;
  return {
    ...{ serial, setupCode, identity, resident, told, data, stands, stop },
    get did() {
      return identity.data.pairing?.did ?? 'unpaired';
    },
    async pair(who, place = {}) {
      await who.watch(`${who.topics.root}/dev/+/state`);
      // Asked, not heard: what was heard of it may be of an earlier life.
      await eventually(async () => (await who.call('pair.list', {})).nearby.some((device) => device.serial === serial), `${serial} nearby`);
      const { did } = await who.call('pair.accept', { serial, setupCode, ...place });
      await who.heard(who.topics.state(did), ({ json }) => json?.state === 'ready');
      return did;
    },
  };
}
