// Every screen of a home with the starter devices, and how it is recognised: for checks that must hold on all of them.
import type { Page } from 'playwright-core';
import { en } from '../../../dashboard/language/en.ts';
import { zh } from '../../../dashboard/language/zh.ts';
import { en as lensEn } from '../../../dashboard/strategy/words-en.ts';
import { zh as lensZh } from '../../../dashboard/strategy/words-zh.ts';
import type { LivedIn } from './home.ts';
import { models } from './home.ts';
import { isShown } from './phone.ts';

export const languages = { en: { phone: en, lens: lensEn }, zh: { phone: zh, lens: lensZh } } as const;
export type LanguageName = keyof typeof languages;

export interface Screen {
  readonly name: string;
  readonly hash: string;
  /** Whatever else it takes to have all of it; in English. */
  readonly prepare?: (page: Page) => Promise<void>;
}

export async function screensOf({ owner, home }: LivedIn): Promise<readonly Screen[]> {
  const { devices } = await owner.callHttp('device.list', {});
  const boxOf = (model: string): string => home.ready.boxes.filter((box) => box.model === model).at(-1)?.serial ?? '';
  return [
    { name: 'home', hash: '#/' },
    ...devices.map(({ model, did }) => ({
      name: `sheet of ${model}`,
      hash: `#/device/${did}`,
      async prepare(page: Page) {
        await isShown(page.locator('.chart canvas'));
        await page.locator('.faults summary').click();
      },
    })),
    { name: 'add', hash: '#/add', prepare: (page) => isShown(page.getByText(en.notAdmitted)) },
    { name: 'code', hash: `#/add/${boxOf(models.lamp)}`, prepare: (page) => isShown(page.getByLabel(en.codeLabel)) },
    { name: 'refused maker', hash: `#/add/${boxOf(models.fan)}`, prepare: (page) => isShown(page.getByText(en.notAdmittedTitle)) },
    {
      name: 'just paired',
      hash: `#/added/${devices.find(({ model }) => model === models.lamp)?.did ?? ''}`,
      prepare: (page) => isShown(page.getByRole('button', { name: en.done })),
    },
    { name: 'you', hash: '#/you', prepare: (page) => isShown(page.getByRole('radio', { name: en.open, exact: true })) },
    {
      name: 'people, invited',
      hash: '#/you/people',
      async prepare(page) {
        await page.getByRole('button', { name: en.inviteLink }).click();
        await isShown(page.getByRole('img', { name: en.inviteQr }));
      },
    },
    { name: 'rooms', hash: '#/you/rooms', prepare: (page) => isShown(page.getByRole('button', { name: en.addRoom })) },
    {
      name: 'lessons',
      hash: '#/you/lessons',
      async prepare(page) {
        await isShown(page.locator('.lesson summary'));
        for (const summary of await page.locator('.lesson summary').all()) await summary.click();
      },
    },
    {
      name: 'start over',
      hash: '#/you/start-over',
      prepare: (page) => page.getByRole('button', { name: en.startOverAgree }).click(),
    },
  ];
}

/** The lens, asking; then, all of it. */
export const guessScreen: Screen = {
  name: 'strategy, guess',
  hash: '#/strategy',
  prepare: (page) => isShown(page.getByRole('button', { name: lensEn.skip })),
};
export const strategyScreen: Screen = {
  name: 'strategy, revealed',
  hash: '#/strategy',
  async prepare(page) {
    await page.getByRole('button', { name: lensEn.skip }).click();
    await page.locator('.st-line button').first().click();
    for (const summary of await page.locator('.strategy summary').all()) await summary.click();
    await isShown(page.locator('.st-assumptions table'));
  },
};

/** The wire, with a command that was followed. */
export const wireScreen: Screen = {
  name: 'wire',
  hash: '#/wire',
  async prepare(page) {
    await isShown(page.locator('.wl-line'));
    await page.evaluate(async (model) => {
      const call = async (op: string, args: object): Promise<unknown> => {
        const response = await fetch(`/api/rpc/${op}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(args),
        });
        return response.json();
      };
      const { result } = (await call('device.list', {})) as { result: { devices: { model: string; did: string }[] } };
      const did = result.devices.find((device) => device.model === model)?.did;
      await call('device.set', { did, service: 'light', property: 'on', value: true });
    }, models.lamp);
    await page.locator('.wl-line[data-kind="cmd"]').last().click();
    await isShown(page.locator('.wl-arrow'));
  },
};

/** As if chosen under You, in another tab: without leaving the screen. */
export async function setLanguage(page: Page, language: LanguageName): Promise<void> {
  await page.evaluate((chosen) => {
    const key = 'omnihome.settings';
    localStorage.setItem(key, JSON.stringify({ language: chosen, theme: 'system', favourites: [] }));
    dispatchEvent(new StorageEvent('storage', { key }));
  }, language);
  await page.waitForFunction((lang) => document.documentElement.lang === lang, language === 'zh' ? 'zh-CN' : 'en');
}

/** What moves has come to rest: a colour halfway is nobody's choice. */
export const atRest = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    await document.fonts.ready;
    // In what is folded away nothing moves, and so nothing ends.
    const isSeen = (effect: AnimationEffect | null): boolean =>
      !(effect instanceof KeyframeEffect) || effect.target?.checkVisibility({ contentVisibilityAuto: true }) !== false;
    const ends = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity && isSeen(effect));
    await Promise.all(ends.map((animation) => animation.finished.catch(() => undefined)));
  });
