// What the main thread and the thread of foreign devices say to each other. What comes from that thread is parsed: the code
// in it is anybody's.
import { bySchema, replyErrorSchema } from '#protocol/envelopes.ts';
import { anyValueSchema } from '#protocol/values.ts';
import { z } from '#protocol/zod.ts';
import type { Origin } from '../../definition.ts';
import type { Ask } from '../../runtime/check-command.ts';
import type { HomeClock } from '../../runtime/clock.ts';
import type { Snapshot } from '../../runtime/engine-types.ts';
import type { Person, Room } from '../../world/here.ts';

/** Home time, and how fast it runs. */
export type HomeTime = Pick<HomeClock, 'speed' | 'isPaused'> & { readonly now: number };
export const timeOf = (clock: HomeClock): HomeTime => ({ now: clock.now(), speed: clock.speed, isPaused: clock.isPaused });
export type Here = Room | Person;
export type Down =
  /** Import a file or package; answered by `loaded` or `failed`. */
  | { readonly kind: 'load'; readonly seq: number; readonly source: number; readonly specifier: string; readonly trial: boolean }
  /** Make each check of conformance over what a source exports; answered by `checked` for each, then `loaded` or `failed`. */
  | { readonly kind: 'check'; readonly seq: number; readonly source: number; readonly specifier: string }
  | ({
      readonly kind: 'open';
      readonly device: number;
      readonly source: number;
      readonly name: string;
      readonly seed: string;
      readonly here: Here;
      readonly snapshot: Snapshot | undefined;
    } & HomeTime)
  | ({ readonly kind: 'time'; readonly here: ReadonlyMap<number, Here> } & HomeTime)
  | ({
      readonly kind: 'ask';
      readonly seq: number;
      readonly device: number;
      readonly ask: Ask;
      readonly origin: Origin;
      readonly id: string | undefined;
      readonly here: Here;
    } & HomeTime)
  | { readonly kind: 'close'; readonly device: number };

const values = z.record(z.string(), anyValueSchema);
const table = z.record(z.string(), values);
const memory = z.record(z.string(), z.union([z.boolean(), z.number(), z.string()]));
const word = z.int();
const snapshot = z.object({ values: table, memory, random: z.tuple([word, word, word, word]).readonly() });
const amount = z.number().default(0);
const report = z.object({
  service: z.string(),
  property: z.string(),
  value: anyValueSchema,
  volatile: z.boolean(),
  target: anyValueSchema.exactOptional(),
  remaining: z.number().exactOptional(),
  by: bySchema,
});

export const exportedSchema = z.object({
  /** of the exported constant */
  name: z.string(),
  /** parsed as a spec where it is taken in */
  spec: z.unknown(),
  place: z.enum(['room', 'worn', 'world']),
  start: table,
});
export type Exported = z.infer<typeof exportedSchema>;

/** Where in the definition, what is found, how to mend it. */
const finding = z.object({ path: z.string(), what: z.string(), cure: z.string() });

export const upSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('loaded'), seq: z.int(), types: z.array(exportedSchema) }),
  z.object({ kind: z.literal('failed'), seq: z.int(), what: z.string(), cure: z.string().optional() }),
  z.object({
    kind: z.literal('checked'),
    seq: z.int(),
    title: z.string(),
    fault: finding.optional(),
    /** What holds nothing up, and an author wants to know. */
    warnings: z.array(finding).default([]),
  }),
  z.object({
    kind: z.literal('said'),
    device: z.int(),
    reports: z.array(report),
    /** every readable property as it is now, on its way where it moves */
    now: z.array(report),
    events: z.array(z.object({ service: z.string(), event: z.string(), args: values })),
    faults: z.array(z.object({ where: z.string(), message: z.string(), file: z.string().or(z.undefined()), fatal: z.boolean() })),
    snapshot,
    effects: z.object({
      ...{ cleanAir: amount, watts: amount, light: amount, heat: amount },
      ...{ moisture: amount, particles: amount, shade: amount, noise: amount },
    }),
  }),
  z.object({
    kind: z.literal('answer'),
    seq: z.int(),
    outcome: z.discriminatedUnion('ok', [
      z.object({ ok: z.literal(true), result: values }),
      z.object({ ok: z.literal(false), error: replyErrorSchema }),
    ]),
  }),
  /** What a device's turn has broken beyond its engine. */
  z.object({ kind: z.literal('broken'), device: z.int(), where: z.string(), what: z.string() }),
  /** Thrown by no behaviour: from a timer or a promise that a file has left behind. */
  z.object({ kind: z.literal('loose'), what: z.string() }),
  /** All that was asked is done; `next`: when a device wants to be called again. */
  z.object({ kind: z.literal('idle'), next: z.number().or(z.undefined()) }),
]);
export type Up = z.infer<typeof upSchema>;
/** Of a message that is otherwise wrong: whose it is. */
export const addressSchema = z.object({ kind: z.string(), device: z.int().optional(), seq: z.int().optional() });
/** The text of a catalogue's file, by its address with its version. */
export const keptSchema = z.tuple([z.string(), z.string()]);

/** Cells of the shared memory: a beat that goes on as long as the thread does, and what it is inside of. */
export const cells = { beat: 0, device: 1, part: 2 } as const;
export const cellCount = 3;
/** What the thread is inside of. `device` is then that device, or for the first three the source. */
export const parts = ['nothing', 'import', 'the trial', 'the check', 'start', 'step', 'a command', 'effects'] as const;
export type Part = (typeof parts)[number];

const roomKeys = Object.keys({
  ...{ id: true, pm25: true, temperature: true, humidity: true, lux: true, people: true, present: true, moving: true },
  ...{ doorOpen: true, windowOpen: true, wet: true, watts: true, floor: true, volume: true, noise: true, plan: true },
  ...{ hour: true, day: true, outdoors: true },
} satisfies Record<keyof Room, true>);
const personKeys = Object.keys({
  ...{ name: true, mass: true, cooking: true, asleep: true, pulse: true, cadence: true, room: true, day: true, hour: true },
} satisfies Record<keyof Person, true>);
const allKeys = [...new Set([...roomKeys, ...personKeys])];

/** A copy that can be sent: the facts as they are now, and nothing else of the world's objects. */
export function factsOf(here: object): Here {
  const known: Readonly<Record<string, unknown>> = { ...here };
  return structuredClone(Object.fromEntries(allKeys.filter((key) => key in known).map((key) => [key, known[key]]))) as unknown as Here;
}
