// One MQTT connection by mqtt.js, without reconnecting and without surprises: what a test says is what happens.
import { connect } from 'mqtt';
import type { IClientOptions, IPublishPacket, MqttClient } from 'mqtt';
import { whenDone } from './cleanup.ts';
import { createInbox, within } from './waiting.ts';
import type { Inbox } from './waiting.ts';

export interface Message {
  readonly topic: string;
  readonly text: string;
  /** The payload as JSON; undefined where it is none or empty. */
  readonly json: Readonly<Record<string, unknown>> | undefined;
  readonly retain: boolean;
  readonly qos: number;
}

export interface MqttLink {
  readonly client: MqttClient;
  readonly inbox: Inbox<Message>;
  /** Resolves when the connection is gone, whoever ended it. */
  readonly closed: Promise<void>;
  /** Granted QoS of each filter, in order; 128 is a refusal. */
  subscribe(...filters: string[]): Promise<number[]>;
  /** Resolves with PUBACK, or when the line is gone; `qos: 0` at once. */
  publish(topic: string, message: object | string | Buffer, options?: { qos?: 0 | 1 | 2; retain?: boolean }): Promise<void>;
  /** DISCONNECT, then close. */
  end(): Promise<void>;
  /** Cuts the line without a word: the last will goes out. */
  cut(): void;
}

/** Why the hub did not let a connection in: the CONNACK code where there was one. */
export class NotConnected extends Error {
  override readonly name = 'NotConnected';
  readonly code: number | undefined;
  constructor(message: string, code: number | undefined) {
    super(message);
    this.code = code;
  }
}

function parse(text: string): Message['json'] {
  try {
    const json: unknown = JSON.parse(text);
    return typeof json === 'object' && json !== null ? (json as Message['json']) : undefined;
  } catch {
    return undefined;
  }
}

/** Opens one connection. `onMessage` sees each message as it comes, before `inbox`. Throws NotConnected. */
export async function openLink(
  url: string,
  options: IClientOptions,
  onMessage: (message: Message) => void = () => undefined,
): Promise<MqttLink> {
  const client = connect(url, {
    protocolVersion: 4,
    clean: true,
    reconnectPeriod: 0,
    resubscribe: false,
    connectTimeout: 10_000,
    timerVariant: 'native',
    ...options,
  });
  const inbox = createInbox<Message>('message');
  client.on('message', (topic: string, payload: Buffer, packet: IPublishPacket) => {
    const text = payload.toString();
    const message = { topic, text, json: parse(text), retain: packet.retain, qos: packet.qos };
    onMessage(message);
    inbox.put(message);
  });
  const closed = new Promise<void>((resolve) => void client.once('close', () => resolve()));
  await new Promise<void>((resolve, reject) => {
    let why: Error | undefined;
    client.on('error', (error) => {
      why ??= error;
      client.stream.destroy();
    });
    client.once('connect', () => resolve());
    client.once('close', () => {
      client.end(true);
      const code: unknown = why && 'code' in why ? why.code : undefined;
      reject(new NotConnected(why?.message ?? 'closed before CONNACK', typeof code === 'number' ? code : undefined));
    });
  });
  const link: MqttLink = {
    client,
    inbox,
    closed,
    async subscribe(...filters) {
      const granted = await client.subscribeAsync(filters, { qos: 1 }).catch((error: unknown) => {
        // mqtt.js makes an error of a refusal; the granted codes are what a test asks for.
        if (error instanceof Error && 'packet' in error) {
          const { packet } = error as { packet?: { granted?: number[] } };
          if (packet?.granted) return packet.granted.map((qos) => ({ qos }));
        }
        throw error;
      });
      return granted.map(({ qos }) => qos);
    },
    async publish(topic, message, { qos = 1, retain = false } = {}) {
      const payload = typeof message === 'string' || Buffer.isBuffer(message) ? message : JSON.stringify(message);
      await client.publishAsync(topic, payload, { qos, retain }).catch((error: unknown) => {
        // What is lost with the line is lost: no test waits for that.
        if (client.connected && !client.disconnecting) throw error;
      });
    },
    async end() {
      if (client.disconnected) return;
      client.end();
      await within(closed, 'close after DISCONNECT');
    },
    cut() {
      client.stream.destroy();
    },
  };
  whenDone(() => {
    client.end(true);
  });
  return link;
}
