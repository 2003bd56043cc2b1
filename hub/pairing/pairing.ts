// Pairing one device: the hub proves that it was told the setup code, then the device does, then it is granted a did and
// a secret. Nothing is shown that a listener could use before a person has typed the code.
import { pairUpSchema, pairingLimits, proofText } from '#protocol/pairing.ts';
import type { Hello, PairUp } from '#protocol/pairing.ts';
import { fromDevice, OmniError } from '#protocol/errors.ts';
import type { ParsedArgsOf } from '#protocol/operations/index.ts';
import type { Openness } from '#protocol/envelopes.ts';
import type { HubClock } from '../clock.ts';
import type { Device, Devices } from '../registry/devices.ts';
import { newSecret } from '../secrets.ts';
import { parseJson } from '../ingest/reports.ts';
import { hmac, sameDigest } from './keys.ts';
import type { HouseOfHub } from './house.ts';
import type { Nearby, Stranger } from './nearby.ts';

type Answer = Extract<PairUp, { type: 'proof' | 'refuse' | 'done' }>;
interface Attempt {
  readonly nh: string;
  waiting: ((answer: Answer) => void) | undefined;
  /** Ends what is waited for: the device has left. */
  leave: (() => void) | undefined;
  /** It has left while nothing was waited for. */
  gone: boolean;
}

interface Needs {
  readonly hub: string;
  readonly home: string;
  readonly house: HouseOfHub;
  readonly nearby: Nearby;
  readonly devices: Devices;
  readonly clock: HubClock;
  readonly openness: () => Openness;
  readonly hasRoom: (id: string) => boolean;
  /** Undoes a registration whose device never said that it had kept it. */
  readonly revoke: (device: Device) => Promise<void>;
  /** A device was paired and is about to connect. */
  readonly paired: (device: Device) => void;
}

