import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { buildPage, pageIsFresh } from '#hub/launch/page.ts';
import { wireLimits } from '#protocol/wire.ts';
import { launchOptions, wide } from '../../browser/support/launch-options.ts';
import { findProgram } from '../../support/find-program.ts';
import type { Bench, Context, HubSide, Row } from '../bench.ts';
import type { Peer } from '../peer.ts';
import type { handlers } from '../loads/lens.ts';
import type { Door } from '../sides/side.ts';
import { bootstrapMedian, median, wait } from '../stats.ts';

type Load = Peer<typeof handlers>;
/** Messages that a command is on the wire: request, command, report, result, reply. */
const perCommand = 5;
const goal = 1.15;
const firstView = 300;
/** Long enough for a last batch, ms. */
const settle = wireLimits.every + 60;

interface Pace {
  readonly where: string;
  /** Commands a second; 0: as fast as they go. */
  readonly rate: number;
  readonly count: number;
}

/** The hub's CPU time a command, µs, over one block. */
async function block(hub: HubSide, load: Load, isOpen: boolean, { count, rate }: Pace): Promise<number> {
  await load.call('look', { isOpen });
  await wait(settle);
  const before = await hub.call('usage', { settle: false });
  await load.call('commands', { count, rate });
  // The last batch belongs to it.
  await wait(settle);
  const after = await hub.call('usage', { settle: false });
  return (after.cpu - before.cpu) / count;
}

async function compare(hub: HubSide, load: Load, rounds: number, pace: Pace, { say }: Context): Promise<Row & { note: string }> {
  const closed: number[] = [];
  const open: number[] = [];
  const before = await load.call('seen');
  for (let k = 0; k < rounds; k += 1) {
    // In short blocks that take turns at going first, so that a busy moment of the machine meets both.
    const half = [k % 2 === 0, k % 2 === 1];
    const order = [...half, ...half.toReversed(), ...half.toReversed(), ...half];
    const cpu = { true: 0, false: 0 };
    for (const isOpen of order) cpu[`${isOpen}`] += (await block(hub, load, isOpen, pace)) / (order.length / 2);
    closed.push(cpu.false);
    open.push(cpu.true);
  }
  const seen = await load.call('seen');
  const [told, left] = [seen.told - before.told, seen.left - before.left];
  const sent = rounds * 4 * pace.count * perCommand;
  if (told + left !== sent)
    throw new Error(`${sent} messages passed while the lens was open; it was told ${told} and that ${left} were left out`);
  const ratios = open.map((cpu, k) => cpu / (closed[k] ?? NaN));
  const { low, high } = bootstrapMedian(ratios, 0.9);
  say(`${pace.where}: ${ratios.map((ratio) => ratio.toFixed(3)).join(' ')}`);
  return {
    ...{ what: `lens open: CPU of the broker a command, ${pace.where}`, unit: 'µs', goal: `<= ${goal}x of closed` },
    ...{ bare: median(closed), hub: median(open), ratio: median(ratios), strain: high / goal },
    note: `${pace.where}: ${rounds} rounds, 90 % interval of the median ratio ${low.toFixed(3)} to ${high.toFixed(3)} (the goal is for its upper end); ${told} of ${sent} messages told, ${left} left out`,
  };
}

/** From the press of the switch to the lens on the screen, with its first messages: ms, in a page that never had it. */
async function view(door: Door, hub: HubSide, context: Context): Promise<number[] | undefined> {
  const executable = findProgram('chromium');
  if (executable === undefined) {
    context.say('LEFT OUT: no Chromium here (sudo apt-get install chromium). Nothing is known about the first view of the lens.');
    return undefined;
  }
  if (!pageIsFresh()) await buildPage();
  const browser = await chromium.launch(launchOptions(executable));
  try {
    const took: number[] = [];
    const http = `http://127.0.0.1:${door.http}`;
    for (let k = 0; k < (context.quick ? 3 : 9); k += 1) {
      const page = await (await browser.newContext({ viewport: wide, locale: 'en-GB' })).newPage();
      const claimed = await page.request.post(`${http}/api/claim`, { data: { token: await hub.call('invite'), name: 'Bench' } });
      if (!claimed.ok()) throw new Error(await claimed.text());
      await page.goto(http);
      await page.locator('.st-page').waitFor();
      await page.waitForLoadState('networkidle');
      took.push(
        await page.evaluate(
          () =>
            new Promise<number>((resolve, reject) => {
              const from = performance.now();
              const limit = setTimeout(() => reject(new Error('no lens within 20 s')), 20_000);
              const seen = new MutationObserver(() => {
                if (!document.querySelector('.wl-list') || !document.querySelector('.wl-bar')) return;
                seen.disconnect();
                clearTimeout(limit);
                // Painted: the frame after the one that it was made for has begun.
                requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now() - from)));
              });
              seen.observe(document, { childList: true, subtree: true });
              document.querySelectorAll<HTMLInputElement>('.lens > .segments input')[1]?.click();
            }),
        ),
      );
      await page.context().close();
    }
    return took;
  } finally {
    await browser.close();
  }
}

export const lens: Bench = {
  name: 'lens',
  title: 'The Wire lens: what it costs the hub that somebody looks, and how soon there is something to see',
  async run(context) {
    const hub = context.hub();
    const load: Load = context.load<typeof handlers>('lens');
    const door = await hub.call('start', { data: join(context.folder, 'hub'), devices: 1 });
    await load.call('open', { hub: door });
    await load.call('commands', { count: context.quick ? 2_500 : 4_000, rate: 0 });
    const rounds = context.quick ? 9 : 11;
    const paces: readonly Pace[] = [
      // Below the 500 messages a second from which the hub leaves some out: every message is told.
      { where: 'at 80 commands/s, all told', rate: 80, count: context.quick ? 80 : 120 },
      { where: 'as fast as they go, sampled', rate: 0, count: context.quick ? 800 : 2_000 },
    ];
    const rows: Row[] = [];
    for (const pace of paces) {
      const { note, ...row } = await compare(hub, load, rounds, pace, context);
      context.note(`lens, ${note}.`);
      rows.push(row);
    }
    await load.call('look', { isOpen: false });
    const took = await view(door, hub, context);
    if (!took) return rows;
    context.note(
      `lens, first view: ${took.map((ms) => ms.toFixed(0)).join(', ')} ms, each in a page and a browser context that never had it.`,
    );
    rows.push({
      ...{ what: 'first view of the lens, from the press to the painted page', unit: 'ms', goal: `<= ${firstView} ms`, bare: undefined },
      ...{ hub: median(took), strain: median(took) / firstView },
    });
    return rows;
  },
};
