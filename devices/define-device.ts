// A device is one object: what it announces, and named functions of its state. See docs for the author's guide.
import { OmniError } from '#protocol/errors.ts';
import { cureForName } from '#protocol/known-keys.ts';
import { parseSpec } from '#protocol/spec.ts';
import type { DeviceSpec } from '#protocol/spec.ts';
import { compileValue } from '#protocol/values.ts';
import type { Value } from '#protocol/values.ts';
import { z } from '#protocol/zod.ts';
import type { ActionsPart, Asked, Definition, Memory, OnTheWay, Services } from './definition.ts';
import type { Refusal } from './refuse.ts';
import type { Random } from './runtime/random.ts';
import { quantityNames } from './world/here.ts';
import type { Place, Places, Quantity } from './world/here.ts';

export { refuse } from './refuse.ts';

/** All values of a device whose type is not known here. */
export type AnyState = Readonly<Record<string, Record<string, Value>>>;
export interface AnyContext {
  readonly now: number;
  readonly random: Random;
  readonly here: Places[Place];
  readonly memory: Memory;
  emit(event: string, args: Readonly<Record<string, Value>>): void;
}
type Table<F> = Readonly<Record<string, Readonly<Record<string, F>>>>;
type Results = Readonly<Record<string, Value>>;

/** A definition as the engine runs it. */
export interface Behaviour {
  guard?(asked: Asked<Services>, d: AnyState, ctx: AnyContext): Refusal | false | undefined;
  readonly set: Table<(value: Value, d: AnyState, ctx: AnyContext) => void>;
  readonly actions: Table<
    (args: Results, d: AnyState, ctx: AnyContext) => Results | undefined | Generator<number, Results | undefined, void>
  >;
  step?(d: AnyState, dt: number, ctx: AnyContext): number | undefined;
  readonly moving: Table<(d: AnyState, ctx: AnyContext) => OnTheWay | false | undefined>;
  readonly effects: { readonly [Q in Quantity]?: (d: AnyState, ctx: AnyContext) => number };
}

/** What the runtime needs of a device type; its services are not known to the compiler here. */
export interface DeviceType {
  readonly spec: DeviceSpec;
  readonly place: Place;
  /** seconds between steps */
  readonly tick: number;
  readonly start: Table<Value>;
  readonly memory: Memory;
  readonly behaviour: Behaviour;
}

declare const servicesOf: unique symbol;
/** A device type whose services the compiler knows: for `simulate`. */
export interface Device<S extends Services> extends DeviceType {
  readonly [servicesOf]?: S;
}

const made = new WeakSet<object>();
/** Did `defineDevice` make this? */
export const isDeviceType = (value: unknown): value is DeviceType => typeof value === 'object' && value !== null && made.has(value);

const restSchema = z.object({
  place: z.enum(['room', 'worn', 'world']).default('room'),
  tick: z.number().positive().default(60),
  memory: z.record(z.string(), z.union([z.boolean(), z.number(), z.string()])).default({}),
});

/** The parts of a definition; the compiler holds it against the type. */
const parts = Object.keys({
  ...{ model: true, vendor: true, category: true, rev: true, title: true, market: true, services: true, place: true, tick: true },
  ...{ start: true, memory: true, guard: true, set: true, actions: true, step: true, moving: true, effects: true },
} satisfies Record<keyof Definition<Services, Memory, Place> | 'actions', true>);

/**
 * Defines a device type. Throws BAD_SPEC where the definition is wrong, with the path of each fault, what is wrong and how
 * to mend it.
 */
