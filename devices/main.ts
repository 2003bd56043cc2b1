// npm run device -- lamp: devices in a process of their own. Speaks to a terminal, and to a parent process where there is one.
import { parseArgs } from 'node:util';
import { nameSchema } from '#protocol/names.ts';
import { z } from '#protocol/zod.ts';
import { ownTypes } from './catalogue.ts';
import { createLiveCatalogue } from './authoring/live-catalogue.ts';
import type { LiveCatalogue, Saved } from './authoring/live-catalogue.ts';
import { createHost } from './host.ts';
import { IdentityFault } from './runtime/identity.ts';
import type { DeviceOrder, HostBox } from './host.ts';
import { createWallClock } from './runtime/clock.ts';

/**
 * A home to begin with: two makers that the house has admitted, one whose band needs its maker's grant, one outsider. Those
 * with an age live there from the start; the others wait in their boxes.
 */
const starterHome: readonly DeviceOrder[] = [
  { type: 'purifier', room: 'living-room', ageYears: 1.5 },
  { type: 'lamp', room: 'living-room', ageYears: 1 },
  { type: 'band', room: 'bedroom', ageYears: 0.5 },
  { type: 'lamp', room: 'bedroom' },
  { type: 'fan', room: 'living-room' },
  { type: 'world' },
];

const usage = `npm run device -- --list
npm run device -- <type> [--hub mqtt://127.0.0.1:1883] [--serial name] [--data folder] [--home home] [--seed n] [--speed n] [--weather file.csv]
npm run device -- --starter [the same]
With each: --catalog FOLDER|PACKAGE, as often as wanted, adds types from outside: code that runs with your rights.
--json: what happens as one JSON document a line, for programs.`;

const flags = {
  list: { type: 'boolean' },
  starter: { type: 'boolean' },
  help: { type: 'boolean' },
  json: { type: 'boolean' },
  hub: { type: 'string' },
  serial: { type: 'string' },
  data: { type: 'string' },
  home: { type: 'string' },
  seed: { type: 'string' },
  speed: { type: 'string' },
  weather: { type: 'string' },
  catalog: { type: 'string', multiple: true },
} as const;

const flagsSchema = z.object({
  list: z.boolean().default(false),
  starter: z.boolean().default(false),
  help: z.boolean().default(false),
  json: z.boolean().default(false),
  hub: z
    .string()
    .regex(/^(mqtts?|wss?|tcp):\/\/[^\s/]+/, 'give an address such as mqtt://127.0.0.1:1883')
    .default('mqtt://127.0.0.1:1883'),
  serial: nameSchema.optional(),
  data: z.string().min(1).default('.omnihome/devices'),
  home: nameSchema.default('home'),
  seed: z.string().min(1).max(64).default('1'),
  speed: z.coerce.number('give a number, home seconds per real second').min(0.01).max(100_000).default(1),
  weather: z.string().min(1).optional(),
  catalog: z.array(z.string().min(1, 'name a folder or a package')).default([]),
});

/** Catalogues named by the environment, parted by commas. */
const fromEnvironment = (process.env.OMNI_CATALOG ?? '').split(',').filter((name) => name !== '');

/** Wrong use: one line on stderr, exit code 2. */
class UsageError extends Error {}

function readArguments(args: readonly string[]) {
  let raw: { values: object; positionals: string[] };
  try {
    raw = parseArgs({ args: [...args], options: flags, allowPositionals: true, strict: true });
  } catch (thrown) {
    throw new UsageError(thrown instanceof Error ? (thrown.message.split('. ')[0] ?? '') : String(thrown));
  }
  const parsed = flagsSchema.safeParse(raw.values);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new UsageError(`--${issue?.path.map(String).join('.') ?? ''}: ${issue?.message ?? ''}`);
  }
  if (raw.positionals.length > 1) throw new UsageError(`one device type at a time, not ${raw.positionals.join(', ')}`);
  return { ...parsed.data, type: raw.positionals[0] };
}

