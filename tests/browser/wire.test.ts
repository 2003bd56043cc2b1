// The Wire lens, used by an owner beside the phone: what passes, one message against its schema, a command hop by hop.
import { beforeAll, expect } from 'vitest';
import type { Locator, Page } from 'playwright-core';
import { en as phoneEn } from '../../dashboard/language/en.ts';
import { en } from '../../dashboard/wire-lens/words-en.ts';
import { enterPuppet } from '../support/puppet-device.ts';
import { test } from './support/chromium.ts';
import { liveIn } from './support/home.ts';
import type { LivedIn } from './support/home.ts';
import { narrow, wide } from './support/launch-options.ts';
import { isGone, isShown, openPhone, sheet, soon } from './support/phone.ts';

let life: LivedIn;
beforeAll(async () => {
  life = await liveIn({ args: ['--devices', 'none'] });
});
let made = 0;
async function enter() {
  made += 1;
  const name = `Wired ${made}`;
  return { name, ...(await enterPuppet(life.home, life.owner, { place: { name } })) };
}

/** The lines of the list in sight, as they read. */
const lines = (page: Page, kind?: string): Locator => page.locator(kind === undefined ? '.wl-line' : `.wl-line[data-kind="${kind}"]`);
const choice = (page: Page, name: string): Locator => page.getByRole('combobox', { name, exact: true });
const field = (page: Page, name: string): Locator => page.getByRole('searchbox', { name, exact: true });
const button = (page: Page, name: string): Locator => page.getByRole('button', { name, exact: true });
const arrows = (page: Page): Locator => page.locator('.wl-arrow');
const labels = (all: Locator): Promise<(string | null)[]> =>
  all.evaluateAll((elements) => elements.map((element) => element.getAttribute('aria-label')));

/** The phone at the left and the wire at its right, which sees what passes. */
async function look() {
  const phone = await openPhone(life.home, life.owner, { viewport: wide, hash: '#/wire' });
  // Its own question who lives here is the first message that it sees.
  await isShown(lines(phone.page, 'reply'));
  return phone;
}

test('a command from this phone is followed hop by hop, with the report that it caused and the time of each part', async () => {
  const { name, did } = await enter();
  const { page, go } = await look();
  // The switch stays where it is while the phone shows something else.
  await go(`#/device/${did}`);
  await sheet(page, name).getByRole('slider', { name: 'Brightness' }).press('ArrowRight');
  await lines(page, 'cmd').click();
  await soon(async () => (await labels(arrows(page))).map((label) => label?.split(' ')[0])).toEqual([
    ...['Request', 'Command', 'Report', 'Result', 'Reply'],
  ]);
  const [request = '', command = '', report = ''] = await labels(arrows(page));
  expect(request).toContain(`from ${en.you('A owner')} to ${en.hub}`);
  expect(command).toContain(`from ${en.hub} to ${name}`);
  expect(report).toContain('brightness = ');
  // All four parts: phone and hub, hub, hub and device, device; each with its time.
  const parts = page.locator('.wl-spent dl > div');
  await soon(() => parts.allInnerTexts()).toHaveLength(4);
  for (const text of await parts.allInnerTexts()) expect(text).toMatch(/\d\s?(ms|s)$/);
  // And it is one of the last commands.
  await isShown(page.getByText(en.timings('1'), { exact: true }));
  // An arrow leads to its message.
  await arrows(page).first().click();
  await isShown(page.locator('.wl-payload').getByText('"op": "device.set"'));
  expect(await arrows(page).first().getAttribute('aria-pressed')).toBe('true');
});

test('a command that the hub refuses goes no further than the hub', async () => {
  const { did } = await enter();
  const { page } = await look();
  await life.owner.refusal('device.set', { did, service: 'light', property: 'brightness', value: 500 });
  await choice(page, en.kind).selectOption('reply');
  await lines(page).filter({ hasText: 'OUT_OF_RANGE' }).click();
  await soon(async () => (await labels(arrows(page))).map((label) => label?.split(' ')[0])).toEqual(['Request', 'Reply']);
  await isShown(page.getByText(en.noDevice));
});

