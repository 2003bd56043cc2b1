// The hub as a process of its own: `npm run hub`. Under the launcher it says over IPC what it says here in words.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { hubFlags, parseFlags, usage } from './config.ts';
import { createHub } from './create-hub.ts';
import { createLog, parseLevel } from './log.ts';
import { fail, stopOnSignals } from './process.ts';
import { lockFolder } from './store/lock.ts';

const env = process.env;

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

  async function begin(claim?: string): Promise<void> {
    const made = await createHub({
      home: flags?.home ?? 'home',
      host,
      httpPort: ports.http,
      mqttPort: ports.mqtt,
      data,
      log,
      claim,
      onStartOver: (token) => void startOver(token).catch(fail),
    });
    hub = made;
    const started = await made.start();
    ports = { http: started.http, mqtt: started.mqtt };
    // Only a home that nobody has lived in is furnished: the launcher gets a token of its own for it, and the printed link stays unused.
    const service = process.send && made.fresh ? made.inspect.people.invite({ role: 'owner', rooms: [] }, 'service').token : undefined;
    if (process.send)
      process.send({ event: claim === undefined ? 'ready' : 'started-over', ...started, ...(service === undefined ? {} : { service }) });
    else {
      const name = host === '0.0.0.0' ? '127.0.0.1' : host;
      process.stdout.write(
        `Omnihome hub\n  page  http://${name}:${started.http}/#claim=${started.claim}\n  mqtt  mqtt://${name}:${started.mqtt}\nThe link makes its first user an owner; it works once, for 15 minutes.\n`,
      );
    }
  }
  async function startOver(claim: string): Promise<void> {
    await hub?.stop();
    for (const file of ['hub.db', 'hub.db-wal', 'hub.db-shm']) rmSync(join(data, file), { force: true });
    await begin(claim);
  }

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
