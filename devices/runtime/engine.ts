// Runs the behaviour of one device on the home's clock. Knows no network and no disk: what it says goes to callbacks.
// The numbered semantics are those of the author's guide.
import type { By } from '#protocol/envelopes.ts';
import { OmniError } from '#protocol/errors.ts';
import { compileValue, toGrid } from '#protocol/values.ts';
import type { Value } from '#protocol/values.ts';
import type { AnyContext } from '../define-device.ts';
import type { Memory, Origin } from '../definition.ts';
import { Refusal } from '../refuse.ts';
import { mayBeNegative, quantityNames } from '../world/here.ts';
import type { Effects } from '../world/here.ts';
import { checkAsk } from './check-command.ts';
import type { Ask } from './check-command.ts';
import type { Engine, EngineOptions, Outcome } from './engine-types.ts';
import { faultOf } from './behaviour-fault.ts';
import { createRandom } from './random.ts';
import { createReporter } from './reporter.ts';
import { createRules } from './rules.ts';
import type { Cancel } from './timers.ts';
import { createValues, onGrid } from './values.ts';

/** An action that would not be done after this long (real ms) answers that it has started: well within the second that a person waits. */
const answerWithin = 500;
/** A step that asks to be called again sooner is called after this (seconds). */
const shortestStep = 0.02;
const faultsInARow = 3;
const simulation: By = { kind: 'simulation' };
const isKept = (value: unknown): boolean => typeof value === 'boolean' || typeof value === 'string' || Number.isFinite(value);

interface Running {
  readonly generator: Generator<number, Readonly<Record<string, Value>> | undefined, void>;
  cancel: Cancel;
  readonly answer: (outcome: Outcome) => void;
}

