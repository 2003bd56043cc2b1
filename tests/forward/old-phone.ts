// A phone of the first release, frozen: how it read the home on the day when protocol version 1 was fixed. It shares no
// schema with protocol/, so that no change there can reach it. Do not mend it: mend what no longer fits it.
import { z } from '#protocol/zod.ts';

const v = z.literal(1);
const name = z.string().regex(/^[a-z0-9][a-z0-9-]{2,31}$/);
const slug = z.string().regex(/^[a-z][a-z0-9-]{0,31}$/);
const text = (max: number) =>
  z
    .string()
    .min(1)
    .max(max * 2);
const title = z.object({ en: text(64), zh: text(64) });
const time = z.number().nonnegative();
const color = z.object({ h: z.number(), s: z.number() });
const value = z.union([z.boolean(), z.number(), z.string().max(1024), color]);

// --- a spec ---------------------------------------------------------------------------------------------------------

const units = '% Cel K ug/m3 mg/m3 [ppm] m3/h /min {steps} {rpm} s min h d ms lm lx W kW.h V A kg g m m2 m/s kcal L mL dB hPa deg'.split(
  ' ',
);
const unit = z.enum(units).optional();
const range = z.object({ min: z.number(), max: z.number(), step: z.number().positive().optional() }).optional();
const formats = {
  bool: { default: z.boolean().optional() },
  int: { unit, range, default: z.int().optional() },
  float: { unit, range, default: z.number().optional() },
  enum: { values: z.record(slug, title), default: z.string().optional() },
  string: { maxLength: z.int().min(1).max(1024), default: z.string().optional() },
  color: { default: color.optional() },
  datetime: { default: z.string().optional() },
  duration: { range, default: z.number().optional() },
} as const;
const access = z.array(z.enum(['read', 'write'])).min(1);
const schemaOf = (more: z.ZodRawShape) =>
  z.union(Object.entries(formats).map(([format, shape]) => z.object({ format: z.literal(format), title, ...shape, ...more })));
const property = schemaOf({ access, volatile: z.boolean().optional() });
const argument = schemaOf({});
const service = z.object({
  type: slug.optional(),
  title,
  properties: z.record(slug, property).default({}),
  actions: z
    .record(
      slug,
      z.object({
        title,
        in: z.record(slug, argument).default({}),
        out: z.record(slug, argument).default({}),
        idempotent: z.boolean().optional(),
      }),
    )
    .default({}),
  events: z
    .record(
      slug,
      z.object({ title, args: z.record(slug, argument).default({}), level: z.enum(['info', 'warning', 'alarm']).default('info') }),
    )
    .default({}),
  raises: z
    .record(slug, z.tuple([slug, z.enum(['<', '<=', '=', '!=', '>=', '>']), z.union([z.boolean(), z.number(), z.string()])]))
    .optional(),
  follows: z.record(slug, z.object({ progress: slug, ends: z.array(slug) })).optional(),
});
const spec = z.object({
  model: z.string().regex(/^[a-z0-9]([a-z0-9.-]{0,62})$/),
  vendor: slug,
  category: slug,
  title,
  rev: z.int().min(1),
  services: z.record(slug, service),
  market: z
    .object({
      price: z.number(),
      currency: z.string().length(3),
      lifeYears: z.number(),
      openness: z.enum(['O', 'T', 'V']),
      illustrative: z.boolean(),
    })
    .optional(),
});
export type OldSpec = z.infer<typeof spec>;

const knows = (part: unknown): boolean => {
  const { format } = z.object({ format: z.string().optional() }).catch({ format: undefined }).parse(part);
  return format === undefined || Object.hasOwn(formats, format);
};
const loose = z.looseObject({
  services: z.record(z.string(), z.looseObject({ properties: z.record(z.string(), z.unknown()).default({}) })),
});

/** As the first release did it: a property of an unknown format is left out, alone; then the rest must be right. */
function readSpec(json: unknown): OldSpec {
  const { services, ...rest } = loose.parse(json);
  const known = Object.entries(services).map(([key, { properties, ...more }]): [string, unknown] => {
    const kept = Object.entries(properties).filter(([, part]) => knows(part));
    return [key, { ...more, properties: Object.fromEntries(kept) }];
  });
  return spec.parse({ ...rest, services: Object.fromEntries(known) });
}

// --- envelopes --------------------------------------------------------------------------------------------------------

