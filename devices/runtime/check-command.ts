// Is a command one that this device has? Checked against its own spec, before any behaviour runs.
import { OmniError } from '#protocol/errors.ts';
import { compileValue, toGrid } from '#protocol/values.ts';
import type { Value, ValueFault } from '#protocol/values.ts';
import { anyValueSchema } from '#protocol/values.ts';
import type { DeviceSpec } from '#protocol/spec.ts';

/** What is asked of a device, by the hub or by a hand. */
export type Ask =
  | { readonly op: 'set'; readonly service: string; readonly property: string; readonly value: unknown }
  | { readonly op: 'action'; readonly service: string; readonly action: string; readonly in: Readonly<Record<string, unknown>> };

export type Checked =
  | { readonly ok: true; readonly name: string; readonly value: Value; readonly args: Readonly<Record<string, Value>> }
  | { readonly ok: false; readonly error: OmniError };

const no = (error: OmniError): Checked => ({ ok: false, error });
const faulty = ({ code, message, hint }: ValueFault, path: string): Checked => no(new OmniError(code, message, { path, hint }));
const own = <V>(record: Readonly<Record<string, V>>, key: string): V | undefined => (Object.hasOwn(record, key) ? record[key] : undefined);

/** Numbers within 1e-6 of a grid point count as on it; they are stored as the point itself. */
function exactly(schema: Parameters<typeof toGrid>[0], value: unknown): Value {
  return typeof value === 'number' ? toGrid(schema, value) : anyValueSchema.parse(value);
}

function checkSet(spec: DeviceSpec, ask: Extract<Ask, { op: 'set' }>): Checked {
  const service = own(spec.services, ask.service);
  if (!service) return no(new OmniError('NO_SUCH_SERVICE', undefined, { path: `services.${ask.service}` }));
  const path = `services.${ask.service}.properties.${ask.property}`;
  const property = own(service.properties, ask.property);
  if (!property) return no(new OmniError('NO_SUCH_PROPERTY', undefined, { path }));
  if (!property.access.includes('write')) return no(new OmniError('NOT_WRITABLE', undefined, { path }));
  const wrong = compileValue(property)(ask.value);
  return wrong ? faulty(wrong, path) : { ok: true, name: ask.property, value: exactly(property, ask.value), args: {} };
}

function checkAction(spec: DeviceSpec, ask: Extract<Ask, { op: 'action' }>): Checked {
  const service = own(spec.services, ask.service);
  if (!service) return no(new OmniError('NO_SUCH_SERVICE', undefined, { path: `services.${ask.service}` }));
  const path = `services.${ask.service}.actions.${ask.action}`;
  const action = own(service.actions, ask.action);
  if (!action) return no(new OmniError('NO_SUCH_ACTION', undefined, { path }));
  const args: Record<string, Value> = {};
  for (const key of Object.keys(ask.in)) {
    if (!Object.hasOwn(action.in, key))
      return no(new OmniError('BAD_ARGS', `there is no argument "${key}"`, { path: `${path}.in.${key}` }));
  }
  for (const [key, schema] of Object.entries(action.in)) {
    const given = own(ask.in, key) ?? schema.default;
    if (given === undefined) return no(new OmniError('BAD_ARGS', `the argument "${key}" is missing`, { path: `${path}.in.${key}` }));
    const wrong = compileValue(schema)(given);
    if (wrong) return faulty(wrong, `${path}.in.${key}`);
    args[key] = exactly(schema, given);
  }
  return { ok: true, name: ask.action, value: false, args };
}

/** NO_SUCH_*, NOT_WRITABLE, BAD_ARGS, BAD_TYPE, OUT_OF_RANGE, OFF_STEP, BAD_ENUM, TOO_LARGE; or the values to act on, defaults filled in. */
export const checkAsk = (spec: DeviceSpec, ask: Ask): Checked => (ask.op === 'set' ? checkSet(spec, ask) : checkAction(spec, ask));
