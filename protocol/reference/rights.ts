// What each party may do on a topic, in words, asked of the one permission function.
import { may } from '../permissions.ts';
import type { rightsTable, Who } from '../permissions.ts';
import { rootOf } from '../topics.ts';

interface Party {
  readonly name: string;
  /** Its row in the table of rights. */
  readonly rights: keyof typeof rightsTable;
  readonly who: Who;
}
/** The second has its rights beside those of the first. */
export const parties: readonly Party[] = [
  { name: 'a person of any role', rights: 'user', who: { kind: 'user', client: 'p-own', role: 'member', rooms: [] } },
  { name: 'an owner, besides', rights: 'owner', who: { kind: 'user', client: 'p-own', role: 'owner', rooms: [] } },
  { name: 'a device', rights: 'device', who: { kind: 'device', did: 'd-own' } },
  { name: 'an unpaired device', rights: 'pairing', who: { kind: 'pairing', serial: 's-own' } },
];

/** What a party may do on a topic that bears its own name, and on one that bears another's. */
export function rightsText(who: Who, topic: string): string {
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
