// Runs devices in one process: one clock, one world that they share, one folder on disk.
import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';
import { OmniError } from '#protocol/errors.ts';
import { isSlug, nameSchema } from '#protocol/names.ts';
import { ownTypes } from './catalogue.ts';
import type { Catalogue } from './catalogue.ts';
import { refuse } from './refuse.ts';
import type { Ask } from './runtime/check-command.ts';
import { createHomeClock, createWallClock, localOffset } from './runtime/clock.ts';
import type { HomeClock, WallClock } from './runtime/clock.ts';
import type { Outcome } from './runtime/engine-types.ts';
import { serialFor } from './runtime/factory.ts';
import { makeFolder } from './runtime/files.ts';
import { lockDevice } from './runtime/folder-lock.ts';
import { IdentityFault, openIdentity } from './runtime/identity.ts';
import type { Identity } from './runtime/identity.ts';
import { createResident } from './runtime/resident.ts';
import type { Resident } from './runtime/resident.ts';
import { kindOf, ordinaryPlace } from './runtime/kind.ts';
import type { Kind } from './runtime/kind.ts';
import { openSavedState } from './runtime/saved-state.ts';
import { readWeather } from './world/weather-file.ts';
import { controlsOf } from './world/controls.ts';
import { mostDeliveries, openDeliveries } from './world/deliveries.ts';
import type { Place, Places } from './world/here.ts';
import { writeTypeBook } from './world/type-book.ts';
import { createWorldDevice, worldType } from './world/world-device.ts';
import { createWorld } from './world/world.ts';
import type { World } from './world/world.ts';

export interface DeviceOrder {
  /** name of a file in catalog/, or `world`: the simulation's own device */
  readonly type: string;
  /** Left out: follows from seed, type and the number of devices of this type before it. */
  readonly serial?: string;
  /** One more device beside a home's own: it has numbers of its own, and where a serial is taken it moves on to the next. */
  readonly extra?: 'by-hand' | 'delivered';
  /** Where it stands until the hub says where. */
  readonly room?: string;
  /** A new home has it from the start, bought so long ago, and standing in `room`. */
  readonly ageYears?: number;
}

export interface HostOptions {
  /** such as mqtt://127.0.0.1:1883 */
  readonly hub: string;
  /** folder for identities and states */
  readonly data: string;
  readonly devices: readonly DeviceOrder[];
  /** where types are found; default: catalog/, unwatched */
  readonly catalogue?: Catalogue;
  readonly seed?: string | number;
  /** home seconds per real second */
  readonly speed?: number;
  /** home whose hub unpaired devices look for */
  readonly home?: string;
  readonly wall?: WallClock;
  readonly clock?: HomeClock;
  /** minutes east of UTC; default: the machine's */
  readonly offset?: number;
  /** CSV file with an hourly series; default: weather by the seed */
  readonly weather?: string | undefined;
  /** A device has been delivered: what is printed on its box. */
  readonly onBox?: (box: HostBox) => void;
  /** One line for the terminal. */
  readonly tell?: (line: string) => void;
  /** One line about what is wrong and stays so. Default: `tell`. */
  readonly warn?: (line: string) => void;
}

export interface HostBox {
  readonly serial: string;
  readonly model: string;
  readonly setupCode: string;
  readonly type: string;
  /** Whoever furnishes a new home pairs it at once, so placed and so old. */
  readonly starter?: { readonly room: string; readonly ageYears: number };
}

export interface Host {
  /** of all its devices, those that were delivered too */
  readonly boxes: readonly HostBox[];
  readonly residents: readonly Resident[];
  readonly world: World;
  readonly clock: HomeClock;
  start(): void;
  /** Every device publishes `disconnected`; within a second. */
  stop(): Promise<void>;
  /** Someone in the world presses a button of the device itself. */
  press(serial: string, ask: Ask): Outcome | undefined;
}

const firstRoom = 'living-room';

function useFolder(folder: string): void {
  try {
    makeFolder(folder);
    accessSync(folder, constants.W_OK);
  } catch (thrown) {
    throw new OmniError('BAD_ARGS', `cannot use the folder ${folder}: ${thrown instanceof Error ? thrown.message : String(thrown)}`, {
      cause: thrown,
    });
  }
}

interface Made {
  readonly order: DeviceOrder;
  readonly kind: Kind;
  readonly identity: Identity;
  readonly unlock: () => void;
}

