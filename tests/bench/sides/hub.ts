// The hub as everybody runs it: createHub, its own store in a folder, both doors.
import { createHub } from '#hub/create-hub.ts';
import type { Hub } from '#hub/create-hub.ts';
import { createLog } from '#hub/log.ts';
import { serve } from '../peer.ts';
import { didOf, home, peakMemory, secretOf, usage } from './side.ts';
import type { Door, StartOptions } from './side.ts';

let hub: Hub | undefined;
const running = (): Hub => {
  if (!hub) throw new Error('the hub is not started');
  return hub;
};

export const handlers = {
  async start({ data, devices: count, model = 'bench-15', kinds, ports, phone: known }: StartOptions): Promise<Door> {
    hub = await createHub({
      home,
      host: '127.0.0.1',
      httpPort: ports?.http ?? 0,
      mqttPort: ports?.mqtt ?? 0,
      data,
      log: createLog('warn'),
    });
    const { devices, people } = hub.inspect;
    // Pairing is measured by its own bench; here the registry's own door makes many devices.
    for (let n = devices.size; n < count; n += 1) {
      const did = didOf(n);
      devices.add({
        ...{
          did,
          secret: secretOf(did),
          serial: did,
          vendor: 'bench',
          model: kinds === undefined ? model : `${model}-${n % kinds}`,
          category: 'sensor',
        },
        ...{ title: { en: 'Bench', zh: '基准' }, name: null, room: null, bought: 0, paired: Date.now() },
      });
    }
    let phone = known;
    if (!phone) {
      const { token } = people.invite({ role: 'owner', rooms: [] });
      const { person, secret } = await people.claim(token, 'Bench');
      phone = { client: person.client, secret };
    }
    const { http, mqtt } = await hub.start();
    return { kind: 'hub', mqtt, http, phone };
  },
  /** The token of a link for one more owner: for a browser, which claims it as a person does. */
  invite: (): string => running().inspect.people.invite({ role: 'owner', rooms: [] }).token,
  usage,
  peakMemory,
  connected: () => running().inspect.connections(),
  /** Reports: taken, dropped, and rows of history, all committed. */
  reports() {
    const { journal, reports, store } = running().inspect;
    journal.flush();
    const { rows } = store.sql.prepare('SELECT count(*) AS rows FROM history').get() as { rows: number };
    const { commands } = store.sql.prepare('SELECT count(*) AS commands FROM commands').get() as { commands: number };
    return { ...reports.counts, rows, commands };
  },
  /** Of counters that grow by one: how many values their history misses, and how many ended before what the device counted. */
  gaps({ counts }: { counts: readonly (readonly [did: string, count: number])[] }): { gaps: number; behind: number } {
    const { journal, store } = running().inspect;
    journal.flush();
    const rows = store.sql
      .prepare(
        'SELECT did, count(DISTINCT v) AS n, min(v) AS low, max(v) AS high FROM history JOIN series ON series.id = history.series GROUP BY did',
      )
      .all() as { did: string; n: number; low: number; high: number }[];
    const highest = new Map(rows.map(({ did, high }) => [did, high]));
    return {
      gaps: rows.reduce((sum, { n, low, high }) => sum + (high - low + 1 - n), 0),
      behind: counts.filter(([did, count]) => !((highest.get(did) ?? -1) >= count)).length,
    };
  },
  /** How many devices are ready, and how many values served are of their device's present session. */
  fresh() {
    const { devices, reports, retained } = running().inspect;
    const prefix = `${running().topics.root}/dev/`;
    let ready = 0;
    let values = 0;
    for (const device of devices.all()) {
      if (device.state !== 'ready') continue;
      ready += 1;
      for (const key of device.spec?.properties.keys() ?? []) {
        const [service = '', property = ''] = key.split('/');
        const served = retained.get(`${prefix}${device.did}/p/${key}`);
        if (served !== undefined && reports.latest(device.did, service, property)?.session === device.session) values += 1;
      }
    }
    return { ready, values };
  },
  async stop(): Promise<void> {
    await hub?.stop();
    hub = undefined;
  },
};
serve(handlers);
