// The world that the devices of one process share: rooms with air, warmth and light, the people in them, and the weather. It
// pulls what devices do; a device that is gone has no effect, without having to say so.
import type { Cancel, HomeClock } from '../runtime/clock.ts';
import { residents as everybody } from './day-plan.ts';
import type { Resident } from './day-plan.ts';
import { quantityNames } from './here.ts';
import type { Effects, Outdoors, Person, PlannedRoom, Quantity, Room } from './here.ts';
import { createHousehold } from './household.ts';
import { localTime } from './local-time.ts';
import { levelOf, powerOf } from './models/noise.ts';
import { humidityOf, vapourOf } from './models/vapour.ts';
import { firstStuff, sensed, stuffAfter } from './room-physics.ts';
import { entrance, otherRoom, roomShapes } from './rooms.ts';
import type { RoomShape } from './rooms.ts';
import { createWeather } from './weather.ts';
import type { Weather } from './weather.ts';

/** Home seconds between two looks at what devices and people do. */
const beat = 5;

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
interface RoomState extends Mutable<Room> {
  readonly shape: RoomShape;
  /** g/m³ */
  vapour: number;
}

export interface Inhabitant {
  /** the room it is in now; undefined: nowhere */
  readonly room: () => string | undefined;
  readonly effects: () => Effects;
}

export interface World {
  start(): void;
  stop(): void;
  /** A device comes into the world; call the result when it goes. */
  enter(inhabitant: Inhabitant): Cancel;
  /** A room as it is now: the object stays, its values move. */
  room(id: string): Room;
  /** All rooms that somebody has heard of. */
  rooms(): readonly Room[];
  /** Who lives here. */
  readonly residents: readonly Resident[];
  /** One of them. Throws for anybody else. */
  person(name: string): Person;
  readonly outdoors: Outdoors;
  /** Of the home's local day. */
  readonly hour: number;
  /** The home's day is so many minutes ahead of what `offset` says: plans and weather follow, what has warmed stays warm. */
  shift(minutes: number): void;
  /** The outdoors as told instead of as the weather says; undefined: the weather again. The water in the air stays what it is. */
  hold(outdoors: Pick<Outdoors, 'pm25' | 'temperature'> | undefined): void;
}

export interface WorldOptions {
  readonly clock: HomeClock;
  readonly seed: string | number;
  /** minutes east of UTC */
  readonly offset: number;
  /** default: follows from the seed */
  readonly weather?: Weather;
  readonly residents?: readonly Resident[];
}

const nothing = Object.fromEntries(quantityNames.map((name) => [name, 0])) as Effects;

/** What devices do together. Noise adds as power does, not as decibels do. */
function together(all: readonly Effects[]): Effects {
  if (all.length === 0) return nothing;
  const sum: Record<Quantity, number> = { ...nothing };
  let sound = 0;
  for (const effects of all) {
    for (const name of quantityNames) sum[name] += effects[name];
    sound += powerOf(effects.noise);
  }
  sum.noise = levelOf(sound);
  return sum;
}

export function createWorld({ clock, seed, offset: zone, ...options }: WorldOptions): World {
  const { residents = everybody, weather = createWeather(`${seed} weather`) } = options;
  const household = createHousehold(`${seed} household`, residents);
  const rooms = new Map<string, RoomState>();
  const inhabitants = new Set<Inhabitant>();
  let plan: readonly PlannedRoom[] = [];
  let offset = zone;
  let held: Pick<Outdoors, 'pm25' | 'temperature'> | undefined;
  let last = clock.now();
  let cancel: Cancel | undefined;

  const time = () => localTime(clock.now(), offset);
  const moment = () => household.at(clock.now(), offset);
  function outdoors(): Outdoors {
    const now = weather(clock.now(), offset);
    if (!held) return now;
    return { ...now, ...held, humidity: humidityOf(vapourOf(now.humidity, now.temperature), held.temperature) };
  }

  function room(id: string): RoomState {
    const known = rooms.get(id);
    if (known) return known;
    const shape = roomShapes.get(id) ?? otherRoom;
    const made: RoomState = {
      ...{ id, shape, ...firstStuff(shape, outdoors()), humidity: 45, lux: 0, noise: 0, watts: 0 },
      ...{ floor: shape.floor, volume: shape.floor * shape.height },
      ...{ present: [], people: 0, moving: false, doorOpen: false, windowOpen: false, wet: false },
      get plan() {
        return plan;
      },
      get hour() {
        return time().hour;
      },
      get day() {
        return time().day;
      },
      get outdoors() {
        return outdoors();
      },
    };
    rooms.set(id, made);
    return made;
  }

  /** Once a beat: many ask, and little changes. */
  function drawPlan(): void {
    const furnished = new Set([...inhabitants].map(({ room: where }) => where()));
    plan = [...rooms.values()].map(({ id, floor }) => ({ id, floor, furnished: furnished.has(id) }));
  }

  /** What the devices in each room do now. */
  function deeds(): ReadonlyMap<string, readonly Effects[]> {
    const byRoom = new Map<string, Effects[]>();
    for (const inhabitant of inhabitants) {
      const id = inhabitant.room();
      if (id === undefined) continue;
      const there = byRoom.get(room(id).id);
      if (there) there.push(inhabitant.effects());
      else byRoom.set(id, [inhabitant.effects()]);
    }
    return byRoom;
  }

  function move(): void {
    const now = clock.now();
    const dt = (now - last) / 1000;
    last = now;
    const outside = outdoors();
    const { people, aired, doorOpen, wet } = moment();
    const done = deeds();
    const { hour } = time();
    for (const state of rooms.values()) {
      const present = people.filter((somebody) => somebody.room === state.id);
      const influence = {
        ...{ shape: state.shape, outdoors: outside, devices: together(done.get(state.id) ?? []) },
        ...{ people: present.map(({ traces }) => traces), windowOpen: aired.has(state.id) },
      };
      const stuff = stuffAfter(state, influence, dt);
      Object.assign(state, stuff, sensed(stuff, influence, hour));
      state.present = present;
      state.people = present.length;
      state.moving = present.some(({ cadence }) => cadence > 0);
      state.watts = influence.devices.watts;
      state.windowOpen = influence.windowOpen;
      state.doorOpen = doorOpen && state.id === entrance;
      state.wet = wet.has(state.id);
    }
  }

  function beatOn(): void {
    move();
    drawPlan();
    cancel = clock.at(clock.now() + beat * 1000, beatOn);
  }

  return {
    start() {
      // All of them from the start: a room's air does not depend on when somebody first asked.
      for (const id of roomShapes.keys()) room(id);
      last = clock.now();
      beatOn();
    },
    stop: () => cancel?.(),
    enter(inhabitant) {
      inhabitants.add(inhabitant);
      return () => inhabitants.delete(inhabitant);
    },
    room,
    rooms: () => [...rooms.values()],
    residents,
    person(name) {
      const found = moment().people.find((somebody) => somebody.name === name);
      if (!found) throw new TypeError(`nobody here is called ${name}`);
      return found;
    },
    get outdoors() {
      return outdoors();
    },
    get hour() {
      return time().hour;
    },
    shift(minutes) {
      offset = zone + minutes;
    },
    hold(outdoors) {
      held = outdoors;
    },
  };
}
