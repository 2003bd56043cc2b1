// The values of an enumeration as choices, in the order that their list means.
import type { Title } from '#protocol/names.ts';
import { localeOf } from '../language/format.ts';
import type { Language } from '../strategy-slot.ts';

export interface Choice {
  readonly value: string;
  readonly label: string;
}

/**
 * As announced: levels and modes have an order of their own. A list that stands by the alphabet of its English titles has
 * none, and is sorted by what the reader reads.
 */
export function choicesOf(values: Readonly<Record<string, Title>>, language: Language): readonly Choice[] {
  const all = Object.entries(values);
  const choices = all.map(([value, title]) => ({ value, label: title[language] }));
  const english = new Intl.Collator('en');
  const isByAlphabet = all.every(([, title], k) => k === 0 || english.compare(all[k - 1]?.[1].en ?? '', title.en) <= 0);
  if (!isByAlphabet || language === 'en') return choices;
  const reader = new Intl.Collator(localeOf(language));
  return choices.sort((a, b) => reader.compare(a.label, b.label));
}