export function createEngine(options: EngineOptions): Engine {
  const { type, clock, onReport, onEvent, onFault } = options;
  const { spec, behaviour } = type;
  let cause: By = simulation;
  const values = createValues(spec, type.start, options.snapshot?.values ?? {}, () => cause);
  const random = createRandom(options.snapshot?.random ?? options.seed);
  const memory: Memory = { ...type.memory };
  for (const [key, kept] of Object.entries(options.snapshot?.memory ?? {})) if (typeof memory[key] === typeof kept) memory[key] = kept;
  Object.seal(memory);
  const memoryKeys = Object.keys(memory);
  const remembered: Memory = { ...memory };

  const d = values.state;
  const running = new Map<string, Running>();
  let last = clock.now();
  let cancelStep: Cancel | undefined;
  let faults = 0;
  let live = false;

  const context: AnyContext = {
    get now() {
      return clock.now();
    },
    get here() {
      return options.here();
    },
    random,
    memory,
    emit(path, args) {
      const [service = '', event = ''] = path.split('.');
      const known = spec.services[service]?.events[event];
      if (!known) throw new TypeError(`emit: no event ${path}`);
      for (const [key, schema] of Object.entries(known.args)) {
        const wrong = compileValue(schema)(args[key]);
        if (wrong) throw new TypeError(`emit ${path}: ${key}: ${wrong.message}`);
      }
      reporter.emit({ service, event, args: { ...args } });
    },
  };

  /** Parts that failed when they were last asked: many times a second, so it is told once, until one has worked again. */
  const failing = new Set<string>();

  /** What it remembers can be kept and sent. What cannot be is forgotten again, and told. */
  function demandMemory(): void {
    for (const key of memoryKeys) {
      const value: unknown = memory[key];
      if (isKept(value)) continue;
      Object.assign(memory, remembered);
      const shown = typeof value === 'number' ? String(value) : typeof value;
      throw new TypeError(`memory.${key} = ${shown}: expected a finite number, a text or a bool`);
    }
    Object.assign(remembered, memory);
  }

  function attempt<T>(where: string, run: () => T, otherwise: T): T {
    try {
      const result = run();
      failing.delete(where);
      return result;
    } catch (thrown) {
      if (!failing.has(where)) onFault(faultOf(where, thrown, false));
      failing.add(where);
      return otherwise;
    }
  }
  const reporter = createReporter({
    values,
    rules: createRules(spec),
    moving: ({ service, property }) => {
      const moving = behaviour.moving[service]?.[property];
      return moving && (() => attempt(`moving.${service}.${property}`, () => moving(d, context), undefined));
    },
    onReport,
    onEvent,
  });
  const flush = (by: By = simulation, quiet = false): void => reporter.flush(by, quiet);

  /** Semantics 9: a throw is told; the third in a row stops this device alone. */
  function step(): void {
    const now = clock.now();
    const dt = (now - last) / 1000;
    last = now;
    if (!behaviour.step || !live) return;
    let next = type.tick;
    cause = simulation;
    try {
      next = behaviour.step(d, dt, context) ?? type.tick;
      if (!Number.isFinite(next)) throw new TypeError(`step returned ${String(next)}: expected seconds`);
      demandMemory();
      faults = 0;
    } catch (thrown) {
      faults += 1;
      next = type.tick;
      onFault(faultOf('step', thrown, faults >= faultsInARow));
      if (faults >= faultsInARow) return stop();
    }
    cancelStep?.();
    cancelStep = clock.at(now + 1000 * Math.max(shortestStep, next), () => {
      step();
      flush();
    });
  }

  /** Semantics 2: what time has done is done before a command is looked at. */
  function settle(): void {
    clock.settle();
    if (clock.now() > last) step();
    flush();
  }

  /** Runs a part of the behaviour for a command; the outcome of a throw, undefined where it went well. */
  function during(by: By, where: string, run: () => void): Outcome | undefined {
    let failed: Outcome | undefined;
    cause = by;
    try {
      run();
      demandMemory();
    } catch (thrown) {
      if (thrown instanceof Refusal) failed = { ok: false, error: thrown };
      else {
        const fault = faultOf(where, thrown, false);
        onFault(fault);
        failed = { ok: false, error: new OmniError('DEVICE_ERROR', `${where} failed: ${fault.message}`.slice(0, 500), { cause: thrown }) };
      }
    } finally {
      cause = simulation;
    }
    return failed;
  }
  /** After a handler: what follows from it at this very moment, then the reports. */
  function conclude(by: By): void {
    step();
    flush(by);
  }

  function resultOf(service: string, action: string, given: Readonly<Record<string, Value>> | undefined): Record<string, Value> {
    const result: Record<string, Value> = {};
    for (const [key, schema] of Object.entries(spec.services[service]?.actions[action]?.out ?? {})) {
      const value = given?.[key];
      const rounded = typeof value === 'number' ? toGrid(schema, value) : value;
      const wrong = compileValue(schema)(rounded);
      if (wrong || rounded === undefined) throw new TypeError(`${service}.${action} gave ${key}: ${wrong?.message ?? 'nothing'}`);
      result[key] = rounded;
    }
    return result;
  }

  /** Semantics 5: `yield` waits on the world's clock; an action that takes long answers that it has started. */
  function runGenerator(
    service: string,
    action: string,
    generator: Running['generator'],
    by: By,
    answer: (outcome: Outcome) => void,
  ): void {
    const name = `${service}.${action}`;
    const began = clock.now();
    const answersEarly = Object.keys(spec.services[service]?.actions[action]?.out ?? {}).length === 0;
    let answered = false;
    const entry: Running = {
      generator,
      cancel: () => {},
      answer(outcome) {
        if (answered) return;
        answered = true;
        answer(outcome);
      },
    };
    running.set(name, entry);
    const proceed = (): void => {
      let wait: number | undefined;
      let result: Record<string, Value> = {};
      const cause = answered ? simulation : by;
      const failed = during(cause, `actions.${name}`, () => {
        const turn = generator.next();
        if (turn.done) result = resultOf(service, action, turn.value);
        else if (Number.isFinite(turn.value) && turn.value >= 0) wait = turn.value;
        else throw new TypeError(`yield ${String(turn.value)}: expected seconds`);
      });
      conclude(cause);
      if (wait === undefined || failed || !live) {
        running.delete(name);
        if (failed) generator.return(undefined);
        return entry.answer(failed ?? { ok: true, result });
      }
      const due = clock.now() + wait * 1000;
      if (answersEarly && (clock.isPaused || (due - began) / clock.speed > answerWithin)) entry.answer({ ok: true, result: {} });
      entry.cancel = clock.at(due, proceed);
    };
    proceed();
  }

  function execute(ask: Ask, { origin, id }: { readonly origin: Origin; readonly id?: string }, answer: (outcome: Outcome) => void): void {
    const checked = checkAsk(spec, ask);
    if (!checked.ok) return answer(checked);
    if (!live) return answer({ ok: false, error: new OmniError('DEVICE_ERROR', 'the device has stopped') });
    settle();
    const by: By = origin === 'hand' ? { kind: 'local' } : { kind: 'command', ...(id === undefined ? {} : { id }) };
    const { service } = ask;
    const refused = during(by, 'guard', () => {
      const refusal = behaviour.guard?.({ service, name: checked.name, origin }, d, context);
      if (refusal) throw refusal;
    });
    if (refused) {
      flush(by);
      return answer(refused);
    }
    if (ask.op === 'set') {
      const failed = during(by, `set.${service}.${ask.property}`, () => {
        behaviour.set[service]?.[ask.property]?.(checked.value, d, context);
        const fields = d[service];
        if (fields) fields[ask.property] = checked.value;
      });
      conclude(by);
      const cell = values.find(service, ask.property);
      return answer(failed ?? { ok: true, result: { value: cell ? onGrid(cell) : checked.value } });
    }
    const name = `${service}.${ask.action}`;
    if (running.has(name)) return answer({ ok: false, error: new OmniError('BUSY') });
    let generator: Running['generator'] | undefined;
    let result: Record<string, Value> = {};
    const failed = during(by, `actions.${name}`, () => {
      const given = behaviour.actions[service]?.[ask.action]?.(checked.args, d, context);
      if (given && typeof given === 'object' && 'next' in given && typeof given.next === 'function')
        generator = given as Running['generator'];
      else result = resultOf(service, ask.action, given as Record<string, Value> | undefined);
    });
    if (generator && !failed) return runGenerator(service, ask.action, generator, by, answer);
    conclude(by);
    return answer(failed ?? { ok: true, result });
  }

  function stop(): void {
    if (!live) return;
    for (const [name, { generator, cancel, answer }] of running) {
      cancel();
      attempt(`actions.${name}`, () => void generator.return(undefined), undefined);
      answer({ ok: false, error: new OmniError('BUSY', 'the device was replaced meanwhile') });
    }
    running.clear();
    flush();
    live = false;
    cancelStep?.();
  }

  return {
    start() {
      if (live) return;
      live = true;
      last = clock.now();
      step();
      flush(simulation, true);
    },
    stop,
    execute,
    reports: () => reporter.all(simulation),
    effects() {
      const now = {} as Record<keyof Effects, number>;
      for (const quantity of quantityNames) {
        const effect = live ? behaviour.effects[quantity] : undefined;
        const amount = effect ? attempt(`effects.${quantity}`, () => effect(d, context), 0) : 0;
        now[quantity] = Number.isFinite(amount) && (amount > 0 || mayBeNegative.has(quantity)) ? amount : 0;
      }
      return now;
    },
    snapshot() {
      // Effects and `moving` remember too.
      attempt('memory', demandMemory, undefined);
      return { values: values.save(), memory: { ...remembered }, random: random.state() };
    },
  };
}
