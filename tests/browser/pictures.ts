// npx tsx tests/browser/pictures.ts OUT_DIR [part of a name]: a picture of every screen of a real home, narrow and wide,
// light and dark, in both languages, for eyes. Names are stable: home-390-light-en.png. Not a test.
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DeviceSummary } from '#protocol/operations/device.ts';
import { chromium } from 'playwright-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { camera as cameraOf, languages, looks, open } from './support/camera.ts';
import type { Look } from './support/camera.ts';
import { launchOptions } from './support/launch-options.ts';
import type { Call } from './support/every-type.ts';
import { shootEveryType } from './support/type-pictures.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const [out = '', only = ''] = process.argv.slice(2);
if (out === '') {
  process.stderr.write('npx tsx tests/browser/pictures.ts OUT_DIR [part of a name]\n');
  process.exit(2);
}
mkdirSync(out, { recursive: true });

const camera = (page: Page, look: Look) => cameraOf(page, look, { out, only });

interface Ready {
  readonly http: string;
  readonly mqtt: string;
  readonly claim: string;
  readonly boxes: readonly { readonly serial: string; readonly model: string; readonly setupCode: string }[];
}
interface Running {
  readonly child: ChildProcess;
  readonly said: Promise<string>;
}

const folder = mkdtempSync(join(tmpdir(), 'omnihome-pictures-'));
/** Runs an entry file; `said` is its output up to what fits. */
function run(entry: string, args: readonly string[], until: RegExp): Running {
  const child = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), entry, ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const said = new Promise<string>((resolve, reject) => {
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (until.test(text)) resolve(text);
    });
    child.on('exit', (code) => reject(new Error(`${entry} ended with ${code ?? 'a signal'}: ${text}`)));
  });
  said.catch(() => undefined);
  return { child, said };
}
const end = (child: ChildProcess, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once('exit', () => resolve());
    child.kill(signal);
  });
async function startHome(name: string, ...more: string[]): Promise<{ child: ChildProcess; ready: Ready }> {
  const args = ['--json', '--http-port', '0', '--mqtt-port', '0', '--data', join(folder, name), ...more];
  const { child, said } = run('hub/launch/start.ts', args, /\n/);
  return { child, ready: JSON.parse(await said) as Ready };
}

type State = Awaited<ReturnType<BrowserContext['storageState']>>;
/** Uses a home's claim link up: the cookies of somebody who belongs to it. */
async function enter(browser: Browser, at: Ready, name = 'Lin'): Promise<State> {
  const context = await browser.newContext();
  const answer = await context.request.post(`${at.http}/api/claim`, { data: { token: at.claim, name } });
  if (!answer.ok()) throw new Error(await answer.text());
  const state = await context.storageState();
  await context.close();
  return state;
}
async function callAs(browser: Browser, at: Ready, state: State): Promise<{ call: Call }> {
  const context = await browser.newContext({ storageState: state });
  return {
    async call(op, args) {
      const answer = await context.request.post(`${at.http}/api/rpc/${op}`, { data: args });
      const reply = (await answer.json()) as { ok: boolean; result: never; error?: object };
      if (!reply.ok) throw new Error(`${op}: ${JSON.stringify(reply.error)}`);
      return reply.result;
    },
  };
}

async function pictureTypes(browser: Browser): Promise<void> {
  const { child, ready } = await startHome('every', '--devices', 'none');
  const state = await enter(browser, ready);
  const { call } = await callAs(browser, ready, state);
  await shootEveryType({ browser, doors: ready, state, call, folder, out, only });
  await end(child);
}

