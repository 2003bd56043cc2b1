// "Start over" asks twice, and leads back to a home that works.
import { expect } from 'vitest';
import { en } from '../../dashboard/language/en.ts';
import { en as lens } from '../../dashboard/strategy/words-en.ts';
import { callHttp } from '../support/controller.ts';
import { test } from './support/chromium.ts';
import { liveIn } from './support/home.ts';
import { isShown, openPhone, soon, tile } from './support/phone.ts';

test('starting over asks twice and leads back to a working starter home', { timeout: 180_000 }, async () => {
  const { home, owner } = await liveIn();
  const { page, mayComplain } = await openPhone(home, owner, { hash: '#/you' });
  // The hub that starts anew closes the door for a moment.
  mayComplain(/WebSocket connection to|net::ERR_(CONNECTION_REFUSED|EMPTY_RESPONSE|CONNECTION_RESET)/);
  await page.getByRole('link', { name: en.strategy }).click();
  await page.getByRole('button', { name: lens.skip }).click();
  await isShown(page.getByTestId('answer-move'));
  await page.getByRole('link', { name: en.you }).click();
  await page.getByRole('button', { name: en.startOver }).click();
  expect(await page.getByRole('button', { name: en.startOverDo }).count()).toBe(0);
  await page.getByRole('button', { name: en.startOverAgree }).click();
  const forget = page.getByRole('button', { name: en.startOverDo });
  const confirm = page.getByLabel(en.startOverType(home.home));
  expect(await forget.isDisabled()).toBe(true);
  await confirm.fill('hom');
  expect(await forget.isDisabled()).toBe(true);
  await confirm.fill(home.home);
  await forget.click();

  const name = page.getByLabel(en.yourName);
  await isShown(name);
  // The hub that forgets is up for a moment more; who claims that one claims a home that is being deleted.
  await soon(async () => (await callHttp(home.http, owner.person, 'device.list', {}).catch(() => undefined))?.status).toBe(401);
  await name.fill('Lin again');
  await name.press('Enter');
  const button = page.getByRole('button', { name: /^Turn (on|off) Desk lamp$/ });
  await button.waitFor({ timeout: 60_000 });
  await soon(() => button.isEnabled()).toBe(true);
  const before = await button.getAttribute('aria-pressed');
  await button.click();
  await isShown(page.locator('.snackbar small'));
  await soon(() => button.getAttribute('aria-pressed')).toBe(before === 'true' ? 'false' : 'true');
  await isShown(tile(page, 'Air purifier'));
  await isShown(tile(page, 'Fitness band'));
  await page.getByRole('link', { name: en.you }).click();
  await isShown(page.getByText('Lin again', { exact: true }));
  // A new life, a new guess.
  await page.getByRole('link', { name: en.strategy }).click();
  await isShown(page.getByText(lens.covered));
});
