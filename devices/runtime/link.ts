// One MQTT connection, from CONNECT to close. It never reconnects: who uses it decides when, with what, and whether at all.
import { Socket } from 'node:net';
import { connect } from 'mqtt';
import type { IClientOptions, MqttClient } from 'mqtt';

/** Why there is no connection. `refused`: the hub knows neither name nor secret (CONNACK 4 or 5). */
export class LinkError extends Error {
  override readonly name = 'LinkError';
  readonly refused: boolean;
  constructor(message: string, refused: boolean) {
    super(message);
    this.refused = refused;
  }
}

export interface LinkOptions {
  readonly url: string;
  readonly clientId: string;
  readonly username: string;
  readonly password: string;
  /** Seconds without a message after which it says that it lives; the hub gives it up after half as long again. */
  readonly keepalive?: number | undefined;
  readonly will?: { readonly topic: string; readonly payload: string };
  /** At once on CONNACK: a message in the same packet already finds the link. */
  readonly onOpen?: (link: Link) => void;
  readonly onMessage: (topic: string, payload: string) => void;
  /** Once, when the connection is gone, whoever ended it. */
  readonly onClose: () => void;
}
export interface PublishOptions {
  readonly retain?: boolean;
  readonly qos?: 0 | 1;
}
export interface Link {
  /** Sends in order; what is lost with the connection is lost. */
  publish(topic: string, message: object, options?: PublishOptions): void;
  /** Sends and waits for the acknowledgement, at most `ms`. */
  publishAndWait(topic: string, message: object, options: PublishOptions, ms: number): Promise<void>;
  /** Subscribes with QoS 1; throws LinkError where the hub refuses one of them. */
  subscribe(topics: readonly string[]): Promise<void>;
  /** What is published inside leaves in one write. */
  together(send: () => void): void;
  /** While it is held nothing leaves, not even a sign of life; let go, all of it leaves. */
  hold(yes: boolean): void;
  /** Bytes waiting to be sent. */
  readonly waiting: number;
  /** Sends DISCONNECT, so that the last will stays unsent, and closes. */
  end(): Promise<void>;
  /** Closes at once. */
  drop(): void;
}

const connectLimit = 10_000;
const subscribeLimit = 10_000;
const endLimit = 300;
const keepaliveSeconds = 30;
const refusals: ReadonlySet<unknown> = new Set([4, 5]);

/** Resolves after `work`, or after `ms` all the same. */
const atMost = (ms: number, work: (done: () => void) => void): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    work(() => {
      clearTimeout(timer);
      resolve();
    });
  });

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}

/** Connects clean, once, within 10 s; throws LinkError. */
export function openLink(options: LinkOptions): Promise<Link> {
  const { url, clientId, username, password, will, onMessage, onClose } = options;
  const settings: IClientOptions = {
    clientId,
    username,
    password,
    clean: true,
    keepalive: options.keepalive ?? keepaliveSeconds,
    protocolVersion: 4,
    reconnectPeriod: 0,
    resubscribe: false,
    queueQoSZero: false,
    connectTimeout: connectLimit,
    timerVariant: 'native',
    ...(will ? { will: { topic: will.topic, payload: Buffer.from(will.payload), qos: 1, retain: true } } : {}),
  };
  return new Promise((resolve, reject) => {
    let client: MqttClient;
    try {
      client = connect(url, settings);
    } catch (thrown) {
      reject(new LinkError(thrown instanceof Error ? thrown.message : String(thrown), false));
      return;
    }
    let opened = false;
    let failure: LinkError | undefined;
    // mqtt.js tells a failure by `error`, `close` or both; the first that says why is kept.
    client.on('error', (error) => {
      failure ??= new LinkError(error.message || String(codeOf(error)), refusals.has(codeOf(error)));
      client.stream.destroy();
    });
    client.on('close', () => {
      client.removeAllListeners('message');
      client.end(true);
      if (opened) onClose();
      else reject(failure ?? new LinkError('the connection closed before the hub answered', false));
    });
    client.on('message', (topic, payload) => onMessage(topic, payload.toString()));
    client.once('connect', () => {
      opened = true;
      const link = linkOf(client);
      options.onOpen?.(link);
      resolve(link);
    });
    // Without it a command waits 40 ms for the acknowledgement of the packet before.
    const stream: unknown = client.stream;
    if (stream instanceof Socket) stream.setNoDelay(true);
  });
}

function linkOf(client: MqttClient): Link {
  let isHeld = false;
  const publish = (topic: string, message: object, { retain = false, qos = 1 }: PublishOptions = {}, done: () => void = () => {}): void => {
    if (!client.connected) return done();
    client.publish(topic, JSON.stringify(message), { qos, retain }, done);
  };
  return {
    publish: (topic, message, options) => publish(topic, message, options),
    publishAndWait: (topic, message, options, ms) => atMost(ms, (done) => publish(topic, message, options, done)),
    subscribe: (topics) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => reject(new LinkError('the hub does not answer a subscription', false)), subscribeLimit);
        client.subscribe([...topics], { qos: 1 }, (error, granted) => {
          clearTimeout(timer);
          const refused = granted?.find(({ qos }) => qos > 2);
          if (error) reject(new LinkError(error.message, false));
          else if (refused) reject(new LinkError(`the hub refuses the subscription to ${refused.topic}`, false));
          else resolve();
        });
      }),
    together(send) {
      client.stream.cork();
      try {
        send();
      } finally {
        process.nextTick(() => client.stream.uncork());
      }
    },
    hold(yes) {
      if (yes === isHeld) return;
      isHeld = yes;
      if (yes) client.stream.cork();
      else client.stream.uncork();
    },
    get waiting() {
      return client.stream.writableLength;
    },
    end: () =>
      atMost(endLimit, (done) => {
        client.end(false, done);
      }).then(() => {
        client.stream.destroy();
      }),
    drop() {
      client.stream.destroy();
    },
  };
}
