import { describe, expect, it } from 'vitest';
import { DEFAULTS } from './assumptions.ts';
import type { Inventory } from './inventory.ts';
import { firstDevices, ledger } from './ledger.ts';
import { EXAMPLE_HOME, EXAMPLE_OFFER } from './worked-example.ts';

/** A rule of purifier and band, a scene of the first lamp, a rule of the clock alone, a rule that names a device long gone. */
const HOME: Inventory = {
  ...EXAMPLE_HOME,
  openness: 'open',
  people: 2,
  scenes: [{ id: 'evening', nodes: 1, uses: [{ did: 'lamp', standard: true }] }],
  rules: [
    {
      id: 'asleep',
      nodes: 3,
      portable: true,
      uses: [
        { did: 'purifier', standard: true },
        { did: 'band', standard: true },
      ],
    },
    { id: 'clock', nodes: 2, portable: true, uses: [] },
    { id: 'orphan', nodes: 2, portable: true, uses: [{ did: 'gone', standard: true }] },
  ],
  prepaid: [
    { id: 'filters', unused: 90, did: 'purifier' },
    { id: 'music', unused: 30 },
  ],
};

describe('the home with its first devices only', () => {
  it.each([
    [0, [], [], ['clock', 'orphan'], ['music']],
    [1, ['purifier'], [], ['clock', 'orphan'], ['filters', 'music']],
    [2, ['purifier', 'lamp'], ['evening'], ['clock', 'orphan'], ['filters', 'music']],
    [3, ['purifier', 'lamp', 'band'], ['evening'], ['asleep', 'clock', 'orphan'], ['filters', 'music']],
    [4, ['purifier', 'lamp', 'band', 'lamp-2'], ['evening'], ['asleep', 'clock', 'orphan'], ['filters', 'music']],
  ])('%i', (n, dids, scenes, rules, prepaid) => {
    const home = firstDevices(HOME, n);
    expect(home.devices.map(({ did }) => did)).toEqual(dids);
    expect(home.scenes.map(({ id }) => id)).toEqual(scenes);
    expect(home.rules.map(({ id }) => id)).toEqual(rules);
    expect(home.prepaid.map(({ id }) => id)).toEqual(prepaid);
  });
});

describe('the ledger', () => {
  const both = ledger(HOME, DEFAULTS, EXAMPLE_OFFER);
  const deltas = (target: keyof typeof both, line: string) =>
    both[target].steps.map((step) => step.lines.find((change) => change.line === line)?.delta.value);

  it('books a rule with the last device that it needs', () => {
    expect(deltas('open-hub', 'broken-routines')).toEqual([0, 0, 1, 0]);
    expect(deltas('open-hub', 'rebuilding')).toEqual([0, 0, 15, 0]);
    expect(deltas('closed-rival', 'broken-routines')).toEqual([0, 1, 1, 0]);
    expect(both['closed-rival'].start.lines.find((line) => line.id === 'rebuilding')?.value).toBe(20);
  });
  it('books people by themselves, on no device, a prepaid service with its own', () => {
    expect(deltas('open-hub', 'retraining')).toEqual([0, 0, 0, 0]);
    const { people, end, steps, start } = both['open-hub'];
    expect(people).toMatchObject({ count: 2, total: { delta: { value: 10 } } });
    expect(people?.lines.filter((line) => line.delta.value !== 0).map((line) => line.line)).toEqual(['retraining']);
    const added = steps.reduce((sum, step) => sum + step.total.delta.value, start.total.value + (people?.total.delta.value ?? NaN));
    expect(added).toBeCloseTo(end.total.value, 9);
    expect(ledger({ ...HOME, people: 0 })['open-hub']).not.toHaveProperty('people');
    expect(ledger({ ...HOME, devices: [] })['open-hub']).not.toHaveProperty('people');
    expect(deltas('open-hub', 'prepaid')).toEqual([90, 0, 0, 0]);
    expect(both['open-hub'].start.total.money.value).toBe(30);
  });
  it('says why D moved: phi against (1+s)/(1+n) as they stood before the pairing', () => {
    const changes = both['open-hub'].steps.map((step) => step.discount);
    expect(changes.map((change) => change?.phi)).toEqual([6 / 7, 1, 0, 1]);
    const breakEvens = [1, (1 + 6 / 7) / 2, (2 + 6 / 7) / 3, (2 + 6 / 7) / 4];
    breakEvens.forEach((phi, i) => expect(changes[i]?.breakEven).toBeCloseTo(phi, 12));
    expect(changes.map((change) => Math.sign(change?.delta ?? NaN))).toEqual([1, -1, 1, -1]);
  });
  it('leaves D out where there is no offer', () => {
    expect(ledger(HOME)['open-hub'].steps[0]).not.toHaveProperty('discount');
  });
});