async function main(): Promise<void> {
  const executable = process.env.CHROMIUM ?? '/usr/bin/chromium';
  const browser = await chromium.launch(launchOptions(executable));
  await pictureTypes(browser);
  if (/^(sheet|every)-/.test(only)) return browser.close();
  // One after the other: the first builds the page if need be.
  const { child, ready } = await startHome('home');
  const empty = await startHome('empty', '--devices', 'none');
  const extra = run('devices/main.ts', ['lamp', '--hub', ready.mqtt, '--data', join(folder, 'extra')], /setup code[\s\d┃]+┃/);
  const box = await extra.said;
  const serial = /serial\s+(\S+)/.exec(box)?.[1] ?? '';
  const code = /setup code\s+(\d{4}) (\d{4})/.exec(box)?.slice(1).join('') ?? '';

  const [state, emptyState] = [await enter(browser, ready), await enter(browser, empty.ready)];
  const { call } = await callAs(browser, ready, state);
  const { token } = await call('person.invite', { role: 'guest' });
  const guestState = await enter(browser, { ...ready, claim: token }, 'Mei');
  const didOf = async (test: (device: DeviceSummary) => boolean): Promise<string> =>
    (await call('device.list', {})).devices.find(test)?.did ?? '';

  // A lamp that is paired, then switched off at the wall.
  for (let nearby = false; !nearby;) {
    const list = await call('pair.list', {});
    nearby = list.nearby.some((device) => device.serial === serial);
  }
  await call('pair.accept', { serial, setupCode: code, room: 'bedroom', name: 'Night light' });
  let offline = '';
  while (offline === '') offline = await didOf((device) => device.serial === serial && device.state === 'ready');
  await end(extra.child, 'SIGKILL');
  const starters = {
    purifier: await didOf(({ model }) => model.includes('purifier')),
    lamp: await didOf(({ model, serial: other }) => model === 'dawn.lamp-1' && other !== serial),
    band: await didOf(({ model }) => model.includes('band')),
  };
  await call('device.set', { did: starters.lamp, service: 'light', property: 'on', value: true });
  const spare = ready.boxes.filter(({ model }) => model === 'dawn.lamp-1').at(-1)?.serial ?? '';
  const fan = ready.boxes.find(({ model }) => model === 'gale.fan-3')?.serial ?? '';

  for (const look of looks) {
    const words = languages[look.language];
    const isNarrow = look.viewport.width < 1000;

    {
      const { context, page } = await open(browser, look);
      const { shoot } = camera(page, look);
      await page.goto(`${ready.http}/`);
      await page.getByLabel(words.pasteLink).waitFor();
      await shoot('welcome');
      await page.goto(`${ready.http}/#claim=not-a-real-token-at-all`);
      await page.getByLabel(words.yourName).fill('Lin');
      await shoot('claim');
      await page.getByRole('button', { name: words.enterHome }).click();
      await page.getByRole('button', { name: words.otherLink }).waitFor();
      await shoot('claim-used');
      await context.close();
    }
    {
      const { context, page } = await open(browser, look, emptyState);
      const { shoot } = camera(page, look);
      await page.goto(empty.ready.http);
      await page.getByRole('heading', { name: words.emptyTitle }).first().waitFor();
      await shoot('empty');
      await page.goto(`${empty.ready.http}/#/add`);
      await page.getByText(words.nothingNearbyHelp).waitFor();
      await shoot('add-empty');
      if (isNarrow) {
        await page.goto(`${empty.ready.http}/#/strategy`);
        await page.getByRole('heading', { name: words.lens.emptyTitle }).waitFor();
        await shoot('strategy-empty');
      }
      await context.close();
    }

    {
      const { context, page } = await open(browser, look, guestState);
      await page.goto(ready.http);
      await page.getByText(words.viewOnly).first().waitFor();
      await page.locator('.tile-value b').first().waitFor();
      await camera(page, look).shoot('home-guest');
      await context.close();
    }

    const { context, page } = await open(browser, look, state);
    const { shoot, shootTall } = camera(page, look);
    const go = (hash: string) => page.goto(`${ready.http}/${hash}`);
    await go('#/');
    await page
      .getByRole('button', { name: /^(Turn|打开|关闭)/ })
      .first()
      .waitFor();
    await page.locator('.tile-value b').first().waitFor();
    await shoot('home');
    await shootTall('home-tall', 1500);
    if (!isNarrow) {
      await page.getByRole('button', { name: words.lens.reveal }).waitFor();
      await shoot('guess');
    }
    const lampName = look.language === 'zh' ? '台灯' : 'Desk lamp';
    await page
      .getByRole('button', { name: words.turnOff(lampName), exact: true })
      .first()
      .click();
    await page.getByRole('button', { name: words.undo }).waitFor();
    await shoot('snackbar');
    await page.getByRole('button', { name: words.undo }).click();
    await page
      .getByRole('button', { name: words.turnOff(lampName), exact: true })
      .first()
      .waitFor();
    await go('#/show/offline');
    await page.getByRole('button', { name: words.showAll }).waitFor();
    await shoot('filter-offline');

    for (const [name, did] of Object.entries({ ...starters, offline })) {
      await go(`#/device/${did}`);
      await page.getByRole('dialog').getByRole('heading', { name: words.about }).waitFor();
      await page.locator('.chart canvas, .chart figcaption').first().waitFor();
      await shoot(`device-${name}`);
      await shootTall(`device-${name}-tall`, 2100);
    }
    await go(`#/device/${starters.lamp}`);
    await page.getByRole('dialog').getByRole('radio', { name: words.colour, exact: true }).check();
    await page.getByRole('slider', { name: words.hue }).waitFor();
    await shoot('device-lamp-colour');
    await page.getByRole('button', { name: words.removeDevice }).click();
    await page.getByRole('alertdialog').waitFor();
    await shoot('remove');

    await go('#/add');
    await page.getByText(spare).waitFor();
    await shoot('add');
    await go(`#/add/${spare}`);
    await page.getByLabel(words.codeLabel).fill('1234');
    await shoot('pair');
    await go(`#/add/${spare}/12345678`);
    await page.getByText(words.codeScanned).waitFor();
    await shoot('pair-scanned');
    await go(`#/add/${fan}`);
    await page.getByText(words.notAdmittedTitle).waitFor();
    await shoot('pair-refused');
    await go(`#/added/${starters.lamp}`);
    await page.getByRole('button', { name: words.done }).waitFor();
    await shoot('added');

    await go('#/you');
    await page.getByRole('heading', { name: words.about }).waitFor();
    await shoot('you');
    await shootTall('you-tall', 1300);
    await go('#/you/people');
    await page.getByText('Lin', { exact: true }).first().waitFor();
    await shoot('people');
    await page.getByRole('radio', { name: words.roleGuest, exact: true }).check();
    await page.getByRole('button', { name: words.inviteLink }).click();
    await page.getByRole('img', { name: words.inviteQr }).waitFor();
    await shootTall('people-invited', 1100);
    await go('#/you/rooms');
    await page.getByRole('button', { name: words.addRoom }).waitFor();
    await shoot('rooms');
    await go('#/you/start-over');
    await page.getByRole('button', { name: words.startOverAgree }).click();
    await shoot('start-over');

    await go('#/strategy');
    await page.getByRole('button', { name: words.lens.skip }).waitFor();
    if (isNarrow) await shoot('guess');
    const fields = page.locator('.st-guess-field input:not([type=range])');
    await fields.first().fill('300');
    await fields.last().fill('900');
    await page.getByRole('button', { name: words.lens.reveal }).click();
    await page.locator('.st-targets').waitFor();
    await shoot('strategy');
    await page.locator('.st-line button').first().click();
    await page.locator('.st-assumptions summary').click();
    await shootTall('strategy-tall', isNarrow ? 6500 : 3600);
    await context.close();
  }

  // Last, for it ends the hub: what a phone shows without one.
  const hub = readFileSync(`/proc/${child.pid ?? 0}/task/${child.pid ?? 0}/children`, 'utf8')
    .trim()
    .split(' ')
    .find((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('hub/main.ts'));
  const lost = await Promise.all(
    looks.map(async (look) => {
      const { page } = await open(browser, look, state);
      await page.goto(ready.http);
      await page.locator('.tile-value b').first().waitFor();
      return { look, page };
    }),
  );
  if (hub !== undefined) {
    // Stopped, the launcher cannot start another.
    child.kill('SIGSTOP');
    process.kill(Number(hub), 'SIGKILL');
    for (const { look, page } of lost) {
      await page.locator('.banner').waitFor();
      await camera(page, look).shoot('hub-away');
    }
    child.kill('SIGCONT');
  }
  await browser.close();
  await Promise.all([end(child), end(empty.child)]);
}

main()
  .catch((thrown: unknown) => {
    process.stderr.write(`${thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)}\n`);
    process.exitCode = 1;
  })
  .finally(() => {
    rmSync(folder, { recursive: true, force: true });
    process.exit();
  });
