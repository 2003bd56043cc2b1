// npm start: builds the page if need be, starts the hub and the devices as processes, furnishes an empty home, and says
// when all is ready. Hub and devices meet only over MQTT; this file only watches over them.
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { OmniError } from '#protocol/errors.ts';
import { z } from '#protocol/zod.ts';
import { parseFlags, startFlags, usage } from '../config.ts';
import { parseLevel } from '../log.ts';
import { fail, stopOnSignals } from '../process.ts';
import { banner, boxLine, claimLink, lanAddress } from './banner.ts';
import { createChild } from './child.ts';
import { furnishPatiently } from './furnishing.ts';
import { buildPage, pageIsFresh } from './page.ts';
import { reset } from './reset.ts';
import { boxSchema, furnish } from './starter.ts';
import type { Box } from './starter.ts';

const hubSays = z.discriminatedUnion('event', [
  /** `fresh`: nobody has ever lived there. */
  z.object({ event: z.enum(['ready', 'started-over']), http: z.number(), mqtt: z.number(), claim: z.string(), fresh: z.boolean() }),
  z.object({ event: z.literal('service'), token: z.string() }),
]);
type HubSays = z.infer<typeof hubSays>;
type HubBegan = Exclude<HubSays, { event: 'service' }>;
/** How long a hub that crashed may take to be there again, ms. */
const comesBackWithin = 60_000;
// What goes wrong there, the device process writes on standard error itself.
const devicesSay = z.discriminatedUnion('event', [
  z.object({ event: z.literal('boxes'), boxes: z.array(boxSchema) }),
  z.object({ event: z.literal('box'), box: boxSchema }),
  /** A type's file was saved: it runs with that revision, or what is wrong with it. */
  z.object({ event: z.literal('saved'), type: z.string(), file: z.string(), rev: z.int().optional(), wrong: z.string().optional() }),
]);

function openBrowser(link: string): void {
  const [command, args] =
    process.platform === 'darwin'
      ? ['open', [link]]
      : process.platform === 'win32'
        ? ['cmd', ['/c', 'start', '', link]]
        : ['xdg-open', [link]];
  spawn(command, args, { stdio: 'ignore', detached: true })
    .on('error', () => process.stderr.write('omnihome: no browser could be opened; open the link by hand.\n'))
    .unref();
}

