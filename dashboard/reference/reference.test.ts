import { describe, expect, test } from 'vitest';
import { errorCodes } from '#protocol/errors.ts';
import { operationNames, operations } from '#protocol/operations/index.ts';
import { declarations } from '#protocol/services/declarations.ts';
import type { DeviceSpec } from '#protocol/spec.ts';
import { topicTable } from '#protocol/topics.ts';
import { entriesOf, search, sections } from './entries.ts';
import { irreversible, provocable, provocation, sampleArgs } from './samples.ts';
import type { HomeFacts } from './samples.ts';

const title = (en: string) => ({ en, zh: en });
const access: ('read' | 'write')[] = ['read', 'write'];
const lamp: DeviceSpec = {
  model: 'test.lamp-1',
  vendor: 'test',
  category: 'light',
  rev: 1,
  title: title('Lamp'),
  services: {
    light: {
      title: title('Light'),
      properties: {
        on: { format: 'bool', access, title: title('On') },
        level: { format: 'int', range: { min: 1, max: 9 }, access, title: title('Level') },
        mode: { format: 'enum', values: { white: title('White') }, access, title: title('Mode') },
        power: { format: 'float', access: ['read'], title: title('Power') },
      },
      actions: {
        blink: { title: title('Blink'), in: { times: { format: 'int', range: { min: 2, max: 5 }, title: title('Times') } }, out: {} },
      },
      events: {},
    },
  },
};
const empty: HomeFacts = { client: 'p-someone', specs: {}, serial: undefined };
const home: HomeFacts = { client: 'p-someone', specs: { 'd-lamp': lamp }, serial: 'lamp-0001' };

describe('entries', () => {
  const entries = entriesOf({ 'd-lamp': lamp, 'd-other': lamp });

  test('every topic, operation, error and service of the tables has one, and each type of the home', () => {
    const of = (section: (typeof sections)[number]): string[] =>
      entries.filter((entry) => entry.section === section).map((entry) => entry.title);
    expect(of('topics')).toEqual(topicTable.map(({ topic }) => topic));
    expect(of('operations')).toEqual(operationNames);
    expect(of('errors')).toEqual(errorCodes);
    expect(of('services')).toEqual([...declarations.keys()]);
    expect(of('types')).toEqual(['Lamp']);
    expect(of('permissions').length).toBeGreaterThan(2);
  });

  test('anchors are unique and need no escaping in an address', () => {
    const ids = entries.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of [...ids, ...sections]) expect(id).toBe(encodeURIComponent(id));
  });

  test('a search finds what has all of the words, in any case', () => {
    expect(search(entries, 'RANGE value').map(({ id }) => id)).toContain('error-OUT_OF_RANGE');
    expect(search(entries, '  ')).toHaveLength(entries.length);
    expect(search(entries, 'range no-such-word')).toEqual([]);
    expect(search(entries, 'lamp').map(({ id }) => id)).toContain('type-test.lamp-1');
  });
});

describe('samples', () => {
  test.each(operationNames)('%s: arguments that it takes, with a home and without', (name) => {
    for (const facts of [home, empty]) {
      const args = sampleArgs(name, facts);
      expect(operations[name].args.safeParse(args), JSON.stringify(args)).toMatchObject({ success: true });
    }
  });
  test('they are of this home', () => {
    expect(sampleArgs('device.set', home)).toEqual({ did: 'd-lamp', service: 'light', property: 'on', value: false });
    expect(sampleArgs('device.action', home)).toEqual({ did: 'd-lamp', service: 'light', action: 'blink', in: { times: 2 } });
    expect(sampleArgs('pair.accept', home)).toMatchObject({ serial: 'lamp-0001' });
  });
  test('what cannot be undone is not offered', () => {
    expect([...irreversible]).toEqual(expect.arrayContaining(['hub.start-over', 'device.remove', 'person.remove']));
    expect(operationNames.filter((name) => name.endsWith('.remove')).filter((name) => !irreversible.has(name))).toEqual([]);
  });
  test('an error that needs a device is not provoked where there is none', () => {
    for (const code of provocable) expect(provocation(code, home), code).toBeDefined();
    expect(provocation('OUT_OF_RANGE', home)).toEqual({
      op: 'device.set',
      args: { did: 'd-lamp', service: 'light', property: 'level', value: 10 },
    });
    expect(provocation('OUT_OF_RANGE', empty)).toBeUndefined();
  });
});
