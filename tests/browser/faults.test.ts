// A device broken on purpose from its sheet, what its owner sees of it, and the lessons that are made of it.
import { beforeAll, expect } from 'vitest';
import type { Page } from 'playwright-core';
import { faultTable } from '#protocol/faults.ts';
import { lessonWords } from '../../dashboard/lessons/words.ts';
import { en } from '../../dashboard/language/en.ts';
import { errorWords } from '../../dashboard/language/error-words.ts';
import { zh } from '../../dashboard/language/zh.ts';
import { test } from './support/chromium.ts';
import { liveIn, models } from './support/home.ts';
import type { LivedIn } from './support/home.ts';
import { isGone, isShown, openPhone, sheet, soon, tile } from './support/phone.ts';
import { setLanguage } from './support/screens.ts';

let life: LivedIn;
let lamp: string;
beforeAll(async () => {
  life = await liveIn();
  lamp = await life.didOf(models.lamp);
});
const words = lessonWords.en;
const card = (page: Page, name: string = en.breakTitle) => sheet(page).getByRole('region', { name });
const noFaults = () => soon(async () => (await life.owner.call('fault.list', {})).faults).toEqual([]);

async function openLesson(page: Page, title: string) {
  const lesson = page.getByRole('region', { name: title });
  await lesson.getByText(title).click();
  return lesson;
}

test('from the sheet: chosen, begun, felt, ended', async () => {
  const { page } = await openPhone(life.home, life.owner, { hash: `#/device/${lamp}` });
  await card(page).getByText(en.breakTitle).click();
  await card(page).getByRole('slider').press('ArrowRight');
  await card(page).getByRole('button', { name: en.breakDo }).click();
  const running = card(page).getByRole('listitem');
  await isShown(running.getByText(/^Slow line · 2,100/));
  await isShown(running.getByText(/^on purpose, ends in \d+/));
  await sheet(page).getByRole('switch', { name: 'On' }).click();
  await isShown(sheet(page).getByText(en.stillTrying));
  await isGone(sheet(page).getByText(en.stillTrying));
  await card(page)
    .getByRole('button', { name: `${en.breakEnd}: ${faultTable.latency.title.en}` })
    .click();
  await isGone(running);
  await noFaults();
});

test('only what the device can have is offered; what a crash makes of it is seen, and that it comes back', async () => {
  const { page, go } = await openPhone(life.home, life.owner, { hash: `#/device/${lamp}` });
  await setLanguage(page, 'zh');
  await card(page, zh.breakTitle).getByText(zh.breakTitle).click();
  const kinds = await card(page, zh.breakTitle).getByRole('combobox').locator('option').allTextContents();
  expect(kinds).toContain(faultTable.crash.title.zh);
  expect(kinds).not.toContain(faultTable['flat-battery'].title.zh);
  await setLanguage(page, 'en');
  await go('#/');
  await life.owner.call('fault.put', { did: lamp, kind: 'crash', seconds: 9 });
  const its = tile(page, 'Desk lamp');
  await isShown(its.getByText(en.offline));
  await isShown(its.getByText(/^On purpose, \d\ss left$/));
  await its.locator('.tile-body').click();
  await isShown(sheet(page).getByText(/^Broken on purpose: crash and reboot, \d\ss left$/));
  await isGone(sheet(page).getByText(en.offline));
  await isGone(page.locator('.presence-broken, .tile-broken'));
});

test('faults that overlap: each is gone at its own end, though a silent device cannot say so; a guest is told as well', async () => {
  const { page } = await openPhone(life.home, life.owner, { hash: `#/device/${lamp}` });
  const guest = await openPhone(life.home, life.owner, { role: 'guest', rooms: ['living-room'], hash: `#/device/${lamp}` });
  await life.owner.call('fault.put', { did: lamp, kind: 'loss', seconds: 4, amount: 5 });
  await life.owner.call('fault.put', { did: lamp, kind: 'silence', seconds: 9 });
  const lines = sheet(page).locator('.presence-broken li');
  await soon(() => lines.count()).toBe(2);
  await isShown(sheet(guest.page).locator('.presence-broken').getByText('Broken on purpose'));
  await isGone(lines.filter({ hasText: 'lost messages' }));
  expect(await lines.allTextContents()).toEqual([expect.stringContaining('silence')]);
  expect((await life.owner.call('fault.list', {})).faults.map(({ kind }) => kind)).toContain('silence');
  await isGone(lines);
  await isGone(sheet(guest.page).locator('.presence-broken'));
  await noFaults();
});

test('an owner’s affair: neither member nor guest has the card, or the lessons', async () => {
  for (const role of ['member', 'guest'] as const) {
    const { page, go } = await openPhone(life.home, life.owner, {
      role,
      rooms: ['living-room'].slice(role === 'member' ? 1 : 0),
      hash: `#/device/${lamp}`,
    });
    await isShown(sheet(page).getByRole('region', { name: en.about }));
    expect(await page.getByText(en.breakTitle).count()).toBe(0);
    await go('#/you');
    await isShown(page.getByRole('button', { name: en.people }));
    expect(await page.getByRole('button', { name: en.lessons }).count()).toBe(0);
    await go('#/you/lessons');
    await isShown(page.getByText(en.opennessOwner));
    expect(await page.locator('.lesson').count()).toBe(0);
  }
});