/** The codes that the first release had words for; any other was shown with its message. */
const error = z.object({
  code: z.string(),
  message: z.string(),
  outcome: z.enum(['not-done', 'unknown']),
  path: z.string().optional(),
  hint: z.string().optional(),
});
const report = z.object({
  v,
  ts: time,
  session: name,
  seq: z.int(),
  value,
  target: value.optional(),
  until: time.optional(),
  by: z.object({ kind: z.enum(['command', 'local', 'timer', 'simulation']), id: z.string().optional() }),
});
const event = z.object({ v, ts: time, session: name, seq: z.int(), args: z.record(slug, value).default({}) });
const state = z.object({ v, state: z.enum(['init', 'ready', 'sleeping', 'updating', 'disconnected', 'lost']), session: name });
const place = z.object({ v, room: name.nullable(), name: text(40).nullable() });
const hubInfo = z.object({
  v,
  hub: name,
  home: name,
  build: z.string(),
  features: z.array(z.string()),
  openness: z.enum(['closed', 'bridged', 'open']),
  admitted: z.array(slug),
  limits: z.record(z.string(), z.number()),
  exposed: z.boolean(),
});
const hubState = z.object({ v, state: z.enum(['ready', 'stopping']), since: time });
const room = z.object({ v, id: name, name: text(40).nullable(), order: z.int() });
const nearby = z.object({ v, serial: name, model: z.string(), vendor: slug, category: slug, title, admitted: z.boolean(), since: time });
const alert = z.object({
  v,
  id: z.string().max(64),
  did: name,
  since: time,
  level: z.enum(['info', 'warning', 'alarm']),
  code: z.string(),
  message: z.string(),
  count: z.int().min(1),
  hint: z.string().optional(),
});
const reply = z.discriminatedUnion('ok', [
  z.object({ v, id: z.string().length(26), ok: z.literal(true), result: z.unknown() }),
  z.object({ v, id: z.string().length(26), ok: z.literal(false), error }),
]);

/** What it subscribed to, and how it read each. */
const readers: readonly (readonly [topic: RegExp, read: (json: unknown) => unknown])[] = [
  [/^omni\/1\/home\/hub\/info$/, (json) => hubInfo.parse(json)],
  [/^omni\/1\/home\/hub\/state$/, (json) => hubState.parse(json)],
  [/^omni\/1\/home\/dev\/[^/]+\/spec$/, readSpec],
  [/^omni\/1\/home\/dev\/[^/]+\/place$/, (json) => place.parse(json)],
  [/^omni\/1\/home\/dev\/[^/]+\/state$/, (json) => state.parse(json)],
  [/^omni\/1\/home\/dev\/[^/]+\/p\/[^/]+\/[^/]+$/, (json) => report.parse(json)],
  [/^omni\/1\/home\/dev\/[^/]+\/e\/[^/]+\/[^/]+$/, (json) => event.parse(json)],
  [/^omni\/1\/home\/home\/rooms\/[^/]+$/, (json) => room.parse(json)],
  [/^omni\/1\/home\/home\/nearby\/[^/]+$/, (json) => nearby.parse(json)],
  [/^omni\/1\/home\/alert\/[^/]+\/[^/]+$/, (json) => alert.parse(json)],
  [/^omni\/1\/home\/rpc\/[^/]+\/[^/]+\/res$/, (json) => reply.parse(json)],
];

/** What the old phone makes of a message; throws where it cannot read it; undefined where it would not listen. */
export function oldPhoneReads(topic: string, payload: string): unknown {
  return readers.find(([pattern]) => pattern.test(topic))?.[1](JSON.parse(payload));
}

/** The results of the operations that it called, as far as it used them. */
export const oldResults = {
  'device.list': z.object({
    devices: z.array(
      z.object({
        did: name,
        model: z.string(),
        vendor: slug,
        category: slug,
        name: z.string(),
        room: name.nullable(),
        state: state.shape.state,
        rev: z.int(),
      }),
    ),
  }),
  'device.set': z.object({ value, ts: z.number() }),
  'device.action': z.object({ out: z.record(slug, value) }),
  'device.remove': z.object({}),
  'pair.list': z.object({ nearby: z.array(z.object({ serial: name, model: z.string(), vendor: slug, admitted: z.boolean() })) }),
  'pair.accept': z.object({ did: name }),
  'hub.openness': z.object({ mode: z.enum(['closed', 'bridged', 'open']) }),
} as const;

/** The arguments that it sent. */
export const oldRequests = {
  'device.list': {},
  'device.get': { did: 'd-lamp' },
  'device.set': { did: 'd-lamp', service: 'light', property: 'on', value: true },
  'device.action': { did: 'd-lamp', service: 'light', action: 'blink', in: { times: 2 } },
  'device.remove': { did: 'd-lamp' },
  'device.place': { did: 'd-lamp', name: 'Reading lamp', room: 'bedroom' },
  'device.history': { did: 'd-lamp', service: 'light', property: 'brightness', hours: 24, points: 100 },
  'pair.list': {},
  'pair.accept': { serial: 'lamp-0001', setupCode: '12345678', room: 'bedroom' },
  'hub.info': {},
  'hub.openness': { mode: 'open' },
  'room.put': { id: 'bedroom', name: null },
  'person.invite': { role: 'guest', rooms: ['bedroom'] },
  'home.inventory': {},
  'meter.get': { target: 'open-hub' },
} as const;
