// Becoming somebody of the home, and ceasing to be.
import { hostname } from 'node:os';
import { OmniError } from '#protocol/errors.ts';
import { givenNameSchema } from '#protocol/names.ts';
import { claim, hubAddress, openDoor } from '../door.ts';
import { enter } from '../command.ts';
import type { Command } from '../command.ts';
import { misuse } from '../ending.ts';

/** A claim link's parts. Its token stands in the fragment, which never leaves a browser. */
function readLink(text: string, meant: () => string): { hub: string; token: string } {
  const [, address = '', token] = /^(https?:\/\/[^#\s]+)#\/?claim=([\w-]{8,128})$/.exec(text) ?? [];
  if (token !== undefined) return { hub: hubAddress(address), token };
  if (/^[\w-]{8,128}$/.test(text)) return { hub: meant(), token: text };
  throw misuse(
    'That is neither a claim link nor its token.',
    'Take the whole link that the hub printed, or an invitation: http://…/#claim=…',
  );
}

export const login: Command = {
  usage: 'LINK|TOKEN|-',
  about: 'Uses up a claim link or an invitation and keeps the remote for this user. "-" reads it from standard input.',
  flags: ['name'],
  words: [1, 1],
  async run(context) {
    const {
      io,
      words: [word = ''],
      flags,
      remotes,
    } = context;
    const { hub, token } = readLink((word === '-' ? await io.input() : word).trim(), () => context.hub);
    const name = givenNameSchema.safeParse(flags.name ?? `omni on ${hostname()}`.slice(0, 40).trim());
    if (!name.success) throw misuse('--name: 1 to 40 characters, none of them invisible', 'For example: --name "Terminal"');
    const held = remotes.get(hub);
    if (held && (await openDoor(hub, held, io.stop).isKnown()))
      throw misuse(`You hold a remote of ${hub} already: ${held.client}.`, 'Log out first: omni logout', 'CONFLICT');
    const { client, secret, role } = await claim(hub, io.stop, token, name.data);
    remotes.put(hub, { client, secret });
    return { json: { hub, client, role }, text: `${client}, ${role} of ${hub}` };
  },
};

export const logout: Command = {
  usage: '',
  about: 'Gives the remote back: the home forgets it, and so does this computer.',
  words: [0, 0],
  async run(context) {
    const door = enter(context);
    const { client } = door.remote;
    await door.call('person.remove', { client }).catch((thrown: unknown) => {
      // A home that has started over, or that removed us: there is nothing to give back.
      if (!(thrown instanceof OmniError && thrown.code === 'UNAUTHENTICATED')) throw thrown;
    });
    context.remotes.remove(context.hub);
    return { json: { hub: context.hub, client }, text: `${client} is no longer a person of ${context.hub}` };
  },
};
