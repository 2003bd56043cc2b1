// What a device is: plain JSON that the device announces. It drives validation, the phone's controls, history, docs and
// every bridge. No part of the hub or the phone knows a device type; they know this.
import { isSlug, modelSchema, slugSchema, titleSchema } from './names.ts';
import { compileValue, formats, stepOf, valueSchema, valueSchemas } from './values.ts';
import type { ValueSchema } from './values.ts';
import { z } from './zod.ts';

export const limits = {
  specBytes: 64 * 1024,
  payloadBytes: 64 * 1024,
  services: 32,
  members: 64,
  enumValues: 128,
} as const;

const access = z
  .array(z.enum(['read', 'write']))
  .min(1)
  .max(2);
const propertyExtra = { access, volatile: z.boolean().optional(), title: titleSchema };

export const propertySchema = z.discriminatedUnion('format', [
  valueSchemas.bool.extend(propertyExtra),
  valueSchemas.int.extend(propertyExtra),
  valueSchemas.float.extend(propertyExtra),
  valueSchemas.enum.extend(propertyExtra),
  valueSchemas.string.extend(propertyExtra),
  valueSchemas.color.extend(propertyExtra),
  valueSchemas.datetime.extend(propertyExtra),
  valueSchemas.duration.extend(propertyExtra),
]);
export type PropertySpec = z.infer<typeof propertySchema>;

const atMost = <V extends z.ZodType>(value: V, max: number, what: string) =>
  z.record(slugSchema, value).refine((record) => Object.keys(record).length <= max, `at most ${max} ${what}`);

const titled = { title: titleSchema };
export const argumentSchema = z.intersection(valueSchema, z.object(titled));
export type ArgumentSpec = z.infer<typeof argumentSchema>;

export const actionSchema = z.object({
  ...titled,
  in: atMost(argumentSchema, limits.members, 'arguments').default({}),
  out: atMost(argumentSchema, limits.members, 'results').default({}),
  /** Doing it twice is the same as doing it once: the phone may repeat it by itself. */
  idempotent: z.boolean().optional(),
});
export type ActionSpec = z.infer<typeof actionSchema>;

export const eventSchema = z.object({
  ...titled,
  args: atMost(argumentSchema, limits.members, 'arguments').default({}),
  level: z.enum(['info', 'warning', 'alarm']).default('info'),
});
export type EventSpec = z.infer<typeof eventSchema>;

/** `[property, comparison, value]`: the event is raised when this becomes true, never at start. */
export const conditionSchema = z.tuple([
  slugSchema,
  z.enum(['<', '<=', '=', '!=', '>=', '>']),
  z.union([z.boolean(), z.number(), z.string()]),
]);
export type Condition = z.infer<typeof conditionSchema>;

export const serviceSchema = z.object({
  /** Names a standard service, where it is one; bridges, cards and icons key on it. */
  type: slugSchema.optional(),
  ...titled,
  properties: atMost(propertySchema, limits.members, 'properties').default({}),
  actions: atMost(actionSchema, limits.members, 'actions').default({}),
  events: atMost(eventSchema, limits.members, 'events').default({}),
  raises: z.record(slugSchema, conditionSchema).optional(),
  /** Per action: the property that shows its progress, and the values or events that end it. */
  follows: z.record(slugSchema, z.object({ progress: slugSchema, ends: z.array(slugSchema) })).optional(),
});
export type ServiceSpec = z.infer<typeof serviceSchema>;

/** O: local, accepts any hub. T: needs a release token from its present house. V: accepts only hubs with its vendor's grant. */
export const opennessClassSchema = z.enum(['O', 'T', 'V']);
export type OpennessClass = z.infer<typeof opennessClassSchema>;

export const marketSchema = z.object({
  price: z.number().nonnegative(),
  currency: z.string().regex(/^[A-Z]{3}$/, 'an ISO 4217 code such as CNY'),
  /** Useful life as a connected product, years. */
  lifeYears: z.number().positive(),
  openness: opennessClassSchema,
  /** true: invented for teaching. Shown as such. */
  illustrative: z.boolean(),
});
export type Market = z.infer<typeof marketSchema>;

export const deviceSpecSchema = z.object({
  model: modelSchema,
  vendor: slugSchema,
  category: slugSchema,
  title: titleSchema,
  rev: z.int().min(1),
  services: atMost(serviceSchema, limits.services, 'services'),
  market: marketSchema.optional(),
});
export type DeviceSpec = z.infer<typeof deviceSpecSchema>;

