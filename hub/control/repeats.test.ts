import { expect, test } from 'vitest';
import type { Reply } from '#protocol/envelopes.ts';
import { createRepeats } from './repeats.ts';

function make() {
  let now = 0;
  let done = 0;
  const repeats = createRepeats({ now: () => now, steady: () => now });
  const ask = (id: string, args: unknown = {}, client = 'ada') =>
    repeats.once(client, id, 'room.list', args, () => {
      done += 1;
      return Promise.resolve({ v: 1, id, ok: true, result: done } as Reply);
    });
  return { ask, repeats, later: (ms: number) => (now += ms), done: () => done };
}

test('the same id and content gets the first answer, and the work is done once', async () => {
  const { ask, done } = make();
  expect(await ask('a')).toBe(await ask('a'));
  expect(await ask('a', { x: [1, { y: 2, z: 3 }] })).toBeUndefined();
  expect(done()).toBe(1);
});

test('the order of keys is not content, the order of a list is', async () => {
  const { ask } = make();
  const first = ask('a', { x: 1, y: [1, 2] });
  expect(ask('a', { y: [1, 2], x: 1 })).toBe(first);
  expect(ask('a', { y: [2, 1], x: 1 })).toBeUndefined();
  await first;
});

test('ids are each client’s own', () => {
  const { ask, done } = make();
  void ask('a', {}, 'ada');
  void ask('a', { other: true }, 'bob');
  expect(done()).toBe(2);
});

test('256 ids or 60 s, whichever is over first', () => {
  const { ask, later, done } = make();
  for (let k = 0; k < 257; k += 1) void ask(`id-${k}`);
  void ask('id-1');
  expect(done()).toBe(257);
  void ask('id-0');
  expect(done()).toBe(258);
  later(60_001);
  void ask('id-256');
  expect(done()).toBe(259);
});

test('content without end is compared without end of the stack', () => {
  const { ask, done } = make();
  let deep: unknown = 0;
  for (let k = 0; k < 200_000; k += 1) deep = [deep];
  void ask('deep', deep);
  void ask('deep', deep);
  expect(done()).toBe(1);
});

test('a client that is forgotten may use its ids again', () => {
  const { ask, repeats, done } = make();
  void ask('a');
  repeats.forget('ada');
  void ask('a', { other: true });
  expect(done()).toBe(2);
});

test('what was asked is not kept: neither a setup code nor its length', () => {
  const { ask, repeats } = make();
  void ask('a', { setupCode: '31415926' });
  void ask('b', { text: 'x'.repeat(60_000) });
  const kept = repeats.kept('ada');
  expect(kept.map(({ length }) => length)).toEqual([44, 44]);
  expect(kept.join()).not.toContain('31415926');
});
