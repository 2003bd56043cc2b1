// In the thread of foreign devices: imports them, tries them, runs them on a clock that the main thread moves. Whoever does
// not return here holds up only this thread; shared memory says who it was.
import { parentPort, workerData as given } from 'node:worker_threads';
import { OmniError } from '#protocol/errors.ts';
import { z } from '#protocol/zod.ts';
import type { DeviceType } from '../../define-device.ts';
import { isDeviceType } from '../../define-device.ts';
import { createWallClock } from '../../runtime/clock.ts';
import type { HomeClock } from '../../runtime/clock.ts';
import { createEngine } from '../../runtime/engine.ts';
import type { Engine, EngineEvent, EngineReport } from '../../runtime/engine-types.ts';
import type { Fault } from '../../runtime/behaviour-fault.ts';
import { ordinaryPlace } from '../../runtime/kind.ts';
import { createTimerQueue } from '../../runtime/timers.ts';
import { checks, ConformanceFault } from '../conformance.ts';
import { cureOf, reasonOf } from '../reason.ts';
import { tryOut } from '../trial.ts';
import { cells, parts } from './messages.ts';
import type { Down, Here, HomeTime, Part, Up } from './messages.ts';

const workerData = z.object({ shared: z.instanceof(SharedArrayBuffer) }).safeParse(given);
if (!parentPort || !workerData.success) throw new TypeError('this file is the beginning of a worker');
const port = parentPort;
const shared = new Int32Array(workerData.data.shared);
const wall = createWallClock();
const say = (message: Up): void => port.postMessage(message);
const beat = (): void => void Atomics.add(shared, cells.beat, 1);
setInterval(beat, 100);
// A timer or a promise of a foreign file: nobody's fault that could be named, and no reason to stop the others.
process.on('uncaughtException', (thrown) => say({ kind: 'loose', what: reasonOf(thrown) }));

/** Notes what runs, so that the main thread knows what did not return. */
function inside<T>(part: Part, of: number, run: () => T): T {
  const before = [Atomics.load(shared, cells.device), Atomics.load(shared, cells.part)] as const;
  Atomics.store(shared, cells.device, of);
  Atomics.store(shared, cells.part, parts.indexOf(part));
  beat();
  try {
    return run();
  } finally {
    Atomics.store(shared, cells.device, before[0]);
    Atomics.store(shared, cells.part, before[1]);
  }
}

// --- sources ----------------------------------------------------------------------------------------------------------

const types = new Map<string, DeviceType>();
const keyOf = (source: number, name: string): string => `${source} ${name}`;

async function importTypes({
  source,
  specifier,
}: {
  readonly source: number;
  readonly specifier: string;
}): Promise<[string, DeviceType][]> {
  Atomics.store(shared, cells.device, source);
  Atomics.store(shared, cells.part, parts.indexOf('import'));
  try {
    const module = (await import(specifier)) as Readonly<Record<string, unknown>>;
    const found = Object.entries(module).flatMap(([name, value]): [string, DeviceType][] => (isDeviceType(value) ? [[name, value]] : []));
    for (const [name, type] of found) types.set(keyOf(source, name), type);
    return found;
  } finally {
    Atomics.store(shared, cells.part, 0);
  }
}

const exported = ([name, type]: [string, DeviceType]) => ({ name, spec: type.spec, place: ordinaryPlace(type), start: type.start });

async function load(message: Extract<Down, { kind: 'load' }>): Promise<void> {
  const { seq, source, trial } = message;
  try {
    const found = await importTypes(message);
    if (trial) for (const [, type] of found) inside('the trial', source, () => tryOut(type, wall, beat));
    say({ kind: 'loaded', seq, types: found.map(exported) });
  } catch (thrown) {
    say({ kind: 'failed', seq, what: reasonOf(thrown), cure: cureOf(thrown) });
  }
}

async function check(message: Extract<Down, { kind: 'check' }>): Promise<void> {
  const { seq, source } = message;
  try {
    const found = await importTypes(message);
    for (const [name, type] of found) {
      for (const { title, run } of checks) {
        const named = found.length > 1 ? `${name}: ${title}` : title;
        try {
          const warnings = inside('the check', source, () => run(type, beat)) ?? [];
          say({ kind: 'checked', seq, title: named, warnings: [...warnings] });
        } catch (thrown) {
          const fault =
            thrown instanceof ConformanceFault
              ? { path: thrown.path, what: thrown.message, cure: thrown.cure }
              : { path: 'step', what: reasonOf(thrown), cure: cureOf(thrown) ?? 'mend it' };
          say({ kind: 'checked', seq, title: named, fault, warnings: [] });
        }
      }
    }
    say({ kind: 'loaded', seq, types: found.map(exported) });
  } catch (thrown) {
    say({ kind: 'failed', seq, what: reasonOf(thrown), cure: cureOf(thrown) });
  }
}

// --- devices ----------------------------------------------------------------------------------------------------------

interface Live {
  readonly engine: Engine;
  here: Here;
  reports: EngineReport[];
  events: EngineEvent[];
  faults: Fault[];
  /** It ran since it was last asked what it says. */
  stirred: boolean;
}
const devices = new Map<number, Live>();
const queue = createTimerQueue();
let time = 0;
let pace: Omit<HomeTime, 'now'> = { speed: 1, isPaused: false };

