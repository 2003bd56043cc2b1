// What every device must keep to, whatever it is: checked over its spec, without knowing the type. Each property to both
// ends and one beyond, each action, a day, a reload in between, and the same trace for the same seed.
import { declarations } from '#protocol/services/declarations.ts';
import { canonical } from '#protocol/revisions.ts';
import { parseSpec } from '#protocol/spec.ts';
import type { ArgumentSpec, PropertySpec } from '#protocol/spec.ts';
import { compileValue, initialValue, stepOf } from '#protocol/values.ts';
import type { Value } from '#protocol/values.ts';
import type { DeviceType } from '../define-device.ts';
import type { Services } from '../definition.ts';
import type { Outcome } from '../runtime/engine-types.ts';
import { simulate } from '../simulate.ts';
import type { Bench, SimulateOptions } from '../simulate.ts';

/** Where in the definition, what is wrong, how to mend it. */
export class ConformanceFault extends Error {
  override readonly name = 'ConformanceFault';
  readonly path: string;
  readonly cure: string;
  constructor(path: string, what: string, cure: string) {
    super(what);
    this.path = path;
    this.cure = cure;
  }
}

/** What does not break a rule and yet proves nothing: shown, without effect on the exit code. */
export interface Warning {
  readonly path: string;
  readonly what: string;
  readonly cure: string;
}

export interface Check {
  /** What holds of a device that passes. */
  readonly title: string;
  /** Throws ConformanceFault. `alive` is called as it goes on: what does not call it for a second does not return. */
  readonly run: (type: DeviceType, alive?: () => void) => readonly Warning[] | undefined;
}

const day = 86_400;
const open = (type: DeviceType, options: SimulateOptions = {}): Bench<Services> => simulate<Services>(type, options);

type Alive = (() => void) | undefined;
function advance(bench: Bench<Services>, seconds: number, alive: Alive): void {
  for (let left = seconds; left > 0; left -= 600) {
    bench.advance(Math.min(600, left));
    alive?.();
  }
}

function demand(holds: boolean, path: string, what: string, cure: string): asserts holds {
  if (!holds) throw new ConformanceFault(path, what, cure);
}

/** Both ends, or every value of a few. */
function endsOf(schema: PropertySpec | ArgumentSpec): Value[] {
  switch (schema.format) {
    case 'bool':
      return [true, false];
    case 'enum':
      return Object.keys(schema.values);
    case 'int':
    case 'float':
    case 'duration':
      return schema.range ? [schema.range.min, schema.range.max] : [0, 1_000_000];
    case 'color':
      return [
        { h: 0, s: 0 },
        { h: 360, s: 100 },
      ];
    case 'string':
      return ['', 'x'.repeat(schema.maxLength)];
    case 'datetime':
      return ['2026-03-02T00:00:00Z'];
  }
}
function beyondOf(schema: PropertySpec | ArgumentSpec): unknown[] {
  const wrongType = schema.format === 'bool' ? 1 : true;
  if ((schema.format === 'int' || schema.format === 'float' || schema.format === 'duration') && schema.range) {
    const step = stepOf(schema) ?? 1;
    return [wrongType, schema.range.min - step, schema.range.max + step, NaN];
  }
  if (schema.format === 'enum') return [wrongType, 'no-such-value'];
  if (schema.format === 'string') return [wrongType, 'x'.repeat(schema.maxLength + 1)];
  return [wrongType, null];
}

/** No fault, and nothing told that the spec does not allow. */
function checkTold(type: DeviceType, bench: Bench<Services>): void {
  const [fault] = bench.faults;
  if (fault)
    throw new ConformanceFault(
      fault.where,
      `it threw${fault.file === undefined ? '' : ` at ${fault.file}`}: ${fault.message}`,
      'mend it; where it should say no, throw refuse(en, zh)',
    );
  for (const { service, property, value, target } of bench.reports) {
    const spec = type.spec.services[service]?.properties[property];
    const path = `services.${service}.properties.${property}`;
    demand(spec !== undefined, path, 'a report of a property that the spec does not have', 'add it to services');
    for (const told of target === undefined ? [value] : [value, target]) {
      const wrong = compileValue(spec)(told);
      demand(wrong === undefined, path, `reported ${JSON.stringify(told)}: ${wrong?.message ?? ''}`, wrong?.hint ?? '');
    }
  }
}

