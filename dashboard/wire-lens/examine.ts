// A payload against its schema: what its topic says that it must be, and for values what the device's own spec says. What
// the redactor has hidden is right as far as anybody can see.
import { messages, rowOf as topicRow } from '#protocol/messages.ts';
import { isOperation, operations } from '#protocol/operations/index.ts';
import { hidden } from '#protocol/redact.ts';
import type { DeviceSpec } from '#protocol/spec.ts';
import { parseSpec } from '#protocol/spec.ts';
import { compileValue } from '#protocol/values.ts';
import type { ValueSchema } from '#protocol/values.ts';
import { z } from '#protocol/zod.ts';
import { parseJson } from '#protocol/parse-json.ts';
import type { Row } from './row.ts';

/** What the lens itself finds; what a schema or a spec finds comes in its own words, which are an engineer's English. */
export const ownFaults = ['not-json', 'not-in-spec', 'no-such-operation'] as const;
export type OwnFault = (typeof ownFaults)[number];
export interface Fault {
  /** Where: keys from the top; empty for the whole. */
  readonly path: readonly string[];
  readonly what: OwnFault | { readonly said: string };
}
export interface Examined {
  /** undefined where the payload is no JSON, or empty. */
  readonly json: unknown;
  readonly faults: readonly Fault[];
}

const at = (json: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((inner, key) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined), json);

function bySchema(schema: z.ZodType, json: unknown, under: readonly string[] = []): Fault[] {
  const parsed = schema.safeParse(json);
  if (parsed.success) return [];
  return parsed.error.issues
    .filter(({ path }) => at(json, path) !== hidden)
    .map(({ path, message }) => ({ path: [...under, ...path.map(String)], what: { said: message } }));
}

const valueAt = (schema: ValueSchema | undefined, value: unknown, path: readonly string[]): Fault[] => {
  if (!schema) return [{ path: [], what: 'not-in-spec' }];
  const fault = compileValue(schema)(value);
  return fault ? [{ path, what: { said: fault.message } }] : [];
};

const asRequest = z.object({ op: z.string(), args: z.unknown() });
const asCommand = z.object({ op: z.enum(['set', 'action']), service: z.string(), property: z.string().optional(), value: z.unknown() });

/** What the spec of the device says to it. */
function bySpec(row: Row, json: unknown, spec: DeviceSpec | undefined): Fault[] {
  const { route } = row;
  if (!route || !spec) return [];
  const serviceOf = (name: string) => (Object.hasOwn(spec.services, name) ? spec.services[name] : undefined);
  const propertyOf = (service: string, property: string) => {
    const properties = serviceOf(service)?.properties;
    return properties && Object.hasOwn(properties, property) ? properties[property] : undefined;
  };
  switch (route.kind) {
    case 'report':
      return valueAt(propertyOf(route.service, route.property), at(json, ['value']), ['value']);
    case 'event': {
      const events = serviceOf(route.service)?.events;
      const event = events && Object.hasOwn(events, route.event) ? events[route.event] : undefined;
      if (!event) return [{ path: [], what: 'not-in-spec' }];
      return Object.entries(event.args).flatMap(([name, schema]) => valueAt(schema, at(json, ['args', name]), ['args', name]));
    }
    case 'cmd': {
      const command = asCommand.safeParse(json).data;
      if (command?.op !== 'set' || command.property === undefined) return [];
      return valueAt(propertyOf(command.service, command.property), command.value, ['value']);
    }
    default:
      return [];
  }
}

/** `specOf`: the accepted spec of a device, where the phone knows it. */
export function examine(row: Row, specOf: (did: string) => DeviceSpec | undefined): Examined {
  const { text, route } = row;
  const known = topicRow(row.path);
  // An empty payload clears what was retained.
  if (text === '' && known?.retained) return { json: undefined, faults: [] };
  const json = parseJson(text);
  if (json === undefined) return { json, faults: known ? [{ path: [], what: 'not-json' }] : [] };
  if (!known) return { json, faults: [] };
  const faults = bySchema(messages[known.topic].schema, json);
  if (route?.kind === 'request') {
    const { op = '', args } = asRequest.safeParse(json).data ?? {};
    if (isOperation(op)) faults.push(...bySchema(operations[op].args, args, ['args']));
    else if (op !== '') faults.push({ path: ['op'], what: 'no-such-operation' });
  }
  if (route?.kind === 'announce') {
    const parsed = parseSpec(at(json, ['spec']));
    const found = parsed.ok ? parsed.dropped : parsed.faults;
    faults.push(
      ...found.map(({ path, what }) => ({ path: ['spec', ...path.split('.').filter((key) => key !== '')], what: { said: what } })),
    );
  }
  return { json, faults: faults.length > 0 ? faults : bySpec(row, json, row.did === undefined ? undefined : specOf(row.did)) };
}
