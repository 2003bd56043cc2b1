// One Chromium for a test file. Where none is installed its tests are skipped loudly, or fail with CI=true.
import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';
import { afterAll, vi } from 'vitest';
import { findProgram, testWith } from '../../support/missing-program.ts';
import { launchOptions } from './launch-options.ts';

// Generous: these limits say that something never comes, not that it is slow.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 120_000 });

/** `test`, where there is a Chromium. */
export const test = testWith('chromium');

let launched: Promise<Browser> | undefined;

/** This file's Chromium, started when first asked for. */
export function browser(): Promise<Browser> {
  return (launched ??= chromium.launch(launchOptions(findProgram('chromium') ?? 'chromium')));
}

afterAll(async () => {
  await (await launched)?.close();
});
