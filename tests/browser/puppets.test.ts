// What the phone shows when a device refuses, stays silent, goes and comes back, or has a hostile name: with a device moved by hand.
import { beforeAll, expect } from 'vitest';
import type { Command } from '#protocol/envelopes.ts';
import { en } from '../../dashboard/language/en.ts';
import { errorWords } from '../../dashboard/language/error-words.ts';
import { enterPuppet, createPuppet, puppetSpec } from '../support/puppet-device.ts';
import { test } from './support/chromium.ts';
import { liveIn } from './support/home.ts';
import type { LivedIn } from './support/home.ts';
import { isGone, isShown, openPhone, sheet, soon, tile } from './support/phone.ts';

let life: LivedIn;
beforeAll(async () => {
  life = await liveIn({ args: ['--devices', 'none'] });
});
let made = 0;
/** A puppet with a name of its own. */
async function enter(options: Parameters<typeof enterPuppet>[2] = {}) {
  made += 1;
  const name = `Puppet ${made}`;
  return { name, ...(await enterPuppet(life.home, life.owner, { place: { name }, ...options })) };
}

test('a refused command goes back to the latest report, says why in words, and can be tried again', async () => {
  const { name, did, line } = await enter();
  await line.report('light', 'brightness', 20);
  const { page } = await openPhone(life.home, life.owner, { hash: `#/device/${did}` });
  const slider = sheet(page, name).getByRole('slider', { name: 'Brightness' });
  await soon(() => slider.inputValue()).toBe('20');

  const held: Command[] = [];
  line.onCommand = (command) => void held.push(command);
  await slider.press('ArrowRight');
  await line.commands.next();
  expect(await slider.inputValue(), 'shown at once').toBe('25');
  await isShown(sheet(page).getByLabel(en.sending));
  // Meanwhile somebody else turned it: that, not the 20 from before the tap, is where it goes back to.
  await line.report('light', 'brightness', 35);
  line.onCommand = (command) => void line.fail(command, 'WRONG_STATE');
  for (const command of held) await line.fail(command, 'WRONG_STATE');
  await soon(() => slider.inputValue()).toBe('35');
  const problem = sheet(page).locator('.control-problem');
  await isShown(problem.getByText(errorWords.WRONG_STATE.en));
  // Said once, where it happened.
  expect(await page.locator('.snackbar').count()).toBe(0);

  line.onCommand = (again) => void line.obey(again);
  await problem.getByRole('button', { name: en.retry }).click();
  await soon(() => slider.inputValue()).toBe('25');
  await isGone(problem);
  await soon(() => life.valueOf(did, 'light', 'brightness')).toBe(25);
});

test('one press of an arrow key is one message, and can be undone', async () => {
  const { name, did, line } = await enter();
  await line.report('light', 'brightness', 20);
  const { page } = await openPhone(life.home, life.owner, { hash: `#/device/${did}` });
  const slider = sheet(page, name).getByRole('slider', { name: 'Brightness' });
  await soon(() => slider.inputValue()).toBe('20');
  const values: unknown[] = [];
  line.onCommand = (command) => {
    values.push(command.op === 'set' ? command.value : command.op);
    void line.obey(command);
  };
  await slider.press('ArrowRight');
  const said = page.locator('.snackbar');
  await said.getByRole('button', { name: en.undo }).click();
  await soon(() => slider.inputValue()).toBe('20');
  // The undo came after everything that the key had sent.
  await soon(() => values).toEqual([25, 20]);
});

test('a device that was paired and never spoke has a name, says so, and can be removed', async () => {
  const puppet = createPuppet(life.home);
  const did = await puppet.pair(life.owner);
  const { page } = await openPhone(life.home, life.owner);
  const its = page.locator(`#tile-${did}`);
  await isShown(its.getByText(puppet.spec.title.en, { exact: true }));
  await isShown(its.getByText(en.notSpoken));
  await its.locator('.tile-body').click();
  await isShown(sheet(page, puppet.spec.title.en).getByText(en.notSpokenHelp));
  await sheet(page).getByRole('button', { name: en.removeDevice }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: en.remove, exact: true }).click();
  await isGone(its);
  expect((await life.owner.callHttp('device.list', {})).devices.map((device) => device.did)).not.toContain(did);
});

test("a refusal on the home screen is told in the device's own words, with a way to try again", async () => {
  const { name, line } = await enter();
  const { page } = await openPhone(life.home, life.owner);
  line.onCommand = (command) =>
    void line.fail(command, 'WRONG_STATE', {
      error: { code: 'WRONG_STATE', message: 'lid', say: { en: 'Close the lid first.', zh: '请先合上盖子。' }, outcome: 'not-done' },
    });
  const toggle = tile(page, name).locator('button.tile-icon');
  await toggle.click();
  const said = page.locator('.snackbar');
  await isShown(said.getByText(en.failedOn(name, 'Close the lid first.')));
  expect(await toggle.getAttribute('aria-pressed')).toBe('false');
  line.onCommand = (command) => void line.obey(command);
  await said.getByRole('button', { name: en.retry }).click();
  await soon(() => toggle.getAttribute('aria-pressed')).toBe('true');
});

