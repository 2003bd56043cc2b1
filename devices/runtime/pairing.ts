// The unpaired device: it says hello, checks the hub before it proves itself, counts wrong codes on its own disk, and stores
// what it is granted. One call is one connection.
import { OmniError } from '#protocol/errors.ts';
import { helloText, pairDownSchema, pairingLimits, proofText } from '#protocol/pairing.ts';
import type { Hello, PairDown, PairUp } from '#protocol/pairing.ts';
import type { DeviceSpec } from '#protocol/spec.ts';
import { topicsOf } from '#protocol/topics.ts';
import type { Cancel, WallClock } from './clock.ts';
import { privateKeyOf, proofOf, sameDigest, signText } from './crypto.ts';
import { houseRefusal } from './house-rules.ts';
import type { Identity } from './identity.ts';
import { openLink } from './link.ts';
import type { Link } from './link.ts';
import { parseJson } from '#protocol/parse-json.ts';

const v = 1 as const;
const byeLimit = 300;

export interface PairingOptions {
  readonly url: string;
  /** the home whose hub it looks for; a challenge may name another */
  readonly home: string;
  readonly identity: Identity;
  readonly spec: DeviceSpec;
  readonly wall: WallClock;
  /** 64 hexadecimal digits, never the same twice */
  readonly newNonce: () => string;
  /** The hub listens: the device can be added now. */
  readonly onNearby: () => void;
  readonly onPaired: () => void;
  /** The hub does not want it; worded for an engineer. */
  readonly onRejected: (message: string) => void;
  readonly onClose: () => void;
}

export interface PairingLink {
  /** Says bye and closes. */
  end(): Promise<void>;
}

type Challenge = Extract<PairDown, { type: 'challenge' }>;
interface Attempt {
  readonly challenge: Challenge;
  readonly nd: string;
  /** the hub's proof has been looked at: the nonce is used up */
  stage: 'asked' | 'used' | 'proved';
  /** key of the house that proved itself */
  house?: string;
}

/** Connects as `pair-{serial}` and stays until it is granted, or the connection ends. Throws LinkError. */
export async function openPairing(options: PairingOptions): Promise<PairingLink> {
  const { identity, spec, wall, newNonce } = options;
  const { serial, setupCode, vendor, model, publicKey, attestation } = identity.data;
  const privateKey = privateKeyOf(Buffer.from(identity.data.keySeed, 'base64url'));
  const openness = spec.market?.openness;
  let link: Link | undefined;
  let home = options.home;
  let attempt: Attempt | undefined;
  let cancelHello: Cancel = () => {};
  let cancelAttempt: Cancel = () => {};
  let greeted = false;

  const send = (message: PairUp): void => link?.publish(topicsOf(home).pairUp(serial), message);
  const refuse = (nh: string, error: OmniError, extra: { left?: number; lockedUntil?: number } = {}): void =>
    send({ v, type: 'refuse', nh, error: error.toReply(), ...extra });

  function hello({ challenge, nd }: Attempt): void {
    const { nh, hub } = challenge;
    const message: Hello = {
      ...{ v, type: 'hello', serial, model, vendor, category: spec.category, title: spec.title },
      ...(openness === undefined ? {} : { openness }),
      ...{ nh, nd, publicKey, attestation, signature: signText(helloText({ hub, serial, nh, nd }), privateKey) },
    };
    send(message);
    cancelHello();
    // The hub forgets a silent device; an attempt under way is not disturbed by it, the nonce is the same.
    cancelHello = wall.after(pairingLimits.hello, () => attempt && hello(attempt));
  }

  function onChallenge(challenge: Challenge): void {
    cancelAttempt();
    home = challenge.home;
    attempt = { challenge, nd: newNonce(), stage: 'asked' };
    hello(attempt);
    if (!greeted) options.onNearby();
    greeted = true;
  }

  function onProve({ nh, proof, house }: Extract<PairDown, { type: 'prove' }>): void {
    if (!attempt || attempt.challenge.nh !== nh || attempt.stage !== 'asked')
      return refuse(nh, new OmniError('EXPIRED', 'the challenge is not the present one, or has been used'));
    const { challenge, nd } = attempt;
    const { hub } = challenge;
    attempt.stage = 'used';
    const refusal = houseRefusal({ openness, vendor, serial, hub, house, presentHouse: identity.data.house });
    if (refusal) return refuse(nh, refusal);
    const locked = identity.lockedUntil(wall.now());
    if (locked !== undefined) return refuse(nh, new OmniError('LOCKED_OUT'), { left: 0, lockedUntil: locked });
    const transcript = { hub, serial, nh, nd };
    if (!sameDigest(proof, proofOf(setupCode, proofText('hub', transcript)))) {
      const left = identity.failed(wall.now());
      const until = identity.lockedUntil(wall.now());
      return refuse(nh, new OmniError('WRONG_SETUP_CODE'), { left, ...(until === undefined ? {} : { lockedUntil: until }) });
    }
    attempt.stage = 'proved';
    attempt.house = house.key;
    const proved = attempt;
    send({ v, type: 'proof', nh, proof: proofOf(setupCode, proofText('device', transcript)) });
    cancelAttempt = wall.after(pairingLimits.attempt, () => {
      proved.stage = 'used';
    });
  }

  async function onGrant({ nh, did, secret, home: granted }: Extract<PairDown, { type: 'grant' }>): Promise<void> {
    if (!attempt || attempt.challenge.nh !== nh || attempt.stage !== 'proved' || attempt.house === undefined) return;
    const { hub } = attempt.challenge;
    stopTimers();
    // On disk before `done`: a device that says it is paired is.
    identity.paired({ hub, home: granted, did, secret }, attempt.house);
    attempt = undefined;
    await link?.publishAndWait(topicsOf(home).pairUp(serial), { v, type: 'done', did }, {}, byeLimit);
    await link?.end();
    options.onPaired();
  }

  function stopTimers(): void {
    cancelHello();
    cancelAttempt();
  }

  function onMessage(topic: string, payload: string): void {
    if (!topic.endsWith(`/pair/${serial}/down`)) return;
    const message = pairDownSchema.safeParse(parseJson(payload));
    if (!message.success) return;
    switch (message.data.type) {
      case 'challenge':
        return onChallenge(message.data);
      case 'prove':
        return onProve(message.data);
      case 'grant':
        onGrant(message.data).catch((thrown: unknown) => {
          options.onRejected(`the pairing could not be stored: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
          link?.drop();
        });
        return;
      case 'rejected':
        return options.onRejected(`${message.data.error.code}: ${message.data.error.message}`);
    }
  }

  const name = `pair-${serial}`;
  const opened = await openLink({
    url: options.url,
    clientId: name,
    username: name,
    password: 'nearby',
    onOpen(open) {
      link = open;
    },
    onMessage,
    onClose() {
      stopTimers();
      attempt = undefined;
      options.onClose();
    },
  });
  try {
    await opened.subscribe([topicsOf(home).pairDown(serial)]);
  } catch (thrown) {
    opened.drop();
    throw thrown;
  }

  return {
    async end() {
      stopTimers();
      attempt = undefined;
      await opened.publishAndWait(topicsOf(home).pairUp(serial), { v, type: 'bye' }, {}, byeLimit);
      await opened.end();
    },
  };
}
