// One MQTT connection to the page's own origin, kept alive by our own reconnecting (mqtt.js has no jitter). It runs in a
// worker (`line-worker.ts`): nothing of the document is at hand here.
import mqtt from 'mqtt';
import type { MqttClient } from 'mqtt';
import type { Request } from '#protocol/envelopes.ts';
import { backoff } from './backoff.ts';
import { quietSocket } from './quiet-socket.ts';
import type { LineNames, MayReconnect } from './line-messages.ts';

export interface LineEvents {
  /** Connected and subscribed; the retained state is on its way. */
  readonly onOpen: () => void;
  readonly onLost: () => void;
  readonly onMessage: (topic: string, text: string) => void;
  readonly onReply: (text: string) => void;
  readonly onWire: (text: string) => void;
  readonly onWireDenied: () => void;
  readonly mayReconnect: () => Promise<MayReconnect>;
}

export interface Line {
  send(call: Request): void;
  /** Subscribes to the wire, again after each new connection, until told to end. */
  watch(isOn: boolean): void;
}

const decoder = new TextDecoder();

/** Opens the connection and keeps it. */
export function openLine({ client: clientId, username, request, reply, told, wire }: LineNames, events: LineEvents): Line {
  let attempt = 0;
  let open = false;
  let watching = false;

  const client: MqttClient = mqtt.connect(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/mqtt`, {
    protocolVersion: 4,
    clean: true,
    clientId,
    username,
    timerVariant: 'native',
    reconnectPeriod: 0,
    connectTimeout: 8000,
    keepalive: 30,
    resubscribe: false,
    queueQoSZero: false,
    createWebsocket: quietSocket,
  });

  const again = (): void => {
    // Without a network every attempt would fail, loudly: the browser says when there is one again.
    if (!navigator.onLine) {
      addEventListener('online', again, { once: true });
      return;
    }
    setTimeout(
      () => {
        attempt += 1;
        events
          .mayReconnect()
          .then((may) => {
            if (may === 'never') return;
            if (may === 'now') client.reconnect();
            else again();
          })
          .catch(again);
      },
      backoff(attempt, Math.random),
    );
  };

  const watch = (): void => {
    // QoS 0: what could not be told in time is of no use later.
    client.subscribe(wire, { qos: 0 }, (error) => {
      if (error && open) events.onWireDenied();
    });
  };

  client.on('connect', () => {
    client.subscribe([reply, ...told], { qos: 1 }, (error) => {
      if (error) {
        // Connected but told nothing is no connection: it ends, and the next attempt begins.
        client.stream.destroy();
        return;
      }
      attempt = 0;
      open = true;
      events.onOpen();
      if (watching) watch();
    });
  });
  client.on('close', () => {
    if (open) events.onLost();
    open = false;
    again();
  });
  // A failed attempt also closes; its error needs no words of its own.
  client.on('error', () => {});
  client.on('message', (topic, payload) => {
    const text = decoder.decode(payload);
    if (topic === reply) events.onReply(text);
    else if (topic === wire) events.onWire(text);
    else events.onMessage(topic, text);
  });

  return {
    send(call) {
      // While the line is down the request stays with `Calls`, which sends it again once connected.
      if (open) client.publish(request, JSON.stringify(call), { qos: 1 });
    },
    watch(isOn) {
      watching = isOn;
      if (!open) return;
      if (isOn) watch();
      else client.unsubscribe(wire, () => undefined);
    },
  };
}
