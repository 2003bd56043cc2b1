// Everything that the reference explains, as one list: from the tables that docs/protocol.md is written from, and from the
// specs of this home.
import { errorCodes, errors } from '#protocol/errors.ts';
import type { ErrorCode } from '#protocol/errors.ts';
import { messages } from '#protocol/messages.ts';
import { operationNames, operations } from '#protocol/operations/index.ts';
import type { OperationName } from '#protocol/operations/index.ts';
import { parties } from '#protocol/reference/rights.ts';
import { declarations } from '#protocol/services/declarations.ts';
import type { DeviceSpec } from '#protocol/spec.ts';
import { topicTable } from '#protocol/topics.ts';

export const sections = ['topics', 'operations', 'errors', 'permissions', 'services', 'types'] as const;
export type Section = (typeof sections)[number];

export type TopicRow = (typeof topicTable)[number];
export type Subject =
  | { readonly section: 'topics'; readonly row: TopicRow }
  | { readonly section: 'operations'; readonly name: OperationName }
  | { readonly section: 'errors'; readonly code: ErrorCode }
  | { readonly section: 'permissions'; readonly party: (typeof parties)[number] }
  | { readonly section: 'services'; readonly type: string }
  | { readonly section: 'types'; readonly did: string; readonly spec: DeviceSpec };
export type Entry = Subject & {
  /** The anchor, such as `operation-device.set`. */
  readonly id: string;
  readonly title: string;
  /** What a search looks at, in lower case. */
  readonly text: string;
};

const entry = (subject: Subject, id: string, title: string, ...words: readonly string[]): Entry => ({
  ...subject,
  id,
  title,
  text: [title, ...words].join(' ').toLowerCase(),
});

/** Of the protocol: the same in every home. */
const ofProtocol: readonly Entry[] = [
  ...topicTable.map((row) => {
    const { name, title } = messages[row.topic];
    return entry({ section: 'topics', row }, `topic-${name}`, row.topic, name, title, row.by, row.payload, row.retained ? 'retained' : '');
  }),
  ...operationNames.map((name) =>
    entry({ section: 'operations', name }, `operation-${name}`, name, operations[name].doc, operations[name].role),
  ),
  ...errorCodes.map((code) =>
    entry({ section: 'errors', code }, `error-${code}`, code, errors[code].what, errors[code].cure, String(errors[code].status)),
  ),
  ...parties.map((party) => entry({ section: 'permissions', party }, `party-${party.rights}`, party.name)),
  ...[...declarations.values()].map(({ type, title, properties, actions = {}, events = {} }) =>
    entry(
      { section: 'services', type },
      `service-${type}`,
      type,
      ...title,
      ...[properties, actions, events].flatMap((group) => Object.keys(group)),
    ),
  ),
];

/** With one entry for each type of device in the home. */
export function entriesOf(specs: Readonly<Record<string, DeviceSpec>>): readonly Entry[] {
  const types = new Map(Object.entries(specs).map(([did, spec]) => [spec.model, { did, spec }]));
  const ofHome = [...types.values()].map(({ did, spec }) =>
    entry(
      { section: 'types', did, spec },
      `type-${spec.model}`,
      spec.title.en,
      spec.title.zh,
      spec.model,
      spec.vendor,
      spec.category,
      ...Object.keys(spec.services),
    ),
  );
  return [...ofProtocol, ...ofHome.sort((a, b) => a.id.localeCompare(b.id))];
}

/** The entries that have all of the words. */
export function search(entries: readonly Entry[], query: string): readonly Entry[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return entries.filter(({ text }) => words.every((word) => text.includes(word)));
}
