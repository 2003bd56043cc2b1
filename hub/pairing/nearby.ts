// Unpaired devices that ask to join: heard, checked, shown to the home, forgotten after a minute of silence.
import { pairingLimits, attestationText, helloText, pairDownSchema } from '#protocol/pairing.ts';
import type { Hello, PairDown } from '#protocol/pairing.ts';
import { OmniError } from '#protocol/errors.ts';
import type { Topics } from '#protocol/topics.ts';
import type { Alerts } from '../alerts/alerts.ts';
import type { Broker } from '../broker/broker.ts';
import type { HubClock } from '../clock.ts';
import type { Devices } from '../registry/devices.ts';
import { newNonce } from '../secrets.ts';
import type { HouseOfHub } from './house.ts';
import { verifyText } from './keys.ts';

export interface Stranger {
  readonly serial: string;
  /** The nonce of the present challenge: it serves one attempt. */
  nh: string;
  /** The device's answer to that challenge; undefined until it came. */
  hello: Hello | undefined;
  /** Called once with the next hello that is taken. */
  greeted: ((hello: Hello) => void) | undefined;
  /** The did of the paired device whose serial it shows: the alert about that stands as long as it is here. */
  shows: string | undefined;
  since: number;
  heard: number;
}

interface Needs {
  readonly hub: string;
  readonly home: string;
  readonly topics: Topics;
  readonly house: HouseOfHub;
  readonly devices: Devices;
  readonly alerts: Alerts;
  readonly clock: HubClock;
  readonly broker: () => Broker;
}

/** Does the device prove its maker? `open`: an unknown maker's word is taken, because the owner said so. */
export function checkHello(hello: Hello, hub: string, house: HouseOfHub): OmniError | undefined {
  const { vendor, model, serial, publicKey, nh, nd } = hello;
  if (!verifyText(helloText({ hub, serial, nh, nd }), hello.signature, publicKey))
    return new OmniError('BAD_ATTESTATION', `${serial} does not hold the key that it shows.`);
  const maker = house.publicKeyOf(vendor);
  if (maker !== undefined && !verifyText(attestationText({ vendor, model, serial, publicKey }), hello.attestation, maker)) {
    return new OmniError('BAD_ATTESTATION', `${vendor} did not sign ${serial}.`);
  }
  return undefined;
}

export function createNearby({ hub, home, topics, house, devices, alerts, clock, broker }: Needs) {
  const strangers = new Map<string, Stranger>();
  /** Connected, but one too many: the first of them is heard when a place is free. */
  const waiting = new Set<string>();
  let sweep: NodeJS.Timeout | undefined;

  const down = (serial: string, message: PairDown): boolean =>
    broker().sendTo(`pair-${serial}`, topics.pairDown(serial), JSON.stringify(pairDownSchema.parse(message)));

  function show({ serial, hello, since }: Stranger): void {
    if (!hello) return;
    const { model, vendor, category, title } = hello;
    broker().publishRetained(
      topics.object('nearby', serial),
      JSON.stringify({ v: 1, serial, model, vendor, category, title, admitted: house.isAdmitted(vendor), since }),
    );
  }
  function forget(serial: string): void {
    const stranger = strangers.get(serial);
    strangers.delete(serial);
    waiting.delete(serial);
    if (stranger?.shows !== undefined) alerts.clear(stranger.shows, 'already-paired');
    if (stranger?.hello) broker().publishRetained(topics.object('nearby', serial), '');
    const [next] = waiting;
    if (next !== undefined && strangers.size < pairingLimits.nearby) {
      waiting.delete(next);
      welcome(next);
    }
  }
  function welcome(serial: string): void {
    const now = clock.steady();
    const stranger = strangers.get(serial) ?? {
      ...{ serial, nh: '', hello: undefined, greeted: undefined, shows: undefined },
      ...{ since: clock.now(), heard: now },
    };
    stranger.heard = now;
    strangers.set(serial, stranger);
    challenge(stranger);
  }
  function challenge(stranger: Stranger): void {
    stranger.nh = newNonce();
    down(stranger.serial, { v: 1, type: 'challenge', hub, home, nh: stranger.nh, house: house.shown });
  }

  return {
    forget,
    challenge,
    down,
    get: (serial: string): Stranger | undefined => strangers.get(serial),
    list: (): Hello[] => [...strangers.values()].flatMap(({ hello }) => (hello ? [hello] : [])),

    /** A device subscribed to its `down`: it hears the first challenge. */
    arrived(serial: string): void {
      if (strangers.has(serial) || strangers.size < pairingLimits.nearby) {
        welcome(serial);
        return;
      }
      waiting.add(serial);
      const error = new OmniError(
        'RATE_LIMITED',
        `${pairingLimits.nearby} devices are nearby already; this one is heard when one of them leaves.`,
      );
      down(serial, { v: 1, type: 'rejected', error: error.toReply() });
    },

    /** The device of this serial was removed: who shows it is one that may be paired, without waiting for its next hello. */
    again(serial: string): void {
      const stranger = strangers.get(serial);
      if (!stranger) return;
      stranger.shows = undefined;
      challenge(stranger);
    },

    hello(hello: Hello): void {
      const { serial } = hello;
      const stranger = strangers.get(serial);
      // A hello must answer the present challenge: an old one may have been overheard.
      if (!stranger || hello.nh !== stranger.nh) return;
      stranger.heard = clock.steady();
      const forged = checkHello(hello, hub, house);
      if (forged) {
        alerts.raise(hub, 'forged', {
          code: forged.code,
          level: 'alarm',
          message: forged.message,
          hint: 'A device nearby claims a maker that did not make it.',
        });
        down(serial, { v: 1, type: 'rejected', error: forged.toReply() });
        forget(serial);
        return;
      }
      // Only now: anybody may write a serial, and an alert about it would frighten the owner.
      const paired = devices.bySerial(serial);
      if (paired) {
        stranger.shows = paired.did;
        const error = new OmniError('ALREADY_PAIRED', `${serial} is paired already; somebody shows its serial again.`);
        alerts.raise(paired.did, 'already-paired', {
          code: error.code,
          level: 'warning',
          message: error.message,
          hint: 'If it was reset, remove it here first; if not, somebody copied its serial.',
        });
        down(serial, { v: 1, type: 'rejected', error: error.toReply() });
        return;
      }
      const changed = stranger.hello === undefined || stranger.hello.model !== hello.model || stranger.hello.vendor !== hello.vendor;
      stranger.hello = hello;
      stranger.greeted?.(hello);
      if (changed) show(stranger);
    },

    start(): void {
      sweep = setInterval(() => {
        const oldest = clock.steady() - pairingLimits.silence;
        for (const { serial, heard } of [...strangers.values()]) if (heard < oldest) forget(serial);
      }, 5_000);
    },
    stop(): void {
      clearInterval(sweep);
    },
  };
}
export type Nearby = ReturnType<typeof createNearby>;