export interface SpecFault {
  /** JSON path, such as `services.fan.properties.level.range`. */
  readonly path: string;
  readonly what: string;
  readonly cure: string;
}
export type SpecResult =
  | { readonly ok: true; readonly spec: DeviceSpec; readonly dropped: readonly SpecFault[] }
  | { readonly ok: false; readonly faults: readonly SpecFault[] };

const cures: readonly (readonly [RegExp, string])[] = [
  [/title$|\.en$|\.zh$/, "give { en: '…', zh: '…' }, each 1 to 64 characters"],
  [/unit$/, 'use a UCUM code of the table in docs/protocol.md, or leave unit out'],
  [/\.range(\.\w+)?$/, 'give { min, max, step? } with min < max and (max - min) a whole number of steps'],
  [/maxLength$/, 'a string needs maxLength, 1 to 1024'],
  [/format$/, `use one of ${formats.join(', ')}`],
  [/access$/, "give ['read'], ['write'] or ['read', 'write']"],
  [/rev$/, 'give a whole number from 1 and raise it with every change'],
  [/^market/, "give { price, currency: 'CNY', lifeYears, openness: 'O' | 'T' | 'V', illustrative }, or leave market out"],
];
const cureFor = (path: string): string => cures.find(([pattern]) => pattern.test(path))?.[1] ?? 'see the section Spec of docs/protocol.md';

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** undefined where there is none: a bigint, a circle, or nesting deeper than the stack. */
function jsonText(value: unknown): string | undefined {
  try {
    return JSON.stringify(value) ?? '';
  } catch {
    return undefined;
  }
}

/** The format that this version does not know, of a property, or of an argument or result of an action or event. */
function unknownFormat(member: unknown): string | undefined {
  if (!isRecord(member)) return undefined;
  const parts = [member, ...[member.in, member.out, member.args].flatMap((group) => (isRecord(group) ? Object.values(group) : []))];
  for (const part of parts) {
    const format = isRecord(part) ? part.format : undefined;
    if (typeof format === 'string' && isSlug(format) && !(formats as string[]).includes(format)) return format;
  }
  return undefined;
}

/**
 * Forward rule: a property, action or event of a format that this version does not know is left out, alone, and named in
 * `dropped`; a rule that speaks of it goes with it. Returns a copy; the input is not touched.
 */
function dropUnknownFormats(input: unknown): { input: unknown; dropped: SpecFault[] } {
  const dropped: SpecFault[] = [];
  if (!isRecord(input) || !isRecord(input.services)) return { input, dropped };
  const services = Object.entries(input.services).map(([name, service]): [string, unknown] => {
    if (!isRecord(service)) return [name, service];
    const gone = { properties: new Set<unknown>(), actions: new Set<unknown>(), events: new Set<unknown>() };
    const keep = (group: unknown, right: (key: string, value: unknown) => boolean): unknown =>
      isRecord(group) ? Object.fromEntries(Object.entries(group).filter(([key, value]) => right(key, value))) : group;
    const known = (group: keyof typeof gone): unknown =>
      keep(service[group], (key, member) => {
        const format = unknownFormat(member);
        if (format === undefined) return true;
        gone[group].add(key);
        const path = `services.${name}.${group}.${key}`;
        dropped.push({ path, what: `unknown format "${format}"`, cure: 'update the hub; the rest of the device works' });
        return false;
      });
    const members = { properties: known('properties'), actions: known('actions'), events: known('events') };
    if (dropped.length === 0) return [name, service];
    const raises = keep(service.raises, (key, rule) => !gone.events.has(key) && !(Array.isArray(rule) && gone.properties.has(rule[0])));
    const follows = keep(service.follows, (key, rule) => !gone.actions.has(key) && !(isRecord(rule) && gone.properties.has(rule.progress)));
    // JSON has no undefined: what was left out stays left out.
    const changed = Object.entries({ ...service, ...members, raises, follows }).filter(([, value]) => value !== undefined);
    return [name, Object.fromEntries(changed)];
  });
  return { input: { ...input, services: Object.fromEntries(services) }, dropped };
}

