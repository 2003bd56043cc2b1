// What a tap is owed: shown at once, confirmed by the device, and the same on every screen that looks.
import { beforeAll, describe, expect } from 'vitest';
import type { Locator, Page } from 'playwright-core';
import { en } from '../../dashboard/language/en.ts';
import { test } from './support/chromium.ts';
import { liveIn, models } from './support/home.ts';
import type { LivedIn } from './support/home.ts';
import { isGone, isShown, openPhone, sheet, soon, tile } from './support/phone.ts';

const name = 'Desk lamp';
let life: LivedIn;
let did: string;
beforeAll(async () => {
  life = await liveIn();
  did = await life.didOf(models.lamp);
});
const set = (service: string, property: string, value: boolean | number) =>
  life.owner.callHttp('device.set', { did, service, property, value });
const held = (property: string) => life.valueOf(did, 'light', property);
const turnOn = (page: Page): Locator => page.getByRole('button', { name: en.turnOn(name), exact: true });
const turnOff = (page: Page): Locator => page.getByRole('button', { name: en.turnOff(name), exact: true });

test('a tap on the tile switches the lamp, says how long it took, and can be undone', async () => {
  await set('light', 'on', false);
  const { page } = await openPhone(life.home, life.owner);
  await turnOn(page).click();
  await isShown(turnOff(page));
  const said = page.locator('.snackbar');
  await isShown(said.getByText(`${name}: On`));
  expect(await said.locator('small').innerText()).toMatch(/^\d+\sms$/);
  expect(await turnOff(page).getAttribute('aria-pressed')).toBe('true');
  await isGone(tile(page, name).getByLabel(en.sending));
  expect(await held('on')).toBe(true);

  await said.getByRole('button', { name: en.undo }).click();
  await isShown(turnOn(page));
  await soon(() => held('on')).toBe(false);
});

describe('a slider', () => {
  const openSheet = async () => {
    const phone = await openPhone(life.home, life.owner, { hash: `#/device/${did}` });
    const slider = sheet(phone.page, name).getByRole('slider', { name: 'Brightness' });
    await isShown(slider);
    return { ...phone, slider };
  };
  /** The brightness of every request that the page hands to its connection, in order: one that is sent again under its id is one. */
  const listen = async (page: Page): Promise<Map<string, number>> => {
    const sent = new Map<string, number>();
    await page.exposeFunction('tellTest', (text: string) => {
      for (const [, id = '', value] of text.matchAll(/"id":"(\w{26})"[^{}]*\{[^{}]*"property":"brightness","value":(\d+)/g))
        sent.set(id, Number(value));
    });
    await page.addInitScript(() => {
      const post = Reflect.get(Worker.prototype, 'postMessage');
      Worker.prototype.postMessage = function (this: Worker, message: unknown) {
        (window as unknown as { tellTest: (text: string) => void }).tellTest(JSON.stringify(message));
        post.call(this, message);
      };
    });
    return sent;
  };

  test('that is dragged sends at most ten messages a second, and its final value on release', async () => {
    await set('light', 'on', true);
    await set('light', 'brightness', 10);
    const { page, slider } = await openSheet();
    const sent = await listen(page);
    // The page's own clock, in the hand of the test: a second of dragging is a second, however busy the machine is.
    await page.clock.install();
    // From the first line of the page on.
    await page.reload();
    await isShown(slider);
    await soon(() => slider.inputValue()).toBe('10');
    const box = await slider.boundingBox();
    if (!box) throw new Error('the slider has no place');
    const y = box.y + box.height / 2;
    const x = (share: number): number => box.x + 14 + (box.width - 28) * share;
    await page.clock.pauseAt(await page.evaluate(() => Date.now() + 1_000));
    await page.mouse.move(x(0.1), y);
    await page.mouse.down();
    for (let step = 1; step <= 90; step += 1) {
      await page.mouse.move(x(0.1 + (0.7 * step) / 90), y);
      await page.clock.runFor(10);
    }
    const shown = Number(await slider.inputValue());
    await page.mouse.up();
    // Released: nothing waits any more, and time may run again.
    await page.clock.resume();
    await soon(() => held('brightness')).toBe(shown);
    // The first at once, then one in 115 ms of the 900, and the final one, unless it went just before.
    await soon(() => [...sent.values()].at(-1)).toBe(shown);
    const values = [...sent.values()];
    expect(values.length).toBeGreaterThanOrEqual(8);
    expect(values.length).toBeLessThanOrEqual(9);
    expect(values).toEqual([...values].sort((a, b) => a - b));
    expect(shown).toBeGreaterThan(70);
    expect(await slider.inputValue()).toBe(String(shown));
    expect(sent.size).toBe(values.length);
  });

  test('moves by arrow keys, and the device follows', async () => {
    await set('light', 'on', true);
    await set('light', 'brightness', 40);
    const { slider } = await openSheet();
    await soon(() => slider.inputValue()).toBe('40');
    await slider.focus();
    for (const [key, value] of [
      ['ArrowRight', 41],
      ['ArrowUp', 42],
      ['ArrowLeft', 41],
    ] as const) {
      await slider.press(key);
      await soon(() => held('brightness')).toBe(value);
      await soon(() => slider.getAttribute('aria-valuetext')).toMatch(new RegExp(`^${value}\\s?%$`));
    }
    await slider.press('End');
    await soon(() => held('brightness')).toBe(100);
  });
});

test('two tabs and a second phone stay in step', async () => {
  await set('light', 'on', false);
  const first = await openPhone(life.home, life.owner);
  const second = await openPhone(life.home, life.owner);
  const tab = await first.tab();
  await tab.goto(`${life.home.http}/#/device/${did}`);
  const [here, there] = [first.page, second.page];
  const inTab = sheet(tab, name).getByRole('switch', { name: 'On' });
  await isShown(inTab);
  await turnOn(here).click();
  await isShown(turnOff(there));
  await soon(() => inTab.isChecked()).toBe(true);
  await inTab.press('Space');
  await isShown(turnOn(here));
  await isShown(turnOn(there));
  expect(await held('on')).toBe(false);
});