const refusedInWords = (outcome: Outcome): boolean => !outcome.ok && outcome.error.code === 'WRONG_STATE';
const sayNo = 'a device may say no in its state: throw refuse(en, zh)';

function checkSpec({ spec }: DeviceType): undefined {
  const announced = parseSpec(JSON.parse(JSON.stringify(spec)));
  const whole = announced.ok && announced.dropped.length === 0 && canonical(announced.spec) === canonical(spec);
  demand(whole, 'services', 'the spec changes when it is written as JSON and read again', 'keep to plain values');
  for (const [name, { type }] of Object.entries(spec.services)) {
    const known = type === undefined || declarations.has(type);
    demand(known, `services.${name}.type`, `no standard service "${type ?? ''}"`, 'compose a standard service, or use ownService(…)');
  }
}

function checkProperties(type: DeviceType, alive: Alive): undefined {
  for (const [service, { properties }] of Object.entries(type.spec.services)) {
    for (const [property, spec] of Object.entries(properties)) {
      const path = `services.${service}.properties.${property}`;
      const bench = open(type);
      const set = (value: unknown): Outcome | undefined => bench.ask({ op: 'set', service, property, value }).outcome;
      for (const value of endsOf(spec)) {
        const outcome = set(value);
        demand(outcome !== undefined, path, `setting it to ${JSON.stringify(value)} is not answered`, 'let set handlers return');
        if (!spec.access.includes('write')) demand(!outcome.ok, path, 'it can be written, without write', 'give it write');
        else {
          const done = outcome.ok || refusedInWords(outcome);
          const code = outcome.ok ? '' : `${outcome.error.code} ${outcome.error.message}`;
          demand(done, path, `it fails at ${JSON.stringify(value)}: ${code}`, sayNo);
        }
        bench.advance(40);
      }
      for (const value of beyondOf(spec))
        demand(set(value)?.ok === false, path, `it takes ${JSON.stringify(value)}`, 'see the section Values of docs/protocol.md');
      advance(bench, day, alive);
      checkTold(type, bench);
      bench.stop();
    }
  }
}

function checkActions(type: DeviceType): readonly Warning[] {
  const warnings: Warning[] = [];
  for (const [service, { actions }] of Object.entries(type.spec.services)) {
    for (const [action, { in: args }] of Object.entries(actions)) {
      const path = `actions.${service}.${action}`;
      const bench = open(type);
      const outcomes: (Outcome | undefined)[] = [];
      for (const pick of [0, -1]) {
        const given = Object.fromEntries(
          Object.entries(args).map(([key, schema]) => [key, endsOf(schema).at(pick) ?? initialValue(schema)]),
        );
        const doing = bench.ask({ op: 'action', service, action, in: given });
        bench.advance(120);
        const { outcome } = doing;
        outcomes.push(outcome);
        demand(outcome !== undefined, path, 'it is not answered within two minutes', 'change a state, answer at once, and let step go on');
        const code = outcome.ok ? '' : `${outcome.error.code} ${outcome.error.message}`;
        demand(outcome.ok || refusedInWords(outcome), path, `it fails with ${JSON.stringify(given)}: ${code}`, sayNo);
      }
      for (const [key, schema] of Object.entries(args)) {
        for (const wrong of beyondOf(schema)) {
          const { outcome } = bench.ask({ op: 'action', service, action, in: { [key]: wrong } });
          demand(outcome?.ok === false, `${path}.in.${key}`, `it takes ${JSON.stringify(wrong)}`, 'give the argument a range');
        }
      }
      const last = bench.ask({ op: 'action', service, action, in: {} });
      bench.reload();
      bench.advance(60);
      outcomes.push(last.outcome);
      const [first] = outcomes;
      if (first?.ok === false && !outcomes.some((outcome) => outcome?.ok))
        warnings.push({
          path,
          what: `never seen to succeed: in the state that it begins in it only said no (${first.error.message})`,
          cure: 'begin in a state in which it is possible (start, memory), or show it in a test with simulate(…)',
        });
      checkTold(type, bench);
      bench.stop();
    }
  }
  return warnings;
}

