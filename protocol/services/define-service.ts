// A standard service is one file: data, no behaviour. `defineService` turns it into the function with which a device
// composes it: `light({ brightness: true, temperature: [2700, 6500, 50] })`.
import { demandKnown } from '../known-keys.ts';
import type { Title } from '../names.ts';
import { serviceSchema } from '../spec.ts';
import type { ActionSpec, EventSpec, PropertySpec, ServiceSpec } from '../spec.ts';
import { toGrid } from '../values.ts';
import { spanToRange } from './values.ts';
import type { EnumSpec, Span, ValueOf } from './values.ts';

export { bool, color, datetime, duration, enumOf, float, int, string } from './values.ts';
export type { Span, ValueOf, Writable } from './values.ts';

export type None = Record<never, never>;

/** A part that a device has only if it asks for it. */
export interface Maybe<T> {
  readonly maybe: T;
}
export const maybe = <T>(part: T): Maybe<T> => ({ maybe: part });

type Arguments = Record<string, PropertySpec>;
/** A property's value schema, without what only a property has. */
export type ArgumentOf<P> = Omit<P, 'access' | 'volatile'>;
export type ArgumentsOf<I> = { [K in keyof I]: ArgumentOf<I[K]> };
/** The values of arguments or results, as a behaviour gets them. */
export type ArgumentValues<I> = { readonly [K in keyof I]: ValueOf<I[K]> };

export interface ActionOf<I, O> {
  title: Title;
  in: I;
  out: O;
  idempotent?: boolean;
}
export interface EventOf<G> {
  title: Title;
  args: G;
  level: 'info' | 'warning' | 'alarm';
}

function argumentsOf<I extends Arguments>(properties: I | undefined): ArgumentsOf<I> {
  const entries = Object.entries(properties ?? {}).map(([key, property]) => {
    const { access: _access, volatile: _volatile, ...argument } = property;
    return [key, argument];
  });
  return Object.fromEntries(entries) as ArgumentsOf<I>;
}

export function action<I extends Arguments = None, O extends Arguments = None>(
  en: string,
  zh: string,
  options: {
    readonly in?: I;
    readonly out?: O;
    /** Twice is the same as once: a controller may repeat it by itself. */ readonly idempotent?: true;
  } = {},
): NoInfer<ActionOf<ArgumentsOf<I>, ArgumentsOf<O>>> {
  demandKnown(`action('${en}')`, options, ['in', 'out', 'idempotent']);
  return {
    title: { en, zh },
    in: argumentsOf(options.in),
    out: argumentsOf(options.out),
    ...(options.idempotent ? { idempotent: true } : {}),
  };
}

export function event<G extends Arguments = None>(
  en: string,
  zh: string,
  options: { readonly args?: G; readonly level?: 'info' | 'warning' | 'alarm' } = {},
): NoInfer<EventOf<ArgumentsOf<G>>> {
  demandKnown(`event('${en}')`, options, ['args', 'level']);
  return { title: { en, zh }, args: argumentsOf(options.args), level: options.level ?? 'info' };
}

type Parts<T> = Record<string, T | Maybe<T>>;
type Bare<T> = T extends Maybe<infer U> ? U : T;
type Comparison = '<' | '<=' | '=' | '!=' | '>=' | '>';
/** `[property, comparison, value]`, each combination of which makes sense. */
type ConditionOn<P> = { [K in keyof P & string]: readonly [property: K, comparison: Comparison, value: ValueOf<Bare<P[K]>>] }[keyof P &
  string];
type EnumValues<P> = { [K in keyof P]: Bare<P[K]> extends EnumSpec<infer V, boolean> ? V : never }[keyof P];

/** What other ecosystems call it: hints for the projections. */
export interface Bridges {
  /** Home Assistant's MQTT component. */
  readonly homeAssistant?: string;
  /** Matter cluster ids (Matter Application Cluster Specification). */
  readonly matter?: readonly number[];
  /** HomeKit service type. */
  readonly homekit?: string;
}

