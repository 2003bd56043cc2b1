// A device moved by hand: it speaks the protocol with real keys and proofs, and does only what the test lets it do. It can
// announce anything, report anything, answer twice, late or never, and lie at every step of pairing.
import { createHash, createHmac, createPrivateKey, createPublicKey, randomBytes, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { commandSchema, sessionSchema } from '#protocol/envelopes.ts';
import type { Command, SessionMessage } from '#protocol/envelopes.ts';
import { attestationText, helloText, pairDownSchema, proofText } from '#protocol/pairing.ts';
import type { PairDown } from '#protocol/pairing.ts';
import type { DeviceSpec } from '#protocol/spec.ts';
import { topicsOf } from '#protocol/topics.ts';
import type { Topics } from '#protocol/topics.ts';
import { initialValue } from '#protocol/values.ts';
import type { Value } from '#protocol/values.ts';
import type { Controller } from './controller.ts';
import type { Doors } from './doors.ts';
import { openLink } from './mqtt-link.ts';
import type { MqttLink } from './mqtt-link.ts';
import { createInbox, eventually } from './waiting.ts';
import type { Inbox } from './waiting.ts';

// RFC 8410: the DER frame of an Ed25519 private key, before its 32 bytes.
const frame = Buffer.from('302e020100300506032b657004220420', 'hex');
const keyFrom = (seed: Buffer): KeyObject => createPrivateKey({ key: Buffer.concat([frame, seed]), format: 'der', type: 'pkcs8' });
const publicKeyOf = (key: KeyObject): string => createPublicKey(key).export({ format: 'jwk' }).x ?? '';
const signed = (key: KeyObject, text: string): string => sign(null, Buffer.from(text), key).toString('base64url');
/** The makers of the simulation have keys that follow from their names. */
export const vendorKey = (vendor: string): KeyObject =>
  keyFrom(createHash('sha256').update(`omnihome simulated vendor ${vendor}`).digest());
export const proof = (code: string, text: string): string => createHmac('sha256', code).update(text).digest('hex');

const title = (en: string): { en: string; zh: string } => ({ en, zh: en });

/** A lamp with a bit of everything that can go wrong. Of an admitted maker unless told otherwise. */
export const puppetSpec = (change: Partial<DeviceSpec> = {}): DeviceSpec => ({
  model: 'test.puppet-1',
  vendor: 'dawnworks',
  category: 'light',
  title: title('Puppet'),
  rev: 1,
  services: {
    light: {
      type: 'light',
      title: title('Light'),
      properties: {
        on: { format: 'bool', access: ['read', 'write'], title: title('On') },
        brightness: {
          format: 'int',
          unit: '%',
          range: { min: 0, max: 100, step: 5 },
          access: ['read', 'write'],
          title: title('Brightness'),
        },
        power: { format: 'float', access: ['read'], title: title('Power') },
        mode: {
          format: 'enum',
          values: { white: title('White'), color: title('Colour') },
          access: ['read', 'write'],
          title: title('Mode'),
        },
        label: { format: 'string', maxLength: 8, access: ['read', 'write'], title: title('Label') },
        pin: { format: 'string', maxLength: 8, access: ['write'], title: title('Pin') },
        noise: { format: 'float', access: ['read'], volatile: true, title: title('Noise') },
      },
      actions: {
        blink: {
          title: title('Blink'),
          in: { times: { format: 'int', range: { min: 1, max: 10 }, title: title('Times') } },
          out: { done: { format: 'int', title: title('Done') } },
        },
      },
      events: {
        overheated: { title: title('Overheated'), args: { degrees: { format: 'float', title: title('Degrees') } }, level: 'alarm' },
      },
    },
  },
  market: { price: 100, currency: 'CNY', lifeYears: 5, openness: 'O', illustrative: true },
  ...change,
});

export interface PuppetOptions {
  readonly serial?: string;
  readonly setupCode?: string;
  readonly spec?: DeviceSpec;
  /** Signs the attestation; default: the maker named in the spec. */
  readonly attestedBy?: string;
  /** The device's own key; default: a fresh one. */
  readonly keySeed?: Buffer;
}

export interface Credentials {
  readonly did: string;
  readonly secret: string;
}

export interface Puppet {
  readonly serial: string;
  readonly setupCode: string;
  readonly spec: DeviceSpec;
  /** Whom it belongs to, once paired. */
  readonly credentials: Credentials | undefined;
  readonly did: string;
  /** Connects as an unpaired device and says hello to the first challenge. */
  approach(change?: Approach): Promise<Approaching>;
  /** Approaches, is accepted with its own code by `who`, and disconnects. */
  pair(who: Controller, place?: { name?: string; room?: string }): Promise<string>;
  /** Connects as itself; says nothing yet. */
  connect(options?: { tab?: string; withWill?: boolean; session?: string }): Promise<PuppetLine>;
  /** Connects, announces, reports every property, and is ready. It then carries out what it is told. */
  live(change?: Partial<Record<string, Value>>): Promise<PuppetLine>;
}

export interface Approach {
  /** Fields of the hello that it changes, after signing. */
  readonly hello?: Record<string, unknown>;
  /** Says no hello by itself: the test calls `greet`. */
  readonly shy?: boolean;
  /** Answers the hub's proof; default: as it should. Return undefined to stay silent. */
  readonly onProve?: (message: Extract<PairDown, { type: 'prove' }>, honest: object) => object | undefined;
  /** Stays silent when it is granted. */
  readonly keepsSilent?: boolean;
}

export interface Approaching {
  readonly link: MqttLink;
  readonly down: Inbox<PairDown>;
  /** Says hello to the challenge that came last. */
  greet(change?: Record<string, unknown>): Promise<void>;
  up(message: object): Promise<void>;
  readonly granted: Promise<Credentials>;
}

export interface PuppetLine {
  readonly link: MqttLink;
  readonly did: string;
  readonly session: string;
  readonly topics: Topics;
  readonly commands: Inbox<Command>;
  /** What the hub said to announcements. */
  readonly answers: Inbox<SessionMessage>;
  /** The last sequence number; the next report has one more. */
  seq: number;
  /** What it does with a command. Default: nothing. */
  onCommand: (command: Command) => void;
  state(state: string, extra?: object): Promise<void>;
  announce(spec?: unknown, extra?: object): Promise<SessionMessage>;
  report(service: string, property: string, value: unknown, change?: object): Promise<void>;
  reportAll(change?: Partial<Record<string, Value>>): Promise<void>;
  event(service: string, event: string, args: object, change?: object): Promise<void>;
  answer(command: Pick<Command, 'id'>, result?: object, change?: object): Promise<void>;
  fail(command: Pick<Command, 'id'>, code: string, change?: object): Promise<void>;
  /** Reports what it was told to be, then answers: as a good device does. */
  obey(command: Command): Promise<void>;
  /** Becomes ready: state, announcement, all reports, ready. */
  getReady(change?: Partial<Record<string, Value>>): Promise<void>;
}

let made = 0;

export function createPuppet(doors: Pick<Doors, 'mqtt' | 'home'>, options: PuppetOptions = {}): Puppet {
  made += 1;
  const { serial = `puppet-${process.pid.toString(36)}-${made}`, setupCode = '31415926', spec = puppetSpec() } = options;
  const topics = topicsOf(doors.home);
  const key = keyFrom(options.keySeed ?? randomBytes(32));
  const { vendor, model, category } = spec;
  const attestation = signed(
    vendorKey(options.attestedBy ?? vendor),
    attestationText({ vendor, model, serial, publicKey: publicKeyOf(key) }),
  );
  let credentials: Credentials | undefined;

  async function approach({
    hello = {},
    shy = false,
    onProve = (_message, honest) => honest,
    keepsSilent = false,
  }: Approach = {}): Promise<Approaching> {
    const down = createInbox<PairDown>('message of the hub to an unpaired device');
    let challenge: Extract<PairDown, { type: 'challenge' }> | undefined;
    let nd = '';
    let grant: (credentials: Credentials) => void = () => undefined;
    const granted = new Promise<Credentials>((resolve) => (grant = resolve));
    const name = `pair-${serial}`;
    const line: { link?: MqttLink } = {};
    const up = async (message: object): Promise<void> => line.link?.publish(topics.pairUp(serial), message);
    const transcript = () => ({ hub: challenge?.hub ?? '', serial, nh: challenge?.nh ?? '', nd });

    async function greet(change: Record<string, unknown> = {}): Promise<void> {
      await up({
        v: 1,
        type: 'hello',
        ...{ serial, model, vendor, category, title: spec.title, openness: spec.market?.openness },
        ...{ nh: challenge?.nh, nd, publicKey: publicKeyOf(key), attestation, signature: signed(key, helloText(transcript())) },
        ...change,
      });
    }
    function onDown(message: PairDown): void {
      if (message.type === 'challenge') {
        challenge = message;
        nd = randomBytes(32).toString('hex');
        if (!shy) void greet(hello);
      } else if (message.type === 'prove') {
        const right = message.proof === proof(setupCode, proofText('hub', transcript()));
        const honest = right
          ? { v: 1, type: 'proof', nh: message.nh, proof: proof(setupCode, proofText('device', transcript())) }
          : {
              v: 1,
              type: 'refuse',
              nh: message.nh,
              left: 4,
              error: { code: 'WRONG_SETUP_CODE', message: 'wrong code', outcome: 'not-done' },
            };
        const answer = onProve(message, honest);
        if (answer) void up(answer);
      } else if (message.type === 'grant') {
        credentials = { did: message.did, secret: message.secret };
        if (!keepsSilent) {
          void up({ v: 1, type: 'done', did: message.did });
          grant(credentials);
        }
      }
      down.put(message);
    }
    line.link = await openLink(doors.mqtt, { clientId: name, username: name, password: 'nearby' }, ({ topic, json }) => {
      const message = pairDownSchema.safeParse(json);
      if (topic === topics.pairDown(serial) && message.success) onDown(message.data);
    });
    await line.link.subscribe(topics.pairDown(serial));
    return { link: line.link, down, greet, up, granted };
  }

  async function connect({
    tab,
    withWill = true,
    session = randomBytes(8).toString('hex'),
  }: { tab?: string; withWill?: boolean; session?: string } = {}): Promise<PuppetLine> {
    if (!credentials) throw new Error(`${serial} is not paired`);
    const { did, secret } = credentials;
    const commands = createInbox<Command>('command');
    const answers = createInbox<SessionMessage>('answer to an announcement');
    const will = {
      topic: topics.state(did),
      payload: Buffer.from(JSON.stringify({ v: 1, state: 'lost', session, reason: 'will' })),
      qos: 1 as const,
      retain: true,
    };
    const link = await openLink(
      doors.mqtt,
      { clientId: tab === undefined ? did : `${did}.${tab}`, username: did, password: secret, ...(withWill ? { will } : {}) },
      ({ topic, json }) => {
        if (topic === topics.cmd(did)) {
          const command = commandSchema.parse(json);
          commands.put(command);
          line.onCommand(command);
        } else if (topic === topics.session(did)) answers.put(sessionSchema.parse(json));
      },
    );
    const line: PuppetLine = {
      ...{ link, did, session, topics, commands, answers, seq: 0 },
      onCommand: () => undefined,
      state: (state, extra = {}) => link.publish(topics.state(did), { v: 1, state, session, ts: Date.now(), ...extra }, { retain: true }),
      async announce(what = spec, extra = {}) {
        await link.publish(topics.announce(did), { v: 1, session, firmware: '1.0.0', spec: what, ...extra });
        return answers.next();
      },
      report(service, property, value, change = {}) {
        line.seq += 1;
        const message = { v: 1, ts: Date.now(), session, seq: line.seq, value, by: { kind: 'simulation' }, ...change };
        return link.publish(topics.report(did, service, property), message, { retain: true });
      },
      async reportAll(change = {}) {
        const reports: Promise<void>[] = [];
        for (const [name, service] of Object.entries(spec.services))
          for (const [property, schema] of Object.entries(service.properties))
            if (schema.access.includes('read')) reports.push(line.report(name, property, change[property] ?? initialValue(schema)));
        await Promise.all(reports);
      },
      event(service, event, args, change = {}) {
        line.seq += 1;
        return link.publish(topics.event(did, service, event), { v: 1, ts: Date.now(), session, seq: line.seq, args, ...change });
      },
      answer: ({ id }, result = {}, change = {}) =>
        link.publish(topics.res(did), { v: 1, id, session, ok: true, result, took: 1, ...change }),
      fail: ({ id }, code, change = {}) =>
        link.publish(topics.res(did), {
          v: 1,
          id,
          session,
          ok: false,
          error: { code, message: 'no', outcome: 'not-done' },
          took: 1,
          ...change,
        }),
      async obey(command) {
        if (command.op === 'set') {
          const report = line.report(command.service, command.property, command.value, { by: { kind: 'command', id: command.id } });
          await Promise.all([report, line.answer(command, { value: command.value })]);
        } else await line.answer(command, { done: 1 });
      },
      async getReady(change = {}) {
        await line.state('init');
        const { accepted } = await line.announce();
        if (accepted !== true) throw new Error(`the hub refused the spec: ${accepted.message}`);
        await line.reportAll(change);
        await line.state('ready');
      },
    };
    await link.subscribe(topics.cmd(did), topics.session(did), topics.place(did));
    return line;
  }

  const puppet: Puppet = {
    serial,
    setupCode,
    spec,
    get credentials() {
      return credentials;
    },
    get did() {
      return credentials?.did ?? 'unpaired';
    },
    approach,
    async pair(who, place = {}) {
      const { link, granted } = await approach();
      // Asked, not heard: what was heard of it may be of an earlier life.
      await eventually(async () => (await who.call('pair.list', {})).nearby.some((device) => device.serial === serial), `${serial} nearby`);
      const { did } = await who.call('pair.accept', { serial, setupCode, ...place });
      await granted;
      await link.end();
      return did;
    },
    connect,
    async live(change = {}) {
      const line = await connect();
      line.onCommand = (command) => void line.obey(command);
      await line.getReady(change);
      return line;
    },
  };
  return puppet;
}

/** A puppet of this home, paired and ready. */
export async function enterPuppet(
  doors: Doors,
  who: Controller,
  options: PuppetOptions & { place?: { name?: string; room?: string } } = {},
): Promise<{ puppet: Puppet; did: string; line: PuppetLine }> {
  const puppet = createPuppet(doors, options);
  const did = await puppet.pair(who, options.place);
  return { puppet, did, line: await puppet.live() };
}
