import { describe, expect, it } from 'vitest';
import type { DeviceCard, DeviceFacts } from '../state/home-store.ts';
import { groupDevices, passes } from './grouping.ts';

const card = (did: string, room: string | null, presence: DeviceCard['presence'] = 'ready'): DeviceCard => ({
  did,
  room,
  presence,
  title: undefined,
  given: did,
  vendor: 'v',
  category: 'c',
});
const cards = Object.fromEntries(
  [card('zoe', 'study'), card('abe', 'study'), card('bob', null), card('cat', 'gone-room'), card('dan', 'hall')].map((one) => [
    one.did,
    one,
  ]),
);
const rooms = {
  hall: { v: 1, id: 'hall', name: null, order: 2 },
  study: { v: 1, id: 'study', name: null, order: 1 },
  empty: { v: 1, id: 'empty', name: null, order: 0 },
} as const;
const group = (favourites: string[], keep = (_: string) => true) =>
  groupDevices({ cards, rooms, favourites, keep }).map((section) => [section.room?.id ?? section.kind, ...section.dids]);

describe('sections', () => {
  it('follow the rooms’ order, favourites first, the roomless last', () => {
    expect(group(['dan', 'unknown'])).toEqual([
      ['favourites', 'dan'],
      ['study', 'abe', 'zoe'],
      ['none', 'bob', 'cat'],
    ]);
  });
  it('leave out what a filter hides, and empty rooms', () => {
    expect(group([], (did) => did === 'abe')).toEqual([['study', 'abe']]);
  });
  it('stand in one order in every language: by kind, then by the name that was given or the English one', () => {
    const kinds = [
      { ...card('a', 'hall'), category: 'light', given: 'Zebra lamp' },
      { ...card('b', 'hall'), category: 'light', given: null, title: { en: 'Desk lamp', zh: '台灯' } },
      { ...card('c', 'hall'), category: 'fan', given: null, title: { en: 'Pedestal fan', zh: '落地扇' } },
      { ...card('d', 'hall'), category: 'light', given: null, title: { en: 'Ceiling lamp', zh: '吸顶灯' } },
    ];
    const [section] = groupDevices({
      cards: Object.fromEntries(kinds.map((one) => [one.did, one])),
      ...{ rooms, favourites: [], keep: () => true },
    });
    expect(section?.dids).toEqual(['c', 'd', 'b', 'a']);
  });
});

describe('chips', () => {
  const facts = (change: Partial<DeviceFacts>): DeviceFacts => ({
    ...{ lit: false, pm25: undefined, celsius: undefined, isOpen: false, danger: undefined },
    ...change,
  });
  const none = new Set<string>();
  it('filter by fact', () => {
    expect(passes('lights', card('a', null), facts({ lit: true }), none, none)).toBe(true);
    expect(passes('doors', card('a', null), facts({ isOpen: true }), none, none)).toBe(true);
    expect(passes('doors', card('a', null), facts({ lit: true }), none, none)).toBe(false);
    expect(passes('danger', card('a', null), facts({ danger: 'water' }), none, none)).toBe(true);
    expect(passes('danger', card('a', null), facts({ isOpen: true }), none, none)).toBe(false);
    expect(passes('air', card('a', null), undefined, none, none)).toBe(false);
    expect(passes('offline', card('a', null, 'lost'), undefined, none, none)).toBe(true);
    expect(passes('offline', card('a', null, 'sleeping'), undefined, none, none)).toBe(false);
    expect(passes('alerts', card('a', null), undefined, new Set(['a']), none)).toBe(true);
  });
});
