// What becomes of a published message: one table from route to room. Synchronous; never throws; true passes it on.
import { limits } from '#protocol/spec.ts';
import type { Topics } from '#protocol/topics.ts';
import type { Alerts } from './alerts/alerts.ts';
import type { ForeignSets } from './bridges/foreign-sets.ts';
import type { Broker } from './broker/broker.ts';
import type { AnyRoute, Connection } from './broker/connection.ts';
import type { Commands } from './control/commands.ts';
import type { Router } from './control/router.ts';
import { parseJson } from './ingest/reports.ts';
import type { Reports } from './ingest/reports.ts';
import type { Lifecycle } from './ingest/lifecycle.ts';
import type { Pairing } from './pairing/pairing.ts';
import type { Device, Devices } from './registry/devices.ts';

interface Needs {
  readonly topics: Topics;
  readonly devices: Devices;
  readonly alerts: Alerts;
  readonly reports: Reports;
  readonly lifecycle: Lifecycle;
  readonly commands: Commands;
  readonly pairing: Pairing;
  readonly foreignSets: ForeignSets;
  readonly router: () => Router;
  readonly broker: () => Broker;
}

export function createGate({ topics, devices, alerts, reports, lifecycle, commands, pairing, foreignSets, router, broker }: Needs) {
  let refused = 0;

  function fromDevice(device: Device, connection: Connection, route: AnyRoute, topic: string, payload: Buffer): boolean | (() => void) {
    switch (route.kind) {
      case 'report':
        return reports.report(device, route.service, route.property, topic, payload);
      case 'event':
        return reports.event(device, route.service, route.event, payload);
      case 'res':
        // The report that the command caused came before it, and whoever watches hears that before the answer.
        return () => commands.result(device, payload);
      case 'announce':
        lifecycle.announce(device, payload);
        return false;
      case 'state':
        // Only the device itself speaks of its life, not a tool that signed in with its secret beside it.
        return connection.clientId === device.did && lifecycle.state(device, topic, payload);
      default:
        return false;
    }
  }

  function tooLarge(did: string, topic: string): false {
    refused += 1;
    if (devices.get(did)) {
      alerts.raise(did, 'bad-report', {
        code: 'TOO_LARGE',
        level: 'warning',
        message: `a message on ${topic.slice(0, 200)} is too large`,
        hint: `A payload has at most ${limits.payloadBytes} bytes.`,
      });
    }
    return false;
  }

  return {
    pass(connection: Connection, route: AnyRoute | undefined, topic: string, payload: Buffer): boolean | (() => void) {
      const { who } = connection;
      if (!route) {
        refused += 1;
        if (who.kind === 'device' && devices.get(who.did)) {
          alerts.raise(who.did, 'forbidden-topic', {
            code: 'FORBIDDEN',
            level: 'alarm',
            message: `${who.did} tried to publish on ${topic.slice(0, 200)}`,
            hint: 'A device may publish only below its own did.',
          });
        }
        return false;
      }
      switch (who.kind) {
        case 'device': {
          const device = devices.get(who.did);
          if (payload.length > limits.payloadBytes) return tooLarge(who.did, topic);
          return device !== undefined && !device.revoked && fromDevice(device, connection, route, topic, payload);
        }
        case 'pairing':
          // Only the device's own connection speaks for it, not another that calls itself by its serial and a tab.
          if (connection.clientId === connection.user) pairing.up(who.serial, payload);
          return false;
        case 'user': {
          if (route.kind === 'foreign') foreignSets.receive(who.client, route, topic, payload);
          if (route.kind !== 'request') return false;
          const reply = topics.reply(route.client, route.session);
          void router()
            .receive(who.client, parseJson(payload))
            .then((answer) => broker().answer(who.client, reply, JSON.stringify(answer)));
          return false;
        }
      }
    },
    get refused() {
      return refused;
    },
  };
}