export interface Declaration<P = Parts<PropertySpec>, A = Parts<ActionSpec>, E = Parts<EventSpec>> {
  readonly type: string;
  readonly title: readonly [en: string, zh: string];
  /** Name of a Lucide icon. */
  readonly icon: string;
  readonly bridges?: Bridges;
  readonly properties: P;
  readonly actions?: A;
  readonly events?: E;
  /** Which event is raised when which condition becomes true. */
  readonly raises?: { readonly [K in keyof E]?: ConditionOn<P> };
  /** Which property shows an action's progress, and which values or events end it. */
  readonly follows?: {
    readonly [K in keyof A]?: { readonly progress: keyof P & string; readonly ends: readonly (EnumValues<P> | (keyof E & string))[] };
  };
}

type Narrowing<X> = X extends { format: 'int' | 'float' | 'duration' }
  ? Span
  : X extends { format: 'enum'; values: infer V }
    ? readonly [keyof V & string, ...(keyof V & string)[]]
    : never;
type OptionFor<X> = X extends Maybe<infer U> ? true | Narrowing<U> : Narrowing<X>;
/** Only what can be asked for or narrowed is a key. */
type OptionsFor<X> = { readonly [K in keyof X as [OptionFor<X[K]>] extends [never] ? never : K]?: OptionFor<X[K]> };
export type ServiceOptions<P, A, E> = OptionsFor<P> & OptionsFor<A> & OptionsFor<E>;

type Narrowed<X, Choice> =
  X extends EnumSpec<string, infer W> ? (Choice extends readonly (infer V extends string)[] ? EnumSpec<V, W> : X) : X;
type Chosen<X, O> = {
  [K in keyof X as X[K] extends Maybe<unknown> ? (K extends keyof O ? K : never) : K]: Narrowed<
    Bare<X[K]>,
    K extends keyof O ? O[K] : undefined
  >;
};

export interface ServiceOf<P, A, E> {
  type?: string;
  title: Title;
  properties: P;
  actions: A;
  events: E;
  raises?: NonNullable<ServiceSpec['raises']>;
  follows?: NonNullable<ServiceSpec['follows']>;
}

export interface ServiceBuilder<T extends string, P, A, E> {
  /** Composes the service into a device. Options: `true` asks for a part, `[min, max, step?]` narrows a number, a list narrows an enum. */
  <const O extends ServiceOptions<P, A, E> = None>(
    options?: O & { readonly [K in Exclude<keyof O, keyof ServiceOptions<P, A, E>>]: `${T}() has no option '${K & string}'` },
  ): NoInfer<ServiceOf<Chosen<P, O>, Chosen<A, O>, Chosen<E, O>>>;
  readonly declaration: Declaration;
}

/** A service of the standard library. Wrong data throws where the file is loaded, with path and reason. */
export function defineService<
  const T extends string,
  P extends Parts<PropertySpec>,
  A extends Parts<ActionSpec> = None,
  E extends Parts<EventSpec> = None,
>(
  declaration: Declaration<P, NoInfer<A>, NoInfer<E>> & { readonly type: T; readonly actions?: A; readonly events?: E },
): ServiceBuilder<T, P, A, E> {
  const erased = declaration as unknown as Declaration;
  const whole = compose(erased, undefined);
  const parsed = serviceSchema.safeParse(whole);
  if (!parsed.success)
    throw new TypeError(
      `service ${declaration.type}: ${parsed.error.issues.map((issue) => `${issue.path.map(String).join('.')}: ${issue.message}`).join('; ')}`,
    );
  const choices = [...optionsOf(erased.properties), ...optionsOf(erased.actions), ...optionsOf(erased.events)];
  const build = (options: Readonly<Record<string, unknown>> = {}) => {
    demandKnown(`${declaration.type}()`, options, choices);
    return compose(erased, options);
  };
  // The one unchecked cast: the type says per option what `compose` does for all of them.
  return Object.assign(build, { declaration: erased }) as unknown as ServiceBuilder<T, P, A, E>;
}

/** A device's own service, from the same builders; it has no type, so bridges go by format, unit and access. */
export function ownService<
  P extends Record<string, PropertySpec>,
  A extends Record<string, ActionSpec> = None,
  E extends Record<string, EventSpec> = None,
