// From the claim to a paired device without a pointer: Tab, Enter, Space, arrows, Escape.
import { expect } from 'vitest';
import type { Locator, Page } from 'playwright-core';
import { en } from '../../dashboard/language/en.ts';
import { startHome } from '../support/start-home.ts';
import { test } from './support/chromium.ts';
import { preparePage, models } from './support/home.ts';
import { isGone, isShown, openBrowser, sheet, soon, tile } from './support/phone.ts';

/** Presses Tab until `wanted` has the focus, which must be seen. */
async function tabTo(page: Page, wanted: Locator, most = 60): Promise<void> {
  await isShown(wanted);
  for (let step = 0; step < most; step += 1) {
    await page.keyboard.press('Tab');
    if (await wanted.evaluate((element) => element === document.activeElement)) {
      expect(await focusIsSeen(page, wanted), `the focus on ${await wanted.evaluate((element) => element.outerHTML.slice(0, 120))}`).toBe(
        true,
      );
      return;
    }
  }
  throw new Error(`Tab does not reach ${wanted.toString()}`);
}

/** With the focus it looks other than without: an outline, a ring on the thumb, a frame around the label. */
async function focusIsSeen(page: Page, focused: Locator): Promise<boolean> {
  await focused.scrollIntoViewIfNeeded();
  const box = await focused.boundingBox();
  if (!box) return false;
  const clip = { x: Math.max(0, box.x - 6), y: Math.max(0, box.y - 6), width: box.width + 12, height: box.height + 12 };
  const look = () => page.screenshot({ clip, animations: 'disabled', caret: 'hide' });
  const focusedLook = await look();
  await focused.evaluate((element: HTMLElement) => element.blur());
  const plainLook = await look();
  await focused.evaluate((element: HTMLElement) => element.focus());
  return !focusedLook.equals(plainLook);
}

test('claim, switch, slide and pair by keyboard alone', async () => {
  await preparePage();
  const home = await startHome();
  const { page, go } = await openBrowser(home);
  await go(`#claim=${home.claim}`);
  await isShown(page.getByLabel(en.yourName));
  await soon(() => page.getByLabel(en.yourName).evaluate((element) => element === document.activeElement)).toBe(true);
  await page.keyboard.type('Keys');
  await page.keyboard.press('Enter');

  // Switch the lamp from its tile.
  const lamp = tile(page, 'Desk lamp');
  const icon = lamp.locator('button.tile-icon');
  await soon(() => icon.isEnabled()).toBe(true);
  await tabTo(page, icon);
  const before = await icon.getAttribute('aria-pressed');
  await page.keyboard.press('Space');
  await soon(() => icon.getAttribute('aria-pressed')).not.toBe(before);
  await isShown(page.locator('.snackbar small'));

  // Enter opens the sheet, a slider moves by arrows, Escape closes it and the focus is back where it was.
  const body = lamp.locator('.tile-body');
  await page.keyboard.press('Shift+Tab');
  expect(await body.evaluate((element) => element === document.activeElement)).toBe(true);
  await page.keyboard.press('Enter');
  const slider = sheet(page, 'Desk lamp').getByRole('slider', { name: 'Colour temperature' });
  await tabTo(page, slider);
  const kelvin = Number(await slider.inputValue());
  await page.keyboard.press('ArrowRight');
  await soon(() => slider.inputValue()).toBe(String(kelvin + 50));
  await isGone(sheet(page).locator('.status-slot .pending'));
  expect(await slider.inputValue()).toBe(String(kelvin + 50));
  await page.keyboard.press('Escape');
  await isGone(sheet(page));
  expect(await body.evaluate((element) => element === document.activeElement)).toBe(true);

  // Add the lamp that is still nearby.
  const box = home.ready.boxes.filter(({ model }) => model === models.lamp).at(-1);
  if (!box) throw new Error('no second lamp');
  await tabTo(page, page.getByRole('link', { name: en.add }));
  await page.keyboard.press('Enter');
  await tabTo(page, page.getByRole('button', { name: box.serial }));
  await page.keyboard.press('Enter');
  await isShown(page.getByLabel(en.codeLabel));
  await soon(() => page.getByLabel(en.codeLabel).evaluate((element) => element === document.activeElement)).toBe(true);
  await page.keyboard.type(box.setupCode);
  await page.keyboard.press('Enter');
  await isShown(sheet(page).getByText(en.pairedTitle));
  const name = sheet(page).getByLabel(en.deviceName);
  await soon(() => sheet(page).getByRole('switch', { name: 'On' }).isEnabled()).toBe(true);
  await tabTo(page, name);
  await page.keyboard.press('Control+A');
  await page.keyboard.type('Key lamp');
  await page.keyboard.press('Enter');
  await isShown(page.locator('.snackbar').getByText(en.renamed));
  await tabTo(page, sheet(page).getByRole('button', { name: en.done }));
  await page.keyboard.press('Enter');
  await isGone(sheet(page));
  await tabTo(page, page.getByRole('link', { name: en.home }));
  await page.keyboard.press('Enter');
  await isShown(tile(page, 'Key lamp'));
});
