// The life of a device's connection: init → announce → the hub's answer → reports → ready → … → lost.
import { announceSchema, stateSchema } from '#protocol/envelopes.ts';
import type { StateMessage } from '#protocol/envelopes.ts';
import { OmniError, toOmniError } from '#protocol/errors.ts';
import { isDeadly } from '#protocol/faults.ts';
import { revisionFaults } from '#protocol/revisions.ts';
import type { DeviceSpec, SpecFault } from '#protocol/spec.ts';
import type { Topics } from '#protocol/topics.ts';
import type { Alerts } from '../alerts/alerts.ts';
import type { Broker } from '../broker/broker.ts';
import type { RetainedStore } from '../broker/retained.ts';
import type { Bus } from '../bus.ts';
import type { HubClock } from '../clock.ts';
import { noSession } from '../registry/devices.ts';
import type { Device, Devices } from '../registry/devices.ts';
import { parseJson } from './reports.ts';

interface Needs {
  readonly topics: Topics;
  readonly devices: Devices;
  readonly alerts: Alerts;
  readonly retained: RetainedStore;
  readonly bus: Bus;
  readonly clock: HubClock;
  /** What a session's `now` is: createHubTime. */
  readonly hubTime: () => number;
  readonly broker: () => Broker;
  readonly onError: (error: unknown) => void;
}

const inWords = ({ path, what }: SpecFault): string => `${path || 'spec'}: ${what}`;

