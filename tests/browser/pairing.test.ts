// From nearby to ours: the code, wrong and right, a name and a room with the device already answering; and the maker that a closed house refuses.
import { expect } from 'vitest';
import type { Page } from 'playwright-core';
import { en } from '../../dashboard/language/en.ts';
import { errorWords } from '../../dashboard/language/error-words.ts';
import { en as lens } from '../../dashboard/strategy/words-en.ts';
import { test } from './support/chromium.ts';
import { liveIn, models } from './support/home.ts';
import type { LivedIn } from './support/home.ts';
import { wide } from './support/launch-options.ts';
import { isGone, isInView, isShown, openPhone, sheet, soon, tile } from './support/phone.ts';

/** The box of a device that is still nearby. */
async function nearbyBox({ home, owner }: LivedIn, model: string) {
  await soon(async () => (await owner.callHttp('pair.list', {})).nearby.map((device) => device.model)).toContain(model);
  const { nearby } = await owner.callHttp('pair.list', {});
  const box = home.ready.boxes.find(({ serial }) => nearby.some((device) => device.serial === serial && device.model === model));
  if (!box) throw new Error(`no box of a nearby ${model}`);
  return box;
}
const wrong = (code: string): string => code.slice(0, 7) + String((Number(code[7]) + 1) % 10);

test('a wrong code is explained, the right one pairs; name and room are given while it already answers', async () => {
  const life = await liveIn();
  const box = await nearbyBox(life, models.lamp);
  const { page } = await openPhone(life.home, life.owner, { hash: '#/add' });
  await page.getByRole('button', { name: box.serial }).click();
  expect(new URL(page.url()).hash).toBe(`#/add/${box.serial}`);
  const code = page.getByLabel(en.codeLabel);
  const pair = page.getByRole('button', { name: en.pair, exact: true });
  expect(await pair.isDisabled()).toBe(true);
  await code.fill(wrong(box.setupCode));
  await pair.click();
  await isShown(page.getByRole('alert').getByText(errorWords.WRONG_SETUP_CODE.en));
  await isShown(page.getByRole('alert').getByText(en.triesLeft(4)));
  expect(await code.inputValue()).toBe('');

  // As it is printed on the box: in two groups.
  await code.fill(`${box.setupCode.slice(0, 4)} ${box.setupCode.slice(4)}`);
  await code.press('Enter');
  await isShown(sheet(page).getByText(en.pairedTitle));
  const did = new URL(page.url()).hash.replace('#/added/', '');
  const on = sheet(page).getByRole('switch', { name: 'On' });
  await soon(() => on.isEnabled()).toBe(true);
  const before = await on.isChecked();
  await on.press('Space');
  await soon(() => life.valueOf(did, 'light', 'on')).toBe(!before);

  const name = sheet(page).getByLabel(en.deviceName);
  for (const part of [name, sheet(page).getByLabel(en.room), sheet(page).getByRole('button', { name: en.done })])
    expect(await isInView(part), 'seen without scrolling').toBe(true);
  await name.fill('Reading lamp');
  await name.press('Enter');
  await isShown(page.locator('.snackbar').getByText(en.renamed));
  await sheet(page).getByLabel(en.room).selectOption({ label: en.roomBedroom });
  await isShown(page.locator('.snackbar').getByText(en.moved(en.roomBedroom)));
  await sheet(page).getByRole('button', { name: en.done }).click();
  await isGone(sheet(page));
  expect(new URL(page.url()).hash).toBe('#/');
  await isShown(page.getByRole('region', { name: en.roomBedroom }).getByText('Reading lamp'));
  await soon(() => isInView(tile(page, 'Reading lamp')), 'the new tile is led into view').toBe(true);
  const { devices } = await life.owner.callHttp('device.list', {});
  expect(devices.find((device) => device.did === did)).toMatchObject({ given: 'Reading lamp', room: 'bedroom', serial: box.serial });
});

