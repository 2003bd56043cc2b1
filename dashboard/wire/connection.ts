// One MQTT connection over the page's own origin, kept alive by our own reconnecting (mqtt.js has no jitter).
import mqtt from 'mqtt';
import type { MqttClient } from 'mqtt';
import { topicsOf } from '#protocol/topics.ts';
import type { Request } from '#protocol/envelopes.ts';
import { backoff } from './backoff.ts';
import { quietSocket } from './quiet-socket.ts';
import type { Session } from './session.ts';

export interface ConnectionEvents {
  /** Connected and subscribed; the retained state is on its way. */
  readonly onOpen: () => void;
  readonly onLost: () => void;
  readonly onMessage: (topic: string, payload: Uint8Array) => void;
  readonly onReply: (payload: Uint8Array) => void;
  /** Before another attempt: `later` where no hub answers at all, `never` where it no longer knows this browser. */
  readonly mayReconnect: () => Promise<'now' | 'later' | 'never'>;
}

export interface Connection {
  send(request: Request): void;
  stop(): void;
}

const randomSlug = (length: number): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(length)), (byte) => 'abcdefghijklmnopqrstuvwxyz234567'[byte % 32]).join('');

/** Opens the connection of this tab. Each tab has its own client id and its own reply topic, so that tabs never disturb each other. */
export function openConnection(session: Session, events: ConnectionEvents): Connection {
  const topics = topicsOf(session.home);
  const name = `tab-${randomSlug(12)}`;
  const requestTopic = topics.request(session.client, name);
  const replyTopic = topics.reply(session.client, name);
  let attempt = 0;
  let stopped = false;
  let open = false;

  const client: MqttClient = mqtt.connect(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/mqtt`, {
    protocolVersion: 4,
    clean: true,
    clientId: `${session.client}.${randomSlug(12)}`,
    username: session.client,
    timerVariant: 'native',
    reconnectPeriod: 0,
    connectTimeout: 8000,
    keepalive: 30,
    resubscribe: false,
    queueQoSZero: false,
    createWebsocket: quietSocket,
  });

  const again = (): void => {
    if (stopped) return;
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
            if (stopped || may === 'never') return;
            if (may === 'now') client.reconnect();
            else again();
          })
          .catch(again);
      },
      backoff(attempt, Math.random),
    );
  };

  client.on('connect', () => {
    client.subscribe([replyTopic, ...topics.everything], { qos: 1 }, (error) => {
      if (stopped) return;
      if (error) {
        // Connected but told nothing is no connection: it ends, and the next attempt begins.
        client.stream.destroy();
        return;
      }
      attempt = 0;
      open = true;
      events.onOpen();
    });
  });
  client.on('close', () => {
    // Stopped on purpose is not lost: who left must not be told that the hub is being looked for.
    if (open && !stopped) events.onLost();
    open = false;
    again();
  });
  // A failed attempt also closes; its error needs no words of its own.
  client.on('error', () => {});
  client.on('message', (topic, payload) => {
    if (topic === replyTopic) events.onReply(payload);
    else events.onMessage(topic, payload);
  });

  return {
    send(request) {
      // While the line is down the request stays with `Calls`, which sends it again once connected.
      if (open) client.publish(requestTopic, JSON.stringify(request), { qos: 1 });
    },
    stop() {
      stopped = true;
      removeEventListener('online', again);
      client.end(true);
    },
  };
}
