// `npm run docs`: writes the tables of docs/protocol.md from the code, between `<!-- generated:NAME -->` and
// `<!-- /generated -->`. A test fails where the file is stale.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { envName, startFlags } from '#hub/config.ts';
import { opennessSchema, ttlRange } from '#protocol/envelopes.ts';
import { deviceCodes, errorCodes, errors } from '#protocol/errors.ts';
import { givenNameSchema, nameSchema, slugSchema, titleSchema } from '#protocol/names.ts';
import { operationNames, operations } from '#protocol/operations/index.ts';
import { pairingLimits } from '#protocol/pairing.ts';
import { may, rightsTable, roleSchema } from '#protocol/permissions.ts';
import type { Who } from '#protocol/permissions.ts';
import { deviceSpecSchema, limits, opennessClassSchema } from '#protocol/spec.ts';
import { declarations } from '#protocol/services/declarations.ts';
import { rootOf, topicTable } from '#protocol/topics.ts';
import { units } from '#protocol/units.ts';
import { anyValueSchema } from '#protocol/values.ts';
import { z } from '#protocol/zod.ts';

export const protocolDoc = fileURLToPath(new URL('protocol.md', import.meta.url));

// --- schemas as short types -----------------------------------------------------------------------------------------

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
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) return typeText(schema.def.innerType, indent);
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

// --- tables ---------------------------------------------------------------------------------------------------------

const cell = (text: string): string => text.replaceAll('|', '\\|');
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows.map((row) => row.map(cell))].map((row) => `| ${row.join(' | ')} |`).join('\n');
const code = (text: string): string => `\`${text}\``;

const topicsTable = (): string =>
  table(
    ['topic', 'published by', 'QoS', 'retained', 'payload'],
    topicTable.map(({ topic, by, qos, retained, payload }) => [code(topic), by, String(qos), retained ? 'yes' : '–', payload]),
  );

const errorsTable = (): string =>
  table(
    ['code', 'HTTP', 'what happened', 'what to do', 'retry', 'from a device'],
    errorCodes.map((name) => {
      const { status, what, cure, retry } = errors[name];
      const answers = Object.entries(deviceCodes).flatMap(([about, codes]) => ((codes as readonly string[]).includes(name) ? [about] : []));
      return [code(name), String(status), what, cure, retry ? 'yes' : 'no', answers.join(', ') || '–'];
    }),
  );

const unitsTable = (): string =>
  table(
    ['code', 'shown as', 'in Chinese'],
    Object.entries(units).map(([unit, { en, zh }]) => [code(unit), en, zh]),
  );

const servicesTable = (): string =>
  table(
    ['type', 'title', 'properties', 'actions', 'events'],
    [...declarations.values()].map(({ type, title, properties, actions = {}, events = {} }) => [
      code(type),
      title[0],
      ...[properties, actions, events].map((group) => Object.keys(group).map(code).join(', ') || '–'),
    ]),
  );

const operationsTable = (): string =>
  table(
    ['operation', 'least role', 'deadline', 'what it does'],
    operationNames.map((name) => [code(name), operations[name].role, `${operations[name].ttl} ms`, operations[name].doc]),
  );

const operationTypes = (): string =>
  operationNames
    .map((name) => {
      const { args, result } = operations[name];
      return `\`\`\`text\n${name}\nargs: ${typeText(args)}\nresult: ${typeText(result)}\n\`\`\``;
    })
    .join('\n\n');

/** What a party may do on a topic that bears its own name, and on one that bears another's. */
function rightsText(who: Who, topic: string): string {
  const names = { serial: 's-own', did: 'd-own', client: 'p-own' };
  const fill = (own: boolean): string =>
    `${rootOf('home')}/${topic.replace(/\{(\w+)\}/g, (_, part: string) => {
      const mine = Object.entries(names).find(([key]) => key === part)?.[1];
      return mine === undefined ? 'abc' : own ? mine : 'z-other';
    })}`;
  const words = (['publish', 'subscribe'] as const).flatMap((verb) => {
    const [own, other] = [may('home', who, verb, fill(true)), may('home', who, verb, fill(false))];
    const named = fill(true) !== fill(false);
    return own ? [`${verb}${named ? (other ? ', any' : ', own') : ''}`] : [];
  });
  return words.join('; ') || '–';
}

