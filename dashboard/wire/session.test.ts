import { afterEach, expect, it, vi } from 'vitest';
import { claim, readSession } from './session.ts';

afterEach(() => void vi.unstubAllGlobals());
const answering = (status: number) => {
  const fetched = vi.fn((_path: string, _init?: RequestInit) => Promise.resolve(new Response(status === 204 ? null : '{}', { status })));
  vi.stubGlobal('fetch', fetched);
  return fetched;
};

it('tells a stranger from a hub that cannot be reached', async () => {
  for (const [status, kind] of [
    [204, 'none'],
    [401, 'none'],
    [403, 'unreachable'],
    [503, 'unreachable'],
    [200, 'unreachable'],
  ] as const) {
    answering(status);
    expect((await readSession()).kind).toBe(kind);
  }
});
it('does not wait for ever', async () => {
  const fetched = answering(204);
  await readSession();
  await claim('token', 'Mei');
  for (const [, init] of fetched.mock.calls) expect(init?.signal).toBeInstanceOf(AbortSignal);
  vi.stubGlobal('fetch', () => Promise.reject(new DOMException('too late', 'TimeoutError')));
  expect((await readSession()).kind).toBe('unreachable');
  await expect(claim('token', 'Mei')).rejects.toMatchObject({ code: 'OFFLINE' });
});
