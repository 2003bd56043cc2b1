import { join } from 'node:path';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { pageIsFresh } from '#hub/launch/page.ts';
import type { Bench } from '../bench.ts';
import { root, startProgram } from '../program.ts';
import { median } from '../stats.ts';

async function seconds(data: string): Promise<number> {
  if (!pageIsFresh()) await promisify(execFile)('npm', ['run', 'build'], { cwd: root });
  const from = performance.now();
  const home = startProgram(['npm', 'start', '--silent', '--', '--json', '--http-port', '0', '--mqtt-port', '0', '--data', data], false);
  try {
    const line: unknown = JSON.parse(String(await home.first));
    if (typeof line !== 'object' || line === null || !('event' in line) || line.event !== 'ready') throw new Error(JSON.stringify(line));
    return (performance.now() - from) / 1000;
  } finally {
    await home.kill('SIGTERM');
  }
}

export const start: Bench = {
  name: 'start',
  title: '`npm start -- --json --http-port 0 --mqtt-port 0`, the page built: from the command to its ready line',
  async run(context) {
    const { folder, quick, note } = context;
    const fresh: number[] = [];
    const used: number[] = [];
    for (let k = 0; k < (quick ? 2 : 3); k += 1) {
      const data = join(folder, `home-${k}`);
      fresh.push(await seconds(data));
      used.push(await seconds(data));
    }
    note(
      `start: npm, launcher, hub and five simulated devices, three of them paired on a fresh folder; each start: fresh ${fresh.map((s) => s.toFixed(1)).join(', ')} s, used ${used.map((s) => s.toFixed(1)).join(', ')} s.`,
    );
    const row = (what: string, values: readonly number[]) => ({
      ...{ what, unit: 's', goal: '<= 5 s', bare: undefined, hub: median(values), strain: median(values) / 5 },
    });
    return [row('ready, fresh folder', fresh), row('ready, used folder', used)];
  },
};
