// The hub is killed, then the devices: the page says so and heals by itself, without a reload.
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect } from 'vitest';
import { en } from '../../dashboard/language/en.ts';
import type { RunningHome } from '../support/start-home.ts';
import { enterPuppet } from '../support/puppet-device.ts';
import { test } from './support/chromium.ts';
import { liveIn, models } from './support/home.ts';
import type { LivedIn } from './support/home.ts';
import { isGone, isShown, openPhone, sheet, soon, tile } from './support/phone.ts';

/** One of the launcher's own children. */
function childOf(home: RunningHome, entry: string): number {
  const pids = readFileSync(`/proc/${home.pid}/task/${home.pid}/children`, 'utf8').trim().split(' ').map(Number);
  const found = pids.find((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(entry));
  if (found === undefined) throw new Error(`the launcher runs no ${entry}`);
  return found;
}

test('a killed hub: a banner, then everything is back without a reload, and the command in flight has an ending', async () => {
  const { home, owner } = await liveIn();
  const { did, line } = await enterPuppet(home, owner, { place: { name: 'Puppet' } });
  const { page, mayComplain } = await openPhone(home, owner, { hash: `#/device/${did}` });
  // The browser itself tells of connections that fail.
  mayComplain(
    /WebSocket (connection to|is already in CLOSING or CLOSED state)|net::ERR_(CONNECTION_REFUSED|EMPTY_RESPONSE|CONNECTION_RESET)/,
  );
  await page.evaluate(() => void Object.assign(window, { isSamePage: true }));
  const on = sheet(page, 'Puppet').getByRole('switch', { name: 'On' });
  await soon(() => on.isEnabled()).toBe(true);
  await isShown(sheet(page).locator('.chart canvas'));
  line.onCommand = () => undefined;
  await on.press('Space');
  await line.commands.next();
  expect(await on.isChecked()).toBe(true);

  process.kill(childOf(home, 'hub/main.ts'), 'SIGKILL');
  await isShown(page.getByText(en.connectionLost));
  const add = page.locator('.near .button');
  expect(await add.isDisabled(), 'nothing can be added without a hub').toBe(true);
  await isShown(page.getByText(en.notWhileAway));
  expect(await on.isDisabled()).toBe(true);
  await isGone(page.getByText(en.connectionLost));
  await soon(() => add.isEnabled()).toBe(true);

  // In flight when the hub died: the puppet is gone, so whatever is said, it is not "sending" for ever.
  await isShown(sheet(page).locator('.control-problem'));
  await isGone(sheet(page).locator('.status-slot .pending'));
  expect(await on.isChecked(), 'as the hub last heard').toBe(false);
  await isShown(sheet(page).getByText(en.offline, { exact: true }));

  await page.keyboard.press('Escape');
  const lamp = tile(page, 'Desk lamp').locator('button.tile-icon');
  await soon(() => lamp.isEnabled()).toBe(true);
  const before = await lamp.getAttribute('aria-pressed');
  await lamp.click();
  await isShown(page.locator('.snackbar small'));
  expect(await lamp.getAttribute('aria-pressed')).not.toBe(before);
  expect(await page.evaluate(() => 'isSamePage' in window)).toBe(true);
});

test('killed devices: grey and disabled, then back', async () => {
  const { home, owner } = await liveIn();
  const { page } = await openPhone(home, owner);
  const its = tile(page, 'Desk lamp');
  const toggle = its.locator('button.tile-icon');
  await soon(() => toggle.isEnabled()).toBe(true);
  process.kill(childOf(home, 'devices/main.ts'), 'SIGKILL');
  await isShown(its.getByText(en.offline, { exact: true }));
  expect(await toggle.isDisabled()).toBe(true);
  await soon(() => toggle.isEnabled()).toBe(true);
  await isGone(its.getByText(en.offline, { exact: true }));
  const before = await toggle.getAttribute('aria-pressed');
  await toggle.click();
  await isShown(page.locator('.snackbar small'));
  expect(await toggle.getAttribute('aria-pressed')).not.toBe(before);
});

describe('the home lives, the page lacks something', () => {
  let life: LivedIn;
  beforeAll(async () => {
    life = await liveIn();
  });

  test('a part of the page that cannot be loaded does not take the rest with it', async () => {
    const { home, owner, didOf } = life;
    const { page, go, mayComplain } = await openPhone(home, owner);
    mayComplain(/ERR_FAILED|history-chart|TypeError: Failed to fetch dynamically imported module/);
    await page.route(/\/assets\/history-chart-.*\.js$/, (route) => route.abort());
    await go(`#/device/${await didOf(models.lamp)}`);
    await isShown(sheet(page).getByText(en.pageFailed));
    const on = sheet(page).getByRole('switch', { name: 'On' });
    const before = await on.isChecked();
    await on.press('Space');
    await isShown(page.locator('.snackbar small'));
    expect(await on.isChecked()).toBe(!before);
  });

  test('a connection whose worker could not be loaded comes about all the same', async () => {
    const { home, owner } = life;
    const { page, context, mayComplain } = await openPhone(home, owner);
    mayComplain(/net::ERR_FAILED/);
    let refused = 0;
    await context.route('**/line-worker*', (route) => {
      refused += 1;
      return refused === 1 ? route.abort() : route.continue();
    });
    await page.reload();
    const toggle = tile(page, 'Desk lamp').locator('button.tile-icon');
    await soon(() => toggle.isEnabled()).toBe(true);
    expect(refused).toBe(2);
  });
});
