// The near side of a device whose behaviour runs in another thread: what it said last is what it is.
import { OmniError } from '#protocol/errors.ts';
import type { DeviceSpec } from '#protocol/spec.ts';
import type { By } from '#protocol/envelopes.ts';
import type { Engine, EngineOptions, EngineReport, Outcome, Snapshot } from '../../runtime/engine-types.ts';
import { createRandom } from '../../runtime/random.ts';
import { createValues, onGrid } from '../../runtime/values.ts';
import type { ValueTable } from '../../runtime/values.ts';
import { quantityNames } from '../../world/here.ts';
import type { Effects, Place } from '../../world/here.ts';
import { factsOf, timeOf } from './messages.ts';
import type { Down, Here, Part, Up } from './messages.ts';

/** A type that the other thread has loaded. */
export interface RemoteType {
  readonly source: number;
  /** what the user calls its file */
  readonly file: string;
  /** of the exported constant */
  readonly name: string;
  readonly spec: DeviceSpec;
  readonly place: Place;
  readonly start: ValueTable;
}
type Options = Omit<EngineOptions, 'type'>;
type Said = Extract<Up, { kind: 'said' }>;

/** The thread, as one device needs it. */
export interface Wire {
  send(message: Down): void;
  /** Sends a command; `answer` is called once, also where the thread ends before it has. */
  ask(message: Omit<Extract<Down, { kind: 'ask' }>, 'kind' | 'seq'>, answer: (outcome: Outcome) => void): void;
  enter(device: RemoteDevice): void;
  leave(device: RemoteDevice): void;
}

/** What the thread's keeper does with a device. */
export interface RemoteDevice {
  readonly id: number;
  readonly type: RemoteType;
  readonly clock: Options['clock'];
  here(): Here;
  /** Begins in a new thread where it was in the last. */
  open(): void;
  said(message: Said): void;
  /** In its definition: what the thread is inside of. */
  where(part: Part): string;
  /** It is the one that did not return, or that ended the thread. */
  failed(where: string, reason: string): void;
}

const simulation: By = { kind: 'simulation' };
const nothing = Object.fromEntries(quantityNames.map((name) => [name, 0])) as Record<keyof Effects, number>;

export function openRemoteEngine(id: number, type: RemoteType, options: Options, wire: Wire): Engine {
  const { clock, seed, onReport, onEvent, onFault } = options;
  const values = createValues(type.spec, type.start, options.snapshot?.values ?? {}, () => simulation);
  let snapshot: Snapshot = options.snapshot ?? { values: values.save(), memory: {}, random: createRandom(seed).state() };
  let known = options.snapshot;
  let effects: Effects = nothing;
  /** As it said last; before it has, as it begins. */
  let now: readonly EngineReport[] | undefined;
  let live = false;
  let asked: string | undefined;

  const first = (): readonly EngineReport[] =>
    values.cells
      .filter(({ spec }) => spec.access.includes('read'))
      .map((cell) => ({
        ...{ service: cell.service, property: cell.property, value: onGrid(cell) },
        volatile: cell.spec.volatile === true,
        by: simulation,
      }));
  const here = (): Here => factsOf(options.here());
  const device: RemoteDevice = {
    ...{ id, type, clock, here },
    open: () =>
      wire.send({ kind: 'open', device: id, source: type.source, name: type.name, seed, here: here(), snapshot: known, ...timeOf(clock) }),
    said(message) {
      ({ snapshot, effects, now } = message);
      known = snapshot;
      message.reports.forEach(onReport);
      message.events.forEach(onEvent);
      message.faults.forEach(onFault);
      if (message.faults.some(({ fatal }) => fatal)) leave();
    },
    where: (part) => (part === 'a command' && asked !== undefined ? asked : part),
    failed(where, reason) {
      leave();
      onFault({ where, message: reason, file: type.file, fatal: true });
    },
  };
  function leave(): void {
    if (!live) return;
    live = false;
    wire.leave(device);
  }

  return {
    start() {
      if (live) return;
      live = true;
      clock.settle();
      wire.enter(device);
      device.open();
    },
    stop() {
      if (live) wire.send({ kind: 'close', device: id });
      leave();
    },
    execute(ask, { origin, id: command }, answer) {
      if (!live) return answer({ ok: false, error: new OmniError('DEVICE_ERROR', 'the device has stopped') });
      clock.settle();
      const where = ask.op === 'set' ? `set.${ask.service}.${ask.property}` : `actions.${ask.service}.${ask.action}`;
      asked = where;
      wire.ask({ device: id, ask, origin, id: command, here: here(), ...timeOf(clock) }, (outcome) => {
        if (asked === where) asked = undefined;
        answer(outcome);
      });
    },
    reports: () => [...(now ?? first())],
    effects: () => (live ? effects : nothing),
    snapshot: () => snapshot,
  };
}