const firstExtra = { 'by-hand': 101, delivered: 1001 } as const;
/** Files are stamped by the machine, whatever clock the devices live by. */
const machineClock = createWallClock();

/** Opens the device on disk, for this process alone. A serial that another process has is a CONFLICT, except for an extra. */
function openDevice(order: DeviceOrder, kind: Kind, { data, seed = 1 }: HostOptions, taken: Set<string>): Made {
  for (let number = order.extra ? firstExtra[order.extra] : 1; ; number += 1) {
    const serial = order.serial ?? serialFor(seed, order.type, number);
    if (!nameSchema.safeParse(serial).success)
      throw new OmniError('BAD_ARGS', `"${serial.slice(0, 60)}" is not a serial: 3 to 32 of a-z, 0-9 and "-"`);
    const ours = taken.has(serial);
    const unlock = ours ? undefined : lockDevice(data, serial, machineClock);
    if (!unlock) {
      if (order.serial === undefined && (ours || order.extra)) continue;
      throw new OmniError('CONFLICT', `${serial} is already running from ${data}`);
    }
    taken.add(serial);
    try {
      return { order, kind, unlock, identity: openIdentity({ folder: data, seed, type: order.type, serial, spec: kind.spec }) };
    } catch (thrown) {
      unlock();
      throw thrown;
    }
  }
}

const boxOf = ({ identity: { data: own }, order }: Made): HostBox => ({
  serial: own.serial,
  model: own.model,
  setupCode: own.setupCode,
  type: order.type,
  ...(order.ageYears === undefined ? {} : { starter: { room: order.room ?? firstRoom, ageYears: order.ageYears } }),
});

/** Every type that can be had. A wrong one is left out: whoever works on it is told elsewhere. */
async function loadAll(catalogue: Catalogue, kinds: Map<string, Kind>): Promise<void> {
  for (const name of catalogue.names()) {
    const kind = await catalogue.load(name).catch(() => undefined);
    if (kind && kind.place !== 'world') kinds.set(name, kind);
  }
}

/** The world's own device, which lists the types that it can deliver. */
function worldKind(data: string, kinds: ReadonlyMap<string, Kind>): Kind {
  const titles = [...kinds].filter(([name]) => name !== worldType && isSlug(name)).map(([name, { spec }]) => [name, spec.title] as const);
  return kindOf(createWorldDevice(writeTypeBook(join(data, 'types.json'), Object.fromEntries(titles))));
}

/**
 * Makes or opens the devices; `start` lets them live. One whose identity is damaged, or whose type is unknown or
 * wrong, is told and left out. Throws where a serial is taken, the folder cannot be used, or no device is left: then nothing
 * is left running.
 */