const clockOf = (device: number): HomeClock => ({
  now: () => time,
  at: (when, run) =>
    queue.add(Math.max(when, time), () => {
      const live = devices.get(device);
      if (live) live.stirred = true;
      Atomics.store(shared, cells.device, device);
      run();
    }),
  settle() {},
  get speed() {
    return pace.speed;
  },
  get isPaused() {
    return pace.isPaused;
  },
  isReal: false,
  // The main thread's clock is the home's; this one follows it.
  setSpeed() {},
  pause() {},
  stop() {},
});

/** Runs what is due, each at its time. It is inside of a step all the while, whichever device that is. */
const moveTo = (home: HomeTime): void => inside('step', 0, () => runDue(home));
function runDue(home: HomeTime): void {
  pace = home;
  if (time === 0) time = home.now;
  let shown = time;
  for (let due = queue.take(home.now); due; due = queue.take(home.now)) {
    time = Math.max(time, due.time);
    // However long it takes, it gets on: an action that yields 0 for ever does not.
    if (time - shown >= 100) {
      shown = time;
      beat();
    }
    due.run();
  }
  time = Math.max(time, home.now);
}

/** A command is followed by a step at once: what does not return there is the step's fault, not the command's. */
function withNotedStep(type: DeviceType, device: number): DeviceType {
  const { behaviour } = type;
  if (!behaviour.step) return type;
  return { ...type, behaviour: { ...behaviour, step: (...given) => inside('step', device, () => behaviour.step?.(...given)) } };
}

function open({ device, source, name, seed, here, snapshot }: Extract<Down, { kind: 'open' }>): void {
  const type = types.get(keyOf(source, name));
  if (!type) throw new OmniError('BAD_SPEC', `its file does not export ${name}`);
  const live: Live = {
    here,
    ...{ reports: [], events: [], faults: [], stirred: true },
    engine: createEngine({
      ...{ type: withNotedStep(type, device), seed, snapshot, clock: clockOf(device) },
      here: () => live.here,
      onReport: (report) => live.reports.push(report),
      onEvent: (event) => live.events.push(event),
      onFault: (fault) => live.faults.push(fault),
    }),
  };
  devices.set(device, live);
  inside('start', device, () => live.engine.start());
}

function tell(): void {
  for (const [device, live] of devices) {
    if (!live.stirred) continue;
    live.stirred = false;
    try {
      const effects = inside('effects', device, () => live.engine.effects());
      const now = inside('effects', device, () => live.engine.reports());
      const snapshot = live.engine.snapshot();
      const { reports, events, faults } = live;
      [live.reports, live.events, live.faults] = [[], [], []];
      say({ kind: 'said', device, reports, now, events, faults, snapshot, effects });
    } catch (thrown) {
      broken(device, thrown);
    }
  }
}
/** What its engine could not hold: this device stops, the others go on. */
function broken(device: number, thrown: unknown): void {
  const live = devices.get(device);
  devices.delete(device);
  say({ kind: 'broken', device, where: 'step', what: reasonOf(thrown) });
  live?.engine.stop();
}

function ask({ seq, device, ask, origin, id, here }: Extract<Down, { kind: 'ask' }>): void {
  const live = devices.get(device);
  const no = (): void => say({ kind: 'answer', seq, outcome: { ok: false, error: new OmniError('DEVICE_ERROR').toReply() } });
  if (!live) return no();
  live.here = here;
  live.stirred = true;
  inside('a command', device, () =>
    live.engine.execute(ask, { origin, ...(id === undefined ? {} : { id }) }, (outcome) => {
      // Its reports go first.
      tell();
      if (!devices.has(device)) return no();
      say({ kind: 'answer', seq, outcome: outcome.ok ? outcome : { ok: false, error: outcome.error.toReply() } });
    }),
  );
}

function close(device: number): void {
  const live = devices.get(device);
  if (!live) return;
  inside('start', device, () => live.engine.stop());
  live.stirred = true;
  tell();
  devices.delete(device);
}

/** One after the other: while a file is being imported nothing else shall seem to be it. */
let turn: Promise<void> = Promise.resolve();
async function act(message: Down): Promise<void> {
  switch (message.kind) {
    case 'load':
      return load(message);
    case 'check':
      return check(message);
    case 'open':
      moveTo(message);
      open(message);
      break;
    case 'time':
      for (const [device, here] of message.here) {
        const live = devices.get(device);
        if (live) live.here = here;
      }
      moveTo(message);
      break;
    case 'ask':
      moveTo(message);
      ask(message);
      break;
    case 'close':
      close(message.device);
      break;
  }
  tell();
  say({ kind: 'idle', next: queue.next() });
}
port.on('message', (message: Down) => {
  turn = turn
    .then(() => act(message))
    .catch((thrown: unknown) => {
      if ('device' in message) broken(message.device, thrown);
      else say({ kind: 'loose', what: reasonOf(thrown) });
      if (message.kind === 'ask')
        say({ kind: 'answer', seq: message.seq, outcome: { ok: false, error: new OmniError('DEVICE_ERROR', reasonOf(thrown)).toReply() } });
    });
});
