// The contract between the phone's shell and the Wire lens: what passes the hub, and the few facts of the home that make it
// readable. The shell loads `wire-lens/wire-lens.tsx` lazily; the lens imports nothing of the phone's state.
import type { ReactNode } from 'react';
import type { DeviceSpec } from '#protocol/spec.ts';
import type { Language, OmniClient } from './strategy-slot.ts';

export interface WireEvents {
  /** A batch as it came, not yet parsed. */
  readonly onBatch: (json: unknown) => void;
  /** The hub does not let this person watch. */
  readonly onDenied: () => void;
  /** A request of this phone was answered: its round trip in ms, by the phone's own clock. */
  readonly onTrip: (id: string, ms: number) => void;
}
export interface WireSource {
  /** Begins to watch; answers how to end it. */
  watch(events: WireEvents): () => void;
}

export interface WireFacts {
  readonly online: boolean;
  readonly home: string | undefined;
  /** The hub's name for this remote. */
  readonly me: string | undefined;
  readonly mqttPort: number | undefined;
  /** What devices are called, by did, in the present language. */
  readonly names: Readonly<Record<string, string>>;
  /** Rises when people come and go. */
  readonly version: number;
}

export interface WireLensProps {
  readonly source: WireSource;
  readonly facts: WireFacts;
  readonly client: OmniClient;
  readonly language: Language;
  /** What a device said of itself; undefined before it did. */
  readonly specOf: (did: string) => DeviceSpec | undefined;
  /** Where the lessons are: the address of a screen of the phone. */
  readonly lessons: string;
  /** What the phone offers for breaking a device on purpose; nothing for one that cannot be broken. */
  readonly breakOf: (did: string) => ReactNode;
}
