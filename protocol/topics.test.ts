import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { names, slugs } from '../tests/forward/specs.ts';
import { collections, parseTopic, rootOf, topicTable, topicsOf } from './topics.ts';
import type { Route, Topics } from './topics.ts';

/** Writes the topic that a route means. */
function build(topics: Topics, route: Route): string {
  switch (route.kind) {
    case 'hub-info':
      return topics.hubInfo;
    case 'hub-state':
      return topics.hubState;
    case 'pair-up':
      return topics.pairUp(route.serial);
    case 'pair-down':
      return topics.pairDown(route.serial);
    case 'announce':
    case 'session':
    case 'spec':
    case 'place':
    case 'state':
    case 'cmd':
    case 'res':
      return topics[route.kind](route.did);
    case 'report':
      return topics.report(route.did, route.service, route.property);
    case 'event':
      return topics.event(route.did, route.service, route.event);
    case 'request':
      return topics.request(route.client, route.session);
    case 'reply':
      return topics.reply(route.client, route.session);
    case 'object':
      return topics.object(route.collection, route.id);
    case 'alert':
      return topics.alert(route.did, route.id);
    case 'wire':
      return topics.wire(route.client);
  }
}

const ids = fc.oneof(names, slugs, fc.constant('01ARYZ6S410000000000000000'));
const kind = <K extends Route['kind']>(...kinds: K[]) => fc.constantFrom(...kinds);
const routes: fc.Arbitrary<Route> = fc.oneof(
  fc.record({ kind: kind('hub-info', 'hub-state') }),
  fc.record({ kind: kind('pair-up', 'pair-down'), serial: names }),
  fc.record({ kind: kind('announce', 'session', 'spec', 'place', 'state', 'cmd', 'res'), did: names }),
  fc.record({ kind: kind('report'), did: names, service: slugs, property: slugs }),
  fc.record({ kind: kind('event'), did: names, service: slugs, event: slugs }),
  fc.record({ kind: kind('request', 'reply'), client: names, session: names }),
  fc.record({ kind: kind('object'), collection: fc.constantFrom(...collections), id: ids }),
  fc.record({ kind: kind('alert'), did: names, id: ids }),
  fc.record({ kind: kind('wire'), client: names }),
);

test('every topic that can be built parses back to its route', () => {
  fc.assert(
    fc.property(names, routes, (home, route) => {
      expect(parseTopic(home, build(topicsOf(home), route))).toEqual(route);
    }),
    { numRuns: 1000 },
  );
});

test('two routes are never one topic', () => {
  fc.assert(
    fc.property(routes, routes, (a, b) => {
      const same = build(topicsOf('home'), a) === build(topicsOf('home'), b);
      expect(same).toBe(JSON.stringify(sorted(a)) === JSON.stringify(sorted(b)));
    }),
  );
});
const sorted = (route: Route): unknown => Object.entries(route).sort(([a], [b]) => (a < b ? -1 : 1));

describe('what does not belong', () => {
  const levels = fc.oneof(
    fc.constantFrom('hub', 'info', 'state', 'pair', 'up', 'down', 'dev', 'p', 'e', 'rpc', 'res', 'home', 'rooms', 'alert', 'spec', 'cmd'),
    fc.constantFrom('', '+', '#', '..', 'constructor', '__proto__', 'toString', 'UPPER', 'ünï', '灯', 'abc\n', 'abc\u0000'),
    names,
    slugs,
  );
  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(levels, { maxLength: 6 }).map((parts) => [rootOf('home'), ...parts].join('/')),
  );

  test('a text either parses to a route that builds exactly it, or to nothing', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const route = parseTopic('home', text);
        if (route) expect(build(topicsOf('home'), route)).toBe(text);
      }),
      { numRuns: 5000 },
    );
  });

  test('no level of a good topic can be broken and still parse', () => {
    const broken = fc.constantFrom('', '+', '#', '..', 'A', 'é', '灯', 'a b', '__proto__', 'a\u0000', '-', 'x'.repeat(33));
    fc.assert(
      fc.property(routes, fc.nat({ max: 20 }), broken, (route, at, level) => {
        const parts = build(topicsOf('home'), route).split('/');
        parts[at % parts.length] = level;
        expect(parseTopic('home', parts.join('/'))).toBeUndefined();
      }),
      { numRuns: 1000 },
    );
  });

  test('nor a level added, before or behind, nor another home', () => {
    fc.assert(
      fc.property(routes, (route) => {
        const topic = build(topicsOf('home'), route);
        for (const text of [`/${topic}`, `${topic}/`, `x/${topic}`, ` ${topic}`, topic.replace('/home', '/home2')])
          expect(parseTopic('home', text)).toBeUndefined();
        if (route.kind !== 'request') expect(parseTopic('home', `${topic}/res`)).toBeUndefined();
      }),
    );
  });

  test.each(['omni/1/home', 'omni/1/home/', 'omni/2/home/hub/info', 'omni/1/home/dev/lamp-1', 'omni/1/home/hub/info/x', '', '#'])(
    '%j is none',
    (text) => {
      expect(parseTopic('home', text)).toBeUndefined();
    },
  );
});

describe('the table', () => {
  const samples: Record<string, string> = {
    serial: 's-1',
    did: 'd-1',
    service: 'fan',
    property: 'speed',
    event: 'done',
    client: 'p-1',
    session: 'tab',
    id: 'bedroom',
  };
  const filled = topicTable.map(
    ({ topic }) => `${rootOf('home')}/${topic.replace(/\{(\w+)\}/g, (_, name: string) => samples[name] ?? '?')}`,
  );

  test('every row is a topic of the protocol, and every kind of route has a row', () => {
    const kinds = filled.map((topic) => parseTopic('home', topic)?.kind);
    expect(kinds).not.toContain(undefined);
    const all = fc.sample(routes, 2000).map((route) => route.kind);
    expect([...new Set(kinds)].sort()).toEqual([...new Set(all)].sort());
  });
  test('no two rows mean the same', () => {
    expect(new Set(filled).size).toBe(topicTable.length);
  });
  test('`everything` subscribes to what the hub retains, and to events', () => {
    const { everything } = topicsOf('home');
    expect(everything).toHaveLength(8);
    expect(everything.every((filter) => filter.startsWith('omni/1/home/'))).toBe(true);
  });
});