export function defineDevice<S extends Services, M extends Memory = Record<never, never>, P extends Place = 'room'>(
  definition: Definition<S, M, P> & ActionsPart<NoInfer<S>, NoInfer<M>, NoInfer<P>>,
): Device<S> {
  const { model, vendor, category, rev, title, market, services } = definition;
  const parsed = parseSpec({ model, vendor, category, rev, title, services, ...(market === undefined ? {} : { market }) });
  if (!parsed.ok) throw badSpec(model, parsed.faults);
  const rest = restSchema.safeParse({ place: definition.place, tick: definition.tick, memory: definition.memory });
  if (!rest.success)
    throw badSpec(
      model,
      rest.error.issues.map((issue) => ({
        path: issue.path.map(String).join('.'),
        what: issue.message,
        cure: 'see the parts of a definition in the author’s guide',
      })),
    );
  // Handlers are typed by this device's own services; the engine calls them with values that it has checked against the spec.
  const { guard, step, set = {}, moving = {}, effects = {} } = definition;
  const actions = 'actions' in definition ? (definition.actions ?? {}) : {};
  const behaviour = { set, actions, moving, effects, ...(guard ? { guard } : {}), ...(step ? { step } : {}) } as unknown as Behaviour;
  const start = (definition.start ?? {}) as Table<Value>;
  const faults = [...partFaults(definition), ...startFaults(parsed.spec, start), ...handlerFaults(parsed.spec, behaviour)];
  if (faults.length > 0) throw badSpec(model, faults);
  const type: Device<S> = { spec: parsed.spec, start, behaviour, ...rest.data };
  made.add(type);
  return type;
}

interface Fault {
  readonly path: string;
  readonly what: string;
  readonly cure: string;
}

function badSpec(model: string, faults: readonly Fault[]): OmniError {
  const lines = faults.map(({ path, what, cure }) => `${path || 'definition'}: ${what}; ${cure}`);
  return new OmniError('BAD_SPEC', `${model}: ${lines.join(' | ')}`, { path: faults[0]?.path, hint: faults[0]?.cure });
}

function* partFaults(definition: object): Generator<Fault> {
  for (const key of Object.keys(definition))
    if (!parts.includes(key)) yield { path: key, what: 'no such part of a definition', cure: cureForName(key, parts) };
}

function* startFaults(spec: DeviceSpec, start: Table<Value>): Generator<Fault> {
  for (const [service, values] of Object.entries(start)) {
    for (const [property, value] of Object.entries(values)) {
      const known = spec.services[service]?.properties[property];
      const path = `start.${service}.${property}`;
      if (!known)
        yield { path, what: 'no such property', cure: cureForName(property, Object.keys(spec.services[service]?.properties ?? {})) };
      else {
        const wrong = compileValue(known)(value);
        if (wrong) yield { path, what: wrong.message, cure: wrong.hint };
      }
    }
  }
}

const numeric: ReadonlySet<string> = new Set(['int', 'float', 'duration']);
/** Files run without being type-checked, so what the compiler would say is said here too. */
function* handlerFaults(spec: DeviceSpec, { set, actions, moving, effects }: Behaviour): Generator<Fault> {
  for (const [service, handlers] of Object.entries(set)) {
    for (const property of Object.keys(handlers)) {
      const writable = spec.services[service]?.properties[property]?.access.includes('write');
      if (!writable)
        yield { path: `set.${service}.${property}`, what: 'no such writable property', cure: 'name a property that has write' };
    }
  }
  for (const [service, { actions: known }] of Object.entries(spec.services)) {
    for (const name of Object.keys(known)) {
      if (typeof actions[service]?.[name] !== 'function')
        yield { path: `actions.${service}.${name}`, what: 'no handler for this action', cure: 'add a function of that name' };
    }
  }
  for (const [service, handlers] of Object.entries(actions)) {
    for (const name of Object.keys(handlers)) {
      if (!spec.services[service]?.actions[name])
        yield { path: `actions.${service}.${name}`, what: 'no such action', cure: 'name an action of the services above' };
    }
  }
  for (const [service, handlers] of Object.entries(moving)) {
    const numbers = Object.entries(spec.services[service]?.properties ?? {}).filter(([, { format }]) => numeric.has(format));
    const names = numbers.map(([property]) => property);
    for (const property of Object.keys(handlers))
      if (!names.includes(property))
        yield { path: `moving.${service}.${property}`, what: 'no such number', cure: cureForName(property, names) };
  }
  for (const quantity of Object.keys(effects)) {
    if (!quantityNames.some((name) => name === quantity))
      yield { path: `effects.${quantity}`, what: 'the world has no such quantity', cure: cureForName(quantity, quantityNames) };
  }
}
