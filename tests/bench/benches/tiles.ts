import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import type { Page } from 'playwright-core';
import { buildPage, pageIsFresh } from '#hub/launch/page.ts';
import { z } from '#protocol/zod.ts';
import { launchOptions, narrow } from '../../browser/support/launch-options.ts';
import type { Bench } from '../bench.ts';
import type { handlers } from '../loads/tiles.ts';
import { percentile, until, wait } from '../stats.ts';
import { findProgram } from '../../support/find-program.ts';

const devices = 200;
/** A frame of a screen that shows sixty a second, ms. */
const frame = 1000 / 60;

/** What is read of Chromium's trace: microseconds; `tdur` is the processor's time, without what others took of it. */
const traceSchema = z.object({
  traceEvents: z.array(
    z.object({
      name: z.string(),
      ph: z.string(),
      pid: z.number(),
      tid: z.number(),
      ts: z.number().optional(),
      dur: z.number().optional(),
      tdur: z.number().optional(),
      args: z.object({ name: z.string().optional() }).optional(),
    }),
  ),
});

/** Tasks of the page's main thread: its own, not those of another renderer. ms. */
function tasksOf(trace: unknown): { readonly at: number; readonly wall: number; readonly cpu: number }[] {
  const { traceEvents } = traceSchema.parse(trace);
  const mains = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid}/${tid}`),
  );
  const threads = new Map<string, { at: number; wall: number; cpu: number }[]>();
  for (const { name, ph, pid, tid, ts = 0, dur = 0, tdur = dur } of traceEvents) {
    const thread = `${pid}/${tid}`;
    if (ph !== 'X' || name !== 'RunTask' || !mains.has(thread)) continue;
    const tasks = threads.get(thread) ?? [];
    threads.set(thread, tasks);
    tasks.push({ at: ts / 1000, wall: dur / 1000, cpu: tdur / 1000 });
  }
  const busiest = [...threads.values()].sort((a, b) => b.length - a.length)[0];
  if (!busiest) throw new Error('the trace has no tasks of a page’s main thread');
  return busiest;
}

/** OMNI_BENCH_PROF=<folder> writes a CPU profile of the page, as of every peer: after the measurement, not during it. */
async function profile(page: Page, seconds: number): Promise<void> {
  const folder = process.env.OMNI_BENCH_PROF;
  if (folder === undefined) return;
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Profiler.enable');
  await devtools.send('Profiler.start');
  await wait(seconds * 1000);
  const { profile: taken } = await devtools.send('Profiler.stop');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'page.cpuprofile'), JSON.stringify(taken));
}

export const tiles: Bench = {
  name: 'tiles',
  title: `A phone that shows ${devices} devices, each of which reports ten times a second: work of the page's main thread`,
  async run(context) {
    const executable = findProgram('chromium');
    if (executable === undefined) {
      context.say('LEFT OUT: no Chromium here (sudo apt-get install chromium). Nothing is known about the page.');
      context.note('tiles: left out, Chromium is not installed where this was run.');
      return [];
    }
    if (!pageIsFresh()) await buildPage();
    const hub = context.hub();
    const load = context.load<typeof handlers>('tiles');
    const door = await hub.call('start', { data: join(context.folder, 'hub'), devices, ...(await load.call('models')) });
    await load.call('open', { door, devices });
    const browser = await chromium.launch(launchOptions(executable));
    try {
      const page = await browser.newPage({ viewport: narrow, locale: 'en-GB' });
      const http = `http://127.0.0.1:${door.http}`;
      const claimed = await page.request.post(`${http}/api/claim`, { data: { token: await hub.call('invite'), name: 'Bench' } });
      if (!claimed.ok()) throw new Error(await claimed.text());
      await page.goto(http);
      await until('all tiles on the page', async () => (await page.locator('.tile').count()) === devices);
      await load.call('start');
      await wait(2000);
      const seconds = context.quick ? 5 : 10;
      const before = await load.call('sent');
      await browser.startTracing(page, { categories: ['disabled-by-default-devtools.timeline'] });
      // Also looks at what the page shows: work that shows nothing would be easily done.
      const first = await page.locator('.tile').first().innerText();
      await wait(seconds * 1000);
      const reports = (await load.call('sent')) - before;
      const shown = await page.locator('.tile').first().innerText();
      const tasks = tasksOf(JSON.parse((await browser.stopTracing()).toString()));
      await profile(page, seconds);
      await load.call('stop');
      if (first === shown) throw new Error(`the first tile did not move: ${shown}`);
      const from = Math.min(...tasks.map(({ at }) => at));
      const frames = Array.from({ length: Math.floor((seconds * 1000) / frame) }, () => 0);
      for (const { at, cpu } of tasks) {
        const k = Math.floor((at - from) / frame);
        if (k < frames.length) frames[k] = (frames[k] ?? 0) + cpu;
      }
      const work = percentile(frames, 0.95);
      const longest = Math.max(...tasks.map(({ cpu }) => cpu));
      const busy = frames.reduce((sum, ms) => sum + ms, 0) / (seconds * 1000);
      context.note(
        `tiles: Chromium ${browser.version()} (headless, no GPU), 390x844, Home with ${devices} tiles of five kinds; ${Math.round(reports / seconds)} reports a second over WebSocket for ${seconds} s. Every task of the page's main thread in Chromium's own trace counts (messages, React, style, layout, paint), in the processor time of that thread, so that other programs do not count; it was busy ${(100 * busy).toFixed(0)} % of the time, median frame ${percentile(frames, 0.5).toFixed(1)} ms, longest task ${Math.max(...tasks.map(({ wall }) => wall)).toFixed(0)} ms by the clock. A frame is a slot of 16.7 ms.`,
      );
      return [
        { what: `${devices} tiles: work a frame, p95`, unit: 'ms', goal: '<= 8 ms', bare: undefined, hub: work, strain: work / 8 },
        { what: `${devices} tiles: longest task`, unit: 'ms', goal: '<= 50 ms', bare: undefined, hub: longest, strain: longest / 50 },
      ];
    } finally {
      await browser.close();
    }
  },
};
