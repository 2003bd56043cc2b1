// Every type of the catalogue, paired with one home: its tile, its sheet and its cards are there, nothing is complained of,
// axe finds nothing, and a few are operated end to end.
import { beforeAll, describe, expect } from 'vitest';
import type { Page } from 'playwright-core';
import { loadType } from '#devices/catalogue.ts';
import { declarations } from '#protocol/services/declarations.ts';
import type { DeviceSpec } from '#protocol/spec.ts';
import { en } from '../../dashboard/language/en.ts';
import { whenDone } from '../support/cleanup.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { violations } from './support/axe.ts';
import { test } from './support/chromium.ts';
import { bringEveryType } from './support/every-type.ts';
import type { EveryType } from './support/every-type.ts';
import { liveIn } from './support/home.ts';
import type { LivedIn } from './support/home.ts';
import { isShown, openPhone, sheet, soon } from './support/phone.ts';
import { atRest, setLanguage } from './support/screens.ts';

let life: LivedIn;
let every: EveryType;
beforeAll(async () => {
  life = await liveIn({ args: ['--devices', 'none'] });
  const { owner, home } = life;
  // Answers of the hub take time of their own: asking again is all the waiting that there is.
  const again = (): Promise<void> => owner.callHttp('pair.list', {}).then(() => undefined);
  every = await bringEveryType({ mqtt: home.mqtt, home: home.home, data: tempFolder() }, (op, args) => owner.callHttp(op, args), again);
  whenDone(() => every.host.stop());
});
const didOf = (type: string): string => every.dids.get(type) ?? expect.fail(`no ${type}`);
const held = (type: string, service: string, property: string) => life.valueOf(didOf(type), service, property);

/** What stands on a sheet: a card, or a row, for each service but the one that About tells. */
const titlesOf = ({ services }: DeviceSpec): string[] =>
  Object.values(services)
    .filter(({ type }) => type !== 'info')
    .map(({ title }) => title.en);

async function eachSheet(look: (page: Page, type: string, spec: DeviceSpec) => Promise<void>): Promise<void> {
  const { page, go } = await openPhone(life.home, life.owner, { context: { reducedMotion: 'reduce' } });
  for (const [type, did] of every.dids) {
    const { spec } = await loadType(type);
    await go(`#/device/${did}`);
    await isShown(sheet(page, spec.title.en));
    await look(page, type, spec);
  }
}

test('each has a tile with words and a sheet with a card for every service', async () => {
  const { page } = await openPhone(life.home, life.owner);
  for (const [type, did] of every.dids) {
    const value = page.locator(`#tile-${did} :is(.tile-value b, .ring-text b)`);
    await soon(() => value.first().textContent(), type).not.toMatch(new RegExp(`^(|${en.loading}|${en.notYet}|${en.offline})$`));
  }
  const seen = new Set<string>();
  await eachSheet(async (its, type, spec) => {
    for (const title of titlesOf(spec)) await isShown(sheet(its).getByRole('region', { name: title, exact: true }));
    // Not one state is shown as the bare slug of the protocol.
    expect(await sheet(its).locator('.hero b, .pill, .face small').allTextContents(), type).not.toContain('');
    for (const service of Object.values(spec.services)) if (service.type !== undefined) seen.add(service.type);
  });
  // The catalogue shows nearly all of the library; what it leaves out has unit tests.
  expect([...declarations.keys()].filter((type) => !seen.has(type))).toEqual([]);
});

test('axe finds nothing on any sheet', { timeout: 240_000 }, async () => {
  const found: string[] = [];
  let language: 'en' | 'zh' = 'en';
  await eachSheet(async (page, type) => {
    // Each sheet in one look, the looks in turn: every card comes in several, and the screens of the starter home in all.
    language = language === 'en' ? 'zh' : 'en';
    await setLanguage(page, language);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await atRest(page);
      for (const violation of await violations(page)) found.push(`${type}, ${language}, ${colorScheme}: ${violation}`);
    }
    await setLanguage(page, 'en');
  });
  expect(found).toEqual([]);
});

