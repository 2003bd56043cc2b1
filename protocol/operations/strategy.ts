// What the lock-in meter reads and says. The formulas are the lab's; here is their shape on the wire.
import { opennessSchema } from '../envelopes.ts';
import { nameSchema, slugSchema } from '../names.ts';
import { opennessClassSchema } from '../spec.ts';
import { z } from '../zod.ts';
import { operation } from './operation.ts';

const uses = z.array(z.object({ did: nameSchema, standard: z.boolean() }));
const id = z.string().max(64);

export const inventorySchema = z.object({
  openness: opennessSchema,
  /** How many would have to learn another remote. */
  people: z.int(),
  scenes: z.array(z.object({ id, name: z.string().optional(), nodes: z.int(), uses })),
  rules: z.array(z.object({ id, name: z.string().optional(), nodes: z.int(), portable: z.boolean(), uses })),
  prepaid: z.array(z.object({ id, name: z.string().optional(), unused: z.number(), did: nameSchema.optional() })),
  devices: z.array(
    z.object({
      did: nameSchema,
      model: z.string(),
      vendor: slugSchema,
      name: z.string(),
      category: slugSchema,
      class: opennessClassSchema,
      /** The maker's claim, in `currency`; absent: unknown, never 0. */
      price: z.number().optional(),
      currency: z.string().optional(),
      /** Useful life as a connected product, years. */
      lifeYears: z.number().optional(),
      illustrative: z.boolean().optional(),
      ageYears: z.number(),
      /** Told by a person, not timed since pairing. */
      ageGiven: z.boolean(),
      /** Capabilities (properties, actions, events) without `info`: all, and those of standard services. */
      owned: z.int(),
      standard: z.int(),
      outsider: z.boolean(),
      /** 0, 1, 2, … in order of purchase. */
      order: z.int(),
      history: z.object({ days: z.number(), rows: z.int(), standardRows: z.int() }).optional(),
    }),
  ),
});
export type HomeInventory = z.infer<typeof inventorySchema>;

const text = z.object({ en: z.string(), zh: z.string() });
const spread = { value: z.number(), low: z.number(), high: z.number() };
const input = z.object({
  name: text,
  value: z.number(),
  unit: z.string(),
  source: z.enum(['measured', 'given', 'spec', 'assumption']),
  citation: text,
  did: nameSchema.optional(),
  assumption: z.string().optional(),
});
const contribution = { of: z.enum(['device', 'scene', 'rule', 'people', 'prepaid']), id: z.string(), dids: z.array(nameSchema), ...spread };

const line = z.object({
  id: z.string(),
  title: text,
  kind: z.enum(['financial', 'procedural']),
  facet: z.string(),
  unit: z.enum(['CNY', 'min', 'count', 'rows', 'days']),
  priced: z.boolean(),
  combine: z.enum(['sum', 'max']),
  formula: text,
  inputs: z.array(input),
  contributions: z.array(z.object(contribution)),
  outOf: z.number().optional(),
  ...spread,
});
const total = z.object({
  unit: z.literal('CNY'),
  formula: text,
  inputs: z.array(input),
  money: z.object(spread),
  minutes: z.object(spread),
  parts: z.array(z.object({ line: z.string(), ...spread })),
  contributions: z.array(z.object({ line: z.string(), ...contribution })),
  unknownPrices: z.array(nameSchema),
  ...spread,
});
const bin = z.object({ title: text, dids: z.array(nameSchema), devices: z.int(), featuresOwned: z.int(), featuresKept: z.int() });
const discount = z.object({
  /** Devices that the house's remote reaches, and the sum of what the rival's would reach of each. */
  n: z.int(),
  s: z.number(),
  /** The price cut, CNY, that wins the next purchase with the chance asked for. */
  value: z.number(),
  low: z.number(),
  high: z.number(),
  /** D(0): brand, taste and price of an empty home. */
  base: z.number(),
  /** D(n) - D(0): what only this maker can give. */
  exclusive: z.number(),
  workingTogether: z.number(),
  /** The rival's chance without any discount, 0 to 1. */
  rivalChance: z.number(),
  emptyHomeChance: z.number(),
  offer: z.object({ price: z.number(), rivalPrice: z.number(), brand: z.number() }),
  formula: text,
  inputs: z.array(input),
});

export const strategyOperations = {
  'home.inventory': operation({
    doc: 'Gives the facts of this home that the lock-in meter works on.',
    role: 'guest',
    args: z.object({}),
    result: inventorySchema,
  }),
  'meter.get': operation({
    doc: 'Reads the lock-in meter: what leaving for the target would cost, line by line, and the price cut that a rival must offer on the next purchase in `category`. Assumptions are at their middle values.',
    role: 'guest',
    args: z.object({ target: z.enum(['closed-rival', 'open-hub']), category: slugSchema.optional() }),
    result: z.object({
      target: z.enum(['closed-rival', 'open-hub']),
      openness: opennessSchema,
      lines: z.array(line),
      total,
      bins: z.object({ full: bin, core: bin, none: bin }),
      unknownPrices: z.array(nameSchema),
      illustrative: z.array(nameSchema),
      /** null: nothing in this category has a known price. */
      discount: discount.nullable(),
    }),
  }),
};
