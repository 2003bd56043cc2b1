// The matrix in full, as the reader of docs/protocol.md would draw it; then the claims about filters, by brute force.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isFilter, matches } from './filters.ts';
import { atLeast, may, mayDevice, mayReceive, rightsOf, roles } from './permissions.ts';
import type { Role, Who } from './permissions.ts';
import { foreignRights } from './projections/foreign-topics.ts';
import { topicTable } from './topics.ts';

const home = 'home';
const user = (role: Role, rooms: string[] = []): Who => ({ kind: 'user', client: 'p-anna', role, rooms });
const device: Who = { kind: 'device', did: 'd-lamp' };
const pairing: Who = { kind: 'pairing', serial: 's-lamp' };
const rooms: Record<string, string | null> = { 'd-lamp': 'bedroom', 'd-fan': 'kitchen', 'd-box': null };
const roomOf = (did: string) => rooms[did];

/** Each topic twice: with the party's own names in it, and with another's. */
const own = { serial: 's-lamp', did: 'd-lamp', client: 'p-anna' };
const others = { serial: 's-fan', did: 'd-fan', client: 'p-bob' };
const fill = (topic: string, parties: typeof own): string =>
  `omni/1/${home}/${topic.replace(/\{(\w+)\}/g, (_, name: string) => ({ service: 'light', property: 'on', event: 'done', session: 'tab', id: 'bedroom', ...parties })[name] ?? '?')}`;

/**
 * p publish, s subscribe to exactly this topic, r receive. Columns: a user of any role without rooms, a guest of the
 * bedroom, a device, an unpaired device; each for its own topic | another's.
 */
const matrix: Record<string, readonly [user: string, bedroomGuest: string, device: string, pairing: string]> = {
  'hub/info': ['sr|sr', 'sr|sr', 'sr|sr', '|'],
  'hub/state': ['sr|sr', 'sr|sr', 'sr|sr', '|'],
  'pair/{serial}/up': ['|', '|', '|', 'p|'],
  'pair/{serial}/down': ['|', '|', '|', 'sr|'],
  'dev/{did}/announce': ['|', '|', 'p|', '|'],
  'dev/{did}/session': ['|', '|', 'sr|', '|'],
  'dev/{did}/spec': ['sr|sr', 'sr|s', '|', '|'],
  'dev/{did}/place': ['sr|sr', 'sr|s', 'sr|', '|'],
  'dev/{did}/state': ['sr|sr', 'sr|s', 'p|', '|'],
  'dev/{did}/p/{service}/{property}': ['sr|sr', 'sr|s', 'p|', '|'],
  'dev/{did}/e/{service}/{event}': ['sr|sr', 'sr|s', 'p|', '|'],
  'dev/{did}/cmd': ['|', '|', 'sr|', '|'],
  'dev/{did}/res': ['|', '|', 'p|', '|'],
  'rpc/{client}/{session}': ['p|', 'p|', '|', '|'],
  'rpc/{client}/{session}/res': ['sr|', 'sr|', '|', '|'],
  'home/rooms/{id}': ['sr|sr', 'sr|sr', '|', '|'],
  'home/people/{client}': ['sr|sr', 'sr|sr', '|', '|'],
  'home/nearby/{serial}': ['sr|sr', 's|s', '|', '|'],
  'alert/{did}/{id}': ['sr|sr', 'sr|s', '|', '|'],
  'wire/{client}': ['|', '|', '|', '|'],
};
/** What only an owner may, beside what a member may. */
const ofOwner: Record<string, string> = { 'wire/{client}': 'sr|' };
const columns: [string, readonly Who[], number][] = [
  ['members and owners', [user('member'), user('owner')], 0],
  ['a guest of no room: as a member, but for what asks to join', [user('guest')], 4],
  ['members and owners, whatever rooms are named for them', [user('member', ['bedroom']), user('owner', ['bedroom'])], 0],
  ['a guest of the bedroom', [user('guest', ['bedroom'])], 1],
  ['a device', [device], 2],
  ['an unpaired device', [pairing], 3],
];

test('the matrix has a row for every topic', () => {
  expect(Object.keys(matrix).sort()).toEqual(topicTable.map(({ topic }) => topic).sort());
});

/** A guest with no room named reads all that a member reads, except who asks to join. */
const guestOfNone = (topic: string, asMember: string | undefined) => (topic === 'home/nearby/{serial}' ? 's|s' : asMember);

