// The hub, composed: every capability gets what it needs here, and nowhere else. Tests start as many as they like.
import { fileURLToPath } from 'node:url';
import type { PersonMessage } from '#protocol/envelopes.ts';
import { OmniError } from '#protocol/errors.ts';
import type { Who } from '#protocol/permissions.ts';
import { topicsOf } from '#protocol/topics.ts';
import { createAlerts } from './alerts/alerts.ts';
import { createBridges } from './bridges/bridges.ts';
import { createForeignSets } from './bridges/foreign-sets.ts';
import { createBroker } from './broker/broker.ts';
import type { Broker, Refusal } from './broker/broker.ts';
import { createRetained } from './broker/retained.ts';
import { createBus } from './bus.ts';
import { createEvenTime, createHubTime, systemClock } from './clock.ts';
import type { HubClock } from './clock.ts';
import { createCommands } from './control/commands.ts';
import { createRouter } from './control/router.ts';
import type { Handlers, Router } from './control/router.ts';
import { createGate } from './gate.ts';
import { createDeviceHandlers } from './home/device-handlers.ts';
import { createFaultDesk } from './home/fault-handlers.ts';
import { describeHub, loadOpenness, outsiderIn } from './home/openness.ts';
import { createPeopleHandlers } from './home/people-handlers.ts';
import { buildOf, createHttp } from './http/server.ts';
import { createLifecycle } from './ingest/lifecycle.ts';
import { loadReported } from './ingest/reported.ts';
import { createReports } from './ingest/reports.ts';
import type { Log } from './log.ts';
import { listenError } from './process.ts';
import { createHouse } from './pairing/house.ts';
import { createNearby } from './pairing/nearby.ts';
import { createPairing } from './pairing/pairing.ts';
import { loadDevices } from './registry/devices.ts';
import { loadPeople, namedRooms } from './registry/people.ts';
import type { Person } from './registry/people.ts';
import { loadRooms } from './registry/rooms.ts';
import { newSecret } from './secrets.ts';
import { createMeter } from './strategy/meter.ts';
import { openStore, unusable } from './store/database.ts';
import { holdHomeName } from './store/home-name.ts';
import { createJournal } from './store/journal.ts';
import { createPruning } from './store/pruning.ts';
import { promiseStartOver } from './store/start-over.ts';
import { createWire } from './wire/wire.ts';

export interface HubConfig {
  readonly home: string;
  readonly host: string;
  /** 0 picks a free port. */
  readonly httpPort: number;
  readonly mqttPort: number;
  /** Folder of hub.db. */
  readonly data: string;
  readonly log: Log;
  /** SHA-256 of the token that an earlier life answered to `hub.start-over`: it makes an owner, beside the start link's. */
  readonly promised?: Buffer | undefined;
  /** Folder of the built page. */
  readonly page?: string;
  readonly clock?: HubClock;
  /** An owner asked to start over. Called after the reply was sent; the promise stands in the folder since before: start-over.ts. */
  readonly onStartOver?: () => void;
}
export const builtPage = fileURLToPath(new URL('../dashboard/dist', import.meta.url));

const hidden = ({ v: _, ...rest }: ReturnType<typeof describeHub>) => rest;
const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || host.startsWith('127.');

