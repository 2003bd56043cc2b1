// Faults on demand: what can be refused here is refused here; the fault itself is the device's own doing. Which are under way
// is what devices say of themselves. One that is lost on purpose says nothing: until its time is over the hub remembers why.
import { OmniError } from '#protocol/errors.ts';
import { canHave, faultKindsOf, faultTable, neededFor } from '#protocol/faults.ts';
import type { FaultKind, RunningFault } from '#protocol/faults.ts';
import { compileValue } from '#protocol/values.ts';
import type { Alerts } from '../alerts/alerts.ts';
import type { Bus } from '../bus.ts';
import type { HubClock } from '../clock.ts';
import type { Commands } from '../control/commands.ts';
import type { HandlersOf } from '../control/router.ts';
import type { Device, Devices } from '../registry/devices.ts';

interface Needs {
  readonly devices: Devices;
  readonly commands: Commands;
  readonly alerts: Alerts;
  readonly bus: Bus;
  readonly clock: HubClock;
}

const alertId = 'on-purpose';

export interface FaultDesk {
  readonly handlers: HandlersOf<'fault.put' | 'fault.clear' | 'fault.list'>;
  stop(): void;
}

export function createFaultDesk({ devices, commands, alerts, bus, clock }: Needs): FaultDesk {
  /** What the alert of a device says, so that a state that changes nothing of it is not told again. */
  const told = new Map<string, string>();

  /** Ends of what keeps lost devices away: nobody else would tell that it is over. */
  const ends = new Map<string, NodeJS.Timeout>();
  /** Seconds until a fault ends by itself. */
  const leftOf = ({ left }: RunningFault, { told: at }: NonNullable<Device['faults']>): number =>
    Math.max(0, left - (clock.steady() - at) / 1000);

  function remind(did: string): void {
    clearTimeout(ends.get(did));
    ends.delete(did);
    const device = devices.get(did);
    if (device?.state !== 'lost' || !device.faults) return;
    const { faults } = device;
    const left = Math.max(...faults.running.map((fault) => leftOf(fault, faults)));
    const end = setTimeout(() => {
      ends.delete(did);
      if (device.state !== 'lost' || device.revoked) return;
      device.faults = undefined;
      tell(device);
    }, left * 1000);
    ends.set(did, end.unref());
  }

  /** Nobody should wonder about a device that was broken on purpose. */
  function tell({ did, faults, state }: Pick<Device, 'did' | 'faults' | 'state'>): void {
    remind(did);
    const titles = (faults?.running ?? []).map(({ kind }) => faultTable[kind].title);
    const say = {
      en: `Broken on purpose: ${titles.map(({ en }) => en).join(', ')}`,
      zh: `人为故障：${titles.map(({ zh }) => zh).join('、')}`,
    };
    if (titles.length === 0) {
      if (told.delete(did)) alerts.clear(did, alertId);
    } else if (told.get(did) !== say.en) {
      told.set(did, say.en);
      const hint = state === 'lost' ? 'It ends by itself.' : 'It ends by itself; fault.clear ends it now.';
      alerts.raise(did, alertId, { code: 'FAULT', level: 'info', message: say.en, say, hint });
    }
  }
  bus.on('device.state', ({ did }) => {
    const device = devices.get(did);
    if (device) tell(device);
  });
  bus.on('device.removed', ({ did }) => {
    told.delete(did);
    remind(did);
  });

  /** The device, if it can be told to fail now. Errors: NO_SUCH_DEVICE, OFFLINE, WRONG_STATE */
  function mustHear(did: string): Device {
    const device = devices.mustGet(did);
    commands.mustBeReady(device);
    if (device.faults) return device;
    throw new OmniError('WRONG_STATE', `${did} is not a simulated device: it cannot be broken on purpose.`, {
      path: 'did',
      hint: 'Choose a device whose state has `faults`.',
      say: { en: 'This is a real device: it cannot be broken on purpose.', zh: '这是真实设备，无法人为制造故障。' },
    });
  }

  /** Errors: NO_SUCH_SERVICE, BAD_ARGS, BAD_TYPE, OUT_OF_RANGE, OFF_STEP */
  function checkFault({ did, spec }: Device, kind: FaultKind, amount: number | undefined): void {
    if (!spec || !canHave(spec.spec, kind))
      throw new OmniError('NO_SUCH_SERVICE', `${did} cannot have "${kind}": it has no service of type ${neededFor(kind).join(', ')}.`, {
        path: 'kind',
        hint: `It can have: ${spec ? faultKindsOf(spec.spec).join(', ') : 'none'}`,
      });
    if (amount === undefined) return;
    const measure = faultTable[kind].amount;
    if (!measure) throw new OmniError('BAD_ARGS', `"${kind}" has no amount.`, { path: 'amount', hint: 'Leave it out.' });
    const wrong = compileValue(measure)(amount);
    if (wrong) throw new OmniError(wrong.code, `amount (${measure.unit ?? ''}): ${wrong.message}`, { path: 'amount', hint: wrong.hint });
  }

  const handlers: FaultDesk['handlers'] = {
    'fault.put': async ({ did, kind, seconds, amount = faultTable[kind].amount?.default }, call) => {
      const device = mustHear(did);
      checkFault(device, kind, amount);
      await commands.fault(device, call, 'fault.put', { op: 'fault', kind, seconds, amount }, call.measured);
      // It has answered and dies without another word.
      if (kind === 'crash' && !device.revoked) {
        device.faults = { told: clock.steady(), running: [{ kind, seconds, left: seconds }] };
        tell(device);
      }
      return {};
    },
    'fault.clear': async ({ did, kind }, call) => {
      await commands.fault(mustHear(did), call, 'fault.clear', { op: 'mend', kind }, call.measured);
      return {};
    },
    'fault.list': () => ({
      faults: [...devices.all()].flatMap(({ did, faults }) =>
        faults ? faults.running.map((fault) => ({ ...fault, did, left: leftOf(fault, faults) })) : [],
      ),
    }),
  };
  return {
    handlers,
    stop() {
      for (const end of ends.values()) clearTimeout(end);
    },
  };
}