test('filters by device, person, kind, topic and text; says where nothing fits', async () => {
  const [one, two] = [await enter(), await enter()];
  const { page } = await look();
  await one.line.report('light', 'brightness', 15);
  await two.line.report('light', 'brightness', 25);
  await life.owner.call('device.set', { did: two.did, service: 'light', property: 'brightness', value: 35 });
  await isShown(lines(page, 'res'));

  await choice(page, en.device).selectOption({ label: one.name });
  await soon(() => lines(page).locator('.wl-says').allInnerTexts()).toEqual(['15']);
  await choice(page, en.device).selectOption({ label: two.name });
  await soon(() => lines(page).locator('.wl-kind').allInnerTexts()).toEqual(['Report', 'Command', 'Report', 'Result']);
  await choice(page, en.kind).selectOption({ label: en.kinds.report });
  await soon(() => lines(page).locator('.wl-says').allInnerTexts()).toEqual(['25', '35']);
  await field(page, en.search).fill('"value":35');
  await soon(() => lines(page).locator('.wl-says').allInnerTexts()).toEqual(['35']);
  await field(page, en.topicText).fill('no/such/topic');
  await isShown(page.getByText(en.nothingFits));
  await button(page, en.noFilter).click();
  await field(page, en.topicText).fill('/CMD');
  await soon(() => lines(page).count()).toBe(1);
  await button(page, en.noFilter).click();
  await choice(page, en.person).selectOption({ label: 'Test engineer' });
  await soon(() => lines(page).locator('.wl-kind').allInnerTexts()).toEqual(['Request', 'Reply']);
});

test('stands still while it is paused, says how much has come, and goes on', async () => {
  const { line } = await enter();
  const { page } = await look();
  const values = () => lines(page, 'report').locator('.wl-says').allInnerTexts();
  await line.report('light', 'brightness', 5);
  await soon(values).toEqual(['5']);
  await button(page, en.pause).click();
  await line.report('light', 'brightness', 10);
  await line.report('light', 'brightness', 15);
  await isShown(page.getByText(en.newer('2'), { exact: true }));
  expect(await values()).toEqual(['5']);
  await button(page, en.resume).click();
  await soon(values).toEqual(['5', '10', '15']);
  await button(page, en.clear).click();
  await isShown(page.getByText(en.waiting));
});

test('a payload that is wrong is marked where it is wrong, and seen although the hub refused it', async () => {
  const { line } = await enter();
  const { page } = await look();
  await line.report('light', 'brightness', 'very');
  const wrong = lines(page, 'report').filter({ hasText: en.refused });
  await wrong.click();
  const marked = page.locator('.wl-json[data-bad]');
  await soon(() => marked.count()).toBe(1);
  expect(await marked.innerText()).toContain('"value": "very"');
  expect(await marked.locator('mark').innerText()).toContain('expected a number');
  await isShown(page.getByText(en.faults('1', true)));
  await line.link.publish('elsewhere', 'hello');
  await button(page, en.resume).click();
  await lines(page, 'foreign').click();
  await isShown(page.locator('.wl-card').getByText(en.foreignTopic));
});

test('copies a message as a line that mosquitto_pub takes', async () => {
  const { line, did } = await enter();
  const { page, context } = await look();
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: life.home.http });
  await line.report('light', 'brightness', 45);
  await lines(page, 'report').click();
  await page.locator('.wl-copy').getByRole('button', { name: phoneEn.copy }).click();
  await isShown(page.locator('.wl-copy').getByRole('button', { name: phoneEn.copied }));
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  const { port, hostname } = new URL(life.home.mqtt);
  expect(copied).toContain(`mosquitto_pub -h ${hostname} -p ${port} -u ${did} -P "$OMNI_SECRET" -i ${did}.copy -q 1 -r`);
  expect(copied).toMatch(new RegExp(` -t omni/1/home/dev/${did}/p/light/brightness -m '\\{.*"value":45.*\\}'$`));
});

test('says what the topic under the pointer is for', async () => {
  const { line } = await enter();
  const { page } = await look();
  await line.report('light', 'brightness', 45);
  await lines(page, 'report').hover();
  const note = page.locator('.wl-topic');
  await isShown(note.getByText('dev/{did}/p/{service}/{property}'));
  await isShown(note.getByText(en.topics['dev/{did}/p/{service}/{property}']));
});

