// For tests: the hub's side of the wire as an MQTT client of a real broker. It waits for events, never for time.
import { randomBytes } from 'node:crypto';
import { Socket } from 'node:net';
import { connectAsync } from 'mqtt';
import type { MqttClient } from 'mqtt';
import type { Result } from '#protocol/envelopes.ts';
import { resultSchema } from '#protocol/envelopes.ts';
import { ulid } from '#protocol/ids.ts';
import { houseText, pairUpSchema, proofText } from '#protocol/pairing.ts';
import type { Hello, House, PairDown, PairUp } from '#protocol/pairing.ts';
import { topicsOf } from '#protocol/topics.ts';
import { privateKeyOf, proofOf, publicKeyOf, sha256, signText } from '../runtime/crypto.ts';
import { parseJson } from '#protocol/parse-json.ts';

export interface Message {
  readonly topic: string;
  readonly json: unknown;
  readonly retain: boolean;
}

/** A house with its key, for tests of what devices accept. */
export function makeHouse(name: string, hub: string, grants: Record<string, string> = {}): House & { sign(text: string): string } {
  const key = privateKeyOf(sha256(`test house ${name}`));
  return { key: publicKeyOf(key), certificate: signText(houseText(hub), key), grants, sign: (text) => signText(text, key) };
}

export const newNonce = (): string => randomBytes(32).toString('hex');
export const home = 'home';
export const hubName = 'hub-test';
export const topics = topicsOf(home);
let serialId = 0;
export const newId = (): string => ulid(1_000_000 + (serialId += 1), () => 0.5);

export interface HubHalf {
  readonly seen: readonly Message[];
  /** The first message since the last call of `next` with the same topic that fits; at most 5 s. */
  next(topic: string, fits?: (json: Readonly<Record<string, unknown>>) => boolean): Promise<Readonly<Record<string, unknown>>>;
  send(topic: string, message: object, retain?: boolean): Promise<void>;
  /** Waits for an announcement and accepts it; the session's name. */
  accept(did: string, now?: number): Promise<string>;
  /** Sends a command and waits for its result. */
  command(did: string, command: object): Promise<Result>;
  challenge(serial: string, house: House): Promise<Hello>;
  /** Proves with a code and gives the device's answer. */
  prove(serial: string, hello: Hello, code: string, house: House): Promise<PairUp>;
  tell(serial: string, message: PairDown): Promise<void>;
  stop(): Promise<void>;
}

const isRecord = (json: unknown): json is Readonly<Record<string, unknown>> => typeof json === 'object' && json !== null;

export async function createHubHalf(url: string): Promise<HubHalf> {
  const client: MqttClient = await connectAsync(url, {
    clientId: 'hub-half',
    username: 'hub-half',
    reconnectPeriod: 0,
    timerVariant: 'native',
  });
  const seen: Message[] = [];
  const cursors = new Map<string, number>();
  const waiting = new Set<() => void>();
  client.on('message', (topic, payload, { retain }) => {
    seen.push({ topic, json: parseJson(payload.toString()), retain });
    for (const look of [...waiting]) look();
  });
  const stream: unknown = client.stream;
  if (stream instanceof Socket) stream.setNoDelay(true);
  await client.subscribeAsync('omni/1/#', { qos: 1 });

  const next: HubHalf['next'] = (topic, fits = () => true) =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        for (let k = cursors.get(topic) ?? 0; k < seen.length; k += 1) {
          const message = seen[k];
          if (message?.topic !== topic || !isRecord(message.json) || !fits(message.json)) continue;
          cursors.set(topic, k + 1);
          waiting.delete(look);
          clearTimeout(timer);
          return resolve(message.json);
        }
      };
      const timer = setTimeout(() => {
        waiting.delete(look);
        reject(
          new Error(
            `nothing on ${topic}; seen: ${seen.map((each) => `${each.topic} ${JSON.stringify(each.json).slice(0, 120)}`).join('\n')}`,
          ),
        );
      }, 5000);
      waiting.add(look);
      look();
    });
  const send: HubHalf['send'] = async (topic, message, retain = false) =>
    void (await client.publishAsync(topic, JSON.stringify(message), { qos: 1, retain }));
  const up = async (serial: string, type: PairUp['type'][]): Promise<PairUp> =>
    pairUpSchema.parse(await next(topics.pairUp(serial), (json) => type.some((each) => each === json.type)));

  return {
    seen,
    next,
    send,
    async accept(did, now = 1_000_000) {
      const { session } = await next(topics.announce(did));
      await send(topics.session(did), { v: 1, session, now, accepted: true });
      await next(topics.state(did), (json) => json.state === 'ready' && json.session === session);
      return String(session);
    },
    async command(did, command) {
      await send(topics.cmd(did), command);
      return resultSchema.parse(await next(topics.res(did)));
    },
    async challenge(serial, house) {
      const { key, certificate, grants } = house;
      const nh = newNonce();
      await send(topics.pairDown(serial), { v: 1, type: 'challenge', hub: hubName, home, nh, house: { key, certificate, grants } });
      const hello = pairUpSchema.parse(await next(topics.pairUp(serial), (json) => json.type === 'hello' && json.nh === nh));
      if (hello.type !== 'hello') throw new Error('not a hello');
      return hello;
    },
    async prove(serial, { nh, nd }, code, { key, certificate, grants, release }) {
      const proof = proofOf(code, proofText('hub', { hub: hubName, serial, nh, nd }));
      await send(topics.pairDown(serial), {
        v: 1,
        type: 'prove',
        nh,
        proof,
        house: { key, certificate, grants, ...(release ? { release } : {}) },
      });
      return up(serial, ['proof', 'refuse']);
    },
    tell: (serial, message) => send(topics.pairDown(serial), message),
    async stop() {
      await client.endAsync(true);
    },
  };
}
