// The rule of revisions: rev n+1 is a superset of rev n, so that nothing that worked with a device stops working.
import type { DeviceSpec, PropertySpec, ServiceSpec, SpecFault } from './spec.ts';
import { stepOf } from './values.ts';
import type { ValueSchema } from './values.ts';

const cure = 'keep everything of the earlier revision; add beside it';
const lost = (path: string, what: string): SpecFault => ({ path, what, cure });

/** What a sender could send before and can no longer. */
function* narrowed(before: ValueSchema, after: ValueSchema, path: string): Generator<SpecFault> {
  if (before.format !== after.format) {
    yield lost(path, `format was ${before.format}, is ${after.format}`);
    return;
  }
  if (before.format === 'enum' && after.format === 'enum') {
    for (const value of Object.keys(before.values))
      if (!Object.hasOwn(after.values, value)) yield lost(`${path}.values.${value}`, 'enum value dropped');
  }
  if (before.format === 'string' && after.format === 'string' && after.maxLength < before.maxLength)
    yield lost(`${path}.maxLength`, 'shorter than before');
  if ('range' in after && after.range) {
    const was = 'range' in before ? before.range : undefined;
    if (!was || after.range.min > was.min || after.range.max < was.max) yield lost(`${path}.range`, 'narrower than before');
    const step = stepOf(after);
    const wasStep = stepOf(before);
    // Every old grid point is a new one: the new step divides the old one, and the distance between the two origins.
    const divides = (length: number): boolean => step !== undefined && Math.abs(length / step - Math.round(length / step)) <= 1e-6;
    if (was && step !== undefined && (wasStep === undefined || !divides(wasStep) || !divides(was.min - after.range.min)))
      yield lost(`${path}.range.step`, 'values that were on the grid no longer are');
  }
  const unit = (schema: ValueSchema) => ('unit' in schema ? schema.unit : undefined);
  if (unit(before) !== unit(after)) yield lost(`${path}.unit`, `unit was ${unit(before) ?? 'none'}, is ${unit(after) ?? 'none'}`);
}

function* narrowedProperty(before: PropertySpec, after: PropertySpec, path: string): Generator<SpecFault> {
  yield* narrowed(before, after, path);
  for (const right of before.access) if (!after.access.includes(right)) yield lost(`${path}.access`, `no longer ${right}able`);
}

/** What a listener could rely on before and can no longer: results of an action, arguments of an event. */
function* narrowedAll(
  before: Readonly<Record<string, ValueSchema>>,
  after: Readonly<Record<string, ValueSchema>>,
  path: string,
  gone: string,
): Generator<SpecFault> {
  for (const [name, schema] of Object.entries(before)) {
    const now = after[name];
    if (now) yield* narrowed(schema, now, `${path}.${name}`);
    else yield lost(`${path}.${name}`, gone);
  }
}

function* narrowedService(before: ServiceSpec, after: ServiceSpec, path: string): Generator<SpecFault> {
  if (before.type !== after.type) yield lost(`${path}.type`, `type was ${before.type ?? 'none'}, is ${after.type ?? 'none'}`);
  for (const [key, property] of Object.entries(before.properties)) {
    const now = after.properties[key];
    if (!now) yield lost(`${path}.properties.${key}`, 'property dropped');
    else yield* narrowedProperty(property, now, `${path}.properties.${key}`);
  }
  for (const [key, action] of Object.entries(before.actions)) {
    const now = after.actions[key];
    if (!now) {
      yield lost(`${path}.actions.${key}`, 'action dropped');
      continue;
    }
    for (const [name, argument] of Object.entries(action.in)) {
      const same = now.in[name];
      if (!same) yield lost(`${path}.actions.${key}.in.${name}`, 'argument dropped');
      else {
        yield* narrowed(argument, same, `${path}.actions.${key}.in.${name}`);
        if (argument.default !== undefined && same.default === undefined)
          yield lost(`${path}.actions.${key}.in.${name}.default`, 'default dropped: the argument could be left out');
      }
    }
    for (const name of Object.keys(now.in)) {
      if (!Object.hasOwn(action.in, name) && now.in[name]?.default === undefined)
        yield lost(`${path}.actions.${key}.in.${name}`, 'new argument without a default');
    }
    yield* narrowedAll(action.out, now.out, `${path}.actions.${key}.out`, 'result dropped');
  }
  for (const [key, event] of Object.entries(before.events)) {
    const now = after.events[key];
    if (!now) yield lost(`${path}.events.${key}`, 'event dropped');
    else yield* narrowedAll(event.args, now.args, `${path}.events.${key}.args`, 'argument dropped');
  }
}

/**
 * May `after` follow `before` on one device? Empty where it may.
 * The same revision must have the same content; a higher one must be a superset; a lower one is a downgrade and allowed
 * only where it is a superset too.
 */
export function revisionFaults(before: DeviceSpec, after: DeviceSpec): SpecFault[] {
  const identity = (['vendor', 'model', 'category'] as const).filter((key) => before[key] !== after[key]);
  if (identity.length > 0) return identity.map((key) => lost(key, `was ${before[key]}, is ${after[key]}`));
  if (before.rev === after.rev)
    return canonical(before) === canonical(after)
      ? []
      : [{ path: 'rev', what: `rev ${after.rev} has other content than before`, cure: `raise rev to ${after.rev + 1}` }];
  return Object.entries(before.services).flatMap(([name, service]) => {
    const now = after.services[name];
    return now ? [...narrowedService(service, now, `services.${name}`)] : [lost(`services.${name}`, 'service dropped')];
  });
}

/** No message of the protocol is nested deeper; a hostile one could be, as deep as the stack. */
const deepest = 64;

/** JSON with sorted keys: the same content gives the same text, whatever order it was written in. What lies deeper than 64 levels is `null`. */
export function canonical(value: unknown, depth = 0): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  if (depth > deepest) return 'null';
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item, depth + 1)).join(',')}]`;
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  return `{${entries
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, item]) => `${JSON.stringify(key)}:${canonical(item, depth + 1)}`)
    .join(',')}}`;
}