export function createPairing({ hub, home, house, nearby, devices, clock, openness, hasRoom, revoke, paired }: Needs) {
  const attempts = new Map<string, Attempt>();

  /** Errors: NOT_ADMITTED, for a maker without an agreement in a house that is not open. */
  function admit(vendor: string): void {
    if (openness() !== 'open' && !house.isAdmitted(vendor)) {
      throw new OmniError('NOT_ADMITTED', `${vendor} is not among the makers that this house has admitted: ${house.admitted.join(', ')}.`, {
        path: 'serial',
        say: {
          en: `${vendor} has no agreement with this house, and the house is not open: only admitted partners’ devices may join.`,
          zh: `${vendor} 未与本家达成协议，而本家不是开放的：只有获准伙伴的设备才能加入。`,
        },
      });
    }
  }

  /** Errors: NOT_NEARBY, ALREADY_PAIRED, NOT_ADMITTED, BUSY */
  function examine(serial: string) {
    const stranger = nearby.get(serial);
    if (devices.bySerial(serial)) throw new OmniError('ALREADY_PAIRED', `${serial} belongs to this home already.`, { path: 'serial' });
    if (!stranger?.hello) throw new OmniError('NOT_NEARBY', `No device ${serial} is nearby.`, { path: 'serial' });
    admit(stranger.hello.vendor);
    if (attempts.has(serial)) throw new OmniError('BUSY', `Somebody is pairing ${serial} right now.`, { path: 'serial' });
    return stranger;
  }

  const silence = (): OmniError =>
    new OmniError('TIMEOUT', 'The device fell silent while pairing.', {
      outcome: 'not-done',
      hint: 'Bring it closer, wait until it is listed, and try again.',
    });

  const absence = (): OmniError =>
    new OmniError('OFFLINE', 'The device left while it was being paired.', {
      hint: 'Switch it on, wait until it is listed, and try again.',
    });

  /** Waits for one thing: until it comes, the device leaves, or the time is over. `listen` answers how to stop listening. */
  function wait<T>(attempt: Attempt, deadline: number, listen: (heard: (what: T) => void) => () => void): Promise<T> {
    if (attempt.gone) return Promise.reject(absence());
    return new Promise((resolve, reject) => {
      const end = (settle: () => void): void => {
        clearTimeout(timer);
        attempt.leave = undefined;
        stopListening();
        settle();
      };
      const timer = setTimeout(() => end(() => reject(silence())), Math.max(0, deadline - clock.steady()));
      const stopListening = listen((what) => end(() => resolve(what)));
      attempt.leave = () => end(() => reject(absence()));
    });
  }

  /** Its hello to the present challenge: right after a failed attempt it may still be on its way. */
  function greeting(stranger: Stranger, attempt: Attempt, deadline: number): Hello | Promise<Hello> {
    if (stranger.hello?.nh === stranger.nh) return stranger.hello;
    return wait<Hello>(attempt, deadline, (heard) => {
      stranger.greeted = heard;
      return () => {
        stranger.greeted = undefined;
      };
    });
  }

  const hear = (attempt: Attempt, deadline: number): Promise<Answer> =>
    wait<Answer>(attempt, deadline, (heard) => {
      attempt.waiting = heard;
      return () => {
        attempt.waiting = undefined;
      };
    });

  function refused({ error, left, lockedUntil }: Extract<Answer, { type: 'refuse' }>): OmniError {
    const hint =
      lockedUntil !== undefined
        ? `It unlocks at ${new Date(lockedUntil).toISOString()}.`
        : left !== undefined
          ? `${left} more tries before it locks itself.`
          : error.hint;
    return new OmniError(fromDevice('pairing', error.code), error.message, { path: 'setupCode', hint, say: error.say, left, lockedUntil });
  }

  async function run(args: ParsedArgsOf<'pair.accept'>, ttl: number): Promise<{ did: string }> {
    const { serial, setupCode } = args;
    const stranger = examine(serial);
    const attempt: Attempt = { nh: stranger.nh, waiting: undefined, leave: undefined, gone: false };
    attempts.set(serial, attempt);
    const deadline = clock.steady() + Math.min(ttl, pairingLimits.attempt) - 200;
    let done = false;
    try {
      const hello = await greeting(stranger, attempt, deadline);
      const transcript = { hub, serial, nh: stranger.nh, nd: hello.nd };
      const heard = hear(attempt, deadline);
      nearby.down(serial, {
        v: 1,
        type: 'prove',
        nh: stranger.nh,
        proof: hmac(setupCode, proofText('hub', transcript)),
        house: args.release === undefined ? house.shown : { ...house.shown, release: args.release },
      });
      const answer = await heard;
      if (answer.type === 'refuse') throw refused(answer);
      if (answer.type !== 'proof' || !sameDigest(answer.proof, hmac(setupCode, proofText('device', transcript))))
        throw new OmniError('BAD_PROOF', `${serial} answered with a wrong proof.`);
      // The owner may have closed the house while the code was being proved.
      admit(hello.vendor);

      const now = clock.now();
      const secret = newSecret();
      const { vendor, model, category, title } = hello;
      const row = {
        did: devices.newDid(),
        secret,
        serial,
        vendor,
        model,
        category,
        title,
        name: args.name ?? null,
        // It may have been removed while the code was being proved.
        room: args.room !== undefined && hasRoom(args.room) ? args.room : null,
        bought: Math.min(args.bought ?? now, now),
        paired: now,
      };
      const device = devices.add(row);
      try {
        const kept = hear(attempt, deadline);
        nearby.down(serial, { v: 1, type: 'grant', nh: stranger.nh, home, did: device.did, secret });
        const end = await kept;
        if (end.type === 'refuse') throw refused(end);
        if (end.type !== 'done' || end.did !== device.did) throw new OmniError('BAD_PROOF', `${serial} did not keep what it was granted.`);
        if (device.revoked) throw new OmniError('NO_SUCH_DEVICE', `${serial} was removed while it was being paired.`);
      } catch (error) {
        if (!device.revoked) await revoke(device);
        throw error;
      }
      done = true;
      nearby.forget(serial);
      paired(device);
      return { did: device.did };
    } finally {
      attempts.delete(serial);
      // The nonces are spent, whatever came of it: a new challenge begins the next attempt.
      const still = nearby.get(serial);
      if (!done && still) nearby.challenge(still);
    }
  }

  /** It said good-bye or its connection ended: nobody will answer an attempt any more. */
  function left(serial: string): void {
    nearby.forget(serial);
    const attempt = attempts.get(serial);
    if (!attempt) return;
    attempt.gone = true;
    attempt.leave?.();
  }

  return {
    accept: run,
    left,
    /** A message on `pair/{serial}/up`. What does not belong to the present attempt is dropped. */
    up(serial: string, payload: Buffer): void {
      const parsed = pairUpSchema.safeParse(parseJson(payload));
      if (!parsed.success) {
        nearby.down(serial, {
          v: 1,
          type: 'rejected',
          error: new OmniError('BAD_REQUEST', parsed.error.issues[0]?.message ?? 'not a pairing message').toReply(),
        });
        return;
      }
      const message = parsed.data;
      if (message.type === 'hello') {
        if (message.serial === serial) nearby.hello(message);
        return;
      }
      if (message.type === 'bye') {
        left(serial);
        return;
      }
      const attempt = attempts.get(serial);
      if (attempt?.waiting && (message.type === 'done' || message.nh === attempt.nh)) attempt.waiting(message);
    },
  };
}
export type Pairing = ReturnType<typeof createPairing>;
