// A value schema as JSON Schema (the subset that drafts 4 to 2020-12 read alike), for ecosystems that describe values so.
import type { ValueSchema } from '../values.ts';

export interface JsonSchema {
  readonly type: 'boolean' | 'integer' | 'number' | 'string' | 'object';
  readonly [keyword: string]: unknown;
}

const bounds = (schema: Extract<ValueSchema, { format: 'int' | 'float' | 'duration' }>): object =>
  schema.range ? { minimum: schema.range.min, maximum: schema.range.max } : {};

function shapeOf(schema: ValueSchema): JsonSchema {
  switch (schema.format) {
    case 'bool':
      return { type: 'boolean' };
    case 'int':
      return { type: 'integer', ...bounds(schema) };
    case 'float':
    case 'duration':
      return { type: 'number', ...bounds(schema) };
    case 'enum':
      return { type: 'string', enum: Object.keys(schema.values) };
    case 'string':
      return { type: 'string', maxLength: schema.maxLength };
    case 'datetime':
      return { type: 'string', format: 'date-time' };
    case 'color':
      return {
        type: 'object',
        properties: { h: { type: 'number', minimum: 0, maximum: 360 }, s: { type: 'number', minimum: 0, maximum: 100 } },
        required: ['h', 's'],
      };
  }
}

/** Steps are left out: JSON Schema counts them from 0, this home from the low end of the range. */
export const jsonSchemaOf = (schema: ValueSchema): JsonSchema => ({
  ...shapeOf(schema),
  ...(schema.default === undefined ? {} : { default: schema.default }),
});

/** Arguments of an action or event as one object; what has a default may be left out. */
export function jsonSchemaOfArguments(args: Readonly<Record<string, ValueSchema>>): JsonSchema {
  const entries = Object.entries(args);
  const required = entries.filter(([, { default: standard }]) => standard === undefined).map(([name]) => name);
  return {
    type: 'object',
    properties: Object.fromEntries(entries.map(([name, schema]) => [name, jsonSchemaOf(schema)])),
    // Draft 4 does not allow an empty list.
    ...(required.length > 0 ? { required } : {}),
    additionalProperties: false,
  };
}
