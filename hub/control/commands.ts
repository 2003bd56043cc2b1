// Commands to devices: checked against the spec, sent, and answered exactly once: by the device, or by the hub's timer.
import { resultSchema } from '#protocol/envelopes.ts';
import type { Command, FaultCommand, Result } from '#protocol/envelopes.ts';
import { fromDevice, OmniError } from '#protocol/errors.ts';
import type { ActionSpec } from '#protocol/spec.ts';
import type { Topics } from '#protocol/topics.ts';
import { compileValue } from '#protocol/values.ts';
import type { Value } from '#protocol/values.ts';
import type { Alerts } from '../alerts/alerts.ts';
import type { Broker } from '../broker/broker.ts';
import type { HubClock } from '../clock.ts';
import { parseJson } from '../ingest/reports.ts';
import type { Reports } from '../ingest/reports.ts';
import type { Device, Devices } from '../registry/devices.ts';
import type { Journal } from '../store/journal.ts';

/** Who asks, under which id, and until when (steady ms). */
export interface Asking {
  readonly id: string;
  readonly client: string;
  readonly ttl: number;
  readonly trace: boolean;
}
/** Durations of one command, ms. */
export interface Measured {
  device: number | undefined;
  /** From sending to the result's arrival: everything that is not the hub's own time. */
  away: number | undefined;
}

interface Pending {
  readonly did: string;
  readonly session: string;
  readonly sent: number;
  settle(result: Result): void;
  fail(error: OmniError): void;
}

const maxPending = 64;
const timeoutError = (device: Device, ttl: number): OmniError =>
  new OmniError('TIMEOUT', `${device.did} did not confirm within ${ttl} ms.`, { outcome: 'unknown' });

type Bare<C> = C extends FaultCommand ? Omit<C, 'v' | 'id' | 'session' | 'sent' | 'exp' | 'trace'> : never;
type FaultAsk = Bare<FaultCommand>;

interface Needs {
  readonly topics: Topics;
  readonly devices: Devices;
  readonly reports: Reports;
  readonly journal: Journal;
  readonly alerts: Alerts;
  readonly clock: HubClock;
  /** Of the same base as the session's `now`. */
  readonly hubTime: () => number;
  readonly broker: () => Broker;
  readonly onError: (error: unknown) => void;
}

