// What an engine is given, and what it says.
import type { By } from '#protocol/envelopes.ts';
import type { OmniError } from '#protocol/errors.ts';
import type { Value } from '#protocol/values.ts';
import type { DeviceType } from '../define-device.ts';
import type { Memory, Origin } from '../definition.ts';
import type { Effects, Place, Places } from '../world/here.ts';
import type { Ask } from './check-command.ts';
import type { HomeClock } from './clock.ts';
import type { Fault } from './behaviour-fault.ts';
import type { RandomState } from './random.ts';
import type { ValueTable } from './values.ts';

/** What a device is between two runs of its program. */
export interface Snapshot {
  readonly values: ValueTable;
  readonly memory: Memory;
  readonly random: RandomState;
}
export interface EngineReport {
  readonly service: string;
  readonly property: string;
  readonly value: Value;
  readonly volatile: boolean;
  /** where it is going, and how many home seconds that takes */
  readonly target?: Value;
  readonly remaining?: number;
  readonly by: By;
}
export interface EngineEvent {
  readonly service: string;
  readonly event: string;
  readonly args: Readonly<Record<string, Value>>;
}
export type Outcome = { readonly ok: true; readonly result: Record<string, Value> } | { readonly ok: false; readonly error: OmniError };

export interface EngineOptions {
  readonly type: DeviceType;
  readonly clock: HomeClock;
  /** of this device: the home's seed and the serial */
  readonly seed: string;
  readonly here: () => Places[Place];
  readonly snapshot?: Snapshot | undefined;
  readonly onReport: (report: EngineReport) => void;
  readonly onEvent: (event: EngineEvent) => void;
  readonly onFault: (fault: Fault) => void;
}

export interface Engine {
  start(): void;
  /** Ends running actions (BUSY where they have not answered) and all timers. */
  stop(): void;
  /** Carries out what is asked and answers exactly once, after its reports. `id`: of the command. */
  execute(ask: Ask, from: { readonly origin: Origin; readonly id?: string }, answer: (outcome: Outcome) => void): void;
  /** A report of every readable property as it is now. */
  reports(): EngineReport[];
  /** What it does to its room now. */
  effects(): Effects;
  snapshot(): Snapshot;
}