describe.each(columns)('%s', (_, parties, column) => {
  test.each(Object.entries(matrix))('%s', (topic, cells) => {
    const rights = (who: Who, filled: string): string =>
      `${may(home, who, 'publish', filled) ? 'p' : ''}${may(home, who, 'subscribe', filled) ? 's' : ''}${may(home, who, 'receive', filled, roomOf) ? 'r' : ''}`;
    for (const who of parties)
      expect(`${rights(who, fill(topic, own))}|${rights(who, fill(topic, others))}`).toBe(
        (who.kind === 'user' && who.role === 'owner' ? ofOwner[topic] : undefined) ?? cells[column] ?? guestOfNone(topic, cells[0]),
      );
  });
});

describe('filters', () => {
  const parties: Who[] = [user('owner'), user('member'), user('guest'), device, pairing];
  const below = (levels: readonly string[], depth: number): string[][] =>
    depth === 0 ? [[]] : [[], ...below(levels, depth - 1).flatMap((rest) => levels.map((level) => [level, ...rest]))];
  const words = ['hub', 'dev', 'rpc', 'pair', 'alert', 'wire', 'd-lamp', 'p-anna', 's-lamp', 'p', 'cmd', 'res'];
  const topics = [...new Set(below(words, 3).map((path) => ['omni/1/home', ...path].join('/')))];
  const filters = [...new Set(below([...words, '+', '#'], 3).map((path) => ['omni/1/home', ...path].join('/')))].filter(isFilter);

  test('a subscription is granted only where every topic that it matches may be received', () => {
    const wrong: string[] = [];
    for (const who of parties) {
      const receivable = new Set(topics.filter((topic) => may(home, who, 'receive', topic, roomOf)));
      for (const filter of filters) {
        if (!may(home, who, 'subscribe', filter)) continue;
        const leak = topics.find((topic) => matches(filter, topic) && !receivable.has(topic));
        if (leak !== undefined) wrong.push(`${who.kind} ${filter} ${leak}`);
      }
    }
    expect(wrong).toEqual([]);
  });
  test('every right in the table can be used as it stands', () => {
    for (const who of parties)
      for (const filter of rightsOf(home, who, 'subscribe')) expect(may(home, who, 'subscribe', filter)).toBe(true);
  });
  test.each([
    '#',
    '+/#',
    'omni/#',
    'omni/1/+/hub/+',
    'omni/1/home/#',
    'omni/1/home/+/info',
    'omni/1/home/dev/#',
    'omni/1/home/dev/+/+',
    'omni/1/home/rpc/#',
    'omni/1/home/rpc/+/+/res',
    '$SYS/#',
    '+/5/#',
    '+/5/+/+',
    '+/+/+/$state',
    'homie/#',
    'homie/+/d-lamp/$state',
    'omni-sink',
    'omni/1/other/hub/info',
    'omni/1/home/pair/#',
    'omni/1/home/wire/+',
    'omni/1/home/wire/#',
    'omni/1/home/wire/p-bob',
  ])('nobody may subscribe to %s', (filter) => {
    for (const who of parties) expect(may(home, who, 'subscribe', filter)).toBe(false);
  });
  test('nobody may publish on a text with a wildcard, nor in another home', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...parties),
        fc.constantFrom(...Object.keys(matrix)),
        fc.nat(9),
        fc.constantFrom('+', '#'),
        (who, topic, at, wild) => {
          const levels = fill(topic, own).split('/');
          levels[at % levels.length] = wild;
          expect(may(home, who, 'publish', levels.join('/'))).toBe(false);
          expect(may('other', who, 'publish', fill(topic, own))).toBe(false);
        },
      ),
    );
  });
});

