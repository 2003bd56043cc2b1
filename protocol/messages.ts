// What each topic carries. AsyncAPI, the page's reference and whoever shows a payload beside its schema read it here.
import * as envelopes from './envelopes.ts';
import { pairDownSchema, pairUpSchema } from './pairing.ts';
import { deviceSpecSchema } from './spec.ts';
import { topicTable } from './topics.ts';
import type { TopicPattern } from './topics.ts';
import { wireSchema } from './wire.ts';
import type { z } from './zod.ts';

export interface Message {
  /** A slug that is the message's name in every document. */
  readonly name: string;
  readonly title: string;
  readonly schema: z.ZodType;
}
const message = (name: string, title: string, schema: z.ZodType): Message => ({ name, title, schema });

/** By the topic of `topicTable`; a topic without a message does not compile. */
export const messages: Readonly<Record<TopicPattern, Message>> = {
  'hub/info': message('hub-info', 'Hub', envelopes.hubInfoSchema),
  'hub/state': message('hub-state', 'State of the hub', envelopes.hubStateSchema),
  'pair/{serial}/up': message('pair-up', 'Pairing, from the device', pairUpSchema),
  'pair/{serial}/down': message('pair-down', 'Pairing, from the hub', pairDownSchema),
  'dev/{did}/announce': message('announce', 'Announcement', envelopes.announceSchema),
  'dev/{did}/session': message('session', 'Answer to an announcement', envelopes.sessionSchema),
  'dev/{did}/spec': message('spec', 'Spec', deviceSpecSchema),
  'dev/{did}/place': message('place', 'Place', envelopes.placeSchema),
  'dev/{did}/state': message('state', 'State of a device', envelopes.stateSchema),
  'dev/{did}/p/{service}/{property}': message('report', 'Report', envelopes.reportSchema),
  'dev/{did}/e/{service}/{event}': message('event', 'Event', envelopes.eventMessageSchema),
  'dev/{did}/cmd': message('command', 'Command', envelopes.anyCommandSchema),
  'dev/{did}/res': message('result', 'Result', envelopes.resultSchema),
  'rpc/{client}/{session}': message('request', 'Request', envelopes.requestSchema),
  'rpc/{client}/{session}/res': message('reply', 'Reply', envelopes.replySchema),
  'home/rooms/{id}': message('room', 'Room', envelopes.roomSchema),
  'home/people/{client}': message('person', 'Person', envelopes.personSchema),
  'home/nearby/{serial}': message('nearby', 'Nearby device', envelopes.nearbySchema),
  'alert/{did}/{id}': message('alert', 'Alert', envelopes.alertSchema),
  'wire/{client}': message('wire', 'What passed', wireSchema),
};

/** What stands in braces in a topic, in a sentence. */
export const topicParameters: Readonly<Record<string, string>> = {
  serial: 'the serial printed on a device: a Name',
  did: 'a device of the home: a Name',
  service: 'a service of the device’s spec: a Slug',
  property: 'a property of that service: a Slug',
  event: 'an event of that service: a Slug',
  client: 'a person of the home: a Name',
  session: 'one conversation of a controller, new for each connection: a Name',
  id: 'the object’s own id',
};

/** Does a message on this topic, given below the root, belong to the pattern? `dev/d-1/state` belongs to `dev/{did}/state`. */
export function belongsTo(pattern: TopicPattern, topic: string): boolean {
  const [want, have] = [pattern.split('/'), topic.split('/')];
  return want.length === have.length && want.every((level, k) => level.startsWith('{') || level === have[k]);
}

/** The row of the table for a topic below the root; undefined for what is none of the protocol's. */
export const rowOf = (topic: string) => topicTable.find((row) => belongsTo(row.topic, topic));
