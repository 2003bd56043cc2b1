// Pictures of every type of the catalogue: its sheet as high as it is, and Home with all of them.
import { join } from 'node:path';
import type { Browser, BrowserContext } from 'playwright-core';
import { bringEveryType } from './every-type.ts';
import type { Call } from './every-type.ts';
import { camera, languages, looks, open } from './camera.ts';
import { wide } from './launch-options.ts';

interface Scene {
  readonly browser: Browser;
  /** Of an empty home. */
  readonly doors: { readonly http: string; readonly mqtt: string };
  /** An owner's cookies, and their calls. */
  readonly state: Awaited<ReturnType<BrowserContext['storageState']>>;
  readonly call: Call;
  readonly folder: string;
  readonly out: string;
  readonly only: string;
}

const shortly = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 100));

/** Each at work: a curtain on its way, a robot cleaning, water getting hot. What refuses is pictured as it is. */
const atWork = [
  ['tv', 'media', 'source', 'film'],
  ['air-conditioner', 'thermostat', 'mode', 'heat'],
  ['air-conditioner', 'thermostat', 'target', 28],
  ['humidifier', 'power', 'on', true],
  ['smart-plug', 'outlet', 'on', true],
  ['ceiling-lamp', 'light', 'on', true],
  ['light-strip', 'light', 'on', true],
  ['fan', 'power', 'on', true],
  ['purifier', 'power', 'on', true],
  ['curtain', 'cover', 'position', 40],
] as const;
const started = [
  ['robot-vacuum', 'vacuum', 'clean', { mode: 'standard' }],
  ['kettle', 'heater', 'start', {}],
  ['rice-cooker', 'cooker', 'cook', { dish: 'rice' }],
  ['speaker', 'media', 'play', {}],
  ['speaker', 'timer', 'begin', { seconds: 1800 }],
  ['door-lock', 'lock', 'lock', {}],
  ['smoke-detector', 'smoke', 'test', {}],
] as const;

export async function shootEveryType({ browser, doors, state, call, folder, out, only }: Scene): Promise<void> {
  const { host, dids } = await bringEveryType({ mqtt: doors.mqtt, data: join(folder, 'every-type'), hour: 19 }, call, shortly);
  const didOf = (type: string): string => dids.get(type) ?? '';
  const refused = (thrown: unknown): void => void process.stderr.write(`${String(thrown)}\n`);
  for (const [type, service, property, value] of atWork)
    await call('device.set', { did: didOf(type), service, property, value }).catch(refused);
  for (const [type, service, action, args] of started)
    await call('device.action', { did: didOf(type), service, action, in: args }).catch(refused);
  for (const look of looks) {
    const words = languages[look.language];
    const { context, page } = await open(browser, look, state);
    const { shoot, shootTall } = camera(page, look, { out, only });
    await page.goto(`${doors.http}/#/`);
    await page.locator('.tile-value b').first().waitFor();
    await shoot('every-home');
    await shootTall('every-home-tall', look.viewport.width === wide.width ? 2400 : 3000);
    if (look.viewport.width !== wide.width) {
      for (const [type, did] of dids) {
        await page.goto(`${doors.http}/#/device/${did}`);
        await page.getByRole('dialog').getByRole('heading', { name: words.about }).waitFor();
        await page.locator('.sheet-cards .card').first().waitFor();
        await shootTall(`sheet-${type}`, 1500);
      }
    }
    await context.close();
  }
  await host.stop();
}
