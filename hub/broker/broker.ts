// The MQTT broker: Aedes with the cures of docs/architecture.md, section "The broker".
import { createServer } from 'node:net';
import type { Duplex } from 'node:stream';
import type { AddressInfo, Server, Socket } from 'node:net';
import type { IncomingMessage } from 'node:http';
import { Aedes } from 'aedes';
import type { AuthenticateError, Client } from 'aedes';
import mqemitter from 'mqemitter';
import type { WebSocket } from 'ws';
import { isFilter } from '#protocol/filters.ts';
import { may, mayReceive } from '#protocol/permissions.ts';
import type { RoomOf, Who } from '#protocol/permissions.ts';
import { parseClientId } from '#protocol/names.ts';
import { rootOf } from '#protocol/topics.ts';
import type { Bus } from '../bus.ts';
import { createConnection } from './connection.ts';
import type { AnyRoute, Connection } from './connection.ts';
import { createFramingGuard } from './framing-guard.ts';
import { holdWrites } from './hold-writes.ts';
import { createPersistence } from './persistence.ts';
import type { RetainedStore } from './retained.ts';
import { createWsStream } from './ws-stream.ts';
import { createUnderWay } from '../under-way.ts';

/** Where dropped messages go: nobody may subscribe to it. Keeping the QoS keeps the sender's acknowledgement, so its socket stays open. */
const sink = 'omni-sink';

/** The brokerId of what is sent to one client, past all subscriptions. */
const addressed = 'hub';

/** Largest packet, bytes: of a stranger, of an unpaired device, of a party that has shown who it is. */
const packetLimits = { stranger: 4 * 1024, pairing: 16 * 1024, known: 80 * 1024 } as const;
export const wsMaxPayload = 128 * 1024;

/** MQTT 3.1.1 CONNACK codes that the hub gives. */
export type Refusal = { readonly refused: 2 | 3 | 4 | 5; readonly why: string };

export interface BrokerOptions {
  readonly home: string;
  readonly retained: RetainedStore;
  readonly bus: Bus;
  /** Who is it? `cookieUser`: the person whose cookie came with the WebSocket. Must not throw. */
  identify(user: string, password: Buffer | undefined, cookieUser: string | undefined, pairingConnections: number): Who | Refusal;
  /**
   * The one gate of all that is published, synchronous. `route` is undefined where the party may not publish there.
   * True: pass it on to subscribers. A function: pass it on to nobody, and call it when all that this connection sent
   * before is on its way to them. Must not throw.
   */
  gate(connection: Connection, route: AnyRoute | undefined, topic: string, payload: Buffer): boolean | (() => void);
  readonly roomOf: RoomOf;
  /** Told of all that the hub itself says, once, however many hear it. Must not throw. */
  readonly onSaid?: (topic: string, payload: string) => void;
  readonly onError: (error: unknown) => void;
}