export function createCommands({ topics, devices, reports, journal, alerts, clock, hubTime, broker, onError }: Needs) {
  const pending = new Map<string, Pending>();
  const inFlight = new Map<string, number>();
  let unasked = 0;

  function serviceOf(device: Device, name: string) {
    const services = device.spec?.spec.services ?? {};
    const service = Object.hasOwn(services, name) ? services[name] : undefined;
    if (!service)
      throw new OmniError('NO_SUCH_SERVICE', `${device.did} has no service "${name}".`, {
        path: 'service',
        hint: `It has: ${Object.keys(services).join(', ')}`,
      });
    return service;
  }

  function checkSet(device: Device, name: string, property: string, value: Value): void {
    const service = serviceOf(device, name);
    const compiled = device.spec?.properties.get(`${name}/${property}`);
    if (!compiled)
      throw new OmniError('NO_SUCH_PROPERTY', `${name} has no property "${property}".`, {
        path: 'property',
        hint: `It has: ${Object.keys(service.properties).join(', ') || 'none'}`,
      });
    if (!compiled.writable) throw new OmniError('NOT_WRITABLE', `${name}/${property} can only be read.`, { path: 'property' });
    const fault = compiled.check(value);
    if (fault) throw new OmniError(fault.code, `${name}/${property}: ${fault.message}`, { path: 'value', hint: fault.hint });
  }

  /** Fills in defaults. */
  function checkAction(
    device: Device,
    name: string,
    action: string,
    given: Record<string, Value>,
  ): { spec: ActionSpec; args: Record<string, Value> } {
    const { actions } = serviceOf(device, name);
    const spec = Object.hasOwn(actions, action) ? actions[action] : undefined;
    if (!spec)
      throw new OmniError('NO_SUCH_ACTION', `${name} has no action "${action}".`, {
        path: 'action',
        hint: `It has: ${Object.keys(actions).join(', ') || 'none'}`,
      });
    for (const key of Object.keys(given)) {
      if (!Object.hasOwn(spec.in, key))
        throw new OmniError('BAD_ARGS', `${name}/${action} takes no argument "${key}".`, {
          path: `in.${key}`,
          hint: `It takes: ${Object.keys(spec.in).join(', ') || 'none'}`,
        });
    }
    const args: Record<string, Value> = {};
    for (const [key, schema] of Object.entries(spec.in)) {
      const value = Object.hasOwn(given, key) ? given[key] : schema.default;
      if (value === undefined) throw new OmniError('BAD_ARGS', `${name}/${action} needs the argument "${key}".`, { path: `in.${key}` });
      const fault = compileValue(schema)(value);
      if (fault) throw new OmniError(fault.code, `${name}/${action} ${key}: ${fault.message}`, { path: `in.${key}`, hint: fault.hint });
      args[key] = value;
    }
    return { spec, args };
  }

  function end(key: string, did: string, timer: NodeJS.Timeout): void {
    clearTimeout(timer);
    pending.delete(key);
    const left = (inFlight.get(did) ?? 1) - 1;
    if (left > 0) inFlight.set(did, left);
    else inFlight.delete(did);
  }

  /** Errors: OFFLINE */
  function mustBeReady(device: Device): void {
    if (device.state === 'ready' && device.accepted) return;
    throw new OmniError(
      'OFFLINE',
      device.state === 'init' ? `${device.did} is connecting and not ready yet.` : `${device.did} is not connected.`,
    );
  }

  /** Sends and waits: exactly one of result, refusal, OFFLINE (at once) or TIMEOUT. */
  function send(
    device: Device,
    asking: Asking,
    body: (base: Pick<Command, 'v' | 'id' | 'session' | 'sent' | 'exp'>) => object,
    measured: Measured,
  ): Promise<Extract<Result, { ok: true }>> {
    mustBeReady(device);
    const waiting = inFlight.get(device.did) ?? 0;
    if (waiting >= maxPending) throw new OmniError('BUSY', `${device.did} has ${waiting} commands to answer.`);
    const key = `${asking.client}/${asking.id}`;
    const now = hubTime();
    const text = JSON.stringify(body({ v: 1, id: asking.id, session: device.session, sent: now, exp: now + asking.ttl }));
    return new Promise((resolve, reject) => {
      const pendingKey = `${device.did}/${asking.id}`;
      const timer = setTimeout(() => entry.fail(timeoutError(device, asking.ttl)), asking.ttl);
      const entry: Pending = {
        did: device.did,
        session: device.session,
        sent: clock.steady(),
        settle(result) {
          end(pendingKey, device.did, timer);
          measured.device = result.took;
          measured.away = clock.steady() - entry.sent;
          if (result.ok) resolve(result);
          else reject(new OmniError(fromDevice('command', result.error.code), result.error.message, { ...result.error }));
        },
        fail(error) {
          end(pendingKey, device.did, timer);
          // Nobody answered: that time was not the hub's either.
          measured.away = clock.steady() - entry.sent;
          reject(error);
        },
      };
      if (pending.has(pendingKey)) {
        clearTimeout(timer);
        reject(new OmniError('ID_REUSED', `${key}: somebody else’s command to this device has the same id.`));
        return;
      }
      pending.set(pendingKey, entry);
      inFlight.set(device.did, waiting + 1);
      if (!broker().sendTo(device.did, topics.cmd(device.did), text))
        entry.fail(new OmniError('OFFLINE', `${device.did} is not connected.`));
    });
  }

  function keep(device: Device, { id, client }: Asking, op: string, outcome: string): void {
    if (!device.revoked) journal.command({ id, client, did: device.did, op, outcome, at: clock.now() });
  }

  /** Commits the command and every report before it; only then may it be answered as done. */
  async function committed<T>(device: Device, asking: Asking, op: string, work: () => Promise<T>): Promise<T> {
    let result: T;
    try {
      result = await work();
    } catch (error) {
      const code = error instanceof OmniError ? error.code : 'INTERNAL';
      try {
        keep(device, asking, op, code);
      } catch (notKept) {
        // What became of the command is known all the same, and is what the caller must hear.
        onError(notKept);
      }
      if (code === 'DEVICE_ERROR' && !device.revoked) {
        const message = error instanceof Error ? error.message : '';
        alerts.raise(device.did, 'device-error', {
          code,
          level: 'warning',
          message: `${op}: ${message}`,
          hint: 'It failed while carrying out a command; the next one that works clears this.',
        });
      }
      throw error;
    }
    try {
      keep(device, asking, op, 'ok');
    } catch (cause) {
      // The device did it, but it is not kept: nobody may be told that it was, nor that it was not.
      throw new OmniError('INTERNAL', 'Done, but it could not be written down.', { outcome: 'unknown', cause });
    }
    alerts.clear(device.did, 'device-error');
    return result;
  }

  return {
    mustBeReady,

    /** Begins or ends a fault on demand; answers when the device has. */
    async fault(device: Device, asking: Asking, op: string, body: FaultAsk, measured: Measured): Promise<void> {
      await committed(device, asking, op, () => send(device, asking, (base) => ({ ...base, ...body }), measured));
    },

    async set(
      asking: Asking,
      { did, service, property, value }: { did: string; service: string; property: string; value: Value },
      measured: Measured,
    ): Promise<{ value: Value; ts: number }> {
      const device = devices.mustGet(did);
      checkSet(device, service, property, value);
      return committed(device, asking, 'device.set', async () => {
        await send(device, asking, (base) => ({ ...base, trace: asking.trace, op: 'set', service, property, value }), measured);
        // The device sends its report before its result, so what stands here is what it took.
        const report = reports.latest(did, service, property);
        return { value: report?.session === device.session ? report.value : value, ts: report?.ts ?? clock.now() };
      });
    },

    async action(
      asking: Asking,
      request: { did: string; service: string; action: string; in: Record<string, Value> },
      measured: Measured,
    ): Promise<{ out: Record<string, Value> }> {
      const { did, service, action } = request;
      const device = devices.mustGet(did);
      const { spec, args } = checkAction(device, service, action, request.in);
      return committed(device, asking, 'device.action', async () => {
        const { result } = await send(
          device,
          asking,
          (base) => ({ ...base, trace: asking.trace, op: 'action', service, action, in: args }),
          measured,
        );
        for (const [key, schema] of Object.entries(spec.out)) {
          const fault = compileValue(schema)(result[key]);
          if (fault) throw new OmniError('DEVICE_ERROR', `${service}/${action} answered ${key}: ${fault.message}`, { path: `out.${key}` });
        }
        return { out: result };
      });
    },

    /** A result from a device: settles what waits for it. Late, second and unasked ones are counted and dropped. */
    result(device: Device, payload: Buffer): void {
      const parsed = resultSchema.safeParse(parseJson(payload));
      const entry = parsed.success ? pending.get(`${device.did}/${parsed.data.id}`) : undefined;
      if (!parsed.success || !entry || parsed.data.session !== entry.session) {
        unasked += 1;
        return;
      }
      entry.settle(parsed.data);
    },

    /** Its connection is gone for good: nobody will answer. */
    abandon(did: string, error: OmniError): void {
      for (const entry of [...pending.values()]) if (entry.did === did) entry.fail(error);
      inFlight.delete(did);
    },
    stop(): void {
      for (const entry of [...pending.values()]) entry.fail(new OmniError('TIMEOUT', 'The hub is stopping.', { outcome: 'unknown' }));
    },
    get counts() {
      return { unasked, pending: pending.size };
    },
  };
}
export type Commands = ReturnType<typeof createCommands>;