describe('operated on its sheet', () => {
  const open = async (type: string): Promise<Page> => {
    const { page } = await openPhone(life.home, life.owner, { hash: `#/device/${didOf(type)}` });
    await isShown(sheet(page).getByRole('heading', { name: en.about }));
    return page;
  };
  const press = (page: Page, name: string) => sheet(page).locator('.sheet-cards').getByRole('button', { name, exact: true }).click();

  test('a lock unlocks and locks, and the phone says so', async () => {
    const page = await open('door-lock');
    await press(page, 'Unlock');
    await isShown(sheet(page).locator('.hero').getByText('Unlocked', { exact: true }));
    await soon(() => held('door-lock', 'lock', 'bolt')).toBe('unlocked');
  });

  test('a curtain closes, shows its way, and stops half-way', async () => {
    const page = await open('curtain');
    await press(page, 'Close');
    await isShown(sheet(page).locator('.pill').getByText('Closing', { exact: true }));
    await press(page, 'Stop');
    await isShown(sheet(page).locator('.pill').getByText('Still', { exact: true }));
    const at = Number(await held('curtain', 'cover', 'position'));
    expect(at).toBeGreaterThan(0);
    await soon(() => sheet(page).getByRole('slider', { name: 'Open', exact: true }).inputValue()).toBe(String(at));
  });

  test('a thermostat’s target moves by its step, and can be undone', async () => {
    const page = await open('air-conditioner');
    const before = Number(await held('air-conditioner', 'thermostat', 'target'));
    await press(page, en.more('Target'));
    await soon(() => held('air-conditioner', 'thermostat', 'target')).toBe(before + 0.5);
    await page.locator('.snackbar').getByRole('button', { name: en.undo }).click();
    await soon(() => held('air-conditioner', 'thermostat', 'target')).toBe(before);
  });

  test('a speaker plays, pauses and mutes', async () => {
    const page = await open('speaker');
    await press(page, 'Play');
    await isShown(sheet(page).locator('.pill').getByText('Playing', { exact: true }));
    await press(page, 'Pause');
    await isShown(sheet(page).locator('.pill').getByText('Paused', { exact: true }));
    const mute = sheet(page).getByRole('button', { name: 'Muted', exact: true });
    await mute.click();
    await soon(() => mute.getAttribute('aria-pressed')).toBe('true');
    await soon(() => held('speaker', 'volume', 'muted')).toBe(true);
  });

  test('a robot cleans, and its tile says how far it is; a refusal says why', async () => {
    const page = await open('robot-vacuum');
    await press(page, 'Clean');
    await isShown(sheet(page).locator('.face').getByText('Cleaning', { exact: true }));
    await press(page, 'Back to the dock');
    await isShown(sheet(page).locator('.face').getByText('Returning', { exact: true }));

    const kettle = await open('kettle');
    await press(kettle, 'Heat');
    await isShown(sheet(kettle).locator('.pill').getByText('Heating', { exact: true }));
    const tv = await open('tv');
    await sheet(tv).getByRole('switch', { name: 'Power' }).uncheck();
    await press(tv, 'Play');
    await isShown(sheet(tv).locator('.action-end').getByText('The television is off'));
  });

  test('a smoke detector’s test is an alarm that stands out on its card and at Home', async () => {
    const { page, tab } = await (async () => {
      const phone = await openPhone(life.home, life.owner, { hash: `#/device/${didOf('smoke-detector')}` });
      return { page: phone.page, tab: phone.tab };
    })();
    const other = await tab();
    await other.goto(`${life.home.http}/#/`);
    await isShown(other.locator(`#tile-${didOf('smoke-detector')}`));
    const alarmed = isShown(other.locator(`#tile-${didOf('smoke-detector')}[data-level='alarm']`).getByText(en.smoke));
    const chip = isShown(other.getByRole('button', { name: en.smoke, exact: true }));
    await press(page, 'Test the alarm');
    await isShown(sheet(page).getByRole('alert').getByText(en.helpSmoke));
    await Promise.all([alarmed, chip]);
    await isShown(sheet(page).locator('.hero').getByText(en.noSmoke));
  });
});