export function createLifecycle({ topics, devices, alerts, retained, bus, clock, hubTime, broker, onError }: Needs) {
  function stateText(device: Device, reason?: string): string {
    const message: StateMessage = {
      v: 1,
      state: device.state,
      session: device.session,
      ts: clock.now(),
      ...(reason === undefined ? {} : { reason }),
    };
    return JSON.stringify(message);
  }

  /** Of the faults that it told: a device that is lost cannot tell them again, but what keeps it away is known. */
  function keptAway({ faults }: Device): Device['faults'] {
    const running = faults?.running.filter(({ kind }) => isDeadly(kind)) ?? [];
    return faults && running.length > 0 ? { told: faults.told, running } : undefined;
  }

  /** The hub's own word on a device's state, where the device can say none. */
  function declareLost(device: Device, reason: string): void {
    device.state = 'lost';
    device.accepted = false;
    device.faults = keptAway(device);
    broker().publishRetained(topics.state(device.did), stateText(device, reason));
    noteSeen(device);
    bus.emit('device.state', { did: device.did, state: 'lost' });
  }

  /** What cannot be kept is told, and hides nothing: the device is gone all the same. */
  function noteSeen(device: Device): void {
    try {
      devices.seenAt(device, clock.now());
    } catch (error) {
      onError(error);
    }
  }

  /** A spec that this device may have now. Errors: BAD_SPEC, REV_CONFLICT */
  function examine(device: Device, json: unknown) {
    const parsed = devices.parseSpec(json);
    if (!parsed.ok) {
      const [first] = parsed.faults;
      throw new OmniError('BAD_SPEC', parsed.faults.slice(0, 3).map(inWords).join('; '), { path: first?.path, hint: first?.cure });
    }
    const { spec, dropped } = parsed;
    const [identity] = (['vendor', 'model'] as const).filter((key) => spec[key] !== device[key]);
    if (identity)
      throw new OmniError('BAD_SPEC', `${identity} is ${spec[identity]}, but the device was paired as ${device[identity]}`, {
        path: identity,
        hint: 'A device announces the vendor and model that it was paired with.',
      });
    // What it announced last time was compared then.
    if (device.spec?.spec === spec) return { spec, dropped };
    const earlier = new Set<DeviceSpec>();
    for (const other of devices.all()) {
      if (!other.spec || other.vendor !== spec.vendor || other.model !== spec.model) continue;
      // Its own earlier spec binds whatever the revision; another unit of the model binds where the revision is the same.
      if (other === device || other.spec.spec.rev === spec.rev) earlier.add(other.spec.spec);
    }
    earlier.delete(spec);
    for (const other of earlier) {
      const [fault] = revisionFaults(other, spec);
      if (fault) throw new OmniError('REV_CONFLICT', inWords(fault), { path: fault.path, hint: fault.cure });
    }
    return { spec, dropped };
  }

  return {
    declareLost,

    /** At start, before anybody connects: nobody has been heard yet, and last values are stale. */
    begin(device: Device): void {
      device.state = 'lost';
      device.session = noSession;
      retained.set(topics.state(device.did), stateText(device, 'hub-restart'));
      if (device.spec) retained.set(topics.spec(device.did), device.spec.text);
      retained.set(topics.place(device.did), JSON.stringify({ v: 1, room: device.room, name: device.name }));
    },

    /** A state from the device, or its last will. True: forward it. */
    state(device: Device, topic: string, payload: Buffer): boolean {
      const text = payload.toString();
      const parsed = stateSchema.safeParse(parseJson(text));
      if (!parsed.success) {
        alerts.raise(device.did, 'bad-state', {
          code: 'BAD_REQUEST',
          level: 'warning',
          message: `state: ${parsed.error.issues[0]?.message ?? 'not a state'}`,
        });
        return false;
      }
      const { state, session, faults } = parsed.data;
      if (state === 'init') {
        device.session = session;
        device.accepted = false;
        device.seq = -1;
      } else if (session !== device.session) return false;
      else if (state === 'ready' && !device.accepted) return false;
      device.state = state;
      device.faults = state === 'lost' ? keptAway(device) : faults && { told: clock.steady(), running: faults };
      if (state === 'lost' || state === 'disconnected') {
        device.accepted = false;
        noteSeen(device);
      }
      retained.set(topic, text);
      // A new life: what was wrong with the last one's words is over.
      if (state === 'ready') for (const id of ['bad-report', 'bad-state', 'bad-announce', 'forbidden-topic']) alerts.clear(device.did, id);
      bus.emit('device.state', { did: device.did, state });
      return true;
    },

    /** An announcement: answered on the device's `session` topic. */
    announce(device: Device, payload: Buffer): void {
      const parsed = announceSchema.safeParse(parseJson(payload));
      if (!parsed.success || parsed.data.session !== device.session) {
        const why = parsed.success
          ? 'the announcement is of another session than the state'
          : (parsed.error.issues[0]?.message ?? 'not an announcement');
        alerts.raise(device.did, 'bad-announce', { code: 'BAD_REQUEST', level: 'warning', message: why });
        return;
      }
      const { session, firmware, spec: json } = parsed.data;
      const answer = (accepted: true | ReturnType<OmniError['toReply']>): void => {
        broker().sendTo(device.did, topics.session(device.did), JSON.stringify({ v: 1, session, now: hubTime(), accepted }));
      };
      const run = async (): Promise<void> => {
        const { spec, dropped } = examine(device, json);
        const before = device.spec;
        await devices.accept(device, spec, firmware);
        if (device.revoked || device.session !== session) return;
        device.accepted = true;
        device.unreadable = new Set(
          dropped.map(({ path }) => path.replace(/^services\.([^.]+)\.(?:properties|events)\.([^.]+).*$/, '$1/$2')),
        );
        const [fault] = dropped;
        if (fault) {
          const message = dropped.map(inWords).join('; ');
          alerts.raise(device.did, 'unknown-format', { code: 'BAD_SPEC', level: 'info', message, path: fault.path, hint: fault.cure });
        }
        if (dropped.length === 0) alerts.clear(device.did, 'unknown-format');
        alerts.clear(device.did, 'bad-spec');
        if (before !== device.spec) {
          broker().publishRetained(topics.spec(device.did), device.spec?.text ?? '');
          bus.emit('device.described', { did: device.did });
        }
        answer(true);
      };
      run().catch((thrown: unknown) => {
        const error = toOmniError(thrown);
        if (error.code === 'INTERNAL') onError(thrown);
        const { code, message, path, hint } = error.toReply();
        alerts.raise(device.did, 'bad-spec', { code, level: 'alarm', message, ...(path === undefined ? {} : { path }), hint });
        answer(error.toReply());
      });
    },

    /** The connection ended without a word (no will, no `disconnected`). */
    gone(device: Device): void {
      if (device.state !== 'lost' && device.state !== 'disconnected' && !device.revoked) declareLost(device, 'connection closed');
    },
  };
}
export type Lifecycle = ReturnType<typeof createLifecycle>;
