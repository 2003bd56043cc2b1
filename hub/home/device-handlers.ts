// Operations on devices that are the hub's own: list, get, place, remove, history. Commands are in control/.
import { OmniError } from '#protocol/errors.ts';
import type { DeviceSummary } from '#protocol/operations/device.ts';
import { mayDevice } from '#protocol/permissions.ts';
import type { Topics } from '#protocol/topics.ts';
import type { Value } from '#protocol/values.ts';
import type { Alerts } from '../alerts/alerts.ts';
import type { Broker } from '../broker/broker.ts';
import type { RetainedStore } from '../broker/retained.ts';
import type { Bus } from '../bus.ts';
import type { HubClock } from '../clock.ts';
import type { Commands } from '../control/commands.ts';
import type { HandlersOf } from '../control/router.ts';
import type { Reports } from '../ingest/reports.ts';
import type { Device, Devices } from '../registry/devices.ts';
import type { Rooms } from '../registry/rooms.ts';
import type { Store } from '../store/database.ts';
import { pointsOf, seriesOf } from '../store/history.ts';
import type { Journal } from '../store/journal.ts';

interface Held {
  readonly value: Value;
  readonly ts: number;
  readonly stale: boolean;
  readonly target?: Value;
  readonly until?: number;
}

interface Needs {
  readonly topics: Topics;
  readonly devices: Devices;
  readonly rooms: Rooms;
  readonly reports: Reports;
  readonly commands: Commands;
  readonly alerts: Alerts;
  readonly retained: RetainedStore;
  readonly journal: Journal;
  readonly store: Store;
  readonly bus: Bus;
  readonly clock: HubClock;
  readonly broker: () => Broker;
  readonly isOutsider: (device: Device) => boolean;
}

type Mine = 'device.list' | 'device.get' | 'device.place' | 'device.remove' | 'device.history';

export function createDeviceHandlers(needs: Needs): HandlersOf<Mine> & { removeDevice(device: Device): Promise<void> } {
  const { topics, devices, rooms, reports, commands, alerts, retained, journal, store, bus, clock, broker, isOutsider } = needs;

  function summary(device: Device): DeviceSummary {
    const { did, model, vendor, category, name, title, room, state, serial, paired, bought, seen } = device;
    return {
      did,
      model,
      vendor,
      category,
      name: name ?? title.en,
      given: name,
      title,
      room,
      state,
      rev: device.spec?.spec.rev ?? 1,
      serial,
      outsider: isOutsider(device),
      paired,
      bought,
      lastSeen: seen,
    };
  }

  function heldValue(device: Device, service: string, property: string): Held | undefined {
    const report = reports.latest(device.did, service, property);
    if (!report) return undefined;
    const { value, ts, session, target, until } = report;
    const stale = device.state !== 'ready' || session !== device.session;
    return { value, ts, stale, ...(target === undefined ? {} : { target }), ...(until === undefined ? {} : { until }) };
  }

  /** Order matters: revoke, then refuse, then close, then clear, then answer. */
  async function removeDevice(device: Device): Promise<void> {
    const { did } = device;
    devices.revoke(device, clock.now());
    commands.abandon(did, new OmniError('NO_SUCH_DEVICE', `${did} was removed meanwhile.`, { outcome: 'unknown' }));
    await broker().closeUser(did);
    journal.forget(did);
    reports.forget(did);
    alerts.clearAll(did);
    for (const topic of retained.dropDevice(did)) broker().publish(topic, '');
    devices.erase(did);
    bus.emit('device.removed', { did, serial: device.serial });
  }

  return {
    removeDevice,
    'device.list': (_args, { person }) => ({
      devices: [...devices.all()].filter((device) => mayDevice(person, 'read', device.room)).map(summary),
    }),

    'device.get': ({ did }) => {
      const device = devices.mustGet(did);
      if (!device.spec) throw new OmniError('OFFLINE', `${did} was paired but has not described itself yet.`);
      const values: Record<string, Record<string, Held>> = {};
      for (const [service, { properties }] of Object.entries(device.spec.spec.services)) {
        values[service] = {};
        for (const property of Object.keys(properties)) {
          const held = heldValue(device, service, property);
          if (held) values[service][property] = held;
        }
      }
      return { ...summary(device), spec: device.spec.spec, firmware: device.firmware, values };
    },

    'device.place': ({ did, name, room, bought }) => {
      const device = devices.mustGet(did);
      if (typeof room === 'string') rooms.mustGet(room);
      const before = device.room;
      devices.place(device, { name, room, bought: bought === undefined ? undefined : Math.min(bought, clock.now()) });
      broker().publishRetained(topics.place(did), JSON.stringify({ v: 1, room: device.room, name: device.name }));
      broker().moved(did, before, device.room);
      bus.emit('device.placed', { did });
      return {};
    },

    'device.remove': async ({ did }) => {
      await removeDevice(devices.mustGet(did));
      return {};
    },

    'device.history': async ({ did, service, property, hours, points }) => {
      const device = devices.mustGet(did);
      const compiled = device.spec?.properties.get(`${service}/${property}`);
      if (!compiled) throw new OmniError('NO_SUCH_PROPERTY', `${did} has no ${service}/${property}.`, { path: 'property' });
      if (!compiled.readable) throw new OmniError('NOT_READABLE', `${service}/${property} cannot be read.`, { path: 'property' });
      if (!['int', 'float', 'bool', 'duration'].includes(compiled.spec.format))
        throw new OmniError('BAD_ARGS', `${service}/${property} is no number.`, { path: 'property' });
      journal.flush();
      const to = clock.now();
      const from = to - hours * 3_600_000;
      const width = Math.max(1, Math.ceil((to - from) / points));
      // A reading has a mean. What was set, or is true or false, has none: it was one value, then another.
      const isMean = compiled.spec.format !== 'bool' && !compiled.writable;
      const series = await seriesOf(store.db, { did, service, property }).executeTakeFirst();
      const rows = series ? await pointsOf(store.db, { series: series.id, from, width, isMean }).execute() : [];
      return { from, to, points: rows.map(({ t, v }): [number, number] => [t, Number(v)]) };
    },
  };
}
