import { deviceStates } from '../envelopes.ts';
import { givenNameSchema, nameSchema, slugSchema, titleSchema } from '../names.ts';
import { deviceSpecSchema } from '../spec.ts';
import { anyValueSchema } from '../values.ts';
import { z } from '../zod.ts';
import { operation } from './operation.ts';

const state = z.enum(deviceStates);
const did = nameSchema;
const property = { did, service: slugSchema, property: slugSchema };

export const deviceSummarySchema = z.object({
  did,
  model: z.string(),
  vendor: slugSchema,
  category: slugSchema,
  /** What to call it: the given name, or the English title of its spec. */
  name: z.string(),
  /** The name that a person gave it, if any. */
  given: givenNameSchema.nullable(),
  title: titleSchema,
  room: nameSchema.nullable(),
  state,
  rev: z.int(),
  serial: nameSchema,
  /** Of a maker that the house has not admitted, in a house that is closed (again). */
  outsider: z.boolean(),
  /** ms since 1970 */
  paired: z.number(),
  bought: z.number(),
  lastSeen: z.number().nullable(),
});
export type DeviceSummary = z.infer<typeof deviceSummarySchema>;

export const heldValueSchema = z.object({
  value: anyValueSchema,
  ts: z.number(),
  stale: z.boolean(),
  target: anyValueSchema.optional(),
  until: z.number().optional(),
});

/** A date of purchase, ms since 1970. */
const bought = z.number().nonnegative();

export const deviceOperations = {
  'device.list': operation({
    doc: 'Lists the devices of the home.',
    role: 'guest',
    args: z.object({}),
    result: z.object({ devices: z.array(deviceSummarySchema) }),
  }),
  'device.get': operation({
    doc: 'Gives one device: its spec, its state and the last value of each property. A value is stale when its session is not the device’s current ready session.',
    role: 'guest',
    device: 'read',
    args: z.object({ did }),
    result: deviceSummarySchema.extend({
      spec: deviceSpecSchema,
      firmware: z.string().nullable(),
      values: z.record(slugSchema, z.record(slugSchema, heldValueSchema)),
    }),
  }),
  'device.set': operation({
    doc: 'Sets one property and answers when the device has confirmed: `value` is what it took.',
    role: 'guest',
    device: 'control',
    args: z.object({ ...property, value: anyValueSchema }),
    result: z.object({ value: anyValueSchema, ts: z.number() }),
  }),
  'device.action': operation({
    doc: 'Calls an action. What takes over a second answers at once and reports its progress as a property.',
    role: 'guest',
    device: 'control',
    ttl: 5000,
    args: z.object({ did, service: slugSchema, action: slugSchema, in: z.record(slugSchema, anyValueSchema).default({}) }),
    result: z.object({ out: z.record(slugSchema, anyValueSchema) }),
  }),
  'device.place': operation({
    doc: 'Names a device, moves it to a room, or dates its purchase; what is left out stays. `null` takes the name or room away.',
    role: 'member',
    device: 'control',
    args: z.object({ did, name: givenNameSchema.nullable().optional(), room: nameSchema.nullable().optional(), bought: bought.optional() }),
    result: z.object({}),
  }),
  'device.remove': operation({
    doc: 'Removes a device: its rights end, its connection is closed, everything retained of it is cleared; then the reply.',
    role: 'member',
    device: 'control',
    ttl: 10_000,
    args: z.object({ did }),
    result: z.object({}),
  }),
  'device.release': operation({
    doc: 'Signs the token with which a device of class T may go to the house whose public key is `house`. A closed house withholds it: FORBIDDEN.',
    role: 'owner',
    device: 'control',
    args: z.object({ did, house: z.string().regex(/^[\w-]{43}$/, 'a house’s Ed25519 public key, 43 characters of base64url') }),
    result: z.object({ release: z.string().meta({ secret: true }) }),
  }),
  'device.history': operation({
    doc: 'What the hub has seen of a numeric or true/false property: points of [ms since 1970, value] over the last `hours`. Where values share a point, a reading gives their mean, and what can be set or is true/false its last.',
    role: 'guest',
    device: 'read',
    args: z.object({ ...property, hours: z.number().positive().max(168).default(1), points: z.int().min(2).max(1000).default(240) }),
    result: z.object({ from: z.number(), to: z.number(), points: z.array(z.tuple([z.number(), z.number()])) }),
  }),
};

export const pairOperations = {
  'pair.list': operation({
    doc: 'Lists the devices nearby that ask to join.',
    role: 'member',
    args: z.object({}),
    result: z.object({
      nearby: z.array(
        z.object({
          serial: nameSchema,
          model: z.string(),
          vendor: slugSchema,
          category: slugSchema,
          title: titleSchema,
          admitted: z.boolean(),
        }),
      ),
    }),
  }),
  'pair.accept': operation({
    doc: 'Pairs a nearby device, with the setup code from its box. The hub proves that it was told the code before the device does.',
    role: 'member',
    ttl: 30_000,
    args: z.object({
      serial: nameSchema,
      setupCode: z
        .string()
        .regex(/^\d{8}$/, 'a setup code is eight digits')
        .meta({ secret: true }),
      name: givenNameSchema.optional(),
      room: nameSchema.optional(),
      bought: bought.optional(),
      /** For a device of class T that comes from another house: that house’s release. */
      release: z
        .string()
        .regex(/^[\w-]{86}$/, 'a release is 86 characters of base64url')
        .meta({ secret: true })
        .optional(),
    }),
    result: z.object({ did }),
  }),
};
