// The Strategy lens on a phone: guess first, then the numbers; what they are made of one tap away; sliders that turn them.
import { beforeAll, expect } from 'vitest';
import { en as lens } from '../../dashboard/strategy/words-en.ts';
import { enterPuppet, puppetSpec } from '../support/puppet-device.ts';
import { test } from './support/chromium.ts';
import { liveIn } from './support/home.ts';
import type { LivedIn } from './support/home.ts';
import { isInView, isShown, openPhone, soon } from './support/phone.ts';

let life: LivedIn;
beforeAll(async () => {
  life = await liveIn();
});

test('the numbers are covered until a guess is made; then they stand beside it', async () => {
  const { page } = await openPhone(life.home, life.owner, { hash: '#/strategy' });
  await isShown(page.getByText(lens.covered).first());
  expect(await page.getByText(lens.covered).count()).toBe(2);
  expect(await page.locator('.st-targets').count()).toBe(0);
  const reveal = page.getByRole('button', { name: lens.reveal });
  expect(await reveal.isDisabled()).toBe(true);
  await page.getByLabel(lens.guessMove, { exact: true }).fill('900');
  await page.getByRole('button', { name: lens.reveal }).click();
  const answer = page.getByTestId('answer-move');
  await isShown(answer);
  expect(await answer.innerText()).toMatch(/CNY\s*\d/);
  // The button stood a screen below: what was asked for must not be out of sight.
  await soon(async () => ((await page.getByTestId('answer-next').boundingBox())?.y ?? -1) >= 0).toBe(true);
  await isShown(page.getByText(/^You guessed CNY 900: /));
  // Remembered as long as the tab lives, asked anew when wanted.
  await page.reload();
  await isShown(page.getByTestId('answer-move'));
  await page.getByRole('button', { name: lens.guessAgain }).click();
  await isShown(page.getByText(lens.covered).first());
});

test('what a number is made of, and every assumption, is one tap away', async () => {
  const { page } = await openPhone(life.home, life.owner, { hash: '#/strategy' });
  await page.getByRole('button', { name: lens.skip }).click();
  const rival = page.getByRole('region', { name: new RegExp(`^${lens['closed-rival']}`) });
  const line = rival.locator('.st-line').first();
  await line.getByRole('button').click();
  expect(await line.getByRole('button').getAttribute('aria-expanded')).toBe('true');
  await isShown(line.getByText(lens.formula, { exact: true }));
  await isShown(line.getByText(lens.inputs, { exact: true }));
  await isShown(line.getByText('Air purifier').first());
  await page.getByText(/^All \d+ assumptions, with sources$/).click();
  const table = page.getByRole('region', { name: /assumptions, with sources: table$/ });
  await isShown(table);
  expect(await table.getByRole('rowheader').count()).toBeGreaterThan(5);
});

test('sliders change the numbers, and each has a way back', async () => {
  const { page } = await openPhone(life.home, life.owner, { hash: '#/strategy' });
  await page.getByRole('button', { name: lens.skip }).click();
  const [next, move] = [page.getByTestId('answer-next'), page.getByTestId('answer-move')];
  await isShown(next);
  const [nextBefore, moveBefore] = [await next.innerText(), await move.innerText()];
  const beta = page.getByRole('slider', { name: lens.beta });
  await beta.press('End');
  await soon(() => next.innerText()).not.toBe(nextBefore);
  expect(await move.innerText(), 'what is owned does not depend on what the next one is worth').toBe(moveBefore);
  await page.getByRole('button', { name: `${lens.reset}: ${lens.beta}` }).click();
  await soon(() => next.innerText()).toBe(nextBefore);
  const years = page.getByRole('slider', { name: lens.years });
  for (let step = 0; step < 4; step += 1) await years.press('ArrowRight');
  await soon(() => move.innerText()).not.toBe(moveBefore);
});

test.each([1280, 1440])(
  'turned off their defaults, the sliders keep to their columns and their way back is free, %i px wide',
  async (width) => {
    const { page } = await openPhone(life.home, life.owner, { viewport: { width, height: 900 } });
    await page.getByRole('button', { name: lens.skip }).click();
    const project = page.getByRole('switch', { name: lens.projector });
    const names = [lens.beta, lens.gap, lens.years];
    for (const isProjected of [false, true]) {
      await project.setChecked(isProjected);
      for (const name of names) await page.getByRole('slider', { name }).press('End');
      const boxes = await Promise.all(names.map((name) => page.getByRole('slider', { name }).boundingBox()));
      boxes.forEach((box, i) => {
        const next = boxes[i + 1];
        if (box && next) expect(box.x + box.width, `${names[i] ?? ''}, projector ${isProjected}`).toBeLessThanOrEqual(next.x);
      });
      // A covered button is never clicked: Playwright waits for it to be free.
      for (const name of names) await page.getByRole('button', { name: `${lens.reset}: ${name}` }).click();
    }
  },
);

