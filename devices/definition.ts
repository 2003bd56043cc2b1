// The types of a device definition: what is announced above `services`, functions of the state below it.
import type { ArgumentValues, ValueOf, Writable } from '#protocol/services/define-service.ts';
import type { Market, ServiceSpec } from '#protocol/spec.ts';
import type { Title } from '#protocol/names.ts';
import type { Refusal } from './refuse.ts';
import type { Random } from './runtime/random.ts';
import type { Place, Places, Quantity } from './world/here.ts';

export type Services = Record<string, ServiceSpec>;
/** Flat JSON: what a device knows and does not tell. Kept over reload and restart. */
export type Memory = Record<string, boolean | number | string>;
// A type parameter constrained to primitives keeps `false` as `false`; memory must be able to change.
type Widen<T> = T extends boolean ? boolean : T extends number ? number : T extends string ? string : never;
export type Widened<M> = { [K in keyof M]: Widen<M[K]> };

/** A service's values as plain fields. An assignment is the report. */
export type ServiceState<V extends ServiceSpec> = { -readonly [K in keyof V['properties']]: ValueOf<V['properties'][K]> };
/** `d`: all values of a device. */
export type State<S extends Services> = { readonly [K in keyof S]: ServiceState<S[K]> };

export type WritableOf<V extends ServiceSpec> = {
  [K in keyof V['properties']]: Writable<V['properties'][K]> extends true ? K : never;
}[keyof V['properties']];
// Services that would come out as {} are left out of the keys: an empty mapped type accepts anything.
export type ServicesThatSet<S extends Services> = { [K in keyof S]: [WritableOf<S[K]>] extends [never] ? never : K }[keyof S];
export type ServicesThatAct<S extends Services> = { [K in keyof S]: [keyof S[K]['actions']] extends [never] ? never : K }[keyof S];

type EventPath<S extends Services> = { [K in keyof S & string]: `${K}.${keyof S[K]['events'] & string}` }[keyof S & string];
type EventArguments<S extends Services, P> = P extends `${infer K}.${infer E}`
  ? K extends keyof S
    ? E extends keyof S[K]['events']
      ? ArgumentValues<S[K]['events'][E]['args']>
      : never
    : never
  : never;

/** What a handler gets besides the state. */
export interface Context<S extends Services, M, P extends Place> {
  /** ms since 1970 by the home's clock */
  readonly now: number;
  /** the device's own seeded generator */
  readonly random: Random;
  /** the room it stands in, or the person who wears it */
  readonly here: Places[P];
  readonly memory: Widened<M>;
  /** Raises an event that no rule of a service raises: `emit('feeder.fed', { portions: 2 })`. */
  readonly emit: <K extends EventPath<S>>(event: K, args: EventArguments<S, K>) => void;
}

/** `phone`: through the hub. `hand`: someone presses the device's own button. */
export type Origin = 'phone' | 'hand';
export interface Asked<S extends Services> {
  readonly service: keyof S & string;
  /** property or action */
  readonly name: string;
  readonly origin: Origin;
}

type Answer<O> = [keyof O] extends [never] ? void : ArgumentValues<O>;
/** What an action may give: its results at once, or a generator whose yields are waits in seconds and whose return is the answer. */
export type ActionAnswer<O> = Answer<O> | Generator<number, Answer<O>, void>;

type Handler<V, S extends Services, M, P extends Place, R> = (value: V, d: State<S>, ctx: Context<S, M, P>) => R;

export type Setters<S extends Services, M, P extends Place> = {
  readonly [K in ServicesThatSet<S>]?: {
    readonly [Q in WritableOf<S[K]>]?: Handler<ValueOf<S[K]['properties'][Q & keyof S[K]['properties']]>, S, M, P, void>;
  };
};
export type Actions<S extends Services, M, P extends Place> = {
  readonly [K in ServicesThatAct<S>]: {
    readonly [Q in keyof S[K]['actions']]: Handler<
      ArgumentValues<S[K]['actions'][Q]['in']>,
      S,
      M,
      P,
      ActionAnswer<S[K]['actions'][Q]['out']>
    >;
  };
};
/** A mapped type that comes out as {} accepts anything: then nothing is accepted. */
type Strict<T> = [keyof T] extends [never] ? Record<string, never> : T;
/** How far a value is on its way: where it is now, and the seconds until it is where `d` says. */
export interface OnTheWay {
  readonly value: number;
  readonly seconds: number;
}
type NumbersOf<V extends ServiceSpec> = {
  [K in keyof V['properties']]: ValueOf<V['properties'][K]> extends number ? K : never;
}[keyof V['properties']];
type Moving<S extends Services, M, P extends Place> = {
  readonly [K in keyof S as [NumbersOf<S[K]>] extends [never] ? never : K]?: {
    readonly [Q in NumbersOf<S[K]>]?: (d: State<S>, ctx: Context<S, M, P>) => OnTheWay | false | undefined;
  };
};

/** The part of a definition that every device may have. */
export interface Definition<S extends Services, M, P extends Place> {
  readonly model: string;
  readonly vendor: string;
  /** the kind of thing, as the store and the meter count it: light, air-purifier, … */
  readonly category: string;
  readonly rev: number;
  readonly title: Title;
  /** The maker's claim; left out, the price is unknown. */
  readonly market?: Market;
  readonly services: S;
  /** `room` (default), or `worn`: then `here` is a person. `world` is the simulation's own device alone. */
  readonly place?: P;
  /** First values; left out, the spec's defaults. */
  readonly start?: { readonly [K in keyof NoInfer<S>]?: Partial<ServiceState<NoInfer<S>[K]>> };
  readonly memory?: M;
  /** Asked before every command from outside; return `refuse(en, zh)` or nothing. */
  readonly guard?: (
    asked: Asked<NoInfer<S>>,
    d: State<NoInfer<S>>,
    ctx: Context<NoInfer<S>, NoInfer<M>, NoInfer<P>>,
  ) => Refusal | false | undefined;
  /** Only where a write does more than store; runs before the value is stored. */
  readonly set?: Strict<Setters<NoInfer<S>, NoInfer<M>, NoInfer<P>>>;
  /** What time does: `dt` in seconds. May return the seconds until it wants to be called again. */
  readonly step?: (d: State<NoInfer<S>>, dt: number, ctx: Context<NoInfer<S>, NoInfer<M>, NoInfer<P>>) => number | void;
  /** Seconds between steps where `step` does not say; default 60. */
  readonly tick?: number;
  /** For a number that gets to its value slowly: reported as value with target and until. Pure. */
  readonly moving?: Strict<Moving<NoInfer<S>, NoInfer<M>, NoInfer<P>>>;
  /** What it does to its room now. Pure: the world pulls it. */
  readonly effects?: { readonly [Q in Quantity]?: (d: State<NoInfer<S>>, ctx: Context<NoInfer<S>, NoInfer<M>, NoInfer<P>>) => number };
}

/** Every action of the spec needs its handler; without actions there is no such key. */
export type ActionsPart<S extends Services, M, P extends Place> = [ServicesThatAct<S>] extends [never]
  ? { readonly actions?: Record<string, never> }
  : { readonly actions: Actions<S, M, P> };
