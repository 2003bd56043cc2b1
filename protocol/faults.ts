// Faults on demand: what a simulated device can be told to do wrong, for how long, and how much of it. A device that can be
// told says so in its `state`; the table drives the hub's checks, the device's runtime, the phone and the reference.
import type { Title } from './names.ts';
import type { DeviceSpec } from './spec.ts';
import type { Value, ValueSchema } from './values.ts';
import { z } from './zod.ts';

export const faultKinds = ['latency', 'loss', 'silence', 'crash', 'jam', 'flat-battery', 'clock-skew', 'wrong-reports'] as const;
export const faultKindSchema = z.enum(faultKinds);
export type FaultKind = (typeof faultKinds)[number];

/** Real seconds that a fault lasts. The hub takes a silent line for dead after 45 s: longer than that shows the last will. */
export const faultSeconds = { min: 1, max: 600, default: 60 } as const;
export const faultSecondsSchema = z.int().min(faultSeconds.min).max(faultSeconds.max);

interface FaultRow {
  readonly title: Title;
  /** What the device does, one sentence. */
  readonly does: Title;
  /** How much of it, where there is a measure: every measure has a default. */
  readonly amount?: Extract<ValueSchema, { format: 'int' }> & { readonly title: Title; readonly default: number };
}

export const faultTable: Readonly<Record<FaultKind, FaultRow>> = {
  latency: {
    title: { en: 'Slow line', zh: '线路变慢' },
    does: {
      en: 'Commands, reports and results take longer: half of the delay each way, a fifth more or less.',
      zh: '指令、上报与结果都变慢：来回各延迟一半，上下浮动五分之一。',
    },
    amount: {
      format: 'int',
      unit: 'ms',
      range: { min: 100, max: 20_000, step: 100 },
      default: 2000,
      title: { en: 'Delay of a round trip', zh: '往返延迟' },
    },
  },
  loss: {
    title: { en: 'Lost messages', zh: '消息丢失' },
    does: {
      en: 'That share of commands, reports and results gets lost on the way, although the line stands.',
      zh: '线路仍在，但这一比例的指令、上报与结果会在途中丢失。',
    },
    amount: {
      format: 'int',
      unit: '%',
      range: { min: 5, max: 100, step: 5 },
      default: 50,
      title: { en: 'Share that is lost', zh: '丢失比例' },
    },
  },
  silence: {
    title: { en: 'Silence', zh: '沉默' },
    does: {
      en: 'The line stays open and nothing comes: no result, no report, no sign of life. After at most 45 s the hub gives it up.',
      zh: '线路仍连着，但毫无声息：没有结果、上报与心跳。最多 45 秒后中枢放弃它。',
    },
  },
  crash: {
    title: { en: 'Crash and reboot', zh: '崩溃并重启' },
    does: {
      en: 'It dies without a word, forgets what it had not saved, and boots when the time is over.',
      zh: '它不辞而别，忘掉尚未保存的内容，到时间再启动。',
    },
  },
  jam: {
    title: { en: 'Jam', zh: '卡住' },
    does: {
      en: 'It reports that it is jammed and refuses commands, until somebody frees it or the time is over.',
      zh: '它上报自己被卡住并拒绝指令，直到有人排除故障或时间结束。',
    },
  },
  'flat-battery': {
    title: { en: 'Flat battery', zh: '电量耗尽' },
    does: { en: 'Its battery reports 1 %, and it refuses what costs power.', zh: '电池上报 1%，并拒绝耗电的操作。' },
  },
  'clock-skew': {
    title: { en: 'Wrong clock', zh: '时钟不准' },
    does: {
      en: 'The time that it writes into its messages is wrong by so much. Deadlines hold: they do not depend on it.',
      zh: '它写入消息的时间偏差这么多。时限不受影响：与它的时钟无关。',
    },
    amount: {
      format: 'int',
      unit: 'min',
      range: { min: -1440, max: 1440, step: 10 },
      default: 180,
      title: { en: 'Ahead by', zh: '快了' },
    },
  },
  'wrong-reports': {
    title: { en: 'Wrong reports', zh: '错误上报' },
    does: {
      en: 'That share of its reports breaks its own spec. The hub drops and counts them, and raises an alert.',
      zh: '这一比例的上报违反它自己的规格。中枢丢弃、计数，并发出提醒。',
    },
    amount: {
      format: 'int',
      unit: '%',
      range: { min: 5, max: 100, step: 5 },
      default: 100,
      title: { en: 'Share that is wrong', zh: '错误比例' },
    },
  },
};

/** A fault as it is asked for. `amount`: in the unit of its row of the table, there only where the row has one. */
export interface Fault {
  readonly kind: FaultKind;
  readonly seconds: number;
  readonly amount?: number | undefined;
}

/** A fault under way, as a device tells it. `left`: seconds until it ends by itself, when this was said. */
export const runningFaultSchema = z.object({
  kind: faultKindSchema,
  seconds: faultSecondsSchema,
  amount: z.int().optional(),
  left: z.number().nonnegative(),
});
export type RunningFault = z.infer<typeof runningFaultSchema>;

/** Faults that end a connection: a device that is lost because of one of them is away on purpose, until it is over. */
export const isDeadly = (kind: FaultKind): boolean => kind === 'crash' || kind === 'silence';

/** What a fault makes of a device: the property that tells it, the value that it tells, and the action that ends it. */
export interface FaultPlace {
  readonly service: string;
  readonly property: string;
  readonly value: Value;
  readonly endedBy: string | undefined;
}

interface PlaceRow {
  readonly type: string;
  readonly property: string;
  readonly value: Value;
  readonly endedBy?: string;
}
/** By standard service, the most telling first: whatever device has one of them can have the fault. */
const places: Readonly<Partial<Record<FaultKind, readonly PlaceRow[]>>> = {
  jam: [
    { type: 'lock', property: 'bolt', value: 'jammed' },
    { type: 'vacuum', property: 'state', value: 'jammed', endedBy: 'free' },
    { type: 'fault', property: 'problem', value: 'blocked', endedBy: 'clear' },
  ],
  'flat-battery': [{ type: 'battery', property: 'charge', value: 1 }],
};

/** Where a fault shows in a device; undefined where it shows nowhere in particular, or where this device cannot have it. */
export function placeOf(spec: DeviceSpec, kind: FaultKind): FaultPlace | undefined {
  for (const { type, property, value, endedBy } of places[kind] ?? []) {
    for (const [service, { type: of, properties, actions }] of Object.entries(spec.services)) {
      if (of !== type || !Object.hasOwn(properties, property)) continue;
      return { service, property, value, endedBy: endedBy !== undefined && Object.hasOwn(actions, endedBy) ? endedBy : undefined };
    }
  }
  return undefined;
}

/** May a device of this spec have it? A device without a battery has none that could be flat. */
export const canHave = (spec: DeviceSpec, kind: FaultKind): boolean => places[kind] === undefined || placeOf(spec, kind) !== undefined;

/** The services of which a device needs one to have the fault. */
export const neededFor = (kind: FaultKind): readonly string[] => (places[kind] ?? []).map(({ type }) => type);

export const faultKindsOf = (spec: DeviceSpec): readonly FaultKind[] => faultKinds.filter((kind) => canHave(spec, kind));

/** An action of a device that ends a fault, such as freeing a robot by hand. */
export const isEndOf = ({ service, endedBy }: FaultPlace, ask: { readonly service: string; readonly action?: string }): boolean =>
  endedBy !== undefined && ask.service === service && ask.action === endedBy;
