// The contract between the phone's shell and the Strategy lens that stands beside it. The shell loads
// `strategy/strategy-lens.tsx` lazily and gives it these props; the lens imports nothing of the phone's state.
import type { ArgsOf, OperationName, ResultOf } from '#protocol/operations/index.ts';
import type { Openness } from '#protocol/envelopes.ts';
import type { Role } from '#protocol/permissions.ts';

export type Language = 'en' | 'zh';

export interface CallOptions {
  /** ms the hub has to answer, 100 to 30,000; the operation's own default where left out. */
  readonly ttl?: number;
}

/** A typed caller of the hub. Every promise settles: with the parsed result, or with an `OmniError` (TIMEOUT at the latest 1 s after the ttl). */
export interface OmniClient {
  call<K extends OperationName>(op: K, args: ArgsOf<K>, options?: CallOptions): Promise<ResultOf<K>>;
}

/** What a lens may know of the home without asking the hub. */
export interface StrategyFacts {
  /** false before the hub has been reached and while the connection is lost. */
  readonly online: boolean;
  readonly home: string | undefined;
  /** Who looks, by the hub's name for this remote: another one has other guesses, and starting over makes everybody another. */
  readonly me: string | undefined;
  readonly role: Role | undefined;
  readonly openness: Openness | undefined;
  /** Rises when devices, their places, openness, rooms or people change: what was derived from `home.inventory` is then old. */
  readonly version: number;
}

/** A read-only zustand store: `useStore(store, (facts) => facts.version)`. */
export interface StrategyStore {
  getState(): StrategyFacts;
  getInitialState(): StrategyFacts;
  subscribe(listener: (now: StrategyFacts, before: StrategyFacts) => void): () => void;
}

export interface StrategyLensProps {
  readonly client: OmniClient;
  readonly store: StrategyStore;
  readonly language: Language;
}
