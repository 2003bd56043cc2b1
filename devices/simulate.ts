// A typed bench for one device on a manual clock: for tests, and for trying a new type out.
import type { OmniError } from '#protocol/errors.ts';
import type { ArgumentValues, ValueOf } from '#protocol/services/define-service.ts';
import type { Device } from './define-device.ts';
import type { Origin, Services, ServicesThatAct, ServicesThatSet, WritableOf } from './definition.ts';
import type { Ask } from './runtime/check-command.ts';
import { createManualClock } from './runtime/clock.ts';
import type { ManualClock } from './runtime/clock.ts';
import { createEngine } from './runtime/engine.ts';
import type { Engine, EngineEvent, EngineReport, Outcome, Snapshot } from './runtime/engine-types.ts';
import type { Fault } from './runtime/behaviour-fault.ts';
import type { Effects, Person, Room } from './world/here.ts';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
/** What surrounds the device: of a room or of a person, whichever the device asks. */
export type Surroundings = Mutable<Omit<Room, 'id' | 'hour' | 'day' | 'plan'>> &
  Mutable<Omit<Person, 'day' | 'hour' | 'room'>> & { room: string | null; /** default: the one room */ plan?: Room['plan'] };
export interface SimulateOptions extends Partial<Surroundings> {
  readonly seed?: string | number;
  readonly clock?: ManualClock;
  readonly snapshot?: Snapshot;
}

const calm: Surroundings = {
  ...{ pm25: 35, temperature: 21, humidity: 50, lux: 100, present: [], people: 1, moving: false, noise: 30 },
  ...{ floor: 20, volume: 54, watts: 0, doorOpen: false, windowOpen: false, wet: false },
  outdoors: { pm25: 60, temperature: 15, humidity: 60, wind: 2, lux: 10_000 },
  ...{ name: 'wearer', mass: 70, asleep: false, cooking: false, pulse: 70, cadence: 0, room: 'living-room' },
};

/** An action under way: `outcome` once it has answered. */
export interface Doing {
  readonly outcome: Outcome | undefined;
}

export interface Bench<S extends Services> {
  /** Sets a property as the phone does; throws the OmniError with which the device refuses. */
  set<K extends ServicesThatSet<S> & string, Q extends WritableOf<S[K]> & string>(
    service: K,
    property: Q,
    value: ValueOf<S[K]['properties'][Q]>,
  ): void;
  /** The same, by the device's own button. */
  press<K extends ServicesThatSet<S> & string, Q extends WritableOf<S[K]> & string>(
    service: K,
    property: Q,
    value: ValueOf<S[K]['properties'][Q]>,
  ): void;
  /** Starts an action; throws where it is refused at once. */
  act<K extends ServicesThatAct<S> & string, Q extends keyof S[K]['actions'] & string>(
    service: K,
    action: Q,
    args: Partial<ArgumentValues<S[K]['actions'][Q]['in']>>,
  ): Doing;
  /** Anything, unchecked by the compiler. */
  ask(ask: Ask, origin?: Origin): Doing;
  /** What was reported last. */
  get<K extends keyof S & string, Q extends keyof S[K]['properties'] & string>(service: K, property: Q): ValueOf<S[K]['properties'][Q]>;
  /** Lets time pass, seconds. */
  advance(seconds: number): void;
  /** Stops it and goes on from its snapshot, as after a restart or a saved file. */
  reload(): void;
  stop(): void;
  effects(): Effects;
  readonly here: Surroundings;
  readonly reports: readonly EngineReport[];
  readonly events: readonly EngineEvent[];
  readonly faults: readonly Fault[];
  readonly clock: ManualClock;
}

export function simulate<S extends Services>(type: Device<S>, options: SimulateOptions = {}): Bench<S> {
  const { seed = 1, clock = createManualClock(), snapshot, ...around } = options;
  const here: Surroundings = { ...calm, ...around };
  const reports: EngineReport[] = [];
  const events: EngineEvent[] = [];
  const faults: Fault[] = [];
  const dayMs = 86_400_000;
  const place = (): Room & Person => ({
    ...here,
    id: here.room ?? 'outdoors',
    plan: here.plan ?? [{ id: here.room ?? 'outdoors', floor: here.floor, furnished: true }],
    hour: (clock.now() % dayMs) / 3_600_000,
    day: Math.floor(clock.now() / dayMs),
  });
  const create = (from: Snapshot | undefined): Engine =>
    createEngine({
      type,
      clock,
      seed: String(seed),
      here: place,
      snapshot: from,
      onReport: (report) => reports.push(report),
      onEvent: (event) => events.push(event),
      onFault: (fault) => faults.push(fault),
    });
  let engine = create(snapshot);
  engine.start();

  function ask(what: Ask, origin: Origin = 'phone'): { outcome: Outcome | undefined } {
    const doing: { outcome: Outcome | undefined } = { outcome: undefined };
    engine.execute(what, { origin }, (outcome) => {
      doing.outcome = outcome;
    });
    return doing;
  }
  const orThrow = (doing: Doing): Doing => {
    const refused: OmniError | undefined = doing.outcome?.ok === false ? doing.outcome.error : undefined;
    if (refused) throw refused;
    return doing;
  };

  return {
    set: (service, property, value) => void orThrow(ask({ op: 'set', service, property, value })),
    press: (service, property, value) => void orThrow(ask({ op: 'set', service, property, value }, 'hand')),
    act: (service, action, args) => orThrow(ask({ op: 'action', service, action, in: args })),
    ask,
    get(service, property) {
      const report = engine.reports().find((each) => each.service === service && each.property === property);
      if (!report) throw new TypeError(`no readable property ${service}.${property}`);
      // The engine holds only values that the spec allows, and the type is inferred from that spec.
      return report.value as ValueOf<S[typeof service]['properties'][typeof property]>;
    },
    advance: (seconds) => clock.advance(seconds),
    reload() {
      engine.stop();
      engine = create(engine.snapshot());
      engine.start();
    },
    stop: () => engine.stop(),
    effects: () => engine.effects(),
    here,
    reports,
    events,
    faults,
    clock,
  };
}
