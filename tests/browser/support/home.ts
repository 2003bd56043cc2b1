// The product as a person starts it, with its page built once, and an owner who can ask it over MQTT and HTTP.
import { mkdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OmniError } from '#protocol/errors.ts';
import type { Value } from '#protocol/values.ts';
import { buildPage, pageIsFresh } from '#hub/launch/page.ts';
import { enterAsOwner } from '../../support/controller.ts';
import type { Controller } from '../../support/controller.ts';
import { startHome } from '../../support/start-home.ts';
import type { RunningHome, StartHomeOptions } from '../../support/start-home.ts';
import { eventually } from '../../support/waiting.ts';

const lock = join(tmpdir(), 'omnihome-test-build.lock');

function isTaken(): boolean {
  try {
    mkdirSync(lock);
    return false;
  } catch {
    // One that died while it built leaves its lock behind.
    const held = statSync(lock, { throwIfNoEntry: false });
    if (held && Date.now() - held.mtimeMs > 120_000) rmSync(lock, { recursive: true, force: true });
    return true;
  }
}

/** Test files run side by side: one builds, the others wait. Otherwise each launcher would build over another's page. */
export async function preparePage(): Promise<void> {
  if (pageIsFresh()) return;
  await eventually(() => !isTaken(), 'end of another build of the page', 130_000);
  try {
    if (!pageIsFresh()) await buildPage();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

export interface LivedIn {
  readonly home: RunningHome;
  /** Holds the home's first remote. */
  readonly owner: Controller;
  /** The did of the first device of a model. Errors: NO_SUCH_DEVICE. */
  readonly didOf: (model: string) => Promise<string>;
  /** What the hub holds for a property; undefined where it has no report. */
  valueOf(did: string, service: string, property: string): Promise<Value | undefined>;
}

export async function liveIn(options?: StartHomeOptions): Promise<LivedIn> {
  await preparePage();
  const home = await startHome(options);
  const owner = await enterAsOwner(home, 'Test engineer');
  return {
    home,
    owner,
    async didOf(model) {
      const { devices } = await owner.callHttp('device.list', {});
      const found = devices.find((device) => device.model === model);
      if (!found) throw new OmniError('NO_SUCH_DEVICE', `no ${model} in this home`);
      return found.did;
    },
    async valueOf(did, service, property) {
      const { values } = await owner.callHttp('device.get', { did });
      return values[service]?.[property]?.value;
    },
  };
}

export const models = { lamp: 'dawn.lamp-1', fan: 'gale.fan-3' } as const;
