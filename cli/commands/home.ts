// The home itself: who holds a remote, whose devices may join; and any operation by its name.
import { opennessSchema } from '#protocol/envelopes.ts';
import { OmniError } from '#protocol/errors.ts';
import { operationNames } from '#protocol/operations/index.ts';
import { roles, roleSchema } from '#protocol/permissions.ts';
import type { Role } from '#protocol/permissions.ts';
import { enter } from '../command.ts';
import type { Answer, Command, Context } from '../command.ts';
import type { Door } from '../door.ts';
import { misuse } from '../ending.ts';
import { meant } from '../find.ts';
import { columns } from '../text.ts';

function readRole(text: string | undefined): Role {
  const role = roleSchema.safeParse(text);
  if (role.success) return role.data;
  throw misuse(text === undefined ? 'Which role?' : `"${text}" is no role.`, `Write one of ${roles.join(', ')}.`);
}

async function whoIs(door: Door, text: string) {
  const { people: all } = await door.call('person.list', {});
  const found = meant(
    all.map((person) => ({ id: person.client, names: [person.name], person })),
    text,
  );
  if (found) return found.person;
  const there = all.map(({ name, client }) => `${name} (${client})`).join(', ');
  throw new OmniError('NO_SUCH_PERSON', `Nobody here is called "${text}".`, { hint: `There are: ${there}.` });
}

const deeds: Readonly<Record<string, (door: Door, context: Context) => Promise<Answer>>> = {
  async invite(door, { words: [, role], flags }) {
    const { token, expires } = await door.call('person.invite', { role: readRole(role), rooms: [...flags.rooms] });
    const link = `${door.hub}/#claim=${token}`;
    return { json: { link, token, expires }, text: `${link}\nOne use, until ${new Date(expires).toISOString()}` };
  },
  async role(door, { words: [, who = '', role], flags }) {
    const wantedRole = readRole(role);
    const { client, name } = await whoIs(door, who);
    await door.call('person.change', { client, role: wantedRole, rooms: [...flags.rooms] });
    return { json: { client, role: wantedRole, rooms: flags.rooms }, text: `${name} (${client}) is ${wantedRole}` };
  },
  async remove(door, { words: [, who = ''] }) {
    const { client, name } = await whoIs(door, who);
    await door.call('person.remove', { client });
    return { json: { client }, text: `${name} (${client}) is removed` };
  },
};
/** Words that follow `people`, by the deed. */
const wordsOf: Readonly<Record<string, number>> = { invite: 2, role: 3, remove: 2 };

export const people: Command = {
  usage: '[invite ROLE | role PERSON ROLE | remove PERSON]',
  about: 'Lists who holds a remote; invites, changes or removes somebody.',
  flags: ['room'],
  words: [0, 3],
  places: ['deed', 'person', 'role'],
  async run(context) {
    const [deed] = context.words;
    if (deed === undefined) {
      const answer = await enter(context).call('person.list', {});
      const rows = answer.people.map(({ client, name, role, rooms, online }) => [
        client,
        name,
        role,
        rooms.join(', '),
        [online ? 'online' : '', client === answer.you ? '(you)' : ''].join(' ').trim(),
      ]);
      return { json: answer, text: columns(rows) };
    }
    const run = Object.hasOwn(deeds, deed) ? deeds[deed] : undefined;
    if (!run || context.words.length !== wordsOf[deed])
      throw misuse(`"people ${context.words.join(' ')}" is not complete.`, `Write: omni people ${people.usage}`);
    return run(enter(context), context);
  },
};

export const openness: Command = {
  usage: '[MODE]',
  about: 'Says whose devices may join, or changes it.',
  words: [0, 1],
  places: ['mode'],
  async run(context) {
    const [text] = context.words;
    const parsed = opennessSchema.safeParse(text);
    if (text !== undefined && !parsed.success)
      throw misuse(`"${text}" is no openness.`, `Write one of ${opennessSchema.options.join(', ')}.`);
    const door = enter(context);
    const mode = parsed.success
      ? (await door.call('hub.openness', { mode: parsed.data })).mode
      : (await door.call('hub.info', {})).openness;
    return { json: { mode }, text: mode };
  },
};

export const call: Command = {
  usage: 'OPERATION [JSON]',
  about: 'Calls any operation of the protocol with arguments as JSON, and shows its result as JSON.',
  words: [1, 2],
  places: ['operation'],
  async run(context) {
    const [op = '', text = '{}'] = context.words;
    let args: unknown;
    try {
      args = JSON.parse(text);
    } catch (thrown) {
      throw misuse(`The arguments are not JSON: ${thrown instanceof Error ? thrown.message : ''}`, `For example: omni call ${op} '{}'`);
    }
    const door = enter(context);
    const result = await door.callAny(op, args).catch((thrown: unknown) => {
      if (!(thrown instanceof OmniError && thrown.code === 'NO_SUCH_OPERATION')) throw thrown;
      throw new OmniError(thrown.code, thrown.message, { hint: `There are: ${operationNames.join(', ')}.` });
    });
    return { json: result, text: JSON.stringify(result, null, 2) };
  },
};
