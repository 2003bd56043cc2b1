// What devices report, checked before anybody sees it: session, order, property, value. What fails is neither forwarded
// nor kept; it is counted and raises an alert. Synchronous, and fast: this is the hottest path of the hub.
import { reportSchema, eventMessageSchema } from '#protocol/envelopes.ts';
import type { Report } from '#protocol/envelopes.ts';
import { parseJson as parseText } from '#protocol/parse-json.ts';
import type { Topics } from '#protocol/topics.ts';
import { compileValue } from '#protocol/values.ts';
import type { Value, ValueCheck } from '#protocol/values.ts';
import type { Alerts } from '../alerts/alerts.ts';
import type { RetainedStore } from '../broker/retained.ts';
import type { Bus } from '../bus.ts';
import type { HubClock } from '../clock.ts';
import type { Device } from '../registry/devices.ts';
import type { CompiledProperty } from '../registry/spec-pool.ts';
import type { Journal } from '../store/journal.ts';

export interface Fault {
  readonly code:
    | 'BAD_REQUEST'
    | 'NO_SUCH_SERVICE'
    | 'NO_SUCH_PROPERTY'
    | 'NOT_READABLE'
    | 'BAD_TYPE'
    | 'OUT_OF_RANGE'
    | 'OFF_STEP'
    | 'BAD_ENUM'
    | 'TOO_LARGE'
    | 'WRONG_SESSION'
    | 'BAD_ARGS';
  readonly message: string;
  readonly hint?: string;
}

export const parseJson = (payload: Buffer | string): unknown => parseText(payload.toString());

/** What history keeps of a value: numbers and truth as numbers, the rest as text. */
const historyValue = (value: Value): number | string =>
  typeof value === 'number'
    ? value
    : typeof value === 'boolean'
      ? Number(value)
      : typeof value === 'string'
        ? value
        : JSON.stringify(value);

interface Needs {
  readonly topics: Topics;
  readonly alerts: Alerts;
  readonly retained: RetainedStore;
  readonly journal: Journal;
  readonly bus: Bus;
  readonly clock: HubClock;
}

export function createReports({ topics, alerts, retained, journal, bus, clock }: Needs) {
  let accepted = 0;
  let dropped = 0;
  /** The last one accepted from each device, so that the reply to the command that caused it need not parse it again. */
  const latest = new Map<string, { readonly where: string; readonly report: Report }>();
  const eventChecks = new WeakMap<object, Map<string, ValueCheck>>();

  function reject(device: Device, where: string, { code, message, hint }: Fault): false {
    dropped += 1;
    alerts.raise(device.did, 'bad-report', {
      code,
      level: 'warning',
      message: `${where}: ${message}`,
      path: where,
      hint: hint ?? 'The device reports something that its own spec does not allow.',
    });
    return false;
  }

  function valueFault(compiled: CompiledProperty | undefined, report: Report): Fault | undefined {
    if (!compiled) return { code: 'NO_SUCH_PROPERTY', message: 'not in the accepted spec' };
    if (!compiled.readable) return { code: 'NOT_READABLE', message: 'the spec says write only' };
    return compiled.check(report.value) ?? (report.target === undefined ? undefined : compiled.check(report.target));
  }

  return {
    /** True: forward it. */
    report(device: Device, service: string, property: string, topic: string, payload: Buffer): boolean {
      const where = `${service}/${property}`;
      const text = payload.toString();
      const parsed = reportSchema.safeParse(parseJson(text));
      if (!parsed.success)
        return reject(device, where, {
          code: 'BAD_REQUEST',
          message: parsed.error.issues[0]?.message ?? 'not a report',
          hint: 'See the section Envelopes of docs/protocol.md.',
        });
      const report = parsed.data;
      // Late or repeated messages are not faults: they are what a network does. Dropped, and no alert.
      if (!device.accepted || report.session !== device.session || report.seq <= device.seq) {
        dropped += 1;
        return false;
      }
      if (device.unreadable.has(where)) return false;
      const compiled = device.spec?.properties.get(where);
      const fault = valueFault(compiled, report);
      if (fault) return reject(device, where, fault);
      device.seq = report.seq;
      accepted += 1;
      retained.set(topic, text, compiled?.spec.volatile === true ? 0 : 1);
      latest.set(device.did, { where, report });
      journal.report({ did: device.did, service, property, payload: text, received: clock.now(), value: historyValue(report.value) });
      bus.emit('device.reported', { did: device.did, service, property });
      return true;
    },

    event(device: Device, service: string, event: string, payload: Buffer): boolean {
      const where = `${service}/${event}`;
      const parsed = eventMessageSchema.safeParse(parseJson(payload));
      if (!parsed.success)
        return reject(device, where, { code: 'BAD_REQUEST', message: parsed.error.issues[0]?.message ?? 'not an event' });
      if (!device.accepted || parsed.data.session !== device.session || parsed.data.seq <= device.seq) return false;
      if (device.unreadable.has(where)) return false;
      const spec = device.spec?.spec.services[service]?.events[event];
      if (!spec) return reject(device, where, { code: 'NO_SUCH_PROPERTY', message: 'no such event in the accepted spec' });
      let checks = eventChecks.get(spec);
      if (!checks)
        eventChecks.set(spec, (checks = new Map(Object.entries(spec.args).map(([name, schema]) => [name, compileValue(schema)]))));
      for (const [name, check] of checks) {
        const fault = check(parsed.data.args[name]);
        if (fault) return reject(device, `${where}.${name}`, fault);
      }
      device.seq = parsed.data.seq;
      bus.emit('device.raised', { did: device.did, service, event, args: parsed.data.args });
      return true;
    },

    /** The last report of a property, also of an earlier session or life of the hub. */
    latest(did: string, service: string, property: string): Report | undefined {
      const newest = latest.get(did);
      if (newest?.where === `${service}/${property}`) return newest.report;
      const text = retained.get(topics.report(did, service, property));
      return text === undefined ? undefined : reportSchema.safeParse(parseJson(text)).data;
    },
    forget(did: string): void {
      latest.delete(did);
    },
    get counts() {
      return { accepted, dropped };
    },
  };
}
export type Reports = ReturnType<typeof createReports>;
