// Requests that fit this home: arguments for each operation, and for each error that can be provoked without harm.
import type { ErrorCode } from '#protocol/errors.ts';
import { operations } from '#protocol/operations/index.ts';
import type { OperationName } from '#protocol/operations/index.ts';
import type { DeviceSpec, PropertySpec } from '#protocol/spec.ts';
import { initialValue } from '#protocol/values.ts';
import { z } from '#protocol/zod.ts';

export interface HomeFacts {
  readonly client: string;
  readonly specs: Readonly<Record<string, DeviceSpec>>;
  /** A device nearby, if there is one. */
  readonly serial: string | undefined;
}
interface Found {
  readonly did: string;
  readonly service: string;
  readonly name: string;
  readonly property: PropertySpec;
}

const propertiesOf = ({ specs }: HomeFacts): Found[] =>
  Object.entries(specs).flatMap(([did, { services }]) =>
    Object.entries(services).flatMap(([service, { properties }]) =>
      Object.entries(properties).map(([name, property]) => ({ did, service, name, property })),
    ),
  );
const settable = (facts: HomeFacts): Found | undefined => propertiesOf(facts).find(({ property }) => property.access.includes('write'));

function actionOf({ specs }: HomeFacts) {
  for (const [did, { services }] of Object.entries(specs))
    for (const [service, { actions }] of Object.entries(services))
      for (const [action, spec] of Object.entries(actions)) {
        const args = Object.entries(spec.in).map(([key, argument]) => [key, initialValue(argument)]);
        return { did, service, action, in: Object.fromEntries(args) as Record<string, unknown> };
      }
  return undefined;
}

/** Where a field's name says what it wants; the names are those of a device in another home where this one has none. */
const byField: Readonly<Record<string, (facts: HomeFacts) => unknown>> = {
  did: (facts) => settable(facts)?.did ?? 'd-k3v9q0x2m1t8',
  service: (facts) => settable(facts)?.service ?? 'light',
  property: (facts) => settable(facts)?.name ?? 'on',
  value: (facts) => {
    const found = settable(facts);
    return found ? initialValue(found.property) : true;
  },
  serial: ({ serial }) => serial ?? 'lamp-7q2x9k',
  setupCode: () => '12345678',
  id: () => 'attic',
  client: ({ client }) => client,
  confirm: () => 'home',
  house: () => 'A'.repeat(43),
};

/** The least value of a schema: the first option, the smallest number. */
function least(schema: unknown): unknown {
  if (schema instanceof z.ZodEnum) return schema.options[0];
  if (schema instanceof z.ZodDiscriminatedUnion || schema instanceof z.ZodUnion) return least(schema.options[0]);
  if (schema instanceof z.ZodNumber) return Math.max(schema.minValue ?? 0, 1);
  if (schema instanceof z.ZodArray) return [];
  if (schema instanceof z.ZodBoolean) return false;
  return schema instanceof z.ZodString ? 'text' : {};
}

/** Arguments that the operation's schema takes: what it needs, and nothing that may be left out. */
export function sampleArgs(name: OperationName, facts: HomeFacts): Record<string, unknown> {
  const action = name === 'device.action' ? actionOf(facts) : undefined;
  if (action) return action;
  const shape: Readonly<Record<string, z.ZodType>> = operations[name].args.shape;
  const needed = Object.entries(shape).filter(([, schema]) => !schema.safeParse(undefined).success);
  return Object.fromEntries(
    needed.map(([key, schema]) => {
      const told = Object.hasOwn(byField, key) ? byField[key]?.(facts) : undefined;
      return [key, told !== undefined && schema.safeParse(told).success ? told : least(schema)];
    }),
  );
}

/** What nobody can take back is explained and not offered. */
export const irreversible: ReadonlySet<OperationName> = new Set(['hub.start-over', 'device.remove', 'person.remove', 'room.remove']);

export interface Sample {
  readonly op: string;
  readonly args: unknown;
}
const setting = (found: Found | undefined, value: unknown): Sample | undefined =>
  found && { op: 'device.set', args: { did: found.did, service: found.service, property: found.name, value } };

const provocations: Readonly<Partial<Record<ErrorCode, (facts: HomeFacts) => Sample | undefined>>> = {
  NO_SUCH_OPERATION: () => ({ op: 'device.paint', args: {} }),
  BAD_ARGS: () => ({ op: 'device.get', args: {} }),
  NO_SUCH_DEVICE: () => ({ op: 'device.get', args: { did: 'd-nobody' } }),
  NO_SUCH_ROOM: () => ({ op: 'room.remove', args: { id: 'no-such-room' } }),
  NO_SUCH_PERSON: () => ({ op: 'person.change', args: { client: 'p-nobody', role: 'guest' } }),
  NOT_NEARBY: () => ({ op: 'pair.accept', args: { serial: 'nobody-here', setupCode: '12345678' } }),
  NO_SUCH_SERVICE: (facts) => {
    const found = settable(facts);
    return found && setting({ ...found, service: 'no-such-service' }, true);
  },
  NO_SUCH_PROPERTY: (facts) => {
    const found = settable(facts);
    return found && setting({ ...found, name: 'no-such-property' }, true);
  },
  NO_SUCH_ACTION: (facts) => {
    const found = settable(facts);
    return found && { op: 'device.action', args: { did: found.did, service: found.service, action: 'no-such-action', in: {} } };
  },
  NOT_WRITABLE: (facts) =>
    setting(
      propertiesOf(facts).find(({ property }) => !property.access.includes('write')),
      true,
    ),
  BAD_TYPE: (facts) =>
    setting(
      propertiesOf(facts).find(({ property: { format, access } }) => format === 'bool' && access.includes('write')),
      'maybe',
    ),
  BAD_ENUM: (facts) =>
    setting(
      propertiesOf(facts).find(({ property: { format, access } }) => format === 'enum' && access.includes('write')),
      'no-such-value',
    ),
  OUT_OF_RANGE: (facts) => {
    const found = propertiesOf(facts).find(
      ({ property }) => 'range' in property && property.range !== undefined && property.access.includes('write'),
    );
    return found && 'range' in found.property && found.property.range ? setting(found, found.property.range.max + 1) : undefined;
  },
};

/** A request that this home will refuse with the code; undefined where none can be made without harm. */
export const provocation = (code: ErrorCode, facts: HomeFacts): Sample | undefined => provocations[code]?.(facts);
export const provocable = Object.keys(provocations) as ErrorCode[];
