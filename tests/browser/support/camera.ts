// How pictures are taken: one look (language, theme, size) at a time, files with stable names.
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { en } from '../../../dashboard/language/en.ts';
import { zh } from '../../../dashboard/language/zh.ts';
import { en as strategyEn } from '../../../dashboard/strategy/words-en.ts';
import { zh as strategyZh } from '../../../dashboard/strategy/words-zh.ts';
import { narrow, wide } from './launch-options.ts';

export const languages = { en: { ...en, lens: strategyEn, tag: 'en-GB' }, zh: { ...zh, lens: strategyZh, tag: 'zh-CN' } } as const;
export const looks = (['en', 'zh'] as const).flatMap((language) =>
  (['light', 'dark'] as const).flatMap((theme) => [narrow, wide].map((viewport) => ({ language, theme, viewport }))),
);
export type Look = (typeof looks)[number];

export async function open(
  browser: Browser,
  { language, theme, viewport }: Look,
  state?: Awaited<ReturnType<BrowserContext['storageState']>>,
) {
  const context = await browser.newContext({
    viewport,
    locale: languages[language].tag,
    colorScheme: theme,
    timezoneId: 'Asia/Shanghai',
    reducedMotion: 'reduce',
    deviceScaleFactor: 1,
    ...(state ? { storageState: state } : {}),
  });
  context.setDefaultTimeout(30_000);
  return { context, page: await context.newPage() };
}

/** `only`: a picture whose name does not contain it is not taken. */
export function camera(page: Page, { language, theme, viewport }: Look, { out, only }: { readonly out: string; readonly only: string }) {
  const shoot = async (name: string): Promise<void> => {
    const file = `${name}-${viewport.width}-${theme}-${language}.png`;
    if (!file.includes(only)) return;
    await page.evaluate(() => document.fonts.ready);
    await page.screenshot({ path: join(out, file), animations: 'disabled', caret: 'hide' });
    process.stdout.write(`${file}\n`);
  };
  /** The same screen as high as it needs to be: all that a person would have to scroll to. */
  const shootTall = async (name: string, height: number): Promise<void> => {
    await page.setViewportSize({ width: viewport.width, height });
    await shoot(name);
    await page.setViewportSize(viewport);
  };
  return { shoot, shootTall };
}
