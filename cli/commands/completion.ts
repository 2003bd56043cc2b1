// Completion: a script for each shell, and the one place that knows what may stand where.
import { errorCodes } from '#protocol/errors.ts';
import { opennessSchema } from '#protocol/envelopes.ts';
import { operationNames, operations } from '#protocol/operations/index.ts';
import { roles } from '#protocol/permissions.ts';
import { topicTable } from '#protocol/topics.ts';
import { enter, everywhere, flagTable, wholeDevice } from '../command.ts';
import type { Command, Context, FlagName, Place } from '../command.ts';
import { misuse } from '../ending.ts';
import { findMember, membersOf } from '../find.ts';

const scripts: Readonly<Record<string, string>> = {
  bash: `_omni() {
  local line
  COMPREPLY=()
  while IFS=$'\\t' read -r line _; do
    COMPREPLY+=("$line")
  done < <(omni complete "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -F _omni omni`,
  zsh: `#compdef omni
_omni() {
  local -a found
  found=("\${(@f)$(omni complete "\${(@)words[2,CURRENT]}" 2>/dev/null | sed -e 's/:/\\\\:/g' -e $'s/\\t/:/')}")
  _describe omni found
}
compdef _omni omni`,
  fish: `complete -c omni -f -a '(omni complete (commandline -opc)[2..-1] (commandline -ct) 2>/dev/null)'`,
};

export const completion: Command = {
  usage: Object.keys(scripts).join('|'),
  about: 'Prints the completion of a shell: source <(omni completion bash)',
  words: [1, 1],
  places: ['shell'],
  run({ words: [shell = ''] }) {
    const script = Object.hasOwn(scripts, shell) ? scripts[shell] : undefined;
    if (script === undefined)
      throw misuse(`There is no completion for "${shell}".`, `There is one for ${Object.keys(scripts).join(', ')}.`);
    return { json: { shell, script }, text: script };
  },
};

/** What may be written, and what it is. */
type Candidate = readonly [word: string, about: string];
const plainly = (words: readonly string[]): Candidate[] => words.map((word) => [word, '']);
type Offer = (context: Context, before: readonly string[]) => Promise<readonly Candidate[]> | readonly Candidate[];

const offers: Readonly<Record<Place, Offer>> = {
  async device(context) {
    const { devices } = await enter(context).call('device.list', {});
    return devices.map(({ did, name }) => [did, name]);
  },
  async property(context, [device = '']) {
    const { spec } = await wholeDevice(enter(context), device);
    return membersOf(spec, 'properties').map(({ service, name, spec: { title } }) => [`${service}/${name}`, title.en]);
  },
  async value(context, [device = '', property = '']) {
    const { spec: schema } = findMember((await wholeDevice(enter(context), device)).spec, 'properties', property);
    if (schema.format === 'bool') return plainly(['on', 'off']);
    return schema.format === 'enum' ? Object.entries(schema.values).map(([slug, { en }]) => [slug, en]) : [];
  },
  async action(context, [device = '']) {
    const { spec } = await wholeDevice(enter(context), device);
    return membersOf(spec, 'actions').map(({ service, name, spec: { title } }) => [`${service}/${name}`, title.en]);
  },
  async argument(context, [device = '', action = '']) {
    const { spec } = findMember((await wholeDevice(enter(context), device)).spec, 'actions', action);
    return Object.entries(spec.in).map(([name, { title }]) => [`${name}=`, title.en]);
  },
  async serial(context) {
    const { nearby } = await enter(context).call('pair.list', {});
    return nearby.map(({ serial, title }) => [serial, title.en]);
  },
  async person(context, [deed]) {
    if (deed === 'invite') return plainly(roles);
    const { people } = await enter(context).call('person.list', {});
    return people.map(({ client, name }) => [client, name]);
  },
  role: (_context, [deed]) => (deed === 'role' ? plainly(roles) : []),
  deed: () => plainly(['invite', 'role', 'remove']),
  mode: () => plainly(opennessSchema.options),
  operation: () => operationNames.map((name) => [name, operations[name].doc]),
  topic: () => plainly([...operationNames, ...errorCodes, ...topicTable.map(({ topic }) => topic)]),
  shell: () => plainly(Object.keys(scripts)),
};

const isFlag = (name: string): name is FlagName => Object.hasOwn(flagTable, name);
const takesWord = (word: string): boolean => {
  const name = word.slice(2);
  return word.startsWith('--') && isFlag(name) && flagTable[name].type === 'string';
};

type Commands = ReadonlyMap<string, Command>;
async function candidates(commands: Commands, context: Context, typed: readonly string[]): Promise<readonly Candidate[]> {
  const [name = '', ...rest] = typed;
  if (typed.length < 2) return [...commands].map(([word, { about }]) => [word, about]);
  const command = commands.get(name);
  if (!command) return [];
  const last = rest.at(-1) ?? '';
  const earlier = rest.slice(0, -1);
  if (takesWord(earlier.at(-1) ?? '')) {
    if (earlier.at(-1) !== '--room') return [];
    const { rooms } = await enter(context).call('room.list', {});
    return rooms.map(({ id, name: given }) => [id, given ?? '']);
  }
  if (last.startsWith('-')) return [...(command.flags ?? []), ...everywhere].map((flag) => [`--${flag}`, flagTable[flag].doc]);
  const before = earlier.filter((word, k) => !word.startsWith('-') && !takesWord(earlier[k - 1] ?? ''));
  const place = command.places?.[before.length] ?? (command.places?.at(-1) === 'argument' ? 'argument' : undefined);
  return place === undefined ? [] : offers[place](context, before);
}

/** Not listed: what the scripts ask. Offers nothing where it cannot know, and never complains into somebody's prompt. */
export const createComplete = (commands: Commands): Command => ({
  usage: 'WORD …',
  about: 'What may stand in place of the last word; for the scripts of "omni completion".',
  words: [0, 99],
  async run(context) {
    const found = await candidates(commands, context, context.words).catch(() => []);
    const last = context.words.at(-1) ?? '';
    const list = found.filter(([word]) => word.startsWith(last));
    return {
      json: { candidates: list.map(([word, about]) => ({ word, about })) },
      text: list.map((each) => each.join('\t').trimEnd()).join('\n'),
    };
  },
});