test('the code of a box’s QR is filled in; the person confirms, and a wrong one is refused as if it were typed', async () => {
  const life = await liveIn();
  const box = await nearbyBox(life, models.lamp);
  const { page, go } = await openPhone(life.home, life.owner, { hash: `#/add/${box.serial}/${wrong(box.setupCode)}` });
  const code = page.getByLabel(en.codeLabel);
  const pair = page.getByRole('button', { name: en.pair, exact: true });
  await soon(() => code.inputValue()).toBe(wrong(box.setupCode));
  await isShown(sheet(page).getByText(en.codeScanned));
  await pair.click();
  await isShown(page.getByRole('alert').getByText(errorWords.WRONG_SETUP_CODE.en));
  expect(await code.inputValue()).toBe('');

  await go(`#/add/${box.serial}/${box.setupCode}`);
  await soon(() => code.inputValue()).toBe(box.setupCode);
  // Nothing pairs by being opened.
  expect((await life.owner.callHttp('pair.list', {})).nearby.map(({ serial }) => serial)).toContain(box.serial);
  await pair.click();
  await isShown(sheet(page).getByText(en.pairedTitle));
});

/** What stands in the lens: the total of a target's column. */
const total = (page: Page, target: 'closed-rival' | 'open-hub') =>
  page.getByRole('region', { name: new RegExp(`^${lens[target]}`) }).locator('.st-total b');

test('the fan of an outsider is refused with its reason; opened, the house pairs it and the open hub’s column alone moves', async () => {
  const life = await liveIn();
  const box = await nearbyBox(life, models.fan);
  const { page, go } = await openPhone(life.home, life.owner, { hash: `#/add/${box.serial}`, viewport: wide });
  await page.getByRole('button', { name: lens.skip }).click();
  await isShown(total(page, 'open-hub'));
  const before = { rival: await total(page, 'closed-rival').innerText(), hub: await total(page, 'open-hub').innerText() };

  const refused = sheet(page);
  await isShown(refused.getByText(en.notAdmittedTitle));
  await isShown(refused.getByText(en.notAdmittedWhy('Galeworks')));
  expect(await page.getByLabel(en.codeLabel).count()).toBe(0);
  // The page does not merely hide the field: the hub refuses the right code as well.
  expect(await life.owner.refusal('pair.accept', { serial: box.serial, setupCode: box.setupCode })).toMatchObject({ code: 'NOT_ADMITTED' });
  await refused.getByRole('button', { name: en.toOpenness }).click();

  const openness = page.locator('.phone').getByRole('region', { name: en.openness });
  await openness.getByRole('radio', { name: en.open, exact: true }).check();
  await isShown(openness.getByText(en.openMeans));
  const changed = page.locator('.st-changed');
  await isShown(changed.getByText(lens.openColumnMoved));
  await soon(() => total(page, 'open-hub').innerText()).not.toBe(before.hub);
  expect(await total(page, 'closed-rival').innerText()).toBe(before.rival);
  expect(await changed.locator('[data-moved]').count()).toBe(1);
  expect(await changed.locator('[data-moved] dt').innerText()).toBe(lens['open-hub']);
  await changed.getByRole('button', { name: lens.dismiss }).click();
  await isGone(changed);

  await go(`#/add/${box.serial}`);
  await page.getByLabel(en.codeLabel).fill(box.setupCode);
  await page.getByRole('button', { name: en.pair, exact: true }).click();
  await isShown(sheet(page).getByText(en.pairedTitle));
  await sheet(page).getByRole('button', { name: en.done }).click();
  await isShown(tile(page, 'Pedestal fan'));

  // Closed again, what is paired stays, as a guest.
  await life.owner.call('hub.openness', { mode: 'closed' });
  const did = await life.didOf(models.fan);
  await go(`#/device/${did}`);
  const power = sheet(page, 'Pedestal fan').getByRole('switch', { name: 'Power' });
  await soon(() => power.isEnabled()).toBe(true);
  await power.press('Space');
  await isShown(page.locator('.snackbar small'));
});
