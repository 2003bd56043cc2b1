import { afterEach, expect, it, vi } from 'vitest';
import { emptyHome } from '../state/home-store.ts';
import type { HomeState } from '../state/home-store.ts';
import { shouldAsk, watchRights } from './rights.ts';

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});
const home = (role: 'guest' | 'owner', connection: HomeState['connection'] = 'online'): HomeState => ({
  ...emptyHome,
  connection,
  session: { client: 'mei', name: 'Mei', role, rooms: ['study'], home: 'home', build: '1' },
});

it('is for guests who are connected and looking', () => {
  expect(shouldAsk(home('guest'), true)).toBe(true);
  expect(shouldAsk(home('guest'), false)).toBe(false);
  expect(shouldAsk(home('owner'), true)).toBe(false);
  expect(shouldAsk(home('guest', 'lost'), true)).toBe(false);
});
it('asks once a minute', () => {
  vi.useFakeTimers();
  vi.stubGlobal('document', { visibilityState: 'visible' });
  const ask = vi.fn(() => Promise.resolve());
  const stop = watchRights({ getState: () => home('guest') }, ask);
  vi.advanceTimersByTime(180_000);
  stop();
  vi.advanceTimersByTime(180_000);
  expect(ask).toHaveBeenCalledTimes(3);
});
