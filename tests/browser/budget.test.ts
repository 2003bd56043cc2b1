// What the phone costs before it shows anything, and that it fits the narrowest screen.
import { gzipSync } from 'node:zlib';
import { beforeAll, expect } from 'vitest';
import { test } from './support/chromium.ts';
import { liveIn } from './support/home.ts';
import type { LivedIn } from './support/home.ts';
import { isShown, openPhone } from './support/phone.ts';
import { guessScreen, screensOf, setLanguage, strategyScreen, wireScreen } from './support/screens.ts';

let life: LivedIn;
beforeAll(async () => {
  life = await liveIn();
});

test('programs and styles of the home screen weigh at most 300 kB gzipped', async () => {
  const { page, context } = await openPhone(life.home, life.owner, { hash: '#/you' });
  const loaded = new Map<string, number>();
  const other = await context.newPage();
  const bodies: Promise<void>[] = [];
  other.on('response', (response) => {
    const { pathname } = new URL(response.url());
    if (/\.(js|mjs|css)$/.test(pathname)) bodies.push(response.body().then((body) => void loaded.set(pathname, gzipSync(body).byteLength)));
  });
  await other.goto(`${life.home.http}/#/`);
  await isShown(other.locator('.tile-value b'));
  await other.waitForLoadState('networkidle');
  await Promise.all(bodies);
  await page.close();
  const total = [...loaded.values()].reduce((sum, bytes) => sum + bytes, 0);
  expect(loaded.size).toBeGreaterThan(1);
  expect(total, [...loaded].map(([path, bytes]) => `${path} ${bytes}`).join('\n')).toBeLessThanOrEqual(300_000);
  expect([...loaded.keys()].filter((path) => /strategy|wire/.test(path))).toEqual([]);
});

test('first useful paint, for the record', async () => {
  const { page, context } = await openPhone(life.home, life.owner);
  await isShown(page.locator('.tile-value b'));
  const again = await context.newPage();
  await again.addInitScript(() => {
    const seen = new MutationObserver(() => {
      if (!document.querySelector('.tile-value b')) return;
      seen.disconnect();
      requestAnimationFrame(() => setTimeout(() => Object.assign(window, { usefulAt: performance.now() })));
    });
    seen.observe(document, { childList: true, subtree: true });
  });
  await again.goto(life.home.http);
  const at = await again.waitForFunction(() => (window as { usefulAt?: number }).usefulAt);
  const useful = (await at.jsonValue()) ?? Number.NaN;
  const paints = await again.evaluate(() =>
    performance.getEntriesByType('paint').map(({ name, startTime }) => `${name} ${Math.round(startTime)} ms`),
  );
  // Told, not asserted: a busy machine is not a slow page.
  process.stdout.write(`first useful paint: ${Math.round(useful)} ms (${paints.join(', ')})\n`);
  expect(useful).toBeGreaterThan(0);
});

test('nothing scrolls sideways at 360 px', { timeout: 120_000 }, async () => {
  const { page, go } = await openPhone(life.home, life.owner, { viewport: { width: 360, height: 740 } });
  const found: string[] = [];
  for (const { name, hash, prepare } of [...(await screensOf(life)), guessScreen, strategyScreen, wireScreen]) {
    await go(hash);
    await page.reload();
    await prepare?.(page);
    for (const language of ['en', 'zh'] as const) {
      await setLanguage(page, language);
      const wider = await page.evaluate(() =>
        ['html', 'body', '.phone', '.phone-main', '.screen', '.sheet', '.sheet-body', '.strategy', '.wire-lens', '.wl-card'].flatMap(
          (selector) =>
            [...document.querySelectorAll(selector)]
              .filter((element) => element.scrollWidth > element.clientWidth + 1)
              .map((element) => `${selector} ${element.scrollWidth} > ${element.clientWidth}`),
        ),
      );
      found.push(...wider.map((what) => `${name}, ${language}: ${what}`));
    }
    await setLanguage(page, 'en');
  }
  expect(found).toEqual([]);
});
