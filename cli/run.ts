// One command line, from its words to its exit code.
import { parseArgs } from 'node:util';
import { toOmniError } from '#protocol/errors.ts';
import type { OmniError } from '#protocol/errors.ts';
import { everywhere, flagTable } from './command.ts';
import type { Command, FlagName, Flags } from './command.ts';
import { commands, shownCommands } from './commands/index.ts';
import { hubAddress } from './door.ts';
import { Ending, exitCodes, misuse } from './ending.ts';
import type { ExitCode } from './ending.ts';
import type { Io } from './io.ts';
import { openRemotes } from './remotes.ts';
import { columns, plain } from './text.ts';

const fallbackHub = 'http://127.0.0.1:8080';
const flagNames = Object.keys(flagTable) as FlagName[];
const flagRows = (names: readonly FlagName[]): string[][] =>
  names.map((name) => [`  --${name} ${flagTable[name].value}`.trimEnd(), flagTable[name].doc]);

export const usage = (): string =>
  [
    'omni COMMAND …    (in this folder: npm run -s omni -- COMMAND …)',
    '',
    columns([...shownCommands].map(([name, { usage: words, about }]) => [`  ${name} ${words}`.trimEnd(), about])),
    '',
    columns(flagRows(everywhere)),
    '',
    'A device is named by its did, its name, or the beginning of either. docs/command-line.md says the rest.',
  ].join('\n');

const usageOf = (name: string, { usage: words, about, flags = [] }: Command): string =>
  [`omni ${name} ${words}`.trimEnd(), about, '', columns(flagRows([...flags, ...everywhere]))].join('\n');

/** `-5` is a number, not a flag: hidden from the parser behind a character that no command line can hold. */
const hidden = '\u0000';
const hide = (word: string): string => (/^-[\d.]/.test(word) ? hidden + word : word);
const show = (word: string): string => (word.startsWith(hidden) ? word.slice(1) : word);

interface Line {
  readonly words: readonly string[];
  readonly flags: Flags;
  readonly isHelp: boolean;
}

/** Errors: misuse, for a flag that there is not, or that does not go with the command. */
function readLine(name: string, command: Command, rest: readonly string[]): Line {
  const mine = [...everywhere, ...(command.flags ?? [])];
  const options = Object.fromEntries(flagNames.map((flag) => [flag, { type: flagTable[flag].type, multiple: flag === 'room' }]));
  let values: Readonly<Record<string, unknown>>;
  let positionals: readonly string[];
  try {
    ({ values, positionals } = parseArgs({ args: rest.map(hide), options, allowPositionals: true }));
  } catch (thrown) {
    const what = thrown instanceof Error ? (thrown.message.split('. ')[0] ?? '') : String(thrown);
    throw misuse(show(what), `Flags of this command: ${mine.map((flag) => `--${flag}`).join(' ')}`);
  }
  const foreign = flagNames.find((flag) => values[flag] !== undefined && !mine.includes(flag));
  if (foreign)
    throw misuse(`--${foreign} does not go with "${name}".`, `Flags of this command: ${mine.map((flag) => `--${flag}`).join(' ')}`);
  const text = (flag: FlagName): string | undefined => (typeof values[flag] === 'string' ? values[flag] : undefined);
  const count = text('count');
  if (count !== undefined && !/^[1-9]\d{0,8}$/.test(count))
    throw misuse(`--count: "${count}" is no number of lines.`, 'For example: --count 10');
  const { room } = values;
  return {
    words: positionals.map(show),
    isHelp: values.help === true,
    flags: {
      hub: text('hub'),
      name: text('name'),
      json: values.json === true,
      now: values.now === true,
      rooms: Array.isArray(room) ? room.map(String) : [],
      count: count === undefined ? undefined : Number(count),
    },
  };
}

async function carryOut(argv: readonly string[], io: Io): Promise<{ json: unknown; text: string } | undefined> {
  const [name, ...rest] = argv;
  if (name === undefined) throw misuse('Which command?', 'omni --help lists them.');
  if (name === '--help' || name === 'help') return { json: { commands: [...shownCommands.keys()] }, text: usage() };
  const command = commands.get(name);
  if (!command) throw misuse(`There is no command "${name}".`, `There are: ${[...shownCommands.keys()].join(', ')}.`);
  // What a shell asks about is somebody's unfinished line: its flags are not ours.
  const asked = name === 'complete';
  const line = readLine(name, command, asked ? ['--', ...rest] : rest);
  if (line.isHelp)
    return { json: { usage: `omni ${name} ${command.usage}`.trimEnd(), about: command.about }, text: usageOf(name, command) };
  const [least, most] = command.words;
  if (line.words.length < least || line.words.length > most)
    throw misuse(
      `"${name}" takes ${least === most ? String(least) : `${least} to ${most}`} words, not ${line.words.length}.`,
      `Write: omni ${name} ${command.usage}`,
    );
  const remotes = openRemotes(io.env);
  return command.run({
    ...{ io, words: line.words, flags: line.flags, remotes },
    // Only when it is asked for: the reference needs neither a hub nor a file.
    get hub() {
      return hubAddress(line.flags.hub ?? (io.env.OMNI_HUB || remotes.hub) ?? fallbackHub);
    },
  });
}

/** What and how to mend it, on one line each. */
function words(error: OmniError): string {
  const { code, message, hint, path } = error.toReply();
  return `omni: ${code}${path === undefined ? '' : ` at ${path}`}: ${plain(message)}\n      ${plain(hint)}\n`;
}

/** Runs one command line. Never throws; what it has to say it has said when it answers with the exit code. */
export async function run(argv: readonly string[], io: Io): Promise<ExitCode> {
  const isJson = argv.includes('--json') && argv[0] !== 'complete';
  try {
    const answer = await carryOut(argv, io);
    if (answer && isJson) io.out(`${JSON.stringify({ ok: true, result: answer.json })}\n`);
    else if (answer && answer.text !== '') io.out(`${answer.text}\n`);
    return exitCodes.done;
  } catch (thrown) {
    const error = thrown instanceof Ending ? thrown.error : toOmniError(thrown);
    if (isJson) io.out(`${JSON.stringify({ ok: false, error: error.toReply() })}\n`);
    else io.err(words(error));
    return thrown instanceof Ending ? thrown.exit : exitCodes.refused;
  }
}
