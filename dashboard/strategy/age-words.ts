// How old a belonging is, as a person would say it: in months during its first year.
import type { Speech } from './speech.ts';

export function ageWords(years: number, { words, number }: Speech): string {
  const months = Math.round(years * 12);
  if (months < 1) return words.brandNew;
  if (months < 12) return words.monthsOld(months);
  const shown = number(years, 1);
  return shown === '1' ? words.oneYearOld : words.yearsOld(shown);
}