function* valueFaults(schema: ValueSchema, path: string): Generator<SpecFault> {
  const range = 'range' in schema ? schema.range : undefined;
  if (range) {
    if (!(range.min < range.max))
      yield { path: `${path}.range`, what: `min ${range.min} is not below max ${range.max}`, cure: cureFor('.range') };
    const step = stepOf(schema);
    if (step !== undefined && range.min < range.max) {
      const steps = (range.max - range.min) / step;
      // Beyond a thousand million steps a float's own error is as large as the tolerance of the grid.
      const fine = schema.format === 'int' ? Number.isSafeInteger(range.max - range.min) : Math.max(-range.min, range.max) / step <= 1e9;
      if (!fine) {
        yield {
          path: `${path}.range`,
          what: `the step ${step} is too fine for ${range.min} to ${range.max}`,
          cure: 'give a coarser step, or a smaller range',
        };
      } else if (Math.abs(steps - Math.round(steps)) > 1e-6) {
        yield { path: `${path}.range`, what: `from ${range.min} the step ${step} misses max ${range.max}`, cure: cureFor('.range') };
      }
    }
    if (
      schema.format === 'int' &&
      !(Number.isSafeInteger(range.min) && Number.isSafeInteger(range.max) && Number.isSafeInteger(range.step ?? 1))
    ) {
      yield { path: `${path}.range`, what: 'an int needs whole min, max and step', cure: "use whole numbers, or format 'float'" };
    }
  }
  if (schema.format === 'enum') {
    const count = Object.keys(schema.values).length;
    if (count < 1 || count > limits.enumValues)
      yield { path: `${path}.values`, what: `${count} values`, cure: `give 1 to ${limits.enumValues} values` };
  }
  if (schema.default !== undefined) {
    const wrong = compileValue(schema)(schema.default);
    if (wrong) yield { path: `${path}.default`, what: wrong.message, cure: wrong.hint };
  }
}

function* serviceFaults(service: ServiceSpec, path: string): Generator<SpecFault> {
  const properties = new Map(Object.entries(service.properties));
  const events = new Map(Object.entries(service.events));
  const known = (names: Iterable<string>) => [...names].join(', ') || 'none';
  for (const [key, property] of properties) yield* valueFaults(property, `${path}.properties.${key}`);
  for (const [key, action] of Object.entries(service.actions)) {
    for (const [name, argument] of Object.entries(action.in)) yield* valueFaults(argument, `${path}.actions.${key}.in.${name}`);
    for (const [name, result] of Object.entries(action.out)) yield* valueFaults(result, `${path}.actions.${key}.out.${name}`);
  }
  for (const [key, event] of events)
    for (const [name, argument] of Object.entries(event.args)) yield* valueFaults(argument, `${path}.events.${key}.args.${name}`);
  for (const [key, [property]] of Object.entries(service.raises ?? {})) {
    if (!events.has(key)) yield { path: `${path}.raises.${key}`, what: `no event "${key}"`, cure: `name one of: ${known(events.keys())}` };
    if (!properties.get(property)?.access.includes('read')) {
      yield { path: `${path}.raises.${key}`, what: `no readable property "${property}"`, cure: `name one of: ${known(properties.keys())}` };
    }
  }
  for (const [key, rule] of Object.entries(service.follows ?? {})) {
    if (!Object.hasOwn(service.actions, key))
      yield { path: `${path}.follows.${key}`, what: `no action "${key}"`, cure: `name one of: ${known(Object.keys(service.actions))}` };
    if (!properties.has(rule.progress))
      yield {
        path: `${path}.follows.${key}.progress`,
        what: `no property "${rule.progress}"`,
        cure: `name one of: ${known(properties.keys())}`,
      };
  }
}

/**
 * Parses what a device says of itself. Never throws.
 * A wrong spec comes back with, for each fault, where it is, what is wrong and how to mend it.
 */
export function parseSpec(json: unknown): SpecResult {
  const text = jsonText(json);
  if (text === undefined)
    return { ok: false, faults: [{ path: '', what: 'the spec is not JSON', cure: 'announce plain JSON, not nested without end' }] };
  if (new TextEncoder().encode(text).length > limits.specBytes) {
    return {
      ok: false,
      faults: [{ path: '', what: `the spec has more than ${limits.specBytes} bytes`, cure: 'shorten titles or drop services' }],
    };
  }
  const { input, dropped } = dropUnknownFormats(json);
  const parsed = deviceSpecSchema.safeParse(input);
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => {
      const path = issue.path.map(String).join('.');
      const slug = issue.code === 'invalid_key' ? issue.path.at(-1) : undefined;
      if (typeof slug === 'string' && !isSlug(slug))
        return { path, what: `"${slug.slice(0, 40)}" is not a slug`, cure: 'use 1 to 32 of a-z, 0-9 and "-", starting with a letter' };
      return { path, what: issue.message, cure: cureFor(path) };
    });
    return { ok: false, faults };
  }
  const faults = Object.entries(parsed.data.services).flatMap(([name, service]) => [...serviceFaults(service, `services.${name}`)]);
  return faults.length > 0 ? { ok: false, faults } : { ok: true, spec: parsed.data, dropped };
}