>(
  en: string,
  zh: string,
  parts: {
    readonly properties: P;
    readonly actions?: A;
    readonly events?: E;
    readonly raises?: { readonly [K in keyof NoInfer<E>]?: ConditionOn<NoInfer<P>> };
    readonly follows?: Declaration<NoInfer<P>, NoInfer<A>, NoInfer<E>>['follows'];
  },
): NoInfer<ServiceOf<P, A, E>> {
  demandKnown(`ownService('${en}')`, parts, ['properties', 'actions', 'events', 'raises', 'follows']);
  const { properties, actions, events, raises, follows } = parts;
  const declaration = { type: 'own', title: [en, zh], icon: 'box', properties, actions, events, raises, follows } as unknown as Declaration;
  const { type: _type, ...service } = compose(declaration, {});
  return service as unknown as ServiceOf<P, A, E>;
}

const isMaybe = <T>(part: T | Maybe<T>): part is Maybe<T> => typeof part === 'object' && part !== null && 'maybe' in part;

const narrowable: ReadonlySet<unknown> = new Set(['int', 'float', 'duration', 'enum']);
/** The names that a device may give as options: what can be asked for, and what can be narrowed. */
const optionsOf = (parts: Readonly<Record<string, unknown>> | undefined): string[] =>
  Object.entries(parts ?? {})
    .filter(([, part]) => isMaybe(part) || (typeof part === 'object' && part !== null && 'format' in part && narrowable.has(part.format)))
    .map(([key]) => key);

/** The parts that a device has: those that are always there and those it asks for. `options` undefined: all. */
function choose<T>(
  parts: Readonly<Record<string, T | Maybe<T>>> | undefined,
  options: Readonly<Record<string, unknown>> | undefined,
): [string, T][] {
  const chosen: [string, T][] = [];
  for (const [key, part] of Object.entries(parts ?? {})) {
    if (!isMaybe(part)) chosen.push([key, part]);
    else if (!options || (options[key] !== undefined && options[key] !== false)) chosen.push([key, part.maybe]);
  }
  return chosen;
}

const isSpan = (choice: unknown): choice is Span => Array.isArray(choice) && typeof choice[0] === 'number';

function narrow(property: PropertySpec, choice: unknown): PropertySpec {
  if (isSpan(choice) && (property.format === 'int' || property.format === 'float' || property.format === 'duration')) {
    const range = { ...(property.range?.step === undefined ? {} : { step: property.range.step }), ...spanToRange(choice) };
    const narrowed = { ...property, range };
    return property.default === undefined ? narrowed : { ...narrowed, default: toGrid(narrowed, property.default) };
  }
  if (Array.isArray(choice) && property.format === 'enum') {
    const values = Object.fromEntries(Object.entries(property.values).filter(([key]) => choice.includes(key)));
    const { default: first, ...rest } = property;
    return { ...rest, values, ...(first !== undefined && first in values ? { default: first } : {}) };
  }
  return property;
}

/** A rule whose property, action or event the device does not have falls away with it. */
function compose(declaration: Declaration, options: Readonly<Record<string, unknown>> | undefined): ServiceSpec {
  const [en, zh] = declaration.title;
  const properties = Object.fromEntries(
    choose(declaration.properties, options).map(([key, property]) => [key, narrow(property, options?.[key])]),
  );
  const actions = Object.fromEntries(choose(declaration.actions, options));
  const events = Object.fromEntries(choose(declaration.events, options));
  const raises: NonNullable<ServiceSpec['raises']> = {};
  for (const [key, rule] of Object.entries(declaration.raises ?? {}))
    if (rule && key in events && rule[0] in properties) raises[key] = [rule[0], rule[1], rule[2] as boolean | number | string];
  const follows: NonNullable<ServiceSpec['follows']> = {};
  for (const [key, rule] of Object.entries(declaration.follows ?? {}))
    if (rule && key in actions && rule.progress in properties) follows[key] = { progress: rule.progress, ends: [...rule.ends] };
  return {
    type: declaration.type,
    title: { en, zh },
    properties,
    actions,
    events,
    ...(Object.keys(raises).length > 0 ? { raises } : {}),
    ...(Object.keys(follows).length > 0 ? { follows } : {}),
  };
}