function permissionsTable(): string {
  const parties: readonly (readonly [string, Who])[] = [
    ['a person of any role', { kind: 'user', client: 'p-own', role: 'owner', rooms: [] }],
    ['a device', { kind: 'device', did: 'd-own' }],
    ['an unpaired device', { kind: 'pairing', serial: 's-own' }],
  ];
  const rows = topicTable.map(({ topic }) => [code(topic), ...parties.map(([, who]) => rightsText(who, topic))]);
  const filters = (['user', 'device', 'pairing'] as const).map((kind, k) => [
    parties[k]?.[0] ?? '',
    rightsTable[kind].publish.map(code).join(', '),
    rightsTable[kind].subscribe.map(code).join(', '),
  ]);
  return `${table(['topic', ...parties.map(([name]) => name)], rows)}\n\n${table(['party', 'may publish on', 'may subscribe within'], filters)}`;
}

const limitsTable = (): string =>
  table(
    ['what', 'limit'],
    [
      ['a payload', `${limits.payloadBytes} bytes`],
      ['a spec, as JSON', `${limits.specBytes} bytes`],
      ['services of a device', String(limits.services)],
      ['properties, actions, events of a service, each; arguments and results of an action', String(limits.members)],
      ['values of an enum', String(limits.enumValues)],
      ['`ttl` of a request', `${ttlRange.min} to ${ttlRange.max} ms`],
      ['unpaired devices nearby', String(pairingLimits.nearby)],
      ['one attempt to pair', `${pairingLimits.attempt} ms`],
      ['silence after which a nearby device is forgotten', `${pairingLimits.silence} ms`],
      ['time between two hellos of a nearby device', `${pairingLimits.hello} ms`],
      ['wrong setup codes until a device locks itself', String(pairingLimits.tries)],
      ['its first lock-out; each further one lasts twice as long', `${pairingLimits.lockBase} ms`],
    ],
  );

const flagsTable = (): string =>
  table(
    ['flag', 'environment', 'default', 'meaning'],
    Object.entries(startFlags).map(([name, { schema, doc }]) => [
      code(`--${name}`),
      code(envName(name)),
      code(String(schema.parse(undefined))),
      doc,
    ]),
  );

export const tables: Readonly<Record<string, () => string>> = {
  topics: topicsTable,
  errors: errorsTable,
  units: unitsTable,
  services: servicesTable,
  operations: operationsTable,
  'operation-types': operationTypes,
  permissions: permissionsTable,
  limits: limitsTable,
  flags: flagsTable,
};

const markers = /<!-- generated:([\w-]+) -->\n[\s\S]*?<!-- \/generated -->/g;

/** The document with its tables written anew. Throws where a marker names no table, or a table has no marker. */
export async function generate(text: string): Promise<string> {
  const used = new Set<string>();
  const written = text.replace(markers, (_, name: string) => {
    const make = tables[name];
    if (!make) throw new TypeError(`docs/protocol.md asks for a table "${name}"; there are: ${Object.keys(tables).join(', ')}`);
    used.add(name);
    return `<!-- generated:${name} -->\n\n${make()}\n\n<!-- /generated -->`;
  });
  const missing = Object.keys(tables).filter((name) => !used.has(name));
  if (missing.length > 0) throw new TypeError(`docs/protocol.md has no marker for: ${missing.join(', ')}`);
  return format(written, { ...(await resolveConfig(protocolDoc)), parser: 'markdown' });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const before = readFileSync(protocolDoc, 'utf8');
  const after = await generate(before);
  if (after !== before) writeFileSync(protocolDoc, after);
  process.stdout.write(`docs/protocol.md ${after === before ? 'is up to date' : 'was written anew'}\n`);
}