export async function createHub(config: HubConfig) {
  const { home, host, log, clock = systemClock, page = builtPage } = config;
  const topics = topicsOf(home);
  const hubTime = createHubTime(clock);
  const onError = (error: unknown): void => log.error({ err: error }, 'the hub caught an error');
  const store = await openStore(config.data);
  const { hub } = store;

  const bus = createBus(onError);
  const retained = createRetained(topics.root);
  const { journal, pruning, people, devices, rooms, openness, reported } = await load().catch(async (error: unknown) => {
    await store.close();
    throw error instanceof OmniError ? error : unusable(config.data, error);
  });
  async function load() {
    holdHomeName(store, home, config.data);
    return {
      journal: createJournal(store, onError),
      pruning: createPruning(store, clock, onError),
      people: await loadPeople(store, clock, (client) => publishPerson(client)),
      devices: loadDevices(store),
      rooms: loadRooms(store),
      openness: loadOpenness(store),
      reported: loadReported(store),
    };
  }
  const house = createHouse(hub);
  const isOutsider = outsiderIn(house, openness.get);
  const build = buildOf(page);

  // The broker asks the gate, and what stands behind the gate speaks through the broker: both exist before either is used.
  const late: { broker?: Broker; router?: Router } = {};
  const broker = (): Broker => late.broker ?? fail();
  const router = (): Router => late.router ?? fail();
  const fail = (): never => {
    throw new OmniError('INTERNAL', 'used before it was made');
  };

  const alerts = createAlerts({ topics, clock, bus, publishRetained: (topic, payload) => broker().publishRetained(topic, payload) });
  const reports = createReports({ topics, alerts, retained, journal, bus, clock });
  const lifecycle = createLifecycle({ topics, devices, alerts, retained, bus, clock, hubTime, broker, onError });
  const commands = createCommands({ topics, devices, reports, journal, alerts, clock, hubTime, broker, onError });
  const bridges = createBridges({ home, topics, devices, reports, alerts, retained, bus, openness: openness.get, broker, onError });
  const foreignSets = createForeignSets({ hub, alerts, clock, router, shown: bridges.shown, took: bridges.took, onError });
  const nearby = createNearby({ hub, home, topics, house, devices, alerts, clock, broker });
  const deviceHandlers = createDeviceHandlers({
    topics,
    devices,
    rooms,
    reports,
    commands,
    alerts,
    retained,
    journal,
    store,
    bus,
    clock,
    broker,
    isOutsider,
  });
  const pairing = createPairing({
    hub,
    home,
    house,
    nearby,
    devices,
    clock,
    openness: openness.get,
    hasRoom: rooms.has,
    revoke: (device) => deviceHandlers.removeDevice(device),
    paired(device) {
      lifecycle.begin(device);
      for (const topic of [topics.state(device.did), topics.place(device.did)]) broker().publish(topic, retained.get(topic) ?? '');
      bus.emit('device.added', { did: device.did });
    },
  });
  const wire = createWire({
    ...{ topics, home, bus, at: createEvenTime(clock) },
    // Straight to who watches, and not again where it is lost: it costs the broker less than a fan-out.
    tell: (clientId, topic, payload) => void broker().sendTo(clientId, topic, payload, 0),
  });
  const gate = createGate({ topics, devices, alerts, reports, lifecycle, commands, pairing, foreignSets, router, broker });

  function identify(user: string, password: Buffer | undefined, cookieUser: string | undefined, pairingConnections: number): Who | Refusal {
    if (user.startsWith('pair-')) {
      if (pairingConnections >= 64) return { refused: 3, why: 'too many unpaired devices' };
      return { kind: 'pairing', serial: user.slice('pair-'.length) };
    }
    const person =
      password === undefined || password.length === 0
        ? cookieUser === user
          ? people.get(user)
          : undefined
        : people.byPassword(user, password);
    if (person) return { kind: 'user', client: person.client, role: person.role, rooms: person.rooms };
    const device = password === undefined ? undefined : devices.byPassword(user, password);
    return device ? { kind: 'device', did: device.did } : { refused: 4, why: 'unknown user or wrong secret' };
  }

  late.broker = await createBroker({
    home,
    retained,
    bus,
    identify,
    gate: wire.through((...message) => gate.pass(...message)),
    onSaid: wire.said,
    roomOf: (did) => devices.roomOf(did),
    onError,
  });

  /** Every request is answered and every answer has left; never later than after `atMost` ms, twice. */
  async function allSaid(atMost: number): Promise<void> {
    await router().hasAnswered(atMost);
    // An answer is sent in the turn in which it is known.
    await new Promise(setImmediate);
    await broker().hasSpoken(atMost);
  }
  let startingOver = false;
  let stopping: Promise<void> | undefined;

  let mqttPort: number | undefined;
  const info = () => describeHub({ hub, home, build, openness: openness.get(), house, exposed: !isLoopback(host), mqttPort });
  const publishInfo = (): void => broker().publishRetained(topics.hubInfo, JSON.stringify(info()));
  const personMessage = ({ client, name, role, rooms: held, since }: Person): string =>
    JSON.stringify({ v: 1, client, name, role, rooms: namedRooms({ rooms: held }), since } satisfies PersonMessage);
  function publishPerson(client: string): void {
    const person = people.get(client);
    broker().publishRetained(topics.object('people', client), person ? personMessage(person) : '');
  }
  const publishState = (state: 'ready' | 'stopping'): void =>
    broker().publishRetained(topics.hubState, JSON.stringify({ v: 1, state, since: clock.now() }));

  const faultDesk = createFaultDesk({ devices, commands, alerts, bus, clock });
  const handlers: Handlers = {
    ...deviceHandlers,
    ...createPeopleHandlers({
      ...{ topics, people, rooms, devices, bus, broker, commit: store.commit },
      forget: (client) => router().forget(client),
    }),
    ...faultDesk.handlers,
    ...createMeter({ devices, people, clock, openness: openness.get, isOutsider }),
    'hub.info': () => hidden(info()),
    'hub.openness': async ({ mode }) => {
      await openness.set(mode);
      bridges.followAll();
      foreignSets.renew();
      publishInfo();
      return { mode };
    },
    'hub.start-over': ({ confirm }) => {
      if (confirm !== home)
        throw new OmniError('BAD_ARGS', `To start over, confirm with the home’s name.`, { path: 'confirm', hint: `Send "${home}".` });
      if (!config.onStartOver) throw new OmniError('CONFLICT', 'This hub was started by a program that cannot start it over.');
      if (startingOver) throw new OmniError('CONFLICT', 'The home is starting over already.');
      // It opens the next life only: who claimed this one would lose it at once.
      const token = newSecret();
      promiseStartOver(config.data, token);
      startingOver = true;
      const { onStartOver } = config;
      // The reply goes out on the connection that is about to end.
      void allSaid(150).then(onStartOver);
      return { claim: token };
    },
    'device.release': ({ did, house: toHouse }) => {
      const { serial } = devices.mustGet(did);
      if (openness.get() === 'closed')
        throw new OmniError('FORBIDDEN', 'A closed house releases no device.', {
          hint: 'Open or bridge the house with hub.openness first.',
        });
      return { release: house.release(serial, toHouse) };
    },
    'device.set': (args, call) => commands.set(call, args, call.measured),
    'device.action': (args, call) => commands.action(call, args, call.measured),
    'pair.list': () => ({
      nearby: nearby.list().map(({ serial, model, vendor, category, title }) => ({
        serial,
        model,
        vendor,
        category,
        title,
        admitted: house.isAdmitted(vendor),
      })),
    }),
    'pair.accept': async (args, call) => {
      if (args.room !== undefined) rooms.mustGet(args.room);
      return pairing.accept(args, call.ttl);
    },
  };
  late.router = createRouter({ handlers, devices, people, clock, log });

  bus.on('subscribed', ({ clientId, user, filters }) => {
    if (user === clientId && user.startsWith('pair-') && filters.includes(topics.pairDown(user.slice(5)))) nearby.arrived(user.slice(5));
  });
  bus.on('device.removed', ({ serial }) => nearby.again(serial));
  bus.on('disconnected', ({ clientId }) => {
    const device = devices.get(clientId);
    if (device) lifecycle.gone(device);
    else if (clientId.startsWith('pair-')) pairing.left(clientId.slice(5));
  });

  let ready = false;
  const http = await createHttp({
    hub,
    home,
    build,
    page,
    host,
    people,
    router: late.router,
    broker: late.broker,
    clock,
    log,
    isReady: () => ready,
    openness: openness.get,
    mqttPort: () => mqttPort,
  });

  async function stop(): Promise<void> {
    ready = false;
    publishState('stopping');
    nearby.stop();
    pruning.stop();
    bridges.stop();
    alerts.stop();
    commands.stop();
    wire.stop();
    // The last words, and the answers to what was still waiting, leave before the doors close.
    await allSaid(50);
    await broker().stop();
    // It hears of each device whose line that closed.
    faultDesk.stop();
    await http.stop();
    journal.stop();
    await store.close();
  }

  return {
    home,
    hub,
    topics,
    /** For tests and the bench: what the hub holds and has counted. */
    inspect: { retained, journal, devices, store, people, reports, commands, gate, wire, connections: () => broker().connectionCount() },
    /** Nobody has ever lived here: there was no store. */
    fresh: store.fresh,

    /** Serves last values again, marks every device lost, opens both doors. Answers with the ports and the start link's token. */
    async start(): Promise<{ http: number; mqtt: number; claim: string }> {
      for (const device of devices.all()) lifecycle.begin(device);
      for (const { did, service, property, payload } of reported)
        if (devices.get(did)) retained.set(topics.report(did, service, property), payload);
      for (const room of rooms.list()) retained.set(topics.object('rooms', room.id), JSON.stringify({ v: 1, ...room }));
      for (const person of people.list()) retained.set(topics.object('people', person.client), personMessage(person));
      bridges.followAll();
      publishInfo();
      publishState('ready');
      nearby.start();
      pruning.start();
      const { token: claim } = people.invite({ role: 'owner', rooms: [] }, 'start');
      if (config.promised) people.expect(config.promised, { role: 'owner', rooms: [] });
      const mqtt = await broker()
        .listen(config.mqttPort, host)
        .catch((error: unknown) => {
          throw listenError(error, '--mqtt-port', config.mqttPort);
        });
      mqttPort = mqtt;
      publishInfo();
      const httpPort = await http.listen(config.httpPort).catch((error: unknown) => {
        throw listenError(error, '--http-port', config.httpPort);
      });
      ready = true;
      return { http: httpPort, mqtt, claim };
    },

    /** Once: a signal may come while a start-over is stopping it already. */
    stop: (): Promise<void> => (stopping ??= stop()),
  };
}
export type Hub = Awaited<ReturnType<typeof createHub>>;
