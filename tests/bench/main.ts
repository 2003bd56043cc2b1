// npm run bench: how the hub compares with bare Aedes 1.2 on this machine, in this run. Ratios carry over to other
// machines; milliseconds do not.
import { parseArgs } from 'node:util';
import { runBench } from './bench.ts';
import type { Bench, Row } from './bench.ts';
import { bridges } from './benches/bridges.ts';
import { bursts } from './benches/bursts.ts';
import { command } from './benches/command.ts';
import { crowd } from './benches/crowd.ts';
import { fleet } from './benches/fleet.ts';
import { frozen } from './benches/frozen.ts';
import { lens } from './benches/lens.ts';
import { nearby } from './benches/nearby.ts';
import { oversized } from './benches/oversized.ts';
import { reports } from './benches/reports.ts';
import { comeBack } from './benches/return.ts';
import { start } from './benches/start.ts';
import { tiles } from './benches/tiles.ts';
import { world } from './benches/world.ts';
import { machine, machineLoad, markdown, table, verdictOf, writeDocument } from './report.ts';

/** The order is the order of the report. */
const benches: readonly Bench[] = [
  command,
  reports,
  crowd,
  frozen,
  oversized,
  bursts,
  fleet,
  world,
  start,
  nearby,
  comeBack,
  tiles,
  bridges,
  lens,
];

const usage = `npm run bench -- [flags]
  --json        the result as one line of JSON
  --quick       fewer and shorter rounds
  --ci          as --quick; fails only where a bench is beyond 1.5 times a goal in three runs of three
  --only a,b    these benches: ${benches.map(({ name }) => name).join(', ')}
`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      json: { type: 'boolean', default: false },
      quick: { type: 'boolean', default: false },
      ci: { type: 'boolean', default: false },
      only: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return void process.stdout.write(usage);
  const quick = values.quick || values.ci;
  const chosen = values.only === undefined ? benches : benches.filter(({ name }) => values.only?.split(',').includes(name));
  const say = (line: string): void => void (values.json ? process.stderr : process.stdout).write(`${line}\n`);

  const limit = values.ci ? 1.5 : 1;
  const isMissed = ({ strain }: Row): boolean => !(strain <= limit);
  say(`${machine()}; ${machineLoad()}`);
  const rows: Row[] = [];
  const notes: string[] = [];
  const broken: string[] = [];
  for (const bench of chosen) {
    say(`\n${bench.title}`);
    try {
      let result = await runBench(bench, quick, say);
      // A busy moment of a shared machine is not a regression: that comes again.
      for (let again = 0; values.ci && again < 2 && result.rows.some(isMissed); again += 1) {
        say(`${table(result.rows)}\nbeyond the limit: once more`);
        result = await runBench(bench, quick, say);
      }
      say(table(result.rows));
      result.notes.forEach(say);
      rows.push(...result.rows);
      notes.push(...result.notes);
    } catch (thrown) {
      broken.push(`${bench.name}: ${thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)}`);
      say(`failed: ${broken.at(-1) ?? ''}`);
    }
  }
  const missed = rows.filter(isMissed);
  if (values.json)
    process.stdout.write(
      `${JSON.stringify({ machine: machine(), load: machineLoad(), date: new Date().toISOString(), rows: rows.map((row) => ({ ...row, verdict: verdictOf(row) })), notes, broken })}\n`,
    );
  // A part of the benches, or a short run, is no result to keep.
  if (chosen.length === benches.length && !quick && broken.length === 0) writeDocument(markdown(rows, notes));
  for (const { what } of missed) say(`missed: ${what}`);
  process.exitCode = missed.length > 0 || broken.length > 0 ? 1 : 0;
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
