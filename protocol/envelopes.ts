// Every message that crosses the wire, as a schema. Types are inferred; both sides parse at their boundary.
import { errorCodes } from './errors.ts';
import { faultKindSchema, faultSecondsSchema, runningFaultSchema } from './faults.ts';
import { givenNameSchema, modelSchema, nameSchema, slugSchema, titleSchema, ulidSchema } from './names.ts';
import { roleSchema } from './permissions.ts';
import { anyValueSchema } from './values.ts';
import { z } from './zod.ts';

const v = z.literal(1);
/** Milliseconds since 1970 by the sender's clock: a claim, for display. */
const timestamp = z.number().nonnegative();

export const replyErrorSchema = z.object({
  /** A code that a newer side invented reads as INTERNAL: its message and hint still say what it is. */
  code: z.enum(errorCodes).catch('INTERNAL'),
  message: z.string(),
  outcome: z.enum(['not-done', 'unknown']),
  path: z.string().optional(),
  hint: z.string().optional(),
  say: titleSchema.extend({ en: z.string(), zh: z.string() }).optional(),
  /** Of pairing: wrong codes that the device still takes, and when a locked one opens again (ms since 1970). */
  left: z.int().nonnegative().optional(),
  lockedUntil: z.number().optional(),
});
export type ReplyError = z.infer<typeof replyErrorSchema>;

// --- what a device says ---------------------------------------------------------------------------------------------

export const bySchema = z.object({ kind: z.enum(['command', 'local', 'timer', 'simulation']), id: ulidSchema.optional() });
export type By = z.infer<typeof bySchema>;

/** A property's value. `target` and `until` (ms since 1970) while it is moving; `ht`: the home's own time, where the world runs on one. */
export const reportSchema = z.object({
  v,
  ts: timestamp,
  ht: timestamp.optional(),
  session: nameSchema,
  seq: z.int().nonnegative(),
  value: anyValueSchema,
  target: anyValueSchema.optional(),
  until: timestamp.optional(),
  by: bySchema,
});
export type Report = z.infer<typeof reportSchema>;

export const eventMessageSchema = z.object({
  v,
  ts: timestamp,
  ht: timestamp.optional(),
  session: nameSchema,
  seq: z.int().nonnegative(),
  args: z.record(slugSchema, anyValueSchema).default({}),
});
export type EventMessage = z.infer<typeof eventMessageSchema>;

export const deviceStates = ['init', 'ready', 'sleeping', 'updating', 'disconnected', 'lost'] as const;
export const stateSchema = z.object({
  v,
  state: z.enum(deviceStates),
  session: nameSchema,
  ts: timestamp.optional(),
  firmware: z.string().max(64).optional(),
  reason: z.string().max(200).optional(),
  /**
   * Of a simulated device: the faults under way that it was asked for, none of them most of the time. Absent: it cannot be
   * told to fail. What cannot be read of it counts as absent.
   */
  faults: z.array(runningFaultSchema).max(32).optional().catch(undefined),
});
export type StateMessage = z.infer<typeof stateSchema>;
export type DeviceState = StateMessage['state'];

/** `spec` is checked by `parseSpec`, which says where and why. */
export const announceSchema = z.object({ v, session: nameSchema, firmware: z.string().max(64), spec: z.unknown() });

/** The hub's answer to an announcement. `now`: hub time, from which a device reads `exp`. */
export const sessionSchema = z.object({ v, session: nameSchema, now: timestamp, accepted: z.union([z.literal(true), replyErrorSchema]) });
export type SessionMessage = z.infer<typeof sessionSchema>;

export const placeSchema = z.object({ v, room: nameSchema.nullable(), name: givenNameSchema.nullable() });
export type PlaceMessage = z.infer<typeof placeSchema>;

// --- commands: hub and device ---------------------------------------------------------------------------------------

const commandBase = {
  v,
  id: ulidSchema,
  session: nameSchema,
  /** hub time, ms */ sent: timestamp,
  exp: timestamp,
  trace: z.boolean().optional(),
  service: slugSchema,
};
export const commandSchema = z.discriminatedUnion('op', [
  z.object({ ...commandBase, op: z.literal('set'), property: slugSchema, value: anyValueSchema }),
  z.object({ ...commandBase, op: z.literal('action'), action: slugSchema, in: z.record(slugSchema, anyValueSchema) }),
]);
export type Command = z.infer<typeof commandSchema>;