const warn = (line: string): void => void process.stderr.write(`omnihome device: ${line.replace(/\s+/g, ' ')}\n`);
const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function list(catalogue: LiveCatalogue): Promise<void> {
  await catalogue.ready;
  for (const name of catalogue.names()) {
    try {
      const { spec } = await catalogue.load(name);
      say(`${name.padEnd(16)} ${spec.title.en}, ${spec.title.zh} (${spec.vendor} ${spec.model})`);
    } catch (thrown) {
      say(`${name.padEnd(16)} wrong: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
    }
  }
}

/** Serial and setup code, as large as a terminal can. */
function printBox({ serial, model, setupCode }: HostBox): void {
  const rows = [
    model,
    '',
    `serial      ${serial}`,
    `setup code  ${setupCode.slice(0, 4)} ${setupCode.slice(4)}`,
    `            ${setupCode}`,
  ];
  const width = Math.max(...rows.map((row) => row.length)) + 4;
  const wide = (row: string): string => `  ┃  ${row.padEnd(width - 2)}┃`;
  say(['', `  ┏${'━'.repeat(width)}┓`, ...rows.map(wide), `  ┗${'━'.repeat(width)}┛`, ''].join('\n'));
}

const toParent = (message: object): void => void (process.connected && process.send?.(message));

/** What programs read where there is no launcher that speaks to them. */
const sayJson = (message: object): void => say(JSON.stringify(message));
const jsonBox = ({ serial, model, setupCode }: HostBox): void => sayJson({ event: 'box', serial, model, setupCode });

function fail(thrown: unknown): void {
  const line =
    thrown instanceof IdentityFault
      ? `${thrown.message}. ${thrown.detail.hint ?? ''}`
      : thrown instanceof Error
        ? thrown.message
        : String(thrown);
  warn(line);
  toParent({ event: 'fatal', message: line.replace(/\s+/g, ' ') });
  process.exitCode = 2;
  if (process.connected) process.disconnect();
}

function stopOnSignals(host: { stop(): Promise<unknown> }): void {
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    // Whatever hangs, the process is gone within a second.
    setTimeout(() => process.exit(0), 950).unref();
    host.stop().then(
      () => process.exit(0),
      () => process.exit(0),
    );
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop);
  // A child does not outlive the launcher.
  if (process.send) process.once('disconnect', stop);
  else if (process.env.npm_lifecycle_event !== undefined) {
    // Where npm was killed there was nobody to pass a signal on.
    const parent = process.ppid;
    setInterval(() => {
      if (process.ppid !== parent) stop();
    }, 200).unref();
  }
}

/** What is wrong with a catalogue is told, and the rest goes on. */
const openCatalogue = (named: readonly string[], tell = say, onSaved = (_: Saved): void => {}): LiveCatalogue => {
  const catalogs = named.length > 0 ? named : fromEnvironment;
  return createLiveCatalogue({ catalogs, wall: createWallClock(), tell, warn, onSaved });
};

async function main(): Promise<void> {
  const { list: wantsList, starter, help, json, type, serial, catalog, ...rest } = readArguments(process.argv.slice(2));
  if (help) return say(usage);
  if (wantsList) {
    const catalogue = openCatalogue(catalog);
    await list(catalogue);
    return catalogue.stop();
  }
  if (starter === (type !== undefined))
    throw new UsageError(
      starter ? 'give a type or --starter, not both' : `name a device type: ${ownTypes.names().join(', ')}; or --list, or --starter`,
    );
  if (starter && serial !== undefined) throw new UsageError('--serial goes with one type, not with --starter');
  const devices = type === undefined ? starterHome : [{ type, extra: 'by-hand' as const, ...(serial === undefined ? {} : { serial }) }];
  // A launcher prints what it hears in its own way; alone, it is lines for a person or for a program.
  const tell = json ? () => {} : say;
  const print = json ? jsonBox : printBox;
  const onBox = (box: HostBox): void => (process.send ? toParent({ event: 'box', box }) : print(box));
  const onSaved = (saved: Saved): void => {
    const message = { event: 'saved', ...saved };
    if (process.send) toParent(message);
    else if (json) sayJson(message);
  };
  const catalogue = openCatalogue(catalog, tell, onSaved);
  // The world lists what it can deliver when it is made.
  await catalogue.ready;
  const host = await createHost({ ...rest, catalogue, devices, tell, warn, onBox }).catch(async (thrown: unknown) => {
    await catalogue.stop();
    throw thrown;
  });
  stopOnSignals({ stop: () => Promise.all([host.stop(), catalogue.stop()]) });
  catalogue.watch();
  host.start();
  if (!process.send) host.boxes.forEach(print);
  if (!starter) tell('It runs alone, so it simulates a room of its own; devices of one process share theirs.');
  toParent({ event: 'boxes', boxes: host.boxes });
}

main().catch(fail);
