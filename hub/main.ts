// The hub as a process of its own: `npm run hub`. Under the launcher it says over IPC what it says here in words.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { hubFlags, parseFlags, usage } from './config.ts';
import { createHub } from './create-hub.ts';
import { createLog, parseLevel } from './log.ts';
import { fail, stopOnSignals } from './process.ts';
import { z } from '#protocol/zod.ts';
import { storeFiles } from './store/database.ts';
import { lockFolder } from './store/lock.ts';
import { keptStartOver, promisedStartOver } from './store/start-over.ts';

const env = process.env;
/** What the launcher may say. */
const askSchema = z.object({ ask: z.literal('service') });

/** To the launcher; resolves when it is on its way. A launcher that is gone ends this process by other means. */
const say = (message: object): Promise<void> => new Promise((resolve) => void process.send?.(message, undefined, {}, () => resolve()));

async function main(): Promise<void> {
  const flags = parseFlags(hubFlags, process.argv.slice(2), env);
  if (!flags) {
    process.stdout.write(usage('npm run hub --', hubFlags));
    return;
  }
  const host = flags.lan ? '0.0.0.0' : flags.host;
  const data = join(flags.data, 'hub');
  const log = createLog(parseLevel(env.OMNI_LOG));
  const unlock = lockFolder(data);
  let ports = { http: flags['http-port'], mqtt: flags['mqtt-port'] };
  let hub: Awaited<ReturnType<typeof createHub>> | undefined;

  async function begin(): Promise<void> {
    // Also where the hub that had promised it was killed.
    const promised = promisedStartOver(data);
    if (promised) for (const file of storeFiles) rmSync(join(data, file), { force: true });
    const made = await createHub({
      home: flags?.home ?? 'home',
      host,
      httpPort: ports.http,
      mqttPort: ports.mqtt,
      data,
      log,
      promised,
      onStartOver: () => void startOver().catch(fail),
    });
    hub = made;
    const started = await made.start();
    ports = { http: started.http, mqtt: started.mqtt };
    if (process.send) await say({ event: promised ? 'started-over' : 'ready', ...started, fresh: made.fresh });
    else {
      const name = host === '0.0.0.0' ? '127.0.0.1' : host;
      process.stdout.write(
        `Omnihome hub\n  page  http://${name}:${started.http}/#claim=${started.claim}\n  mqtt  mqtt://${name}:${started.mqtt}\nThe link makes its first user an owner; it works once, for 15 minutes.\n`,
      );
    }
    // Only now: the launcher knows that it must start the devices over.
    if (promised) keptStartOver(data);
  }
  async function startOver(): Promise<void> {
    await hub?.stop();
    await begin();
  }

  // To furnish a home the launcher asks for a token of its own, so that the printed link stays unused.
  process.on('message', (message) => {
    if (!askSchema.safeParse(message).success || !hub) return;
    process.send?.({ event: 'service', token: hub.inspect.people.invite({ role: 'owner', rooms: [] }, 'service').token });
  });
  // Before it says that it is ready: whoever reads that may stop it in the same moment.
  const isStopping = stopOnSignals(async () => {
    await hub?.stop();
    unlock();
  });
  await begin().catch((error: unknown) => {
    // What a stop took away from under a start is no fault.
    if (!isStopping()) throw error;
  });
}

process.on('unhandledRejection', fail);
main().catch(fail);