test('a silent device: still trying, then not confirmed, shown as what the hub last heard', async () => {
  const { name, did, line } = await enter();
  const { page } = await openPhone(life.home, life.owner, { hash: `#/device/${did}` });
  const on = sheet(page, name).getByRole('switch', { name: 'On' });
  await soon(() => on.isEnabled()).toBe(true);
  line.onCommand = () => undefined;
  await on.press('Space');
  await line.commands.next();
  expect(await on.isChecked()).toBe(true);
  await isShown(sheet(page).getByLabel(en.stillTrying));
  await isShown(sheet(page).getByLabel(en.notConfirmed));
  await isShown(sheet(page).locator('.control-problem').getByText(en.notConfirmedShown));
  expect(await on.isChecked()).toBe(false);
  // It had been done after all: the late report moves what is shown.
  await line.report('light', 'on', true);
  await soon(() => on.isChecked()).toBe(true);
  // The value is known again: nothing is left to dismiss, here or on the tile.
  await isGone(sheet(page).locator('.control-problem'));
  expect(await page.getByLabel(en.notConfirmed).count()).toBe(0);
});

test('a device that drops is grey, disabled and says when it was last seen; back, it works again', async () => {
  const { name, did, puppet, line } = await enter();
  const { page } = await openPhone(life.home, life.owner);
  const its = tile(page, name);
  const toggle = its.getByRole('button', { name: en.turnOn(name), exact: true });
  await soon(() => toggle.isEnabled()).toBe(true);
  line.link.cut();
  await isShown(its.getByText(en.offline, { exact: true }));
  expect(await toggle.isDisabled()).toBe(true);
  expect(await its.getAttribute('data-offline')).not.toBeNull();
  await isShown(its.locator('.tile-seen').getByText(/now|second|minute|ago/));
  await isShown(page.getByRole('button', { name: en.offlineCount(1) }));

  await its.locator('.tile-body').click();
  await isShown(sheet(page, name).getByText(/last seen/));
  const slider = sheet(page).getByRole('slider', { name: 'Brightness' });
  expect(await slider.isDisabled()).toBe(true);
  await isShown(sheet(page).getByText(en.stale, { exact: true }));

  await puppet.live({ brightness: 60 });
  await soon(() => slider.isEnabled()).toBe(true);
  expect(await slider.inputValue()).toBe('60');
  await isGone(sheet(page).getByText(en.stale, { exact: true }));
  await isGone(sheet(page).getByText(/last seen/));
  await sheet(page).getByRole('button', { name: en.close }).click();
  await toggle.click();
  await isShown(its.getByRole('button', { name: en.turnOff(name), exact: true }));
  expect(await life.valueOf(did, 'light', 'on')).toBe(true);
});

test('a guest’s tile of what he may not control says so; one that he may control does not', async () => {
  for (const id of ['kitchen', 'bedroom']) await life.owner.call('room.put', { id });
  const here = await enter({ place: { name: 'Mine', room: 'kitchen' } });
  const { page } = await openPhone(life.home, life.owner, { role: 'guest', rooms: ['kitchen'] });
  await isShown(tile(page, 'Mine'));
  expect(await tile(page, 'Mine').getByText(en.viewOnly).count()).toBe(0);

  const { page: looking, go } = await openPhone(life.home, life.owner, { role: 'guest' });
  await isShown(tile(looking, 'Mine').getByText(en.viewOnly));
  await go(`#/device/${here.did}`);
  await isShown(sheet(looking, 'Mine').getByText(en.viewOnlyHelp));
});

test('names and titles from outside are shown as text', async () => {
  const evil = '<img src=x onerror=alert(1)>';
  const spec = puppetSpec();
  const { light } = spec.services;
  if (!light) throw new Error('the puppet is a light');
  const title = { en: evil, zh: evil };
  const hostile = puppetSpec({
    model: 'test.hostile-1',
    title,
    services: {
      light: { ...light, title, properties: { ...light.properties, label: { format: 'string', maxLength: 64, access: ['read'], title } } },
    },
  });
  const { page, go } = await openPhone(life.home, life.owner);
  const near = createPuppet(life.home, { spec: hostile });
  await near.approach();
  await isShown(page.getByText(en.nearbyTitle(evil)));
  await go(`#/add/${near.serial}`);
  await isShown(page.getByRole('dialog').getByRole('heading', { name: evil }));

  const { did } = await enter({ spec: hostile, place: { name: evil } });
  await go(`#/device/${did}`);
  await isShown(sheet(page, evil).getByRole('heading', { name: evil }).first());
  await isShown(sheet(page).getByText(evil).nth(2));
  await go('#/strategy');
  await page.getByRole('button', { name: 'Skip, just show me' }).click();
  await isShown(page.getByText(evil).first());
  expect(await page.locator('img').count()).toBe(0);
});
