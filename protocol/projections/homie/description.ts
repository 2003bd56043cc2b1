// The document `$description` of Homie 5: device, nodes, properties. A service is a node; actions and events stand in it as
// properties of the moment, because Homie knows nothing else.
import type { ArgumentSpec, DeviceSpec, PropertySpec, ServiceSpec } from '../../spec.ts';
import { units } from '../../units.ts';
import type { Unit } from '../../units.ts';
import type { ValueSchema } from '../../values.ts';
import { jsonSchemaOfArguments } from '../json-schema.ts';
import type { Thing } from '../projection.ts';
import { colorFormat } from './payloads.ts';

/** A slug begins with a letter: what begins with a digit can meet no property of the same node. */
export const actionId = (action: string): string => `1-${action}`;
export const eventId = (event: string): string => `2-${event}`;

/** The one payload of an action without arguments, and of an event without. */
export const runWord = 'run';
export const raisedWord = 'raised';

interface HomieProperty {
  readonly name: string;
  readonly datatype: 'integer' | 'float' | 'boolean' | 'string' | 'enum' | 'color' | 'datetime' | 'json';
  readonly format?: string;
  readonly unit?: string;
  readonly settable?: true;
  readonly retained?: false;
}

const datatypes = {
  bool: 'boolean',
  int: 'integer',
  float: 'float',
  enum: 'enum',
  string: 'string',
  color: 'color',
  datetime: 'datetime',
  // Homie's own duration has whole seconds and no range.
  duration: 'float',
} as const satisfies Record<ValueSchema['format'], HomieProperty['datatype']>;

/** Homie names the unit of a count; the others are written as a person reads them, which is how Homie recommends them. */
export const homieUnit = (unit: Unit): string => (unit === '{steps}' ? '#' : units[unit].en);

function formatOf(schema: ValueSchema): string | undefined {
  if (schema.format === 'enum') return Object.keys(schema.values).join(',');
  if (schema.format === 'color') return colorFormat;
  if (!('range' in schema) || !schema.range) return undefined;
  const { min, max, step } = schema.range;
  return [min, max, ...(step === undefined ? [] : [step])].map((number) => String(number).replace('+', '')).join(':');
}

function unitOf(schema: ValueSchema): string | undefined {
  if (schema.format === 'duration') return 's';
  return 'unit' in schema && schema.unit ? homieUnit(schema.unit) : undefined;
}

/** Without the keys that have nothing to say. */
const said = <T extends object>(record: T): T => Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as T;

const propertyOf = (schema: PropertySpec): HomieProperty =>
  said({
    name: schema.title.en,
    datatype: datatypes[schema.format],
    format: formatOf(schema),
    unit: unitOf(schema),
    settable: schema.access.includes('write') ? true : undefined,
    // It can be set and never read: nothing of it stands.
    retained: schema.access.includes('read') ? undefined : false,
  }) as HomieProperty;

/** Without arguments it is one word, with arguments a JSON object. */
function momentOf(name: string, args: Readonly<Record<string, ArgumentSpec>>, word: string, settable: boolean): HomieProperty {
  const plain = Object.keys(args).length === 0;
  return {
    name,
    datatype: plain ? 'enum' : 'json',
    format: plain ? word : JSON.stringify(jsonSchemaOfArguments(args)),
    ...(settable ? { settable: true } : {}),
    retained: false,
  };
}

function nodeOf({ title, type, properties, actions, events }: ServiceSpec) {
  return {
    name: title.en,
    ...(type === undefined ? {} : { type: `omnihome/${type}` }),
    properties: Object.fromEntries([
      ...Object.entries(properties).map(([id, property]) => [id, propertyOf(property)] as const),
      ...Object.entries(actions).map(([id, action]) => [actionId(id), momentOf(action.title.en, action.in, runWord, true)] as const),
      ...Object.entries(events).map(([id, event]) => [eventId(id), momentOf(event.title.en, event.args, raisedWord, false)] as const),
    ]),
  };
}

/** FNV-1a, 31 bits: another document has another version, and the same one the same, whenever the hub was started. */
function versionOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let k = 0; k < text.length; k += 1) hash = Math.imul(hash ^ text.charCodeAt(k), 0x01000193);
  return hash & 0x7fffffff;
}

const nodes = new WeakMap<DeviceSpec, Record<string, unknown>>();

function nodesOf(spec: DeviceSpec): Record<string, unknown> {
  const known = nodes.get(spec);
  if (known) return known;
  const made = Object.fromEntries(Object.entries(spec.services).map(([id, service]) => [id, nodeOf(service)]));
  nodes.set(spec, made);
  return made;
}

export function describe({ spec, name }: Pick<Thing, 'spec' | 'name'>): string {
  const { vendor, category, model, title } = spec;
  const rest = { name: name ?? title.en, type: `${vendor}/${category}/${model}`, nodes: nodesOf(spec) };
  return JSON.stringify({ homie: '5.0', version: versionOf(JSON.stringify(rest)), ...rest });
}
