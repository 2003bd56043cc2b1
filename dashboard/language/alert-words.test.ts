import { expect, test } from 'vitest';
import { wordAlert, wordReason } from './alert-words.ts';

test('an alert in plain words of both languages; its own words win, an unknown one keeps the engineer’s', () => {
  const message = 'light/brightness: 500 is above 100';
  expect(wordAlert({ id: 'bad-report', message }, 'zh')).toMatch(/上报了不可能的值/);
  expect(wordAlert({ id: 'bad-report', message }, 'en')).not.toContain('500');
  expect(wordAlert({ id: 'bad-report', message, say: { en: 'Own', zh: '自己' } }, 'zh')).toBe('自己');
  expect(wordAlert({ id: 'of-a-newer-hub', message }, 'zh')).toBe(message);
  expect(wordAlert({ id: 'constructor', message }, 'zh')).toBe(message);
});

test('the reason of a last will, in both languages; an unknown one as it is', () => {
  expect(wordReason('connection lost', 'zh')).toBe('连接中断');
  expect(wordReason('connection lost', 'en')).toBe('connection lost');
  expect(wordReason('toString', 'zh')).toBe('toString');
});
