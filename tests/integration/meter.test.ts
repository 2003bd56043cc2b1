// The lock-in meter over the wire: facts of this very home, formulas of the lab, and openness where it belongs.
import { beforeAll, expect, test } from 'vitest';
import { offerFor, readDiscount, readMeter } from '#lab/index.ts';
import { enterAsOwner } from '../support/controller.ts';
import type { Controller } from '../support/controller.ts';
import { enterPuppet, puppetSpec } from '../support/puppet-device.ts';
import { startHub } from '../support/start-hub.ts';
import type { TestHub } from '../support/start-hub.ts';

let doors: TestHub;
let owner: Controller;
const year = 365.25 * 24 * 3600 * 1000;
const market = (price: number, openness: 'O' | 'T' | 'V') => ({ price, currency: 'CNY', lifeYears: 5, openness, illustrative: true });
beforeAll(async () => {
  doors = await startHub();
  owner = await enterAsOwner(doors);
  const homes = [
    puppetSpec({ model: 'test.lamp-1', market: market(169, 'O') }),
    puppetSpec({ model: 'test.purifier-1', category: 'air-purifier', vendor: 'clearway', market: market(899, 'T') }),
    puppetSpec({ model: 'test.band-1', category: 'wearable', vendor: 'pacemark', market: market(169, 'V') }),
  ];
  for (const [k, spec] of homes.entries()) {
    const { did } = await enterPuppet(doors, owner, { spec });
    await owner.call('device.place', { did, bought: Date.now() - (3 - k) * year });
  }
});

test('the inventory is the home: devices in order of purchase, prices as claimed, capabilities counted, people counted', async () => {
  const inventory = await owner.call('home.inventory', {});
  expect(inventory.people).toBe(1);
  expect(inventory.openness).toBe('closed');
  expect(inventory.devices.map(({ model, order, class: openness, price }) => ({ model, order, openness, price }))).toEqual([
    { model: 'test.lamp-1', order: 0, openness: 'O', price: 169 },
    { model: 'test.purifier-1', order: 1, openness: 'T', price: 899 },
    { model: 'test.band-1', order: 2, openness: 'V', price: 169 },
  ]);
  // Seven properties, an action, an event, all of a standard service.
  for (const device of inventory.devices) expect(device).toMatchObject({ owned: 9, standard: 9, outsider: false });
  expect(inventory.devices.map(({ ageYears }) => Math.round(ageYears))).toEqual([3, 2, 1]);
  // Told by the household, not timed.
  expect(inventory.devices.map(({ ageGiven }) => ageGiven)).toEqual([true, true, true]);
});

test.each(['closed-rival', 'open-hub'] as const)('meter.get for %s is what the lab’s functions say of that inventory', async (target) => {
  const reading = await owner.call('meter.get', { target });
  const inventory = await owner.call('home.inventory', {});
  const expected = readMeter(inventory, target);
  expect(reading.target).toBe(target);
  expect(reading.lines.map(({ id }) => id)).toEqual(expected.lines.map(({ id }) => id));
  for (const [k, line] of reading.lines.entries()) {
    const lab = expected.lines[k];
    for (const key of ['value', 'low', 'high'] as const) expect(line[key], `${line.id} ${key}`).toBeCloseTo(lab?.[key] ?? NaN, 3);
    expect(line.contributions.map(({ id }) => id)).toEqual(lab?.contributions.map(({ id }) => id));
  }
  expect(reading.total.value).toBeCloseTo(expected.total.value, 3);
  expect(reading.total.value).toBeGreaterThan(0);
  const offer = offerFor(inventory, undefined);
  expect(reading.discount?.value).toBeCloseTo((offer && readDiscount(inventory, target, offer).value) ?? NaN, 3);
});

test('the discount is for the category that is asked for; none where nothing has a price', async () => {
  const inventory = await owner.call('home.inventory', {});
  for (const category of ['light', 'air-purifier']) {
    const { discount } = await owner.call('meter.get', { target: 'closed-rival', category });
    const offer = offerFor(inventory, category);
    expect(discount?.value).toBeCloseTo((offer && readDiscount(inventory, 'closed-rival', offer).value) ?? NaN, 3);
  }
  const empty = await startHub();
  expect((await (await enterAsOwner(empty)).call('meter.get', { target: 'closed-rival' })).discount).toBeNull();
});

test('openness moves the open-hub target, and the closed rival not at all', async () => {
  const read = async () => ({
    rival: (await owner.call('meter.get', { target: 'closed-rival' })).total.value,
    hub: (await owner.call('meter.get', { target: 'open-hub' })).total.value,
  });
  const closed = await read();
  await owner.call('hub.openness', { mode: 'open' });
  const open = await read();
  await owner.call('hub.openness', { mode: 'closed' });
  const again = await read();
  // The devices grow older by some milliseconds meanwhile: that is all the rest.
  expect(open.rival).toBeCloseTo(closed.rival, 2);
  expect(open.hub).toBeLessThan(closed.hub - 1);
  expect(again.hub).toBeCloseTo(closed.hub, 2);
});

test('a device without a price is unknown, not free', async () => {
  const { market: _market, ...rest } = puppetSpec({ model: 'test.unpriced-1' });
  const before = await owner.call('meter.get', { target: 'closed-rival' });
  const { did } = await enterPuppet(doors, owner, { spec: rest });
  const after = await owner.call('meter.get', { target: 'closed-rival' });
  expect(before.unknownPrices).toEqual([]);
  expect(after.unknownPrices).toEqual([did]);
  const [device] = (await owner.call('home.inventory', {})).devices.filter((each) => each.did === did);
  expect(device).not.toHaveProperty('price');
  expect(device).toMatchObject({ class: 'V', ageGiven: false });
  await owner.call('device.remove', { did });
});
