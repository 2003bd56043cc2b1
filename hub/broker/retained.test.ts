import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isFilter, matches } from '#protocol/filters.ts';
import { createRetained } from './retained.ts';

const root = 'omni/1/home';
const topics = [
  `${root}/hub/info`,
  `${root}/home/rooms/attic`,
  `${root}/alert/lamp-one/bad-report`,
  ...['lamp-one', 'lamp-two'].flatMap((did) => [
    `${root}/dev/${did}/state`,
    `${root}/dev/${did}/spec`,
    `${root}/dev/${did}/p/light/on`,
    `${root}/dev/${did}/p/light/brightness`,
  ]),
];
const level = fc.constantFrom(
  'omni',
  '1',
  'home',
  'dev',
  'hub',
  'rooms',
  'alert',
  'lamp-one',
  'lamp-two',
  'p',
  'light',
  'on',
  'state',
  'info',
  '+',
  '#',
);

test('what a filter gets is what it matches, as MQTT says: against every topic tried one by one', () => {
  const retained = createRetained(root);
  for (const topic of topics) retained.set(topic, topic);
  const rooted = fc
    .tuple(fc.array(level, { minLength: 1, maxLength: 5 }), fc.boolean())
    .map(([levels, below]) => (below ? [root, ...levels] : levels).join('/'));
  fc.assert(
    fc.property(rooted.filter(isFilter), (filter) => {
      const got = [...retained.match(filter)].map(({ topic }) => topic).sort();
      expect(got).toEqual(topics.filter((topic) => matches(filter, topic)).sort());
    }),
    { numRuns: 2_000 },
  );
});

test('an empty payload clears; a device is dropped whole, and others are not', () => {
  const retained = createRetained(root);
  for (const topic of topics) retained.set(topic, topic);
  retained.set(`${root}/hub/info`, '');
  expect(retained.get(`${root}/hub/info`)).toBeUndefined();
  expect(retained.dropDevice('lamp-one').length).toBe(4);
  expect([...retained.match('#')].map(({ topic }) => topic).filter((topic) => topic.includes('/dev/lamp-one'))).toEqual([]);
  expect([...retained.match(`${root}/dev/lamp-two/#`)].length).toBe(4);
  expect(retained.size).toBe(topics.length - 5);
});
