// Language, theme and addresses: what the page remembers, and that every screen can be linked to and left by "back".
import { beforeAll, describe, expect } from 'vitest';
import type { Page } from 'playwright-core';
import { en } from '../../dashboard/language/en.ts';
import { zh } from '../../dashboard/language/zh.ts';
import { test } from './support/chromium.ts';
import { liveIn, models } from './support/home.ts';
import type { LivedIn } from './support/home.ts';
import { isGone, isShown, openPhone, sheet, soon, tile } from './support/phone.ts';

let life: LivedIn;
let lamp: string;
beforeAll(async () => {
  life = await liveIn();
  lamp = await life.didOf(models.lamp);
});
const langOf = (page: Page) => page.evaluate(() => document.documentElement.lang);
const paper = (page: Page) => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);

test('the language changes everything at once, in every tab, and is kept', async () => {
  const { page, tab } = await openPhone(life.home, life.owner, { hash: '#/you' });
  const other = await tab();
  await other.goto(`${life.home.http}/#/device/${lamp}`);
  await isShown(sheet(other, 'Desk lamp').getByText('CN¥169'));
  expect(await langOf(page)).toBe('en');
  await page.getByRole('radio', { name: '中文' }).check();
  await isShown(page.getByRole('heading', { name: zh.you }));
  expect(await langOf(page)).toBe('zh-CN');
  await isShown(page.getByRole('navigation', { name: zh.navigation }).getByText(zh.strategy));
  // The other tab follows; numbers and moments follow the language through Intl.
  await isShown(sheet(other, '台灯').getByText('¥169', { exact: false }));
  await isShown(sheet(other).getByText(/\d{4}年\d{1,2}月\d{1,2}日/));
  expect(await langOf(other)).toBe('zh-CN');
  await page.reload();
  await isShown(page.getByRole('heading', { name: zh.you }));
  await page.getByRole('radio', { name: 'English' }).check();
  await isShown(page.getByRole('heading', { name: en.you }));
});

test('a Chinese browser is greeted in Chinese', async () => {
  const { page } = await openPhone(life.home, life.owner, { context: { locale: 'zh-CN' } });
  await isShown(page.getByRole('heading', { name: zh.home, exact: true }));
  expect(await langOf(page)).toBe('zh-CN');
});

describe('the theme', () => {
  test('is kept, and stands before the page’s own program has run', async () => {
    const { page } = await openPhone(life.home, life.owner, { hash: '#/you', context: { colorScheme: 'light' } });
    await isShown(page.getByRole('heading', { name: en.you, exact: true }));
    const light = await paper(page);
    await page.getByRole('radio', { name: en.themeDark }).check();
    await soon(() => paper(page)).not.toBe(light);
    const dark = await paper(page);

    // Hold the program back: what is painted now is painted by HTML, CSS and theme.mjs alone.
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    await page.route(/\/assets\/index-.*\.js$/, async (route) => {
      await held;
      await route.continue();
    });
    const loading = page.reload({ waitUntil: 'commit' });
    await loading;
    await page.waitForFunction(() => document.readyState !== 'loading' || document.body !== null);
    await soon(() => paper(page)).toBe(dark);
    expect(await page.evaluate(() => document.querySelector('#root')?.childElementCount)).toBe(0);
    release();
    await isShown(page.getByRole('heading', { name: en.you, exact: true }));
    expect(await paper(page)).toBe(dark);
    await page.getByRole('radio', { name: en.themeLight }).check();
    await soon(() => paper(page)).toBe(light);
  });

  test('follows the system unless told otherwise', async () => {
    const { page } = await openPhone(life.home, life.owner, { context: { colorScheme: 'dark' } });
    await isShown(tile(page, 'Desk lamp'));
    const dark = await paper(page);
    await page.emulateMedia({ colorScheme: 'light' });
    await soon(() => paper(page)).not.toBe(dark);
  });
});

describe('addresses', () => {
  test('every screen opens by its own', async () => {
    const { page, go } = await openPhone(life.home, life.owner);
    const spare = life.home.ready.boxes.find(({ model }) => model === models.fan)?.serial ?? '';
    const screens: readonly (readonly [hash: string, heading: string])[] = [
      ['#/', en.home],
      ['#/show/lights', en.home],
      ['#/show/air', en.home],
      [`#/device/${lamp}`, 'Desk lamp'],
      ['#/add', en.addTitle],
      [`#/add/${spare}`, 'Pedestal fan'],
      [`#/added/${lamp}`, 'Desk lamp'],
      ['#/strategy', en.strategy],
      ['#/you', en.you],
      ['#/you/people', en.people],
      ['#/you/rooms', en.rooms],
      ['#/you/start-over', en.startOver],
      ['#/device/nothing-known', en.unknownDevice],
      ['#/no/such/screen', en.home],
    ];
    for (const [hash, heading] of screens) {
      await go(hash);
      await page.reload();
      await isShown(page.getByRole('heading', { name: heading, exact: true }));
    }
  });

  test('“back” closes sheets and leaves filters; closing a linked sheet leads home', async () => {
    const { page, go } = await openPhone(life.home, life.owner);
    const body = tile(page, 'Desk lamp').locator('.tile-body');
    await body.click();
    await isShown(sheet(page, 'Desk lamp'));
    await page.goBack();
    await isGone(sheet(page));
    expect(new URL(page.url()).hash).toMatch(/^(#\/)?$/);
    expect(await body.evaluate((element) => element === document.activeElement), 'focus returns to the tile').toBe(true);
    await page.goForward();
    await isShown(sheet(page, 'Desk lamp'));
    await page.keyboard.press('Escape');
    await isGone(sheet(page));

    await page.getByRole('button', { name: /^PM2\.5/ }).click();
    expect(new URL(page.url()).hash).toBe('#/show/air');
    await isGone(tile(page, 'Desk lamp'));
    await page.goBack();
    await isShown(tile(page, 'Desk lamp'));

    await go(`#/device/${lamp}`);
    await page.reload();
    await isShown(sheet(page, 'Desk lamp'));
    await sheet(page).getByRole('button', { name: en.close }).click();
    await isGone(sheet(page));
    await isShown(page.getByRole('heading', { name: en.home, exact: true }));
  });
});