test('the first lesson, end to end: slowed down, felt, and the culprit named; remembered by the browser', async () => {
  const { page, go } = await openPhone(life.home, life.owner, { hash: '#/you' });
  await page.getByRole('button', { name: en.lessons }).click();
  const lesson = await openLesson(page, words.lessons.slow.title);
  await lesson.getByRole('button', { name: words.slow.make }).click();
  await isShown(page.getByText(/^Slow line · 2,000/));
  await lesson.getByRole('switch').click();
  const answer = lesson.getByRole('radiogroup', { name: words.slow.ask });
  await answer.getByRole('radio', { name: words.slow.stretches.device }).check();
  await isShown(lesson.getByText(words.slow.no));
  await isShown(lesson.getByRole('img', { name: words.notDone }));
  await answer.getByRole('radio', { name: words.slow.stretches.line }).check();
  await isShown(lesson.getByText(words.lessons.slow.why));
  await isShown(page.getByText(words.progress(1, 5)));
  await page.getByRole('button', { name: `${en.breakEnd}: ${faultTable.latency.title.en}` }).click();
  await noFaults();
  await go('#/you/lessons');
  await page.reload();
  await isShown(page.getByText(words.progress(1, 5)));
  await page.getByRole('button', { name: words.again }).click();
  await isShown(page.getByText(words.progress(0, 5)));
});

test('the second: a crash, the last will, and the return', async () => {
  const { page } = await openPhone(life.home, life.owner, { hash: '#/you/lessons' });
  const lesson = await openLesson(page, words.lessons.will.title);
  await lesson.getByRole('button', { name: words.will.make }).click();
  await isShown(lesson.getByText(words.will.died('connection lost')));
  await isShown(lesson.getByText(words.will.back));
  await isShown(lesson.getByText(words.lessons.will.why));
});

test('an alert of a wrong report is told in Chinese, with the sentence for an engineer below', async () => {
  const { page } = await openPhone(life.home, life.owner);
  await setLanguage(page, 'zh');
  await life.owner.call('fault.put', { did: lamp, kind: 'wrong-reports', seconds: 60 });
  const alert = page.locator('.alert').filter({ hasText: '上报了不可能的值' });
  await isShown(alert);
  expect(await alert.locator('[lang="en"]').textContent()).toMatch(/^\w+\/\w+: /);
  await life.owner.call('fault.clear', { did: lamp });
  await isGone(alert);
});

test('the third: a command that came too late is not confirmed, and not done', async () => {
  const { page } = await openPhone(life.home, life.owner, { hash: '#/you/lessons' });
  const lesson = await openLesson(page, words.lessons.waited.title);
  await lesson.getByRole('button', { name: words.waited.make }).click();
  await isShown(page.getByText(/^Slow line · 20,000/));
  await lesson.getByRole('switch').click();
  await isShown(lesson.getByText(words.lessons.waited.why));
  await life.owner.call('fault.clear', { did: lamp });
});

test('the last two, in Chinese: an error read and mended, a topic found that the hub itself would grant', async () => {
  const { page } = await openPhone(life.home, life.owner, { hash: '#/you/lessons' });
  await isShown(page.locator('.lesson'));
  await setLanguage(page, 'zh');
  const { lessons, error, rights, progress } = lessonWords.zh;
  const first = await openLesson(page, lessons.error.title);
  const send = first.getByRole('button', { name: error.send });
  await send.click();
  await isShown(first.getByText('OUT_OF_RANGE'));
  await isShown(first.getByText(errorWords.OUT_OF_RANGE.zh));
  await first.getByRole('textbox').fill('40');
  await send.click();
  await isShown(first.getByText(error.taken('40')));
  await isShown(first.getByText(lessons.error.why));
  const second = await openLesson(page, lessons.rights.title);
  await second.getByRole('textbox', { name: rights.topic }).fill(`omni/1/home/dev/${lamp}/p/light/on`);
  await isShown(second.getByText(lessons.rights.why));
  await isShown(page.getByText(progress(2, 5)));
  const topic = second.getByRole('textbox', { name: rights.topic });
  await topic.fill(`omni/1/home/dev/${lamp}/p/light/${'a-very-long-name-'.repeat(8)}`);
  expect(await topic.evaluate((field) => field.scrollHeight <= field.clientHeight && field.scrollWidth <= field.clientWidth)).toBe(true);
  await isShown(second.getByText(rights.begin('omni/1/home')));
  const chooser = page.getByRole('combobox', { name: lessonWords.zh.practiseOn });
  expect(await chooser.inputValue()).toBe(lamp);
  const other = await chooser.locator('option').last().getAttribute('value');
  await chooser.selectOption(other);
  await second.getByText(lessons.rights.title).click();
  expect(await topic.inputValue()).toBe(`omni/1/home/dev/${other}/cmd`);
  // Whatever is said below, the foot of the last lesson can be scrolled clear of it.
  expect(await page.locator('.screen').evaluate((screen) => parseFloat(getComputedStyle(screen).paddingBottom))).toBeGreaterThanOrEqual(78);
});
