import { expect, test } from 'vitest';
import { ageWords } from './age-words.ts';
import { speechOf } from './speech.ts';

test.each([
  [0, 'bought this month', '本月购入'],
  [1 / 12, '1 month old', '已用 1 个月'],
  [0.5, '6 months old', '已用 6 个月'],
  [1.02, '1 year old', '已用 1 年'],
  [1.5, '1.5 years old', '已用 1.5 年'],
])('%f years', (years, en, zh) => {
  expect(ageWords(years, speechOf('en'))).toBe(en);
  expect(ageWords(years, speechOf('zh'))).toBe(zh);
});