test('what opens under a line stands there in full, without a scroll of its own', async () => {
  const { page } = await openPhone(life.home, life.owner, { hash: '#/strategy' });
  await page.getByRole('button', { name: lens.skip }).click();
  const line = page
    .getByRole('region', { name: new RegExp(`^${lens['closed-rival']}`) })
    .locator('.st-line')
    .first();
  await line.getByRole('button').click();
  const inputs = line.getByRole('group', { name: lens.inputs });
  await isShown(inputs);
  expect(await inputs.locator('dd').count()).toBeGreaterThan(5);
  expect(await inputs.evaluate((list) => list.scrollHeight - list.clientHeight)).toBe(0);
});

test('a guess is held against the number beside it, also when the sliders move that number', async () => {
  const { page } = await openPhone(life.home, life.owner, { hash: '#/strategy' });
  await page.locator('.st-guess-field input:not([type=range])').first().fill('50');
  await page.getByRole('button', { name: lens.reveal }).click();
  const chip = page.getByRole('group', { name: lens.nextBefore }).locator('.st-guessed');
  await isShown(chip);
  const atFirst = await chip.innerText();
  await page.getByRole('slider', { name: lens.beta }).press('End');
  await soon(() => chip.innerText()).not.toBe(atFirst);
  const answer = Number(/CNY\s*([\d,]+)/.exec(await page.getByTestId('answer-next').innerText())?.[1]);
  // Each is rounded by itself: a yuan may lie between them.
  const off = Number(/([\d,]+) too low/.exec(await chip.innerText())?.[1]);
  expect(Math.abs(answer - 50 - off)).toBeLessThanOrEqual(1);
});

test('opening from the lens is said to be real, and can be undone', async () => {
  const { page } = await openPhone(life.home, life.owner, { hash: '#/strategy' });
  await page.getByRole('button', { name: lens.skip }).click();
  await isShown(page.getByText(lens.realSwitch));
  await page.getByRole('radio', { name: lens.open, exact: true }).check();
  await isShown(page.getByRole('status', { name: lens.changedTitle(lens.closed, lens.open) }));
  expect((await life.owner.call('home.inventory', {})).openness).toBe('open');
  await page.getByRole('radio', { name: lens.bridged, exact: true }).check();
  await isShown(page.getByRole('status', { name: lens.changedTitle(lens.open, lens.bridged) }));
  await isShown(page.getByText(lens.bridgedMeans));
  expect((await life.owner.call('home.inventory', {})).openness).toBe('bridged');
  await page.getByRole('button', { name: lens.undo }).click();
  await isShown(page.getByRole('status', { name: lens.changedTitle(lens.bridged, lens.open) }));
  await page.getByRole('radio', { name: lens.closed, exact: true }).check();
  await isShown(page.getByRole('status', { name: lens.changedTitle(lens.open, lens.closed) }));
  expect((await life.owner.call('home.inventory', {})).openness).toBe('closed');
});

test('on a projector the sliders stand on the screen with the numbers that they move', async () => {
  const { page } = await openPhone(life.home, life.owner, { viewport: { width: 1440, height: 900 } });
  await page.getByRole('button', { name: lens.skip }).click();
  await page.getByRole('switch', { name: lens.projector }).check();
  for (const name of [lens.beta, lens.gap, lens.years]) {
    await soon(() => isInView(page.getByRole('slider', { name }))).toBe(true);
  }
  expect(await isInView(page.getByTestId('answer-next'))).toBe(true);
});

test('what is asked about stays what it is when another device joins', async () => {
  const { page } = await openPhone(life.home, life.owner, { hash: '#/strategy' });
  await page.getByRole('button', { name: lens.skip }).click();
  const asked = page.locator('.st-question em').first();
  const before = await asked.innerText();
  // Two more of another category than the one asked about: it would now be the default.
  const category = before === lens.nextEmphasis('gadget') ? 'widget' : 'gadget';
  const spec = puppetSpec({ category, model: 'test.gadget-1' });
  for (const name of ['Gadget 1', 'Gadget 2']) await enterPuppet(life.home, life.owner, { place: { name }, spec });
  await isShown(page.getByText('Gadget 2').first());
  expect(await asked.innerText()).toBe(before);
});
