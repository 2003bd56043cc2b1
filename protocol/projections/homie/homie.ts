// Homie 5 (https://homieiot.github.io/specification/): a device is `homie/5/{did}`, a service a node, a property a property.
import { OmniError } from '../../errors.ts';
import type { DeviceState, Report } from '../../envelopes.ts';
import { isSlug } from '../../names.ts';
import type { PropertySpec } from '../../spec.ts';
import { sameValue } from '../../values.ts';
import { foreignTopics } from '../foreign-topics.ts';
import type { ForeignRequest, Projection, Standing, Telling, Thing } from '../projection.ts';
import { actionId, describe, eventId, raisedWord, runWord } from './description.ts';
import { readPayload, writePayload } from './payloads.ts';

const topicOf = (did: string, ...levels: string[]): string => [foreignTopics.homie.root, did, ...levels].join('/');

/** Homie has no word for an update: the device cannot be commanded, as while it starts. */
const states = {
  init: 'init',
  ready: 'ready',
  sleeping: 'sleeping',
  updating: 'init',
  disconnected: 'disconnected',
  lost: 'lost',
} as const satisfies Record<DeviceState, string>;

const isReadable = ({ access }: PropertySpec): boolean => access.includes('read');
/** Homie wants `$target` with every value of a property or with none: here with all that can be set and read. */
const hasTarget = (schema: PropertySpec): boolean => isReadable(schema) && schema.access.includes('write');

const propertyOf = ({ spec }: Thing, service: string, property: string): PropertySpec | undefined => {
  const properties = Object.hasOwn(spec.services, service) ? spec.services[service]?.properties : undefined;
  return properties && Object.hasOwn(properties, property) ? properties[property] : undefined;
};

/** Where it is going; in the very words of whoever asked for it, where it was another ecosystem. */
function targetText(thing: Thing, service: string, property: string, schema: PropertySpec, report: Report): string {
  const target = report.target ?? report.value;
  const asked = thing.asked(service, property);
  return asked && sameValue(asked.value, target) ? asked.text : writePayload(schema, target);
}

/** Alert ids are names, slugs or ULIDs: in small letters each is an id of Homie's. */
const alertTopic = (did: string, id: string): string => topicOf(did, '$alert', id.toLowerCase());

function* standing(thing: Thing): Generator<Standing> {
  const { did, spec } = thing;
  yield { topic: topicOf(did, '$description'), payload: () => describe(thing) };
  for (const [service, { properties }] of Object.entries(spec.services)) {
    for (const [property, schema] of Object.entries(properties)) {
      if (!isReadable(schema)) continue;
      const whenReported = (write: (report: Report) => string) => (): string => {
        const report = thing.report(service, property);
        return report ? write(report) : '';
      };
      if (hasTarget(schema))
        yield {
          topic: topicOf(did, service, property, '$target'),
          payload: whenReported((report) => targetText(thing, service, property, schema, report)),
        };
      yield { topic: topicOf(did, service, property), payload: whenReported(({ value }) => writePayload(schema, value)) };
    }
  }
  for (const { id, message } of thing.alerts()) yield { topic: alertTopic(did, id), payload: () => message };
  // Last, because a controller looks for devices by their state.
  yield { topic: topicOf(did, '$state'), payload: () => states[thing.state] };
}

function* toldOfReport(thing: Thing, service: string, property: string): Generator<Telling> {
  const schema = propertyOf(thing, service, property);
  const report = thing.report(service, property);
  if (!schema || !report) return;
  const topic = topicOf(thing.did, service, property);
  if (hasTarget(schema)) yield { topic: `${topic}/$target`, payload: targetText(thing, service, property, schema, report), ifNew: true };
  yield { topic, payload: writePayload(schema, report.value) };
}

const told: Projection['told'] = function* (thing, change) {
  const { did } = thing;
  switch (change.kind) {
    case 'described':
      // A description may change in `init` only.
      yield { topic: topicOf(did, '$state'), payload: 'init' };
      yield { topic: topicOf(did, '$description'), payload: describe(thing) };
      yield { topic: topicOf(did, '$state'), payload: states[thing.state] };
      return;
    case 'state':
      yield { topic: topicOf(did, '$state'), payload: states[thing.state] };
      return;
    case 'report':
      yield* toldOfReport(thing, change.service, change.property);
      return;
    case 'asked':
      // The value was told when the device reported it; only the words of its target may be new.
      for (const telling of toldOfReport(thing, change.service, change.property)) if (telling.ifNew) yield telling;
      return;
    case 'event': {
      const { service, event, args } = change;
      const known = Object.hasOwn(thing.spec.services, service) ? thing.spec.services[service]?.events[event] : undefined;
      if (!known) return;
      const payload = Object.keys(known.args).length === 0 ? raisedWord : JSON.stringify(args);
      yield { topic: topicOf(did, service, eventId(event)), payload, retained: false };
      return;
    }
    case 'alert':
      yield { topic: alertTopic(did, change.id), payload: change.alert?.message ?? '' };
  }
};

const idOf = { action: actionId(''), event: eventId('') } as const;

function readArguments(text: string): Record<string, unknown> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    json = undefined;
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    throw new OmniError('BAD_TYPE', `expected a JSON object, got ${JSON.stringify(text.slice(0, 60))}`, {
      path: 'in',
      hint: 'send the arguments as one JSON object, {} for none',
    });
  return { ...json };
}

function parseSet({ did, spec }: Pick<Thing, 'did' | 'spec'>, topic: string, payload: string): ForeignRequest {
  const [service = '', member = ''] = topic.slice(topicOf(did, '').length).split('/');
  const known = isSlug(service) && Object.hasOwn(spec.services, service) ? spec.services[service] : undefined;
  const names = Object.keys(spec.services).join(', ') || 'none';
  if (!known) throw new OmniError('NO_SUCH_SERVICE', `${did} has no node "${service}".`, { path: 'service', hint: `It has: ${names}` });
  if (member.startsWith(idOf.action)) {
    const action = member.slice(idOf.action.length);
    const found = Object.hasOwn(known.actions, action) ? known.actions[action] : undefined;
    if (!found)
      throw new OmniError('NO_SUCH_ACTION', `${service} has no action "${action}".`, {
        path: 'action',
        hint: `It has: ${Object.keys(known.actions).join(', ') || 'none'}`,
      });
    const plain = Object.keys(found.in).length === 0;
    if (plain && payload !== runWord)
      throw new OmniError('BAD_ENUM', `${service}/${member}: ${JSON.stringify(payload.slice(0, 60))} is not ${runWord}`, {
        path: 'value',
        hint: `send ${runWord}`,
      });
    return { op: 'device.action', args: { service, action, in: plain ? {} : readArguments(payload) } };
  }
  if (member.startsWith(idOf.event) && Object.hasOwn(known.events, member.slice(idOf.event.length)))
    throw new OmniError('NOT_WRITABLE', `${service}/${member} is an event: it comes from the device only.`, { path: 'property' });
  const schema = Object.hasOwn(known.properties, member) ? known.properties[member] : undefined;
  if (!schema)
    throw new OmniError('NO_SUCH_PROPERTY', `${service} has no property "${member}".`, {
      path: 'property',
      hint: `It has: ${Object.keys(known.properties).join(', ') || 'none'}`,
    });
  return { op: 'device.set', args: { service, property: member, value: readPayload(schema, payload) } };
}

export const homie: Projection = { name: 'homie', keepsWords: true, standing, told, parseSet };
