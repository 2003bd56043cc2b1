// The reference at /docs, in Chromium: read by anybody, live for who belongs to the home, searched, linked to, and accessible.
import { beforeAll, expect } from 'vitest';
import type { Page } from 'playwright-core';
import { referenceWords } from '../../dashboard/reference/words.ts';
import { provocable } from '../../dashboard/reference/samples.ts';
import { violations } from './support/axe.ts';
import { test } from './support/chromium.ts';
import { liveIn, models } from './support/home.ts';
import type { LivedIn } from './support/home.ts';
import { narrow, wide } from './support/launch-options.ts';
import { isShown, openBrowser, openPhone, soon } from './support/phone.ts';
import type { Phone } from './support/phone.ts';
import { atRest, setLanguage } from './support/screens.ts';

const { en } = referenceWords;
let life: LivedIn;
beforeAll(async () => {
  life = await liveIn();
});

const card = (page: Page, id: string) => page.locator(`[id="${id}"]`);
async function open(phone: Phone, hash = ''): Promise<Page> {
  const response = await phone.page.goto(`${life.home.http}/docs${hash}`);
  // null: only the hash has changed.
  expect(response?.status() ?? 200).toBe(200);
  await isShown(phone.page.locator('.ref-card'));
  return phone.page;
}
/** Unfolds a live part and sends what stands there; answers with the reply. */
async function reply(page: Page, id: string, label: string): Promise<{ ok: boolean; error?: { code: string } }> {
  const part = card(page, id).locator('details', { hasText: label });
  if (!(await part.evaluate((each: HTMLDetailsElement) => each.open))) await part.locator('summary').click();
  await part.getByRole('button', { name: en.send }).click();
  const text = part.getByRole('group', { name: new RegExp(`^${en.reply} · `) });
  await isShown(text);
  return JSON.parse(await text.innerText()) as { ok: boolean; error?: { code: string } };
}

test('nobody needs to belong to the home to read and search it; live examples say what they need', async () => {
  const phone = await openBrowser(life.home, { viewport: wide });
  const page = await open(phone, '#error-OUT_OF_RANGE');
  await soon(() => card(page, 'error-OUT_OF_RANGE').evaluate((each) => each.getBoundingClientRect().top < innerHeight)).toBe(true);
  await card(page, 'error-OUT_OF_RANGE').locator('summary').click();
  await isShown(card(page, 'error-OUT_OF_RANGE').getByText(en.signIn));
  await page.getByRole('searchbox').fill('retained spec');
  await soon(() => page.locator('.ref-card h3 span').allInnerTexts()).toContain('dev/{did}/spec');
  expect(await card(page, 'error-OUT_OF_RANGE').count()).toBe(0);
  await page.getByRole('searchbox').fill('no such words here');
  await isShown(page.getByText(en.nothing));
});

test('an owner sees messages of the home, sends a command, and sees it pass', async () => {
  const lamp = await life.didOf(models.lamp);
  const phone = await openPhone(life.home, life.owner, { viewport: wide });
  const page = await open(phone, '#topic-report');
  await card(page, 'topic-report').locator('summary').click();
  const report = card(page, 'topic-report').locator('details pre');
  await isShown(report);
  expect(JSON.parse(await report.innerText())).toMatchObject({ v: 1, by: {} });

  const set = card(page, 'operation-device.set');
  await set.locator('summary').click();
  const args = set.getByRole('textbox');
  await args.fill('{');
  await set.getByRole('button', { name: en.send }).click();
  await isShown(set.getByRole('alert').getByText(en.notJson));
  await args.fill(JSON.stringify({ did: lamp, service: 'light', property: 'on', value: false }));
  expect(await reply(page, 'operation-device.set', en.tryIt)).toMatchObject({ ok: true, result: { value: false } });
  expect(await life.valueOf(lamp, 'light', 'on')).toBe(false);
  await card(page, 'topic-command').locator('summary').click();
  await soon(() => card(page, 'topic-command').locator('details pre').allInnerTexts()).toEqual([
    expect.stringContaining('"property": "on"'),
  ]);

  expect(await card(page, 'operation-hub.start-over').locator('summary').count()).toBe(0);
  const invited = await reply(page, 'operation-person.invite', en.tryIt);
  expect(invited).toMatchObject({ ok: true, result: { token: '•••' } });
  await isShown(page.locator('[id^="type-"]', { hasText: 'dawn.lamp-1' }));
  await isShown(card(page, 'service-light').getByRole('link', { name: 'Desk lamp' }));
});

test('each error that can be provoked is the one that comes', { timeout: 120_000 }, async () => {
  const page = await open(await openPhone(life.home, life.owner, { viewport: wide }));
  await isShown(page.locator('[id^="type-"]', { hasText: 'dawn.lamp-1' }));
  for (const code of provocable) expect([code, (await reply(page, `error-${code}`, en.provoke)).error?.code]).toEqual([code, code]);
});

test('a guest is told what only an owner sees, is refused by the home, and may ask what it may', async () => {
  const page = await open(await openPhone(life.home, life.owner, { role: 'guest', viewport: narrow }));
  await card(page, 'topic-command').locator('summary').click();
  await isShown(card(page, 'topic-command').getByText(en.liveOwner));
  expect(await reply(page, 'operation-hub.openness', en.tryIt)).toMatchObject({ ok: false, error: { code: 'FORBIDDEN' } });
  const field = page.getByLabel(en.mayI, { exact: true });
  await field.fill('dev/#');
  await isShown(page.getByText(`${en.mayNo('publish')} · ${en.mayNo('subscribe')}`));
  await field.fill('rpc/{me}/abc');
  await isShown(page.getByText(`${en.mayYes('publish')} · ${en.mayNo('subscribe')}`));
});

test('the phone leads to it, and it leads back', async () => {
  const { page } = await openPhone(life.home, life.owner, { hash: '#/you' });
  await page.locator('a[href="/docs"]').click();
  await isShown(page.getByRole('heading', { name: en.title, level: 1 }));
  await page.getByRole('link', { name: en.backHome }).click();
  await isShown(page.locator('.tile-value b'));
});

test.each([wide, narrow])('axe finds nothing, and nothing scrolls sideways, at $width px', { timeout: 180_000 }, async (viewport) => {
  const phone = await openPhone(life.home, life.owner, { viewport, context: { reducedMotion: 'reduce', colorScheme: 'light' } });
  const page = await open(phone);
  await isShown(page.locator('[id^="type-"]', { hasText: 'dawn.lamp-1' }));
  await card(page, 'topic-report').locator('summary').click();
  await reply(page, 'operation-device.get', en.tryIt);
  const found: string[] = [];
  for (const language of ['en', 'zh'] as const) {
    await setLanguage(page, language);
    await isShown(page.getByRole('heading', { name: referenceWords[language].title, level: 1 }));
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (wider > 0) found.push(`${language}: ${wider} px too wide`);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await atRest(page);
      for (const violation of await violations(page)) found.push(`${language}, ${colorScheme}: ${violation}`);
    }
  }
  expect(found).toEqual([]);
});
