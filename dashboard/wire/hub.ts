// The phone's one hub: session, connection, calls and ingest put together. Everything else talks to `hub`.
import { namedBy } from '../state/facts.ts';
import { bumpVersion, emptyHome, homeStore } from '../state/home-store.ts';
import { deviceStore, forgetDevice, knownDevices } from '../state/device-store.ts';
import type { CallOptions, OmniClient } from '../strategy-slot.ts';
import type { WireEvents, WireSource } from '../wire-slot.ts';
import type { ArgsOf, OperationName } from '#protocol/operations/index.ts';
import { OmniError } from '#protocol/errors.ts';
import { createCalls, wasOnLine } from './calls.ts';
import type { Answer, Calls } from './calls.ts';
import { openConnection } from './connection.ts';
import type { Connection } from './connection.ts';
import { parseJson } from '#protocol/parse-json.ts';
import { createIngest } from './ingest.ts';
import type { Ingest } from './ingest.ts';
import { heldReports } from './held.ts';
import { retrying } from './retrying.ts';
import { watchRights } from './rights.ts';
import { readSession } from './session.ts';
import type { Session } from './session.ts';

interface Link {
  readonly connection: Connection;
  readonly calls: Calls;
  readonly ingest: Ingest;
}
let link: Link | undefined;
/** How often a connection has come about. */
let opened = 0;
/** Of the program that served this page: another build means that the page is old. */
let build: string | undefined;

/** Calls an operation and tells the round trip as well. */
export function request<K extends OperationName>(op: K, args: ArgsOf<K>, options?: CallOptions): Promise<Answer<K>> {
  if (!link) return Promise.reject(new OmniError('OFFLINE', 'not connected to the hub'));
  return link.calls.request(op, args, options);
}

/** The operations of the table, typed. Calls that change rooms or people raise the version that lenses watch. */
export const client: OmniClient = {
  async call(op, args, options) {
    const { result } = await request(op, args, options);
    if (/^(room|person)\.(put|remove|invite|change)$/.test(op)) bumpVersion();
    return result;
  },
};

/** Who watches the wire at present. */
const watchers = new Set<WireEvents>();
const tellWatchers = (tell: (events: WireEvents) => void): void => watchers.forEach(tell);

/** The stream of all that passes the hub, and what the phone itself measures. Nothing comes while nobody watches. */
export const wireSource: WireSource = {
  watch(events) {
    watchers.add(events);
    if (watchers.size === 1) link?.connection.watch(true);
    return () => {
      if (watchers.delete(events) && watchers.size === 0) link?.connection.watch(false);
    };
  },
};

/** The reports that came before a reply are applied before the reply is acted on. */
export const flushDevice = (did: string): void => link?.ingest.queue.flushDevice(did);

/** Asks the hub for a device's last values and applies them: after a command whose outcome nobody knows. */
export async function refreshDevice(did: string): Promise<void> {
  const { result } = await request('device.get', { did });
  link?.ingest.queue.flushDevice(did);
  const { reports, state } = deviceStore(did).getState();
  const waiting = link?.ingest.queue.patch(did);
  if (waiting)
    for (const [key, report] of heldReports(reports, result.values, state?.session))
      if (!waiting.reports.has(key)) waiting.reports.set(key, report);
}

/** Asks for the list until it comes, three times at most; undefined where it did not, or where another connection has taken over. */
async function list(current: Link): Promise<ReadonlySet<string> | undefined> {
  try {
    const ask = () => current.calls.request('device.list', {}, { ttl: 10_000 });
    const { result } = await retrying(ask, () => link === current && homeStore.getState().connection === 'online');
    if (link !== current) return undefined;
    const listed = Object.fromEntries(result.devices.map((device) => [device.did, device]));
    homeStore.setState(({ cards }) => ({
      listed,
      cards: Object.fromEntries(Object.values(cards).map((card) => [card.did, namedBy(card, listed[card.did])])),
    }));
    return new Set(result.devices.map((device) => device.did));
  } catch {
    // The retained topics alone make a home; the clearing of what is gone waits for the next connection.
    return undefined;
  }
}

async function sync(current: Link): Promise<void> {
  opened += 1;
  const mine = opened;
  const dids = await list(current);
  // A list asked for over an earlier connection says nothing about what this one has told so far.
  if (link !== current || mine !== opened) return;
  if (dids) current.ingest.settle(dids);
  homeStore.setState({ synced: true });
}

/** Reads again what `device.list` alone tells (serial, outsider), and drops the devices that it does not tell of. */
export async function relist(): Promise<void> {
  const current = link;
  const dids = current && (await list(current));
  if (dids && link === current) current.ingest.keep(dids);
}

// A device that somebody else has paired, and that has not described itself: only the list tells what it is.
homeStore.subscribe(({ cards, listed, synced }, before) => {
  if (cards === before.cards || !synced) return;
  if (Object.values(cards).some(({ did, title }) => !title && !listed[did] && !before.cards[did])) void relist();
});

// A guest is not told that a device has left its rooms: it just hears nothing more of it.
watchRights(homeStore, relist);

function connect(session: Session): void {
  const ingest = createIngest(session.home);
  const calls = createCalls(
    (message) => connection.send(message),
    (latency, id, hops) => {
      homeStore.setState({ latency, isLineSlow: wasOnLine(latency, hops) });
      tellWatchers(({ onTrip }) => onTrip(id, latency));
    },
  );
  const connection = openConnection(session, {
    onOpen: () => {
      ingest.begin();
      homeStore.setState({ connection: 'online' });
      calls.resend();
      void sync(current);
    },
    onLost: () => homeStore.setState({ connection: 'lost' }),
    onMessages: (messages) => messages.forEach(([topic, text]) => ingest.message(topic, text)),
    onReply: (text) => calls.receive(parseJson(text)),
    onWire: (text) => tellWatchers(({ onBatch }) => onBatch(parseJson(text))),
    onWireDenied: () => tellWatchers(({ onDenied }) => onDenied()),
    async mayReconnect() {
      const answer = await readSession();
      if (answer.kind === 'none') {
        leave();
        return 'never';
      }
      if (answer.kind === 'unreachable') return 'later';
      homeStore.setState({ session: answer.session });
      checkBuild(answer.session.build);
      return 'now';
    },
  });
  const current: Link = { connection, calls, ingest };
  link = current;
  if (watchers.size > 0) connection.watch(true);
}

function checkBuild(seen: string): void {
  build ??= seen;
  if (seen !== build) location.reload();
}
homeStore.subscribe((home, before) => {
  if (home.info && home.info !== before.info) checkBuild(home.info.build);
});

/** The hub no longer knows this browser: everything is forgotten and the welcome screen asks for a link. */
function leave(): void {
  link?.connection.stop();
  link = undefined;
  for (const did of knownDevices()) forgetDevice(did);
  homeStore.setState({ ...emptyHome, connection: 'away' }, true);
}

/** Finds out who we are and connects. Without a hub it keeps trying: the page may be opened before the hub is up. */
export async function start(): Promise<void> {
  const answer = await readSession();
  if (answer.kind === 'known') {
    build ??= answer.session.build;
    homeStore.setState({ session: answer.session, connection: 'starting' });
    connect(answer.session);
  } else if (answer.kind === 'none') homeStore.setState({ connection: 'away' });
  else setTimeout(() => void start(), 1500);
}

export { leave as forgetSession };