export async function createBroker(options: BrokerOptions) {
  const { home, retained, bus } = options;
  const root = rootOf(home);
  const connections = new WeakMap<Client, Connection>();
  const byUser = new Map<string, Set<Connection>>();
  /** Those who listen to topics of other ecosystems. */
  const foreigners = new Set<Connection>();
  const limits = new WeakMap<object, number>();
  const cookieUsers = new WeakMap<object, string>();
  /** By payload, which aedes hands on as it came: what to do when the message's turn has come. */
  const turns = new WeakMap<object, () => void>();
  let pairing = 0;

  // aedes numbers a packet when it is published, but packets overtake each other on the way to the emitter, and the
  // later number makes it drop the earlier packet as a duplicate (moscajs/aedes#994). Number them where they leave.
  const mq = mqemitter({ concurrency: 100_000, matchEmptyLevels: true });
  const emit = mq.emit.bind(mq);
  let order = 0;
  mq.emit = (packet, done) => {
    // Nobody hears it: no need to look for who does.
    if (packet.topic === sink) {
      const { payload } = packet as { payload?: unknown };
      if (typeof payload === 'object' && payload !== null) turns.get(payload)?.();
      done?.();
      return mq;
    }
    order += 1;
    packet.brokerCounter = order;
    return emit(packet, done);
  };

  const refuse = ({ refused, why }: Refusal): AuthenticateError => Object.assign(new Error(why), { returnCode: refused });

  const broker: Aedes = await Aedes.createBroker({
    mq,
    persistence: createPersistence(retained),
    concurrency: 100_000,
    drainTimeout: 2_000,
    connectTimeout: 10_000,
    queueLimit: 1_000,
    maxTopicLevels: 12,
    preConnect(_client, packet, done) {
      // A session that outlives its connection would queue without bound; 3.1.1 lets a server keep none.
      packet.clean = true;
      done(null, true);
    },
    authenticate(client, username, password, done) {
      const id = parseClientId(client.id);
      if (!id)
        return done(refuse({ refused: 2, why: 'a client id is the username, or the username, a dot and 1 to 16 of a-z and 0-9' }), null);
      const user = username ?? id.user;
      if (user !== id.user) return done(refuse({ refused: 2, why: 'the client id does not begin with the username' }), null);
      const who = options.identify(user, password, cookieUsers.get(client.conn), pairing);
      if ('refused' in who) return done(refuse(who), null);
      const connection = createConnection(home, client.id, user, who, client);
      connections.set(client, connection);
      limits.set(client.conn, who.kind === 'pairing' ? packetLimits.pairing : packetLimits.known);
      done(null, true);
    },
    authorizePublish(client, packet, done) {
      const connection = client ? connections.get(client) : undefined;
      if (client && connection && !connection.spend()) {
        packet.topic = sink;
        done(null);
        client.close();
        return;
      }
      if (connection) {
        const payload = typeof packet.payload === 'string' ? Buffer.from(packet.payload) : packet.payload;
        let forward: boolean | (() => void) = false;
        try {
          forward = options.gate(connection, connection.routeOf(packet.topic), packet.topic, payload);
        } catch (error) {
          options.onError(error);
        }
        // Retained values are kept by the gate, in the hub's own map.
        packet.retain = false;
        if (typeof forward === 'function') {
          packet.payload = payload;
          turns.set(payload, forward);
        }
        if (forward !== true) packet.topic = sink;
      } else packet.topic = sink;
      done(null);
    },
    authorizeSubscribe(client, subscription, done) {
      const connection = connections.get(client);
      if (connection && !connection.spend()) client.close();
      const allowed =
        connection &&
        isFilter(subscription.topic) &&
        may(home, connection.who, 'subscribe', subscription.topic) &&
        connection.hold(subscription.topic, subscription.qos > 0 ? 1 : 0);
      if (allowed && connection.hearsForeign()) foreigners.add(connection);
      if (allowed && subscription.qos > 1) subscription.qos = 1;
      done(null, allowed ? subscription : null);
    },
    authorizeForward(client, packet) {
      // Addressed to this client by the hub itself: also the word that a device is gone from its sight.
      if ('brokerId' in packet && packet.brokerId === addressed) return packet;
      const who = connections.get(client)?.who;
      return who?.kind === 'user' && who.role === 'guest' && !mayReceive(home, who, packet.topic, options.roomOf) ? null : packet;
    },
  });

  broker.on('client', (client) => {
    const connection = connections.get(client);
    if (!connection) return;
    const group = byUser.get(connection.user) ?? new Set();
    group.add(connection);
    byUser.set(connection.user, group);
    if (connection.who.kind === 'pairing') pairing += 1;
  });
  broker.on('clientDisconnect', (client) => {
    const connection = connections.get(client);
    if (!connection) return;
    connections.delete(client);
    foreigners.delete(connection);
    const group = byUser.get(connection.user);
    if (group?.delete(connection) && connection.who.kind === 'pairing') pairing -= 1;
    if (group?.size === 0) byUser.delete(connection.user);
    bus.emit('disconnected', { clientId: connection.clientId, user: connection.user });
  });
  broker.on('subscribe', (subscriptions, client) => {
    const connection = connections.get(client);
    if (!connection) return;
    const filters = subscriptions.filter(({ qos }) => (qos as number) !== 128).map(({ topic }) => topic);
    bus.emit('subscribed', { clientId: connection.clientId, user: connection.user, filters });
  });

  broker.on('unsubscribe', (filters, client) => {
    const connection = connections.get(client);
    if (!connection) return;
    for (const filter of filters) connection.letGo(filter);
    if (!connection.hearsForeign()) foreigners.delete(connection);
    bus.emit('unsubscribed', { clientId: connection.clientId, filters });
  });

  /** Asked of every chunk that arrives: may the stream go on? */
  function guardOf(stream: Duplex): (chunk: Uint8Array) => boolean {
    const passes = createFramingGuard(() => limits.get(stream) ?? packetLimits.stranger);
    const hold = holdWrites(stream);
    return (chunk) => {
      // Not before CONNECT is accepted: a refusal is written and the socket closed in one turn.
      if (limits.has(stream)) hold();
      return passes(chunk);
    };
  }

  function handleTcp(socket: Socket): void {
    const mayPass = guardOf(socket);
    const read = socket.read.bind(socket);
    socket.read = (size?: number) => {
      const chunk: unknown = read(size);
      if (chunk instanceof Uint8Array && !mayPass(chunk)) {
        socket.destroy();
        return null;
      }
      return chunk;
    };
    // Without a listener a reset connection would end the process in the moment before aedes takes it.
    socket.on('error', () => socket.destroy());
    broker.handle(socket);
  }

  const servers: Server[] = [];
  const spoken = createUnderWay();
  const publishNow = (topic: string, payload: string, qos: 0 | 1 = 1): void => {
    options.onSaid?.(topic, payload);
    spoken.begin();
    // Called when it stands in the socket of everybody who hears it.
    broker.publish({ cmd: 'publish', topic, payload: Buffer.from(payload), qos, retain: false, dup: false }, (error) => {
      spoken.end();
      if (error && !broker.closed) options.onError(error);
    });
  };

  // Its own brokerId gives it its own numbering: it cannot be dropped as a duplicate of something published.
  function sendToClient(client: Client, topic: string, payload: string, qos: 0 | 1 = 1, retain = false): void {
    spoken.begin();
    // Called when it stands in the socket, or has nowhere to go any more.
    client.publish({ cmd: 'publish', topic, payload: Buffer.from(payload), qos, retain, dup: false, brokerId: addressed } as never, () =>
      spoken.end(),
    );
  }

  return {
    root,
    /** Opens the TCP door and says on which port. Errors: what net.Server gives (EADDRINUSE, EACCES). */
    async listen(port: number, host: string): Promise<number> {
      const server = createServer({ noDelay: true }, handleTcp);
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject);
        server.listen(port, host, () => resolve());
      });
      server.on('error', options.onError);
      servers.push(server);
      return (server.address() as AddressInfo).port;
    },
    /** Takes over a WebSocket whose Host, Origin and cookie were checked. */
    handleWs(socket: WebSocket, request: IncomingMessage, cookieUser: string | undefined): void {
      let mayPass = (_chunk: Uint8Array): boolean => true;
      const stream = createWsStream(socket, (chunk) => mayPass(chunk));
      mayPass = guardOf(stream);
      if (cookieUser !== undefined) cookieUsers.set(stream, cookieUser);
      broker.handle(stream, request);
    },
    /** To all who subscribed and may receive. */
    publish: publishNow,
    /** The same, kept for those who subscribe later; an empty payload clears. */
    publishRetained(topic: string, payload: string): void {
      retained.set(topic, payload);
      publishNow(topic, payload);
    },
    /**
     * To one connection, past subscriptions: commands, so that they never wait behind a slow watcher. A paired device may
     * have further connections beside it, under its did and its secret: those that subscribed hear it too. An unpaired one
     * has no secret to show, so nobody hears what is meant for it. False: not connected.
     */
    sendTo(clientId: string, topic: string, payload: string, qos: 0 | 1 = 1): boolean {
      const client = (broker as unknown as { clients: Record<string, Client | undefined> }).clients[clientId];
      if (!client || client.closed || !connections.has(client)) return false;
      options.onSaid?.(topic, payload);
      sendToClient(client, topic, payload, qos);
      for (const beside of byUser.get(clientId) ?? [])
        if (beside.client !== client && beside.who.kind === 'device' && beside.listensTo(topic) !== undefined)
          sendToClient(beside.client, topic, payload, qos);
      return true;
    },
    /**
     * To one user's connections that subscribed to `topic`, past the search for who else might have: nobody else may. In
     * order with what was published before: each takes one turn to leave.
     */
    answer(user: string, topic: string, payload: string): void {
      options.onSaid?.(topic, payload);
      for (const connection of byUser.get(user) ?? []) {
        const qos = connection.listensTo(topic);
        if (qos !== undefined) sendToClient(connection.client, topic, payload, qos);
      }
    },
    /**
     * A device went from one room to another: a guest who may no longer see it is told that all of it is gone, one who may
     * see it now is told what it would have heard on subscribing. Synchronous, as the move itself: what is on its way to
     * others is checked at delivery against the new room.
     */
    moved(did: string, from: string | null, to: string | null): void {
      for (const group of byUser.values()) {
        for (const connection of group) {
          const { who, client } = connection;
          if (who.kind !== 'user' || who.role !== 'guest' || who.rooms.length === 0) continue;
          const [saw, sees] = [from !== null && who.rooms.includes(from), to !== null && who.rooms.includes(to)];
          if (saw === sees) continue;
          for (const { topic, payload, qos } of retained.ofDevice(did))
            if (connection.listensTo(topic) !== undefined) sendToClient(client, topic, sees ? payload : '', sees ? qos : 1, sees);
        }
      }
    },
    /** Resolves when all that was published here has left for those who hear it; never later than after `atMost` ms. */
    hasSpoken: (atMost: number): Promise<void> => spoken.none(atMost),
    /** Does anybody listen to topics of other ecosystems? Asked at every report. */
    isHeardByForeigners: (): boolean => foreigners.size > 0,
    isConnected: (user: string): boolean => byUser.has(user),
    connectionCount: (): number => broker.connectedClients,
    /** Closes all connections of one user and waits until they are gone. */
    async closeUser(user: string): Promise<void> {
      const group = [...(byUser.get(user) ?? [])];
      await Promise.all(group.map(({ client }) => new Promise<void>((resolve) => client.close(() => resolve()))));
    },
    async stop(): Promise<void> {
      for (const server of servers) server.close();
      await new Promise<void>((resolve) => broker.close(() => resolve()));
    },
  };
}
export type Broker = Awaited<ReturnType<typeof createBroker>>;
