// What of the stream is shown.
import type { Kind, Row } from './row.ts';

export interface Filter {
  /** '': all of them. */
  readonly did: string;
  readonly person: string;
  readonly kind: Kind | '' | 'refused';
  /** Text in the topic. */
  readonly topic: string;
  /** Text anywhere: topic, sender or payload. */
  readonly search: string;
}
export const noFilter: Filter = { did: '', person: '', kind: '', topic: '', search: '' };
export const isNarrowed = (filter: Filter): boolean => Object.values(filter).some((value) => value !== '');

/** A test for one filter. Case does not count. */
export function fits({ did, person, kind, topic, search }: Filter): (row: Row) => boolean {
  const [wanted, sought] = [topic.trim().toLowerCase(), search.trim().toLowerCase()];
  return (row) =>
    (did === '' || row.did === did || row.from === did) &&
    (person === '' || row.person === person || row.from === person) &&
    (kind === '' || (kind === 'refused' ? row.refused === true : row.kind === kind)) &&
    (wanted === '' || row.path.toLowerCase().includes(wanted)) &&
    (sought === '' || [row.text, row.path, row.from].some((text) => text.toLowerCase().includes(sought)));
}

/** Devices and people that appear in the stream, to choose from. */
export function partiesIn(rows: readonly Row[]): { readonly dids: readonly string[]; readonly people: readonly string[] } {
  const dids = new Set<string>();
  const people = new Set<string>();
  for (const { did, person } of rows) {
    if (did !== undefined) dids.add(did);
    if (person !== undefined) people.add(person);
  }
  return { dids: [...dids].sort(), people: [...people].sort() };
}
