// What the page and its worker say to each other: the worker holds the MQTT connection, the page everything else.
import type { Request } from '#protocol/envelopes.ts';

/** Before another attempt: `later` where no hub answers at all, `never` where it no longer knows this browser. */
export type MayReconnect = 'now' | 'later' | 'never';

/** Who speaks, and where. Each tab has names of its own, so that tabs never disturb each other. */
export interface LineNames {
  readonly client: string;
  readonly username: string;
  readonly request: string;
  readonly reply: string;
  /** What it subscribes to beside its replies. */
  readonly told: readonly string[];
  /** Where an owner who watches is told what passes. */
  readonly wire: string;
}

export type ToLine =
  | { readonly kind: 'start'; readonly names: LineNames }
  | { readonly kind: 'send'; readonly request: Request }
  | { readonly kind: 'may'; readonly answer: MayReconnect }
  /** Somebody begins, or ends, to watch the wire. */
  | { readonly kind: 'watch'; readonly isOn: boolean };

/** Topic and payload. */
export type Told = readonly [topic: string, text: string];

export type FromLine =
  | { readonly kind: 'open' }
  | { readonly kind: 'lost' }
  /** Answered by `may`. */
  | { readonly kind: 'may-reconnect' }
  | { readonly kind: 'told'; readonly messages: readonly Told[] }
  | { readonly kind: 'reply'; readonly text: string }
  /** A batch of what passed. */
  | { readonly kind: 'wire'; readonly text: string }
  /** The hub does not let this person watch. */
  | { readonly kind: 'wire-denied' };
