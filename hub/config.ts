// Flags and environment, in one table: each flag `--http-port` is also OMNI_HTTP_PORT. Wrong ones end in one clear line.
import { parseArgs } from 'node:util';
import { OmniError } from '#protocol/errors.ts';
import { nameSchema } from '#protocol/names.ts';
import { z } from '#protocol/zod.ts';

const port = z.coerce
  .string()
  .regex(/^\d{1,5}$/, 'a port is a number')
  .transform(Number)
  .pipe(z.number().max(65_535, 'a port is at most 65535'));
const yes = z.union(
  [z.boolean(), z.enum(['true', 'false', '1', '0', '']).transform((text) => text === 'true' || text === '1')],
  'write true or false',
);

const names = z.preprocess(
  (given) => (typeof given === 'string' ? given.split(',').filter((name) => name !== '') : given),
  z.array(z.string().min(1, 'name a folder or a package')),
);

interface Flag {
  readonly schema: z.ZodType;
  readonly type: 'string' | 'boolean';
  /** may be given again and again; in the environment parted by commas */
  readonly multiple?: true;
  readonly example: string;
  readonly doc: string;
}
const flag = <S extends z.ZodType>(schema: S, type: 'string' | 'boolean', example: string, doc: string) =>
  ({ schema, type, example, doc }) satisfies Flag;

export const hubFlags = {
  'http-port': flag(port.default(8080), 'string', '8080', 'page, API and MQTT over WebSocket; 0 picks a free port'),
  'mqtt-port': flag(port.default(1883), 'string', '1883', 'MQTT over TCP; 0 picks a free port'),
  host: flag(z.string().min(1).default('127.0.0.1'), 'string', '127.0.0.1', 'address to listen on'),
  lan: flag(yes.default(false), 'boolean', '', 'listen on the local network, without TLS: pairing can be overheard there'),
  data: flag(z.string().min(1).default('.omnihome'), 'string', '.omnihome', 'folder of everything that is kept'),
  home: flag(nameSchema.default('home'), 'string', 'home', 'name of the home in every topic'),
};
export const startFlags = {
  ...hubFlags,
  devices: flag(
    z.enum(['starter', 'none']).default('starter'),
    'string',
    'starter',
    'starter: a small home that lives; none: an empty one',
  ),
  seed: flag(
    z.coerce
      .number()
      .int()
      .min(0)
      .max(2 ** 31)
      .default(7),
    'string',
    '7',
    'seed of everything random in the simulation',
  ),
  speed: flag(z.coerce.number().min(1).max(600).default(1), 'string', '1', 'how many times faster than real time the home lives, 1 to 600'),
  weather: flag(
    z.string().default(''),
    'string',
    'city.csv',
    'hourly weather from a file with columns time,temperature,pm25,humidity,wind; left out: simulated',
  ),
  catalog: {
    ...flag(
      names.default([]),
      'string',
      'FOLDER',
      'adds device types from a folder or an npm package, as often as wanted: code with your rights',
    ),
    multiple: true as const,
  },
  reset: flag(yes.default(false), 'boolean', '', 'forget the data folder first'),
  open: flag(yes.default(false), 'boolean', '', 'open the page in a browser when ready'),
  json: flag(yes.default(false), 'boolean', '', 'JSON lines instead of text: when ready, and for what happens then'),
};
type Flags = Record<string, Flag>;
type Values<F extends Flags> = { [K in keyof F]: z.output<F[K]['schema']> };

export const envName = (name: string): string => `OMNI_${name.toUpperCase().replaceAll('-', '_')}`;

export function usage(command: string, flags: Flags): string {
  const rows = Object.entries(flags).map(([name, { example, doc }]) => `  ${`--${name} ${example}`.padEnd(24)}${doc}  (${envName(name)})`);
  return [`${command} [flags]`, ...rows, '  --help'.padEnd(26) + 'this text', ''].join('\n');
}

/** Errors: BAD_ARGS, naming the flag and how to mend it. Answers undefined where `--help` was asked for. */
export function parseFlags<F extends Flags>(
  flags: F,
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Values<F> | undefined {
  const known = Object.keys(flags)
    .map((name) => `--${name}`)
    .join(' ');
  const table = Object.fromEntries(Object.entries(flags).map(([name, { type, multiple = false }]) => [name, { type, multiple }]));
  let given: Record<string, unknown>;
  try {
    given = parseArgs({ args: [...argv], options: { ...table, help: { type: 'boolean' } }, allowPositionals: false }).values;
  } catch (cause) {
    throw new OmniError('BAD_ARGS', cause instanceof Error ? (cause.message.split('.')[0] ?? cause.message) : 'wrong flags', {
      hint: `Known flags: ${known}`,
      cause,
    });
  }
  if (given.help === true) return undefined;
  const entries = Object.entries(flags).map(([name, { schema, example }]) => {
    const variable = given[name] === undefined ? env[envName(name)] || undefined : undefined;
    const parsed = schema.safeParse(given[name] ?? variable);
    if (!parsed.success) {
      const where = variable === undefined ? `--${name}` : `${envName(name)} (--${name})`;
      throw new OmniError('BAD_ARGS', `${where}: ${parsed.error.issues[0]?.message ?? 'wrong value'}`, {
        path: `--${name}`,
        hint: `For example: ${variable === undefined ? `--${name} ${example}` : `${envName(name)}=${example || 'true'}`}`,
      });
    }
    return [name, parsed.data];
  });
  // Built name by name from the same table that the type is made of.
  return Object.fromEntries(entries) as Values<F>;
}
