// axe-core on every screen, in both themes and both languages. One file for each size, so that they run side by side.
import { beforeAll, expect } from 'vitest';
import type { Page } from 'playwright-core';
import { en } from '../../../dashboard/language/en.ts';
import { violations } from './axe.ts';
import { test } from './chromium.ts';
import { liveIn } from './home.ts';
import type { LivedIn } from './home.ts';
import { isShown, openBrowser, openPhone } from './phone.ts';
import { atRest, guessScreen, screensOf, setLanguage, strategyScreen, wireScreen } from './screens.ts';
import type { Screen } from './screens.ts';

/** Theme by theme and language by language, of a screen that stands in English and light. */
async function inEveryLook(page: Page, name: string, outside?: string): Promise<string[]> {
  const found: string[] = [];
  for (const language of ['en', 'zh'] as const) {
    await setLanguage(page, language);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await atRest(page);
      for (const violation of await violations(page, outside)) found.push(`${name}, ${language}, ${colorScheme}: ${violation}`);
    }
  }
  await setLanguage(page, 'en');
  return found;
}

export function everyScreenIsAccessible(viewport: { readonly width: number; readonly height: number }): void {
  const isWide = viewport.width >= 1000;
  const context = { reducedMotion: 'reduce', colorScheme: 'light' } as const;
  let life: LivedIn;
  beforeAll(async () => {
    life = await liveIn();
  });
  const visit = async (screens: readonly Screen[], outside?: string): Promise<string[]> => {
    const { page, go } = await openPhone(life.home, life.owner, { viewport, context });
    await isShown(page.locator('.tile-value b'));
    const found: string[] = [];
    for (const { name, hash, prepare } of screens) {
      await go(hash);
      await page.reload();
      await prepare?.(page);
      found.push(...(await inEveryLook(page, name, outside)));
    }
    return found;
  };

  test(`axe finds nothing on any screen at ${viewport.width} px`, { timeout: 180_000 }, async () => {
    // The lens that stands beside the phone on a desktop has a test of its own.
    expect(await visit(await screensOf(life), isWide ? '.lens' : undefined)).toEqual([]);
  });

  test(`axe finds nothing in the Strategy lens at ${viewport.width} px`, { timeout: 180_000 }, async () => {
    expect(await visit([guessScreen, strategyScreen])).toEqual([]);
  });

  test(`axe finds nothing in the Wire lens at ${viewport.width} px`, { timeout: 180_000 }, async () => {
    expect(await visit([wireScreen])).toEqual([]);
  });

  test(`axe finds nothing at the door at ${viewport.width} px`, async () => {
    const { page, go } = await openBrowser(life.home, { viewport, context });
    await go('');
    await isShown(page.getByLabel(en.pasteLink));
    const found = await inEveryLook(page, 'no link');
    await go('#claim=a-token-that-is-none');
    await isShown(page.getByLabel(en.yourName));
    expect([...found, ...(await inEveryLook(page, 'claim'))]).toEqual([]);
  });
}