/** Half a day, and the other half in other surroundings. */
function lead(bench: Bench<Services>, alive: Alive, meanwhile = (): void => {}): void {
  advance(bench, day / 2, alive);
  meanwhile();
  Object.assign(bench.here, { asleep: true, pm25: 450, cadence: 90, temperature: 27, moving: true, doorOpen: true, wet: true });
  advance(bench, day / 2, alive);
}

/** What it tells now, but for what changes all the time by its own word. */
const tellings = (type: DeviceType, bench: Bench<Services>): [path: string, value: Value][] =>
  Object.entries(type.spec.services).flatMap(([service, { properties }]) =>
    Object.entries(properties)
      .filter(([, { access, volatile }]) => access.includes('read') && volatile !== true)
      .map(([property]): [string, Value] => [`services.${service}.properties.${property}`, bench.get(service, property)]),
  );

/** A reload takes no time: what it tells is the same before and after. */
function reloadAtOnce(type: DeviceType, bench: Bench<Services>): void {
  const before = tellings(type, bench);
  bench.reload();
  const after = new Map(tellings(type, bench));
  for (const [path, value] of before) {
    const now = canonical(after.get(path));
    demand(now === canonical(value), path, `it is ${canonical(value)}, and ${now} after a reload`, 'keep what it knows in memory');
  }
}

function checkTrace(type: DeviceType, alive: Alive): undefined {
  const [a, b, reloaded] = [open(type, { seed: 3 }), open(type, { seed: 3 }), open(type, { seed: 3 })];
  lead(a, alive);
  lead(b, alive);
  const cure = 'take chance from random and time from now; keep what it knows in memory, not in variables of the file';
  const parting = a.reports.findIndex((report, k) => canonical(report) !== canonical(b.reports[k]));
  const first = a.reports[parting] ?? b.reports[a.reports.length];
  const same = parting < 0 && a.reports.length === b.reports.length && canonical(a.events) === canonical(b.events);
  demand(same, first ? `services.${first.service}.properties.${first.property}` : 'step', 'two runs of the same seed differ', cure);
  // Only what repeats itself says anything of a reload.
  lead(reloaded, alive, () => reloadAtOnce(type, reloaded));
  for (const bench of [a, reloaded]) checkTold(type, bench);
  for (const bench of [a, b, reloaded]) bench.stop();
}

function checkEffects(type: DeviceType): undefined {
  const bench = open(type);
  bench.advance(60);
  bench.effects();
  checkTold(type, bench);
  // Only warmth and damp may be taken out of a room as well as put into it.
  const { heat: _heat, moisture: _moisture, ...given } = bench.effects();
  for (const [quantity, amount] of Object.entries(given))
    demand(amount >= 0, `effects.${quantity}`, `it is ${amount}`, 'give what the device does to its room, zero or more');
  bench.stop();
  const silent = Object.values(bench.effects()).every((amount) => amount === 0);
  demand(silent, 'effects', 'it goes on once the device has stopped', 'this is a fault of the runtime');
}

export const checks: readonly Check[] = [
  { title: 'its spec is announced as it stands, with standard services known to the library', run: checkSpec },
  { title: 'every property takes both ends and nothing beyond', run: checkProperties },
  { title: 'every action with both ends of its arguments answers', run: checkActions },
  { title: 'the same seed gives the same trace, and a reload in between goes on', run: checkTrace },
  { title: 'its effects are numbers of the world, none once it has stopped', run: checkEffects },
];