async function main(): Promise<void> {
  const flags = parseFlags(startFlags, process.argv.slice(2), process.env);
  if (!flags) {
    process.stdout.write(usage('npm start --', startFlags));
    return;
  }
  // Before the page is built: the hub would only say it later.
  parseLevel(process.env.OMNI_LOG);
  const data = resolve(flags.data);
  const everywhere = flags.lan || flags.host === '0.0.0.0' || flags.host === '::';
  const shown = everywhere ? (lanAddress() ?? '127.0.0.1') : flags.host.includes(':') ? `[${flags.host}]` : flags.host;
  const local = everywhere ? '127.0.0.1' : shown;
  const say = (text: string): void => void (flags.json || process.stdout.write(`${text}\n`));
  /** A line of JSON: only with --json. */
  const tellProgram = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`);
  if (flags.reset) reset(data);

  let ports: { http: number; mqtt: number } | undefined;
  let claim = '';
  let boxes: readonly Box[] = [];
  let announced = false;
  let again = false;
  let unfurnished = false;
  /** Counts the lives of this home: starting over ends what was under way for the one before. */
  let life = 0;
  let giveToken: ((token: string) => void) | undefined;

  const giveUp = (name: string, code: number, why: string): void => {
    if (code !== 2) process.stderr.write(`omnihome: the ${name} cannot be kept running: ${why}.\n`);
    void stop().then(() => process.exit(code === 2 ? 2 : 1));
  };
  const common = {
    stdout: flags.json ? 'ignore' : 'inherit',
    onGiveUp: giveUp,
    tell: (line: string) => process.stderr.write(`omnihome: ${line}\n`),
  } as const;

  const hub = createChild<HubSays>({
    ...common,
    name: 'hub',
    entry: 'hub/main.ts',
    // A restarted hub comes back where its devices and pages expect it.
    args: () => [
      '--http-port',
      String(ports?.http ?? flags['http-port']),
      '--mqtt-port',
      String(ports?.mqtt ?? flags['mqtt-port']),
      '--host',
      flags.host,
      ...(flags.lan ? ['--lan'] : []),
      '--data',
      data,
      '--home',
      flags.home,
    ],
    schema: hubSays,
    onMessage(message) {
      if (message.event === 'service') giveToken?.(message.token);
      else void onHub(message).catch(fail);
    },
  });
  const devices = createChild({
    ...common,
    name: 'device process',
    entry: 'devices/main.ts',
    args: () => [
      '--starter',
      '--hub',
      `mqtt://${local}:${ports?.mqtt ?? 1883}`,
      '--data',
      join(data, 'devices'),
      '--home',
      flags.home,
      '--seed',
      String(flags.seed),
      '--speed',
      String(flags.speed),
      ...(flags.weather === '' ? [] : ['--weather', flags.weather]),
      ...flags.catalog.flatMap((name) => ['--catalog', name]),
    ],
    schema: devicesSay,
    onMessage(message) {
      if (message.event === 'box') onDelivery(message.box);
      else if (message.event === 'boxes') void onBoxes(message.boxes).catch(fail);
      // For a person the device process has said it itself.
      else if (flags.json) tellProgram(message);
    },
  });
  const stop = async (): Promise<void> => {
    await devices.stop(900);
    await hub.stop(900);
  };

  const askForToken = (): void => hub.send({ ask: 'service' });
  /** From the hub that runs, or from the one that comes back. Errors: TIMEOUT */
  const serviceToken = (): Promise<string> =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        giveToken = undefined;
        reject(new OmniError('TIMEOUT', 'The hub gave no token.', { hint: 'Start again.' }));
      }, comesBackWithin);
      giveToken = (token) => {
        clearTimeout(timer);
        giveToken = undefined;
        resolve(token);
      };
      askForToken();
    });

  async function onHub(message: HubBegan): Promise<void> {
    const first = ports === undefined;
    ports = { http: message.http, mqtt: message.mqtt };
    claim = message.claim;
    if (message.fresh) unfurnished = true;
    // What was asked of the one that crashed.
    if (giveToken) askForToken();
    // A store that is gone when the hub comes back is another life too: its devices would be strangers to it.
    const isAnotherLife = message.event === 'started-over' || (message.fresh && !first);
    if (isAnotherLife) {
      life += 1;
      say('The home starts over.');
      await devices.stop(900);
      rmSync(join(data, 'devices'), { recursive: true, force: true });
      announced = false;
      // A promise that an earlier run left: whoever started this one waits for `ready`.
      again = !first;
    }
    if (first || isAnotherLife) {
      if (flags?.devices === 'starter') devices.start();
      else announce();
    } else if (!announced) return; // What says that all is ready will name the new link.
    else if (flags?.json) tellProgram({ event: 'hub-back', claim });
    else say(`The hub is back. A new link: ${claimLink(`http://${shown}:${ports.http}`, claim)}`);
  }
  async function onBoxes(found: readonly Box[]): Promise<void> {
    boxes = found;
    const mine = life;
    if (unfurnished) {
      unfurnished = false;
      await furnishPatiently({
        token: serviceToken,
        furnish: (token) => furnish(`http://${local}:${ports?.http ?? 0}`, token, boxes, flags?.home ?? 'home'),
        isWanted: () => mine === life,
        tell: (line) => process.stderr.write(`omnihome: ${line}\n`),
      });
    }
    if (mine !== life) return;
    if (!announced) announce();
  }
  /** A device has come into the home while it lives. */
  function onDelivery({ serial, model, setupCode, type }: Box): void {
    if (flags?.json) tellProgram({ event: 'box', serial, model, setupCode });
    else say(`A box was delivered: ${boxLine({ serial, model, setupCode, type })}`);
  }
  function announce(): void {
    if (!ports || !flags) return;
    announced = true;
    const ready = { http: `http://${shown}:${ports.http}`, mqtt: `mqtt://${shown}:${ports.mqtt}`, claim, boxes };
    if (flags.json) {
      const line = {
        event: again ? 'started-over' : 'ready',
        http: ready.http,
        mqtt: ready.mqtt,
        ws: `ws://${shown}:${ports.http}/mqtt`,
        claim,
        home: flags.home,
        boxes: boxes.map(({ serial, model, setupCode }) => ({ serial, model, setupCode })),
      };
      tellProgram(line);
    } else process.stdout.write(banner({ ...ready, lan: everywhere }));
    if (flags.open) openBrowser(claimLink(ready.http, claim));
  }

  const building = new AbortController();
  stopOnSignals(async () => {
    building.abort();
    await stop();
  });
  if (!pageIsFresh()) {
    say('Building the page (only after a change)…');
    await buildPage(building.signal);
  }
  hub.start();
}

process.on('unhandledRejection', fail);
main().catch(fail);