test('by keyboard alone: the list, a message, its command, an arrow of the drawing', async () => {
  const { did } = await enter();
  const { page } = await look();
  await life.owner.call('device.set', { did, service: 'light', property: 'brightness', value: 65 });
  await isShown(lines(page, 'res'));
  await page.getByRole('radio', { name: phoneEn.wire }).focus();
  const list = page.getByRole('listbox', { name: en.messages });
  const hasFocus = (wanted: Locator) => wanted.evaluate((element) => element === document.activeElement);
  for (let step = 0; step < 20 && !(await hasFocus(list)); step += 1) await page.keyboard.press('Tab');
  expect(await hasFocus(list)).toBe(true);
  const chosen = page.locator('.wl-line[aria-selected="true"]');
  await page.keyboard.press('End');
  await isShown(chosen);
  const last = await chosen.innerText();
  await page.keyboard.press('ArrowUp');
  await soon(() => chosen.innerText()).not.toBe(last);
  expect(await list.getAttribute('aria-activedescendant')).toBe(await chosen.getAttribute('id'));
  await page.keyboard.press('Home');
  for (let step = 0; step < 40 && (await chosen.getAttribute('data-kind')) !== 'cmd'; step += 1) await page.keyboard.press('ArrowDown');
  const reply = arrows(page).last();
  await isShown(reply);
  for (let step = 0; step < 20 && !(await hasFocus(reply)); step += 1) await page.keyboard.press('Tab');
  expect(await hasFocus(reply)).toBe(true);
  await page.keyboard.press('Enter');
  await soon(() => chosen.getAttribute('data-kind')).toBe('reply');
});

test('a flood is told in part and says so; however many are kept, only those in sight exist', async () => {
  const { line } = await enter();
  const { page } = await look();
  for (let k = 0; k < 4000; k += 1) void line.report('light', 'brightness', (k % 20) * 5);
  await isShown(page.getByText(/More than 500 messages a second/));
  await soon(async () => Number(await lines(page).last().getAttribute('aria-setsize'))).toBeGreaterThan(500);
  expect(await lines(page).count()).toBeLessThan(60);
  // Whoever scrolls back wants to read: it stands still, at what was there first.
  await page.locator('.wl-list').hover();
  await page.mouse.wheel(0, -100_000);
  await isShown(button(page, en.resume));
  await soon(() => lines(page).first().getAttribute('aria-posinset')).toBe('1');
});

test('nothing is told while the lens is closed; what was kept is there when it is opened again', async () => {
  const { line } = await enter();
  const { page } = await look();
  await line.report('light', 'brightness', 5);
  const values = () => lines(page, 'report').locator('.wl-says').allInnerTexts();
  await soon(values).toEqual(['5']);
  await page.getByRole('radio', { name: phoneEn.strategy }).check({ force: true });
  await isGone(page.locator('.wl-list'));
  await line.report('light', 'brightness', 10);
  // A question answered after it: the hub has told, or not told, of it by then.
  await life.owner.call('room.list', {});
  await page.getByRole('radio', { name: phoneEn.wire }).check({ force: true });
  // Again until it is seen: the subscription is granted some moment after the press.
  await soon(async () => {
    await line.report('light', 'brightness', 15);
    return (await values()).at(-1);
  }).toBe('15');
  expect([...new Set(await values())]).toEqual(['5', '15']);
});

test('a member and a guest never get it: no way to it, and no lens where its address is typed in', async () => {
  for (const role of ['member', 'guest'] as const)
    for (const viewport of [narrow, wide]) {
      const { page } = await openPhone(life.home, life.owner, { role, viewport, hash: '#/wire' });
      await isShown(page.locator('.navigation'));
      expect(await page.locator('[data-screen="wire"]').count()).toBe(0);
      expect(await page.getByRole('radio', { name: phoneEn.wire }).count()).toBe(0);
      if (viewport === narrow) await isShown(page.getByText(phoneEn.wireOwnerOnly));
      expect(await page.locator('.wire-lens').count()).toBe(0);
    }
});

test('the lessons are one tap away, and the wire stays beside them', async () => {
  const { page } = await look();
  await page.getByRole('link', { name: en.lessons, exact: true }).click();
  await isShown(page.getByRole('heading', { name: phoneEn.lessons, exact: true }));
  await isShown(lines(page, 'reply'));
});
