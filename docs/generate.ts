// `npm run docs`: writes the tables of docs/protocol.md from the code, between `<!-- generated:NAME -->` and
// `<!-- /generated -->`. A test fails where the file is stale.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { envName, startFlags } from '#hub/config.ts';
import { ttlRange } from '#protocol/envelopes.ts';
import { deviceCodes, errorCodes, errors } from '#protocol/errors.ts';
import { faultKinds, faultSeconds, faultTable, neededFor } from '#protocol/faults.ts';
import { operationNames, operations } from '#protocol/operations/index.ts';
import { pairingLimits } from '#protocol/pairing.ts';
import { rightsTable } from '#protocol/permissions.ts';
import { parties, rightsText } from '#protocol/reference/rights.ts';
import { typeText } from '#protocol/reference/type-text.ts';
import { limits } from '#protocol/spec.ts';
import { declarations } from '#protocol/services/declarations.ts';
import { topicTable } from '#protocol/topics.ts';
import { units } from '#protocol/units.ts';

export const protocolDoc = fileURLToPath(new URL('protocol.md', import.meta.url));

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

function permissionsTable(): string {
  const rows = topicTable.map(({ topic }) => {
    const [person = '', owner = '', ...others] = parties.map(({ who }) => rightsText(who, topic));
    return [code(topic), person, owner === person ? '–' : owner, ...others];
  });
  const filters = parties.map(({ name, rights }) => [
    name,
    rightsTable[rights].publish.map(code).join(', ') || '–',
    rightsTable[rights].subscribe.map(code).join(', '),
  ]);
  return `${table(['topic', ...parties.map(({ name }) => name)], rows)}\n\n${table(['party', 'may publish on', 'may subscribe within'], filters)}`;
}

const faultsTable = (): string =>
  table(
    ['kind', 'what the device does', 'amount', 'only with a service'],
    faultKinds.map((kind) => {
      const { does, amount } = faultTable[kind];
      const { min, max, step = 1 } = amount?.range ?? { min: 0, max: 0 };
      const measure = amount && `${amount.title.en}: ${min} to ${max} ${amount.unit ?? ''}, step ${step}, else ${amount.default}`;
      return [code(kind), does.en, measure ?? '–', neededFor(kind).map(code).join(', ') || '–'];
    }),
  );

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
      ['seconds of a fault on demand', `${faultSeconds.min} to ${faultSeconds.max}`],
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
  faults: faultsTable,
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