export async function createHost(options: HostOptions): Promise<Host> {
  useFolder(options.data);
  const { hub, data, seed = 1, speed = 1, home = 'home', catalogue = ownTypes, tell = () => {} } = options;
  const { warn = tell } = options;
  const wall = options.wall ?? machineClock;
  const clock = options.clock ?? createHomeClock(wall, speed);
  const weather = options.weather === undefined ? {} : { weather: readWeather(options.weather, `${seed} weather`) };
  const world = createWorld({ clock, seed, offset: options.offset ?? localOffset(wall.now()), ...weather });
  const deliveries = openDeliveries(data);
  const kinds = new Map<string, Kind>();
  const orders = [...options.devices];
  if (orders.some(({ type }) => type === worldType)) {
    await loadAll(catalogue, kinds);
    kinds.set(worldType, worldKind(data, kinds));
    for (const delivery of deliveries.all()) {
      if (kinds.has(delivery.type)) orders.push({ ...delivery, extra: 'delivered' });
      else warn(`${delivery.serial} stays away: there is no device type "${delivery.type}" any more`);
    }
  }
  const made: Made[] = [];
  const taken = new Set<string>();
  // A household does not go dark because one lamp has lost its memory, or its file is half written.
  const damaged: IdentityFault[] = [];
  const wrong = new Map<string, OmniError>();
  try {
    for (const order of orders) {
      try {
        made.push(openDevice(order, await kindFor(order.type), options, taken));
      } catch (thrown) {
        if (thrown instanceof IdentityFault) damaged.push(thrown);
        else if (!wrong.has(order.type)) throw thrown;
      }
    }
    const [only] = [...damaged, ...wrong.values()];
    if (only && made.length === 0) throw only;
  } catch (thrown) {
    made.forEach(({ unlock }) => unlock());
    throw thrown;
  }
  for (const { message, detail } of damaged) warn(`${message}. ${detail.hint ?? ''}`);
  for (const [type, { message }] of wrong) warn(`${type} stays off: ${message}. Mend it, and start again.`);

  async function kindFor(type: string): Promise<Kind> {
    const known = kinds.get(type);
    if (known) return known;
    try {
      const kind = await catalogue.load(type);
      ordinaryPlace(kind);
      kinds.set(type, kind);
      return kind;
    } catch (thrown) {
      if (thrown instanceof OmniError) wrong.set(type, thrown);
      throw thrown;
    }
  }

  /** Whoever lives here first wears what is worn. */
  const wearer = world.residents[0]?.name ?? '';
  /** Serials that miss the hub: the first tells it, the last that finds it again too. */
  const missing = new Set<string>();

  const controls = controlsOf(world, clock, deliver);

  function deliver(type: string): HostBox {
    const kind = kinds.get(type);
    if (!kind || type === worldType) throw refuse('There is no such device any more', '已没有这种设备');
    if (deliveries.all().length >= mostDeliveries) throw refuse('There is no room for more boxes', '家里放不下更多箱子了');
    // Numbers of what was delivered are never given again, even if one of them did not come back.
    for (const { serial } of deliveries.all()) taken.add(serial);
    const one = openDevice({ type, extra: 'delivered' }, kind, options, taken);
    deliveries.add({ type, serial: one.identity.data.serial });
    made.push(one);
    const resident = settle(one);
    residents.push(resident);
    resident.start();
    const box = boxOf(one);
    options.onBox?.(box);
    return box;
  }

  /** Gives the device its place in the world, and its life. */
  function settle({ order, kind, identity }: Made): Resident {
    const { serial } = identity.data;
    let room = order.room ?? firstRoom;
    const places: { readonly [P in Place]: () => Places[P] } = {
      room: () => world.room(room),
      worn: () => world.person(wearer),
      world: () => controls,
    };
    const rooms: { readonly [P in Place]: () => string | undefined } = {
      room: () => room,
      worn: () => world.person(wearer).room ?? undefined,
      world: () => undefined,
    };
    const resident = createResident({
      ...{ kind, identity, url: hub, home, seed, wall, clock, tell, here: places[kind.place] },
      saved: openSavedState(data, serial, wall, tell),
      onPlace(placed) {
        room = placed ?? order.room ?? firstRoom;
      },
      onHubLost(reason) {
        if (missing.size === 0) tell(`no hub at ${hub} (${reason}); it keeps trying (another address: --hub)`);
        missing.add(serial);
      },
      onHubFound() {
        if (missing.delete(serial) && missing.size === 0) tell(`found the hub at ${hub}`);
      },
    });
    world.enter({ room: rooms[kind.place], effects: () => resident.engine.effects() });
    return resident;
  }
  const residents = made.map(settle);
  const replaceAll = (name: string, kind: Kind): void => {
    kinds.set(name, kind);
    for (const [index, { order }] of made.entries()) if (order.type === name) void residents[index]?.replace(kind);
  };
  const cancelChanges = catalogue.use({
    isPaired: (name) => residents.some(({ paired }, index) => paired && made[index]?.order.type === name),
    changed(name, kind) {
      replaceAll(name, kind);
      // What can be delivered is in the world's own spec.
      if (kinds.has(worldType)) replaceAll(worldType, worldKind(data, kinds));
    },
  });

  return {
    residents,
    world,
    clock,
    get boxes() {
      return made.map(boxOf);
    },
    start() {
      world.start();
      // Ties on the clock are broken by order of entry: in order of serial, whatever the order on the command line.
      for (const resident of [...residents].sort((a, b) => (a.serial < b.serial ? -1 : 1))) resident.start();
    },
    async stop() {
      cancelChanges();
      await Promise.all(residents.map((resident) => resident.stop()));
      world.stop();
      clock.stop();
      made.forEach(({ unlock }) => unlock());
    },
    press(serial, ask) {
      let outcome: Outcome | undefined;
      const resident = residents.find((each) => each.serial === serial);
      resident?.engine.execute(ask, { origin: 'hand' }, (given) => {
        outcome = given;
      });
      return outcome;
    },
  };
}
