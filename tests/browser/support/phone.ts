// A browser that holds a remote of the home: a context of its own, and an ear for everything that the page must not say.
import { expect } from 'vitest';
import type { BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright-core';
import type { Role } from '#protocol/permissions.ts';
import { whenDone } from '../../support/cleanup.ts';
import type { Controller } from '../../support/controller.ts';
import type { Doors } from '../../support/doors.ts';
import { browser } from './chromium.ts';
import { narrow } from './launch-options.ts';

export const patience = 20_000;

/** Asks again until it is so. */
export const soon = <T>(probe: () => T, message?: string) =>
  expect.poll(probe, { timeout: patience, interval: 50, ...(message ? { message } : {}) });
export const isShown = (locator: Locator): Promise<void> => locator.first().waitFor({ state: 'visible' });
export const isGone = (locator: Locator): Promise<void> => locator.first().waitFor({ state: 'hidden' });

/** Is all of it within the window, without scrolling? */
export async function isInView(locator: Locator): Promise<boolean> {
  const box = await locator.first().boundingBox();
  const size = locator.page().viewportSize();
  return box !== null && size !== null && box.y >= 0 && box.y + box.height <= size.height;
}

export interface Phone {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What the page or the browser complained of, so far. */
  readonly complaints: readonly string[];
  /** From now on complaints that fit are part of the test. */
  readonly mayComplain: (pattern: RegExp) => void;
  /** Goes to a screen by its hash, such as `#/you`. */
  readonly go: (hash: string) => Promise<void>;
  /** Another tab of the same browser. */
  readonly tab: () => Promise<Page>;
}

export interface PhoneOptions {
  readonly viewport?: { readonly width: number; readonly height: number };
  readonly context?: BrowserContextOptions;
}

/** A browser that the home does not know yet. Nothing may be said on its console, unless the test expects it. */
export async function openBrowser(home: Pick<Doors, 'http'>, { viewport = narrow, context: more = {} }: PhoneOptions = {}): Promise<Phone> {
  const context = await (await browser()).newContext({ viewport, locale: 'en-GB', timezoneId: 'Asia/Shanghai', ...more });
  context.setDefaultTimeout(patience);
  const complaints: string[] = [];
  const expected: RegExp[] = [];
  const complain = (text: string): void => void (expected.some((pattern) => pattern.test(text)) || complaints.push(text));
  const listen = (page: Page): void => {
    page.on('console', (message) => complain(`console.${message.type()}: ${message.text()} (${message.location().url})`));
    page.on('pageerror', (error) => complain(`uncaught: ${error.stack ?? error.message}`));
    page.on('crash', () => complain('the page crashed'));
    page.on('dialog', (dialog) => {
      complain(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
  };
  context.on('page', listen);
  await context.addInitScript(() => {
    addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
      // eslint-disable-next-line no-console -- so it reaches the test like all the rest
      console.error(`policy ${violatedDirective} stopped ${blockedURI}`);
    });
  });
  const page = await context.newPage();
  whenDone(async () => {
    await context.close();
    expect(complaints, 'what the page complained of').toEqual([]);
  });
  return {
    page,
    context,
    complaints,
    mayComplain: (pattern) => void expected.push(pattern),
    async go(hash) {
      await page.goto(`${home.http}/${hash}`);
    },
    tab: () => context.newPage(),
  };
}

/** A browser that holds a remote, at the home screen. */
export async function openPhone(
  home: Doors,
  owner: Controller,
  { role = 'owner', rooms = [], hash = '#/', ...options }: PhoneOptions & { role?: Role; rooms?: string[]; hash?: string } = {},
): Promise<Phone> {
  const phone = await openBrowser(home, options);
  const { token } = await owner.call('person.invite', { role, rooms });
  const claimed = await phone.context.request.post(`${home.http}/api/claim`, { data: { token, name: `A ${role}` } });
  expect(claimed.status()).toBe(200);
  await phone.go(hash);
  return phone;
}

/** The sheet that is open, by its title. */
export const sheet = (page: Page, title?: string): Locator =>
  page.getByRole('dialog', title === undefined ? {} : { name: title, exact: true });

/** The tile of a device on the home screen, by its name. */
export const tile = (page: Page, name: string): Locator =>
  page.getByRole('listitem').filter({ has: page.getByText(name, { exact: true }) });
