// What a projection is: a device of this home in another ecosystem's words, as pure functions. Each knows specs and
// services, no device type and no hub; `hub/bridges/` calls them, keeps nothing of what they say, and asks again.
import type { Alert, DeviceState, Report } from '../envelopes.ts';
import type { DeviceSpec } from '../spec.ts';
import type { Value } from '../values.ts';
import type { ProjectionName } from './foreign-topics.ts';

/** A device as other ecosystems may see it: read when asked, never kept. */
export interface Thing {
  readonly home: string;
  readonly did: string;
  /** What the house shows of its spec: reach.ts. */
  readonly spec: DeviceSpec;
  /** What a person calls it. Text, never part of a topic. */
  readonly name: string | null;
  readonly room: string | null;
  readonly state: DeviceState;
  /** The last report; undefined where there was none. */
  readonly report: (service: string, property: string) => Report | undefined;
  readonly alerts: () => readonly Alert[];
  /** What another ecosystem last set of a property and the device took; undefined: nothing, or not any more. */
  readonly asked: (service: string, property: string) => Asked | undefined;
}

/** The words of a set, and what they meant. */
export interface Asked {
  readonly text: string;
  readonly value: Value;
}

/** A retained message. Its payload is written when somebody reads it; empty: there is none now. */
export interface Standing {
  readonly topic: string;
  readonly payload: () => string;
}

export interface Telling {
  readonly topic: string;
  /** Empty: it stands no more. */
  readonly payload: string;
  /** true: only where it differs from what was last told on this topic. */
  readonly ifNew?: boolean;
  /** false: it is of the moment, and sent with QoS 0. */
  readonly retained?: boolean;
}

/** What happened to a device. */
export type Change =
  | { readonly kind: 'described' | 'state' }
  | { readonly kind: 'report' | 'asked'; readonly service: string; readonly property: string }
  | { readonly kind: 'event'; readonly service: string; readonly event: string; readonly args: Readonly<Record<string, Value>> }
  | { readonly kind: 'alert'; readonly id: string; readonly alert: Alert | undefined };

/** A foreign set in the words of this home: arguments of the operation of the same name, less the did. */
export type ForeignRequest =
  | { readonly op: 'device.set'; readonly args: { readonly service: string; readonly property: string; readonly value: Value } }
  | {
      readonly op: 'device.action';
      readonly args: { readonly service: string; readonly action: string; readonly in: Readonly<Record<string, unknown>> };
    };

export interface Projection {
  readonly name: ProjectionName;
  /** true: it tells where a value is going in the very words of whoever set it. */
  readonly keepsWords?: true;
  /** All that stands of a device, in the order in which a newcomer is to hear it; cleared in the opposite order. */
  readonly standing: (thing: Thing) => Iterable<Standing>;
  /** What is said of a change. */
  readonly told: (thing: Thing, change: Change) => Iterable<Telling>;
  /**
   * Reads a message on one of the topics where the projection takes sets. Whether the value fits its range is the router's
   * to say, as for everybody. Throws OmniError: NO_SUCH_SERVICE, NO_SUCH_PROPERTY, NO_SUCH_ACTION, NOT_WRITABLE, BAD_TYPE,
   * OUT_OF_RANGE.
   */
  readonly parseSet?: (thing: Pick<Thing, 'did' | 'spec'>, topic: string, payload: string) => ForeignRequest;
}
