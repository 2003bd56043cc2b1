// How Chromium is started, for tests and pictures: nothing of its own on the network, nothing asked at first run.
import type { LaunchOptions } from 'playwright-core';

export const launchOptions = (executablePath: string): LaunchOptions => ({
  executablePath,
  headless: true,
  args: [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
});

export const narrow = { width: 390, height: 844 } as const;
export const wide = { width: 1440, height: 900 } as const;