const { service: _service, ...faultBase } = commandBase;
/** Only for a device whose state has `faults`: begin one, or end one or all of them. On the same topic as commands. */
export const faultCommandSchema = z.discriminatedUnion('op', [
  z.object({ ...faultBase, op: z.literal('fault'), kind: faultKindSchema, seconds: faultSecondsSchema, amount: z.int().optional() }),
  z.object({ ...faultBase, op: z.literal('mend'), kind: faultKindSchema.optional() }),
]);
export type FaultCommand = z.infer<typeof faultCommandSchema>;
/** All that a `cmd` topic carries. */
export const anyCommandSchema = z.union([commandSchema, faultCommandSchema]);

/** `took`: milliseconds from the command's arrival at the device to this result. */
export const resultSchema = z.discriminatedUnion('ok', [
  z.object({
    v,
    id: ulidSchema,
    session: nameSchema,
    ok: z.literal(true),
    result: z.record(slugSchema, anyValueSchema),
    took: z.number().nonnegative(),
  }),
  z.object({ v, id: ulidSchema, session: nameSchema, ok: z.literal(false), error: replyErrorSchema, took: z.number().nonnegative() }),
]);
export type Result = z.infer<typeof resultSchema>;

// --- requests: controller and hub -----------------------------------------------------------------------------------

export const ttlRange = { min: 100, max: 30_000 } as const;
export const requestSchema = z.object({
  v,
  id: ulidSchema,
  op: z.string().max(64),
  args: z.unknown(),
  ttl: z.int().min(ttlRange.min).max(ttlRange.max).optional(),
  trace: z.boolean().optional(),
});
export type Request = z.infer<typeof requestSchema>;

/** Durations in ms: inside the hub, inside the device, and from the request's arrival at the hub to the reply. */
export const hopsSchema = z.object({ hub: z.number(), device: z.number().optional(), total: z.number() });
export type Hops = z.infer<typeof hopsSchema>;

export const replySchema = z.discriminatedUnion('ok', [
  z.object({ v, id: ulidSchema, ok: z.literal(true), result: z.unknown(), hops: hopsSchema.optional() }),
  z.object({ v, id: ulidSchema, ok: z.literal(false), error: replyErrorSchema, hops: hopsSchema.optional() }),
]);
export type Reply = z.infer<typeof replySchema>;

// --- what the hub keeps, retained -----------------------------------------------------------------------------------

export const opennessSchema = z.enum(['closed', 'bridged', 'open']);
export type Openness = z.infer<typeof opennessSchema>;

export const hubInfoSchema = z.object({
  v,
  hub: nameSchema,
  home: nameSchema,
  /** Of the running program; a page of another build reloads. */
  build: z.string(),
  features: z.array(z.string()),
  openness: opennessSchema,
  /** Maker slugs that this house has admitted. */
  admitted: z.array(slugSchema),
  limits: z.record(z.string(), z.number()),
  /** true where the hub is reachable from the network without TLS: pairing can then be overheard. */
  exposed: z.boolean(),
  /** The port of MQTT over TCP, for devices and scripts. */
  mqttPort: z.int().min(1).max(65_535).optional(),
});
export type HubInfo = z.infer<typeof hubInfoSchema>;

export const hubStateSchema = z.object({ v, state: z.enum(['ready', 'stopping']), since: timestamp });
export type HubState = z.infer<typeof hubStateSchema>;

/** A room whose name is null is one of the well-known rooms: the phone names it in its own language. */
export const roomSchema = z.object({ v, id: nameSchema, name: givenNameSchema.nullable(), order: z.int() });
export type Room = z.infer<typeof roomSchema>;

/** Who holds a remote. Whether it is in use now is asked with `person.list`. */
export const personSchema = z.object({
  v,
  client: nameSchema,
  name: givenNameSchema,
  role: roleSchema,
  rooms: z.array(nameSchema),
  since: timestamp,
});
export type PersonMessage = z.infer<typeof personSchema>;

export const nearbySchema = z.object({
  v,
  serial: nameSchema,
  model: modelSchema,
  vendor: slugSchema,
  category: slugSchema,
  title: titleSchema,
  admitted: z.boolean(),
  since: timestamp,
});
export type Nearby = z.infer<typeof nearbySchema>;

export const alertSchema = z.object({
  v,
  id: z.string().max(64),
  did: nameSchema,
  since: timestamp,
  level: z.enum(['info', 'warning', 'alarm']),
  code: z.string().max(64),
  message: z.string().max(500),
  /** How often it has happened since. */
  count: z.int().min(1),
  path: z.string().max(300).optional(),
  hint: z.string().max(500).optional(),
  say: z.object({ en: z.string(), zh: z.string() }).optional(),
});
export type Alert = z.infer<typeof alertSchema>;
