// A schema in words short enough to read: the notation of TypeScript, with the limits of numbers and the patterns of text.
// docs/protocol.md and the page's reference print it.
import { opennessSchema } from '../envelopes.ts';
import { givenNameSchema, nameSchema, slugSchema, titleSchema } from '../names.ts';
import { roleSchema } from '../permissions.ts';
import { deviceSpecSchema, opennessClassSchema } from '../spec.ts';
import { anyValueSchema } from '../values.ts';
import { z } from '../zod.ts';

/** Schemas that the reference explains once, under a name. */
const named = new Map<unknown, string>([
  [nameSchema, 'Name'],
  [slugSchema, 'Slug'],
  [titleSchema, 'Title'],
  [givenNameSchema, 'GivenName'],
  [anyValueSchema, 'Value'],
  [deviceSpecSchema, 'Spec'],
  [roleSchema, 'Role'],
  [opennessSchema, 'Openness'],
  [opennessClassSchema, 'OpennessClass'],
]);

const endless = Number.MAX_SAFE_INTEGER;

function numberText(schema: z.ZodNumber): string {
  const { minimum = -Infinity, maximum = Infinity, exclusiveMinimum } = z.toJSONSchema(schema);
  const words = [schema.isInt ? 'integer' : 'number'];
  if (exclusiveMinimum !== undefined) words.push(`above ${exclusiveMinimum}`);
  else if (minimum > -endless) words.push(`from ${minimum}`);
  if (maximum < endless) words.push(`to ${maximum}`);
  return words.join(' ');
}

function stringText(schema: z.ZodString): string {
  const { pattern } = z.toJSONSchema(schema);
  return pattern === undefined ? 'string' : `string /${pattern}/`;
}

/** A schema in the notation of TypeScript, on as many lines as it needs. */
export function typeText(schema: z.core.$ZodType, indent = ''): string {
  const name = named.get(schema);
  if (name !== undefined) return name;
  if (schema instanceof z.ZodObject) {
    const entries = Object.entries<z.core.$ZodType>(schema.shape);
    const fields = entries.map(([key, child]) => fieldText(key, child, `${indent}  `));
    const line = fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
    if (line.length + indent.length <= 110 && !line.includes('\n')) return line;
    return `{\n${fields.map((field) => `${indent}  ${field}`).join('\n')}\n${indent}}`;
  }
  if (schema instanceof z.ZodArray) {
    const item = typeText(schema.def.element, indent);
    return item.includes(' | ') && !item.includes('{') ? `(${item})[]` : `${item}[]`;
  }
  if (schema instanceof z.ZodRecord) return `{ [${typeText(schema.def.keyType)}]: ${typeText(schema.def.valueType, indent)} }`;
  if (schema instanceof z.ZodTuple) return `[${schema.def.items.map((item) => typeText(item, indent)).join(', ')}]`;
  if (schema instanceof z.ZodUnion) return schema.def.options.map((option) => typeText(option, indent)).join(' | ');
  if (schema instanceof z.ZodNullable) return `${typeText(schema.def.innerType, indent)} | null`;
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodCatch)
    return typeText(schema.def.innerType, indent);
  if (schema instanceof z.ZodEnum) return schema.options.map((option) => JSON.stringify(option)).join(' | ');
  if (schema instanceof z.ZodLiteral) return [...schema.values].map((value) => JSON.stringify(value)).join(' | ');
  if (schema instanceof z.ZodNumber) return numberText(schema);
  if (schema instanceof z.ZodBoolean) return 'boolean';
  if (schema instanceof z.ZodString) return stringText(schema);
  return 'any JSON';
}

function fieldText(key: string, child: z.core.$ZodType, indent: string): string {
  const optional = child instanceof z.ZodOptional || child instanceof z.ZodDefault;
  const start = child instanceof z.ZodDefault ? ` = ${JSON.stringify(child.def.defaultValue)}` : '';
  return `${key}${optional ? '?' : ''}: ${typeText(child, indent)}${start}`;
}
