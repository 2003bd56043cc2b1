import { describe, expect, it } from 'vitest';
import { claimToken, hashOf, parentOf, parseRoute } from './routes.ts';
import type { Route } from './routes.ts';

const all: Route[] = [
  { screen: 'home' },
  { screen: 'home', filter: 'lights' },
  { screen: 'device', did: 'lamp-1' },
  { screen: 'add' },
  { screen: 'add', serial: 'ser-42' },
  { screen: 'add', serial: 'ser-42', code: '01234567' },
  { screen: 'added', did: 'lamp-1' },
  { screen: 'strategy' },
  { screen: 'you' },
  { screen: 'you', page: 'people' },
  { screen: 'you', page: 'lessons' },
];

describe('routes', () => {
  it.each(all)('reads back what it writes: %j', (route) => expect(parseRoute(hashOf(route))).toEqual(route));
  it('leads home from what it does not know', () => {
    for (const hash of ['', '#', '#/nowhere', '#/device/+', '#/device/../x', '#claim=abcdefgh'])
      expect(parseRoute(hash)).toEqual({ screen: 'home' });
  });
  it('takes no code that is not eight digits', () => {
    for (const code of ['', '1234567', '123456789', '1234567x'])
      expect(parseRoute(`#/add/ser-42/${code}`)).toEqual({ screen: 'add', serial: 'ser-42' });
  });
  it('closes a step of a flow before the flow', () => {
    expect(parentOf({ screen: 'add', serial: 'ser-42' })).toEqual({ screen: 'add' });
    expect(parentOf({ screen: 'device', did: 'lamp-1' })).toEqual({ screen: 'home' });
  });
  it('finds a claim token and nothing else', () => {
    expect(claimToken('#claim=abc_DEF-1234')).toBe('abc_DEF-1234');
    expect(claimToken('#/claim=abc_DEF-1234')).toBe('abc_DEF-1234');
    expect(claimToken('#claim=a b')).toBeUndefined();
    expect(claimToken('#/add')).toBeUndefined();
  });
});
