// The result as a table for the terminal, and as docs/performance.md.
import { writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Row } from './bench.ts';

export const machine = (): string => `${cpus()[0]?.model.trim() ?? 'unknown CPU'}, ${cpus().length} cores, Node ${process.versions.node}`;

/** How busy the machine was before the bench began: milliseconds and goals in seconds suffer from it, ratios less. */
const busy = loadavg()[0] ?? 0;
export const machineLoad = (): string => `load average ${busy.toFixed(1)} before the bench began`;

export function verdictOf({ strain, stretch }: Row): string {
  if (!(strain <= 1)) return 'missed';
  return stretch && stretch.strain <= 1 ? `met, and ${stretch.goal}` : 'met';
}
const digits = (value: number): string =>
  Math.abs(value) >= 1000 ? Math.round(value).toLocaleString('en-US') : Math.abs(value) >= 20 ? value.toFixed(0) : value.toFixed(2);
const cell = (value: number | undefined, unit: string): string => (value === undefined ? '–' : `${digits(value)}${unit && ` ${unit}`}`);
const cells = (row: Row): string[] => [
  row.what,
  row.goal,
  cell(row.bare, row.unit),
  cell(row.hub, row.unit),
  row.ratio === undefined ? '–' : `${row.ratio.toFixed(2)}x`,
  verdictOf(row),
];
const head = ['what', 'goal', 'bare Aedes', 'hub', 'ratio', 'verdict'];

export function table(rows: readonly Row[]): string {
  const lines = [head, ...rows.map(cells)];
  const widths = head.map((_, k) => Math.max(...lines.map((line) => line[k]?.length ?? 0)));
  return lines.map((line) => `  ${line.map((text, k) => text.padEnd(widths[k] ?? 0)).join('  ')}`.trimEnd()).join('\n');
}

export function markdown(rows: readonly Row[], notes: readonly string[]): string {
  const line = (texts: readonly string[]): string => `| ${texts.join(' | ')} |`;
  return [
    '# Performance',
    '',
    '<!-- Written by `npm run bench`: change tests/bench/report.ts, not this file. -->',
    '',
    `\`npm run bench\` on ${new Date().toISOString().slice(0, 10)}: ${machine()}; ${machineLoad()}.`,
    '',
    'Bare Aedes 1.2 is run as its documentation shows it (defaults, `createWebSocketStream` of ws, noDelay on both servers): nobody signs in, nothing is checked, nothing is kept on disk, and the phone publishes straight to the device. The hub is `createHub`, whole. Each broker and the load generator is a process of its own; the same client, the same device and the same bytes speak to both: a device answers a command with a retained report and its result in one write. Rounds of both sides take turns, and medians of the rounds (of their ratios) stand here. Ratios carry over to another machine; milliseconds do not.',
    '',
    line(head),
    line(head.map(() => '---')),
    ...rows.map((row) => line(cells(row))),
    '',
    ...notes.map((note) => `- ${note}`),
    '',
  ].join('\n');
}

const file = fileURLToPath(new URL('../../docs/performance.md', import.meta.url));
export const writeDocument = (text: string): void => writeFileSync(file, text);
