// How a browser becomes a remote of the home: with a link, without one, with one that is used up, invited as a guest.
import { beforeAll, expect } from 'vitest';
import { en } from '../../dashboard/language/en.ts';
import { errorWords } from '../../dashboard/language/error-words.ts';
import { startHome } from '../support/start-home.ts';
import { test } from './support/chromium.ts';
import { liveIn, preparePage } from './support/home.ts';
import type { LivedIn } from './support/home.ts';
import { isGone, isShown, openBrowser, openPhone, tile } from './support/phone.ts';

let life: LivedIn;
beforeAll(async () => {
  life = await liveIn();
});

test('the start link makes an owner of whoever opens it, and is gone from the address', async () => {
  await preparePage();
  const home = await startHome({ args: ['--devices', 'none'] });
  const { page, go } = await openBrowser(home);
  await go(`#claim=${home.claim}`);
  const name = page.getByLabel(en.yourName);
  await name.fill('Lin');
  await name.press('Enter');
  await isShown(page.getByRole('heading', { name: en.emptyTitle }));
  expect(new URL(page.url()).hash).toBe('#/');
  await page.getByRole('link', { name: en.you }).click();
  await isShown(page.getByText('Lin', { exact: true }));
  await isShown(page.getByText(en.roleOwner, { exact: true }));
  await page.reload();
  await isShown(page.getByText('Lin', { exact: true }));
  expect(await page.evaluate(() => [JSON.stringify(localStorage), JSON.stringify(sessionStorage), document.cookie].join())).not.toContain(
    home.claim,
  );
});

test('a link that is used up is explained, and another can be used at once', async () => {
  const { page, go, mayComplain } = await openBrowser(life.home);
  // The browser itself notes every refused request on its console.
  mayComplain(/status of 401 .*\/api\/claim/);
  await go(`#claim=${life.home.claim}`);
  await page.getByLabel(en.yourName).fill('Late');
  await page.getByRole('button', { name: en.enterHome }).click();
  await isShown(page.getByRole('alert').getByText(errorWords.UNAUTHENTICATED.en));
  await page.getByRole('button', { name: en.otherLink }).click();
  const { token } = await life.owner.call('person.invite', { role: 'member', rooms: [] });
  await page.getByLabel(en.pasteLink).fill(`${life.home.http}/#claim=${token}`);
  await page.getByRole('button', { name: en.haveLink }).click();
  await page.getByLabel(en.yourName).fill('Late');
  await page.getByRole('button', { name: en.enterHome }).click();
  await isShown(tile(page, 'Desk lamp'));
});

test('who scans a box before belonging to the home is told to claim first, and is then led on to the box', async () => {
  const { page, go } = await openBrowser(life.home);
  const { nearby } = await life.owner.callHttp('pair.list', {});
  const serial = nearby.find(({ admitted }) => admitted)?.serial ?? '';
  await go(`#/add/${serial}/12345678`);
  await isShown(page.getByText(en.claimFirst));
  const { token } = await life.owner.call('person.invite', { role: 'member', rooms: [] });
  await page.getByLabel(en.pasteLink).fill(`${life.home.http}/#claim=${token}`);
  await page.getByRole('button', { name: en.haveLink }).click();
  await page.getByLabel(en.yourName).fill('Scanner');
  await page.getByRole('button', { name: en.enterHome }).click();
  const code = page.getByLabel(en.codeLabel);
  await isShown(code);
  expect(await code.inputValue()).toBe('12345678');
});

test('without a link the page says where to find one, and refuses what is none', async () => {
  const { page, go } = await openBrowser(life.home);
  await go('');
  await isShown(page.getByText(en.noLinkTerminal));
  await isShown(page.getByText(en.noLinkInvite));
  await page.getByLabel(en.pasteLink).fill('https://example.org/');
  await page.getByRole('button', { name: en.haveLink }).click();
  await isShown(page.getByRole('alert').getByText(en.notALink));
  // A link opened in the same tab, where only the hash changes, is taken as well.
  const { token } = await life.owner.call('person.invite', { role: 'guest', rooms: [] });
  await go(`#claim=${token}`);
  await isShown(page.getByLabel(en.yourName));
});

test('a guest invited from the phone sees the home and may change nothing', async () => {
  const { page } = await openPhone(life.home, life.owner, { hash: '#/you/people' });
  await page.getByRole('radio', { name: en.roleGuest }).check();
  await page.getByRole('button', { name: en.inviteLink }).click();
  await isShown(page.getByRole('img', { name: en.inviteQr }));
  const link = await page.locator('.copy-line code').innerText();

  const { page: guest, go } = await openBrowser(life.home);
  await guest.goto(link);
  await guest.getByLabel(en.yourName).fill('Mo');
  await guest.getByRole('button', { name: en.enterHome }).click();
  const lamp = tile(guest, 'Desk lamp');
  await isShown(lamp);
  expect(await lamp.getByRole('button', { name: /^Turn o/ }).isDisabled()).toBe(true);
  await isGone(guest.locator('.near'));

  await lamp.locator('.tile-body').click();
  const sheet = guest.getByRole('dialog', { name: 'Desk lamp' });
  await isShown(sheet.getByRole('slider', { name: 'Brightness' }));
  expect(await sheet.getByRole('slider', { name: 'Brightness' }).isDisabled()).toBe(true);
  expect(await sheet.getByRole('switch', { name: 'On' }).isDisabled()).toBe(true);
  expect(await sheet.getByRole('button', { name: en.removeDevice }).count()).toBe(0);
  expect(await sheet.getByLabel(en.deviceName).count()).toBe(0);

  await go('#/add');
  await isShown(guest.getByText(en.addGuest));
  await go('#/you');
  await isShown(guest.getByText(en.opennessOwner));
  expect(await guest.getByRole('radio', { name: en.open, exact: true }).isDisabled()).toBe(true);
  expect(await guest.getByRole('button', { name: en.startOver }).count()).toBe(0);
  await go('#/you/people');
  await isShown(guest.getByText('Mo', { exact: true }));
  expect(await guest.getByRole('button', { name: en.inviteLink }).count()).toBe(0);
  await page.reload();
  await isShown(page.getByText('Mo', { exact: true }));
});
