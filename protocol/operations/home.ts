import { opennessSchema } from '../envelopes.ts';
import { givenNameSchema, nameSchema, slugSchema } from '../names.ts';
import { roleSchema } from '../permissions.ts';
import { z } from '../zod.ts';
import { operation } from './operation.ts';

const room = z.object({ id: nameSchema, name: givenNameSchema.nullable(), order: z.int() });

export const hubOperations = {
  'hub.info': operation({
    doc: 'Says who the hub is: build, features, limits, openness, admitted makers.',
    role: 'guest',
    args: z.object({}),
    result: z.object({
      hub: nameSchema,
      home: nameSchema,
      build: z.string(),
      features: z.array(z.string()),
      openness: opennessSchema,
      admitted: z.array(slugSchema),
      limits: z.record(z.string(), z.number()),
      exposed: z.boolean(),
      mqttPort: z.int().optional(),
    }),
  }),
  'hub.openness': operation({
    doc: 'Opens or closes the house. Closed and bridged pair admitted makers’ devices only; open pairs anyone’s. Bridged and open show devices to other ecosystems. Closing keeps paired outsiders, marked guests, and clears what others saw before it answers.',
    role: 'owner',
    args: z.object({ mode: opennessSchema }),
    result: z.object({ mode: opennessSchema }),
  }),
  'hub.start-over': operation({
    doc: 'Forgets everything: devices, people, rooms, history. `confirm` must be the home’s name. Answers with the token of a new claim link.',
    role: 'owner',
    ttl: 20_000,
    args: z.object({ confirm: nameSchema }),
    result: z.object({ claim: z.string().meta({ secret: true }) }),
  }),
};

export const roomOperations = {
  'room.list': operation({ doc: 'Lists the rooms.', role: 'guest', args: z.object({}), result: z.object({ rooms: z.array(room) }) }),
  'room.put': operation({
    doc: 'Adds a room, or renames it. A null name leaves a well-known id (`living-room`, `bedroom`, …) to the phone’s language.',
    role: 'member',
    args: z.object({ id: nameSchema, name: givenNameSchema.nullable().default(null) }),
    result: room,
  }),
  'room.remove': operation({
    doc: 'Removes a room; its devices stay, without a room.',
    role: 'member',
    args: z.object({ id: nameSchema }),
    result: z.object({}),
  }),
};

const person = z.object({
  client: nameSchema,
  name: givenNameSchema,
  role: roleSchema,
  rooms: z.array(nameSchema),
  online: z.boolean(),
  since: z.number(),
});

export const personOperations = {
  'person.list': operation({
    doc: 'Lists the people of the home; `you` is the one who asks.',
    role: 'guest',
    args: z.object({}),
    result: z.object({ you: nameSchema, people: z.array(person) }),
  }),
  'person.invite': operation({
    doc: 'Makes a link that lets one more person in: one use, 15 minutes. A guest controls only in the rooms named.',
    role: 'owner',
    args: z.object({ role: roleSchema, rooms: z.array(nameSchema).max(64).default([]) }),
    result: z.object({ token: z.string().meta({ secret: true }), expires: z.number() }),
  }),
  'person.change': operation({
    doc: 'Changes a person’s role or rooms; their connections are closed first, so that the new rights hold at once.',
    role: 'owner',
    args: z.object({ client: nameSchema, role: roleSchema, rooms: z.array(nameSchema).max(64).default([]) }),
    result: z.object({}),
  }),
  'person.remove': operation({
    doc: 'Removes a person, or oneself; their connections are closed before the reply. Only an owner may remove others.',
    role: 'guest',
    args: z.object({ client: nameSchema }),
    result: z.object({}),
  }),
};
