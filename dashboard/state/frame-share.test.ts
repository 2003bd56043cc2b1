import { expect, it } from 'vitest';
import type { DevicePatch } from './device-store.ts';
import { frameShare, perFrame, unseenPerFrame } from './frame-share.ts';

const many = (name: string, count: number): [string, DevicePatch][] =>
  Array.from({ length: count }, (_, k) => [`${name}${k}`, { reports: new Map() }]);
const far = (count: number) => many('far', count);
const away = () => new Set(far(500).map(([did]) => did));

it('takes what can be seen first, then a few of the others, each in the order of its coming', () => {
  const share = frameShare(new Map([...far(30), ...many('near', 3)]), away);
  expect(share).toEqual(['near0', 'near1', 'near2', ...Array.from({ length: unseenPerFrame }, (_, k) => `far${k}`)]);
});
it('lets no state, place or spec wait, wherever the tile is', () => {
  const waiting = new Map<string, DevicePatch>([...far(30), ['far-lost', { reports: new Map(), state: null }]]);
  expect(frameShare(waiting, away)[0]).toBe('far-lost');
});
it('takes all where there is room for all, and looks at nothing', () => {
  const looked = () => {
    throw new Error('nobody asked');
  };
  expect(frameShare(new Map(far(perFrame)), looked)).toHaveLength(perFrame);
});
it('keeps a frame small, however much has come', () => {
  expect(frameShare(new Map(many('near', 500)), away)).toHaveLength(perFrame);
  expect(frameShare(new Map([...far(500), ...many('near', perFrame - 1)]), away)).toHaveLength(perFrame);
  expect(frameShare(new Map(far(500)), away)).toHaveLength(unseenPerFrame);
});
it('leaves nobody waiting for ever, though all that is in sight talks in every frame', () => {
  const waiting = new Map(far(40));
  let frames = 0;
  while (waiting.size > 0) {
    const share = frameShare(new Map([...many('near', 60), ...waiting]), away);
    expect(share).toHaveLength(perFrame);
    for (const did of share) waiting.delete(did);
    frames += 1;
  }
  expect(frames).toBe(40 / unseenPerFrame);
});