describe('guests and rooms', () => {
  const report = (did: string) => `omni/1/home/dev/${did}/p/light/on`;
  test('a guest receives of devices and alerts what is in the rooms named', () => {
    const guest = user('guest', ['bedroom']);
    expect(
      [
        report('d-lamp'),
        report('d-fan'),
        report('d-box'),
        report('d-nobody'),
        'omni/1/home/alert/d-fan/x',
        'omni/1/home/alert/d-lamp/x',
        'omni/1/home/home/rooms/kitchen',
        'omni/1/home/hub/info',
      ].map((topic) => may(home, guest, 'receive', topic, roomOf)),
    ).toEqual([true, false, false, false, false, true, true, true]);
    expect(mayReceive(home, guest, report('d-lamp'))).toBe(false); // nobody says where it is
  });
  test('with no room named, a guest reads all', () => {
    expect([report('d-lamp'), report('d-fan'), report('d-box')].every((topic) => may(home, user('guest'), 'receive', topic, roomOf))).toBe(
      true,
    );
  });
  test.each<[Role, string[], string | null, boolean, boolean]>([
    ['owner', [], null, true, true],
    ['member', [], 'kitchen', true, true],
    ['member', ['bedroom'], 'kitchen', true, true],
    ['guest', [], 'kitchen', true, false],
    ['guest', [], null, true, false],
    ['guest', ['bedroom'], 'bedroom', true, true],
    ['guest', ['bedroom'], 'kitchen', false, false],
    ['guest', ['bedroom'], null, false, false],
    ['guest', ['bedroom', 'kitchen'], 'kitchen', true, true],
  ])('%s of %j, device in %s: reads %s, controls %s', (role, named, room, reads, controls) => {
    expect(mayDevice({ role, rooms: named }, 'read', room)).toBe(reads);
    expect(mayDevice({ role, rooms: named }, 'control', room)).toBe(controls);
  });
  test('operations and topics agree on what a guest may read', () => {
    const named = fc.subarray(['bedroom', 'kitchen', 'hall']);
    fc.assert(
      fc.property(fc.constantFrom(...roles), named, fc.constantFrom('d-lamp', 'd-fan', 'd-box'), (role, list, did) => {
        expect(may(home, user(role, list), 'receive', report(did), roomOf)).toBe(
          mayDevice({ role, rooms: list }, 'read', roomOf(did) ?? null),
        );
      }),
    );
  });
});

describe('topics of other ecosystems', () => {
  const people = [user('owner'), user('member'), user('guest'), user('guest', ['bedroom'])];
  test.each(['homie/5/#', '+/5/+/$state', 'homie/5/+/$state', 'homie/5/d-fan/light/on', 'homie/5/d-lamp/#'])(
    'a person may subscribe to %s, a device not',
    (filter) => {
      for (const who of people) expect(may(home, who, 'subscribe', filter)).toBe(true);
      for (const who of [device, pairing]) expect(may(home, who, 'subscribe', filter)).toBe(false);
    },
  );
  test('a person may publish where a set is taken, and nowhere else', () => {
    const [set, ...others] = [
      'homie/5/d-lamp/light/on/set',
      'homie/5/d-lamp/light/on',
      'homie/5/d-lamp/light/on/$target',
      'homie/5/d-lamp/$state',
      'homie/5/d-lamp/$description',
      'homie/5/$broadcast/alert',
      'homie/5/d-lamp/light/on/set/more',
      'homie/4/d-lamp/light/on/set',
    ];
    for (const who of people) {
      expect(may(home, who, 'publish', set ?? '')).toBe(true);
      for (const topic of others) expect(may(home, who, 'publish', topic), topic).toBe(false);
    }
    for (const who of [device, pairing]) expect(may(home, who, 'publish', set ?? '')).toBe(false);
  });
  test('a guest of a room receives what is in it', () => {
    const heard = (who: Who) =>
      ['d-lamp', 'd-fan', 'd-box', 'd-nobody'].map((did) => may(home, who, 'receive', `homie/5/${did}/$state`, roomOf));
    expect(heard(user('guest', ['bedroom']))).toEqual([true, false, false, false]);
    expect(heard(user('guest'))).toEqual([true, true, true, true]);
    expect(heard(user('member'))).toEqual([true, true, true, true]);
  });
  test('no filter that is granted reaches into a home', () => {
    const levels = ['omni', '1', '5', 'home', '$state', 'd-lamp'];
    const paths = (depth: number): string[] =>
      depth === 1 ? levels : levels.flatMap((level) => [level, ...paths(depth - 1).map((rest) => `${level}/${rest}`)]);
    const inside = paths(5).filter((topic) => topic.startsWith('omni/1/'));
    expect(inside.length).toBeGreaterThan(100);
    for (const filter of foreignRights.subscribe) expect(inside.filter((topic) => matches(filter, topic))).toEqual([]);
  });
});

test('owner > member > guest', () => {
  const table = roles.map((role) => roles.map((needed) => atLeast(role, needed)));
  expect(table).toEqual([
    [true, false, false],
    [true, true, false],
    [true, true, true],
  ]);
});
