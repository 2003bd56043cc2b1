// One device of every type of the catalogue, in one world, paired with a home: for the test and the pictures of all sheets.
import { createHost } from '#devices/host.ts';
import type { Host } from '#devices/host.ts';
import { typeNames } from '#devices/catalogue.ts';
import type { ArgsOf, OperationName, ResultOf } from '#protocol/operations/index.ts';

/** Calls an operation as an owner. */
export type Call = <K extends OperationName>(op: K, args: ArgsOf<K>) => Promise<ResultOf<K>>;

export interface EveryType {
  readonly host: Host;
  /** Type (file name in the catalogue) to device id. */
  readonly dids: ReadonlyMap<string, string>;
}

/** Where a device of a type stands; the others in the living room. */
const places: Readonly<Record<string, string>> = {
  'air-conditioner': 'bedroom',
  band: 'bedroom',
  'climate-sensor': 'bedroom',
  curtain: 'bedroom',
  'door-contact': 'hall',
  'door-lock': 'hall',
  kettle: 'kitchen',
  'leak-sensor': 'kitchen',
  'motion-sensor': 'hall',
  'rice-cooker': 'kitchen',
  scale: 'bathroom',
  'smoke-detector': 'kitchen',
  'wall-switch': 'hall',
};

/**
 * Opens the house to every maker, starts the devices and pairs them; resolves when all are ready. `again` is asked between
 * two looks, so that the caller decides how to wait.
 */
export async function bringEveryType(
  door: { readonly mqtt: string; readonly home?: string; readonly data: string; readonly hour?: number },
  call: Call,
  again: () => Promise<void>,
): Promise<EveryType> {
  await call('hub.openness', { mode: 'open' });
  for (const id of new Set(['living-room', ...Object.values(places)])) await call('room.put', { id });
  const host = await createHost({
    hub: door.mqtt,
    data: door.data,
    devices: typeNames().map((type) => ({ type, room: places[type] ?? 'living-room' })),
    ...(door.home === undefined ? {} : { home: door.home }),
    seed: 7,
  });
  if (door.hour !== undefined) host.world.shift((door.hour - host.world.hour) * 60);
  host.start();
  const waiting = new Map(host.boxes.map((box) => [box.serial, box]));
  const dids = new Map<string, string>();
  while (waiting.size > 0) {
    const { nearby } = await call('pair.list', {});
    for (const { serial } of nearby) {
      const box = waiting.get(serial);
      if (!box) continue;
      const { did } = await call('pair.accept', { serial, setupCode: box.setupCode, room: places[box.type] ?? 'living-room' });
      dids.set(box.type, did);
      waiting.delete(serial);
    }
    await again();
  }
  for (;;) {
    const { devices } = await call('device.list', {});
    const ready = new Set(devices.filter(({ state }) => state === 'ready').map(({ did }) => did));
    if ([...dids.values()].every((did) => ready.has(did))) return { host, dids };
    await again();
  }
}
