// A device as a Thing Description 1.1 of the W3C (https://www.w3.org/TR/wot-thing-description11/): what it has, in JSON Schema,
// and with which request each part is reached. Properties and actions over HTTP, whose bodies are bare values; what a device
// says by itself over MQTT, in this home's own envelopes, which the description spells out.
import type { Title } from '../names.ts';
import type { ValueSchema } from '../values.ts';
import type { ActionSpec, EventSpec, PropertySpec } from '../spec.ts';
import { topicsOf } from '../topics.ts';
import { jsonSchemaOf, jsonSchemaOfArguments } from './json-schema.ts';
import type { Thing } from './projection.ts';

/** How the hub is reached by whoever asks. */
export interface Doors {
  /** Such as `http://127.0.0.1:8080`. */
  readonly http: string;
  /** Such as `mqtt://127.0.0.1:1883`; undefined where it is not known. */
  readonly mqtt: string | undefined;
}

interface Form {
  readonly href: string;
  readonly op: readonly string[];
  readonly contentType: 'application/json';
}
type Affordance = Readonly<Record<string, unknown>> & { readonly forms: readonly Form[] };
type Affordances = Readonly<Record<string, Affordance>>;

export interface ThingDescription {
  readonly '@context': readonly unknown[];
  readonly id: string;
  readonly title: string;
  readonly titles?: Title;
  readonly base: string;
  readonly securityDefinitions: Readonly<Record<string, unknown>>;
  readonly security: readonly string[];
  readonly properties: Affordances;
  readonly actions: Affordances;
  readonly events: Affordances;
}

/** An affordance's name: no slug has a dot, so no two of a device share one. */
export const affordanceName = (service: string, member: string): string => `${service}.${member}`;
/** Of the reports of a property: the events of a service may have its name too. */
const reportName = (service: string, property: string): string => `${service}.${property}.reported`;

const titled = ({ title }: { readonly title: Title }) => ({ title: title.en, titles: title });

/**
 * JSON Schema counts steps from 0: where the grid does as well, they can be said. Of whole numbers only, because checkers
 * divide, and 0.3 is no multiple of 0.1 to them.
 */
function stepsOf(schema: ValueSchema): object {
  if (schema.format !== 'int' || schema.range?.step === undefined) return {};
  return schema.range.min % schema.range.step === 0 ? { multipleOf: schema.range.step } : {};
}

function unitOf(schema: ValueSchema): string | undefined {
  return schema.format === 'duration' ? 's' : 'unit' in schema ? schema.unit : undefined;
}

function dataOf(schema: ValueSchema): Readonly<Record<string, unknown>> {
  const unit = unitOf(schema);
  const words =
    schema.format === 'enum' ? Object.entries(schema.values).map(([word, title]) => ({ const: word, ...titled({ title }) })) : [];
  return {
    ...jsonSchemaOf(schema),
    ...stepsOf(schema),
    ...(unit === undefined ? {} : { unit }),
    ...(words.length > 0 ? { oneOf: words } : {}),
  };
}

const form = (href: string, ...op: string[]): Form => ({ href, op, contentType: 'application/json' });

function propertyOf(service: string, name: string, property: PropertySpec): Affordance {
  const [reads, writes] = [property.access.includes('read'), property.access.includes('write')];
  return {
    ...titled(property),
    ...dataOf(property),
    ...(writes ? {} : { readOnly: true }),
    ...(reads ? {} : { writeOnly: true }),
    forms: [form(`properties/${service}/${name}`, ...(reads ? ['readproperty'] : []), ...(writes ? ['writeproperty'] : []))],
  };
}

function actionOf(service: string, name: string, action: ActionSpec): Affordance {
  const [takes, gives] = [Object.keys(action.in).length > 0, Object.keys(action.out).length > 0];
  return {
    ...titled(action),
    ...(takes ? { input: jsonSchemaOfArguments(action.in) } : {}),
    ...(gives ? { output: jsonSchemaOfArguments(action.out) } : {}),
    safe: false,
    idempotent: action.idempotent ?? false,
    forms: [form(`actions/${service}/${name}`, 'invokeaction')],
  };
}

/** An envelope of docs/protocol.md, as far as others need it. */
const envelope = (member: string, schema: unknown) => ({
  type: 'object',
  properties: {
    ts: { type: 'number', title: 'When, by the device’s clock', unit: 'ms' },
    session: { type: 'string' },
    seq: { type: 'integer', minimum: 0 },
    [member]: schema,
  },
  required: ['ts', 'session', 'seq', member],
});

const toldBy = (mqtt: string, topic: string): readonly Form[] => [form(`${mqtt}/${topic}`, 'subscribeevent')];

function eventOf(event: EventSpec, forms: readonly Form[]): Affordance {
  return { ...titled(event), data: envelope('args', jsonSchemaOfArguments(event.args)), forms };
}

/**
 * Describes a thing for whoever reaches the hub by `doors`. Names are `service.member`, ids come from home and did alone.
 * Without an MQTT door it has no events, because nothing would be there to hear them on.
 */
export function thingDescription(thing: Pick<Thing, 'home' | 'did' | 'name' | 'spec'>, { http, mqtt }: Doors): ThingDescription {
  const { home, did, name, spec } = thing;
  const topics = topicsOf(home);
  const properties: Record<string, Affordance> = {};
  const actions: Record<string, Affordance> = {};
  const events: Record<string, Affordance> = {};
  for (const [service, members] of Object.entries(spec.services)) {
    for (const [key, property] of Object.entries(members.properties)) {
      properties[affordanceName(service, key)] = propertyOf(service, key, property);
      if (mqtt === undefined || !property.access.includes('read')) continue;
      events[reportName(service, key)] = {
        ...titled(property),
        data: envelope('value', dataOf(property)),
        forms: toldBy(mqtt, topics.report(did, service, key)),
      };
    }
    for (const [key, action] of Object.entries(members.actions)) actions[affordanceName(service, key)] = actionOf(service, key, action);
    for (const [key, event] of Object.entries(mqtt === undefined ? {} : members.events))
      events[affordanceName(service, key)] = eventOf(event, toldBy(mqtt ?? '', topics.event(did, service, key)));
  }
  return {
    '@context': ['https://www.w3.org/2022/wot/td/v1.1', { '@language': 'en' }],
    id: `urn:omnihome:${home}:${did}`,
    // A given name is in nobody's language but the giver's.
    ...(name === null ? titled(spec) : { title: name }),
    base: `${http}/api/things/${did}/`,
    securityDefinitions: { person: { scheme: 'basic', in: 'header' } },
    security: ['person'],
    properties,
    actions,
    events,
  };
}
