import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contains, isFilter, matches } from './filters.ts';

/** Every path of 1 to `depth` levels. The empty level is one too: `/` has two of them. */
function paths(levels: readonly string[], depth: number): string[] {
  let longest: string[][] = [[]];
  const all: string[][] = [];
  for (let k = 0; k < depth; k += 1) {
    longest = longest.flatMap((path) => levels.map((level) => [...path, level]));
    all.push(...longest);
  }
  return all.map((path) => path.join('/')).filter((path) => path !== '');
}

// One level more than any filter has, so that `#` is told from `+`; and the empty text, which `/#` matches as its parent.
const topics = ['', ...paths(['a', 'b', '', '$s'], 4)];
const filters = paths(['a', 'b', '', '$s', '+', '#'], 3).filter(isFilter);

/** MQTT 3.1.1, section 4.7, as a regular expression. */
function reference(filter: string): RegExp {
  if (filter === '#') return /^(?!\$)/;
  const levels = filter.split('/').map((level, k) => {
    if (level === '+') return k === 0 ? '(?!\\$)[^/]*' : '[^/]*';
    return level.replace('$', '\\$');
  });
  const open = levels.at(-1) === '#';
  if (open) levels.pop();
  const [head = ''] = filter.split('/');
  const dollar = head === '' && open && levels.length === 0 ? '(?!\\$)' : '';
  return new RegExp(`^${dollar}${levels.join('/')}${open ? '(/.*)?' : ''}$`, 's');
}

describe('matches', () => {
  test('agrees with the standard as a regular expression, for every filter and topic of a small alphabet', () => {
    const wrong = filters.flatMap((filter) => {
      const pattern = reference(filter);
      return topics.filter((topic) => matches(filter, topic) !== pattern.test(topic)).map((topic) => `${filter} ${topic}`);
    });
    expect(wrong).toEqual([]);
  });
  test.each([
    ['sport/#', 'sport', true],
    ['sport/tennis/+', 'sport/tennis/a/b', false],
    ['sport/+', 'sport', false],
    ['sport/+', 'sport/', true],
    ['+/+', '/finance', true],
    ['+', '/finance', false],
    ['#', '$SYS/broker', false],
    ['+/broker', '$SYS/broker', false],
    ['$SYS/#', '$SYS/broker', true],
  ])('the standard’s own examples: %s, %s: %s', (filter, topic, expected) => {
    expect(matches(filter, topic)).toBe(expected);
  });
});

describe('contains', () => {
  const sets = new Map(filters.map((filter) => [filter, new Set(topics.filter((topic) => matches(filter, topic)))]));
  const matched = (filter: string): Set<string> => sets.get(filter) ?? new Set();

  test('outer contains inner exactly where every topic of inner is one of outer', () => {
    const wrong: string[] = [];
    for (const outer of filters) {
      const theirs = matched(outer);
      for (const inner of filters) {
        let all = true;
        for (const topic of matched(inner)) if (!theirs.has(topic)) all = false;
        if (contains(outer, inner) !== all) wrong.push(`${outer} ${inner}: ${String(all)}`);
      }
    }
    expect(wrong).toEqual([]);
  });
  test('a filter contains itself, and containing is transitive', () => {
    const any = fc.constantFrom(...filters);
    fc.assert(fc.property(any, (filter) => contains(filter, filter)));
    fc.assert(fc.property(any, any, any, (a, b, c) => !(contains(a, b) && contains(b, c)) || contains(a, c)));
  });
});

describe('isFilter', () => {
  test.each(['#', '+', '/', 'a/#', '+/a/+', '/#', 'ä/b c', '$SYS/#', 'a'.repeat(1024)])('%j is one', (text) => {
    expect(isFilter(text)).toBe(true);
  });
  test.each(['', 'a#', '#/a', 'a/#/b', 'a+', '+a', 'a/b+/c', '##', '++', 'a\u0000', 'a'.repeat(1025)])('%j is none', (text) => {
    expect(isFilter(text)).toBe(false);
  });
  test('a text without wildcards and NUL is one, and matches itself alone', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.string({ minLength: 1 }), (text, other) => {
        fc.pre(!/[+#\u0000]/.test(text + other));
        expect(isFilter(text)).toBe(true);
        expect(matches(text, text)).toBe(true);
        expect(matches(text, other)).toBe(text === other);
      }),
    );
  });
});
