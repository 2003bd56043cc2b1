// The reference, from the same tables as docs/protocol.md. It needs no hub.
import { errorCodes, errors } from '#protocol/errors.ts';
import type { ErrorCode } from '#protocol/errors.ts';
import { messages, rowOf } from '#protocol/messages.ts';
import { isOperation, operationNames, operations } from '#protocol/operations/index.ts';
import { parties, rightsText } from '#protocol/reference/rights.ts';
import { typeText } from '#protocol/reference/type-text.ts';
import { declarations } from '#protocol/services/declarations.ts';
import { topicTable } from '#protocol/topics.ts';
import type { Answer, Command } from '../command.ts';
import { misuse } from '../ending.ts';
import { columns } from '../text.ts';

const isError = (word: string): word is ErrorCode => Object.hasOwn(errors, word);

/** One kind of thing that may be asked about; undefined where the word is none of it. */
type Page = (word: string) => Answer | undefined;

const operationPage: Page = (word) => {
  if (!isOperation(word)) return undefined;
  const { doc, role, ttl, args, result } = operations[word];
  const json = { kind: 'operation', name: word, doc, role, ttl, args: typeText(args), result: typeText(result) };
  const text = `${word}\n${doc}\nNeeds the role ${role} or higher; answers within ${ttl} ms.\n\nargs: ${json.args}\nresult: ${json.result}`;
  return { json, text };
};

const errorPage: Page = (word) => {
  const code = word.toUpperCase();
  if (!isError(code)) return undefined;
  const { what, cure, status, retry } = errors[code];
  const text = `${code} (HTTP ${status})\n${what}\n${cure}\n${retry ? 'It may be tried again as it is.' : 'Trying again as it is does not help.'}`;
  return { json: { kind: 'error', name: code, what, cure, status, retry }, text };
};

const topicPage: Page = (word) => {
  const row = rowOf(word.replace(/^omni\/1\/[^/]+\//, ''));
  if (!row) return undefined;
  const { title, schema } = messages[row.topic];
  const { topic, by, qos, retained, payload } = row;
  const rights = Object.fromEntries(parties.map(({ name, who }) => [name, rightsText(who, topic)]));
  const json = { kind: 'topic', topic, title, by, qos, retained, payload, rights, message: typeText(schema) };
  const who = columns(Object.entries(rights).map(([name, right]) => [`  ${name}`, right]));
  const text = `${topic}\n${title}: ${payload}\nPublished by: ${by}. QoS ${qos}${retained ? ', retained' : ''}.\n${who}\n\n${json.message}`;
  return { json, text };
};

const servicePage: Page = (word) => {
  const found = declarations.get(word);
  if (!found) return undefined;
  const groups = { properties: found.properties, actions: found.actions ?? {}, events: found.events ?? {} };
  const names = Object.fromEntries(Object.entries(groups).map(([group, members]) => [group, Object.keys(members)]));
  const rows = Object.entries(names).map(([group, members]) => [`  ${group}`, members.join(', ') || '–']);
  const json = { kind: 'service', type: word, title: { en: found.title[0], zh: found.title[1] }, ...names };
  return { json, text: `${word}: ${found.title[0]}, ${found.title[1]}\n${columns(rows)}` };
};

const pages: readonly Page[] = [operationPage, errorPage, topicPage, servicePage];

function overview(): Answer {
  const lists = {
    topics: topicTable.map(({ topic }) => topic),
    operations: operationNames,
    errors: errorCodes,
    services: [...declarations.keys()],
  };
  const rows = [
    ...topicTable.map(({ topic, payload }) => [topic, payload]),
    ...operationNames.map((name) => [name, operations[name].doc]),
    ...errorCodes.map((code) => [code, errors[code].what]),
  ];
  return { json: lists, text: columns(rows) };
}

export const docs: Command = {
  usage: '[OPERATION|ERROR|TOPIC|SERVICE]',
  about: 'The reference: all of it, or one operation, error, topic or standard service.',
  words: [0, 1],
  places: ['topic'],
  run({ words: [word] }) {
    if (word === undefined) return overview();
    for (const page of pages) {
      const answer = page(word);
      if (answer) return answer;
    }
    throw misuse(`The reference has no "${word}".`, 'omni docs lists topics, operations and errors.');
  },
};
