// Commands with all that a person is owed: shown at once, answered or rolled back, worded, undoable, timed.
import { operations } from '#protocol/operations/index.ts';
import { toOmniError } from '#protocol/errors.ts';
import type { OmniError } from '#protocol/errors.ts';
import { ulid } from '#protocol/ids.ts';
import { sameValue } from '#protocol/values.ts';
import type { Value } from '#protocol/values.ts';
import { flushDevice, refreshDevice, request } from '../wire/hub.ts';
import { deviceStore, keyOf, noteLatency, stepDeviceIntent } from './device-store.ts';
import type { Key } from './device-store.ts';
import type { IntentError } from './intent.ts';
import { shownValue } from './intent.ts';
import { notify } from './notices.ts';

/** After this the control says "still trying". */
const slowAfter = 1000;

export const asIntentError = ({ code, message, detail }: OmniError): IntentError => ({
  code,
  message,
  ...(detail.say ? { say: detail.say } : {}),
});

export interface SetOptions {
  /** false where undo makes no sense yet, or at all: values under way of a slider, or an undo itself. */
  readonly undo?: boolean;
}

/** What a device took, and the round trip in ms. */
export interface SetAnswer {
  readonly value: Value;
  readonly ms: number;
}

/** Says that a property changed, with the way back to what it was before; says nothing where it is the same. */
export function offerUndo(did: string, service: string, property: string, before: Value | undefined, { value, ms }: SetAnswer): void {
  if (before === undefined || sameValue(before, value)) return;
  const key = keyOf(service, property);
  notify({
    kind: 'changed',
    did,
    key,
    // A fade has only begun: what was asked for is what is said.
    value: deviceStore(did).getState().reports[key]?.target ?? value,
    ms,
    undo: () => void setProperty(did, service, property, before, { undo: false }),
  });
}

/** Sets a property. Settles when it is over, with the answer if there was a good one; whatever happened is shown, so nothing is thrown. */
export async function setProperty(
  did: string,
  service: string,
  property: string,
  value: Value,
  options: SetOptions = {},
): Promise<SetAnswer | undefined> {
  const key = keyOf(service, property);
  const { intents, reports } = deviceStore(did).getState();
  const before = shownValue(intents[key], reports[key]);
  const id = ulid(Date.now(), Math.random);
  stepDeviceIntent(did, key, { type: 'want', id, value });
  const slow = setTimeout(() => stepDeviceIntent(did, key, { type: 'slow', id }), slowAfter);
  try {
    const { result, ms, hops } = await request('device.set', { did, service, property, value });
    flushDevice(did);
    const latest = deviceStore(did).getState().reports[key];
    stepDeviceIntent(did, key, { type: 'answered', id, value: result.value });
    // The report came before the reply, as the protocol orders it: nothing needs holding.
    if (latest && sameValue(latest.value, result.value)) stepDeviceIntent(did, key, { type: 'report' });
    noteLatency(did, key, ms, Date.now(), hops);
    const answer = { value: result.value, ms };
    if (options.undo !== false) offerUndo(did, service, property, before, answer);
    return answer;
  } catch (thrown) {
    const error = toOmniError(thrown);
    flushDevice(did);
    const outcome = error.detail.outcome ?? 'not-done';
    const held = deviceStore(did).getState().reports[key];
    stepDeviceIntent(did, key, { type: 'refused', id, error: asIntentError(error), outcome, held });
    const isLatest = deviceStore(did).getState().intents[key]?.id === id;
    if (isLatest)
      notify({
        kind: 'failed',
        did,
        key,
        error: asIntentError(error),
        retry: () => void setProperty(did, service, property, value, options),
      });
    if (outcome === 'unknown' && isLatest) {
      await refreshDevice(did).then(
        () => stepDeviceIntent(did, key, { type: 'refreshed', id }),
        () => undefined,
      );
    }
    return undefined;
  } finally {
    clearTimeout(slow);
  }
}

export type ActionEnd =
  | { readonly ok: true; readonly out: Readonly<Record<string, Value>>; readonly ms: number }
  | { readonly ok: false; readonly error: IntentError };

/** Calls an action. One that may be repeated is, once, when its outcome is unknown. */
export async function runAction(
  did: string,
  service: string,
  action: string,
  args: Readonly<Record<string, Value>>,
  idempotent: boolean,
): Promise<ActionEnd> {
  const key: Key = keyOf(service, action);
  const call = () => request('device.action', { did, service, action, in: { ...args } }, { ttl: operations['device.action'].ttl });
  try {
    const { result, ms, hops } = await call().catch((thrown: unknown) => {
      if (idempotent && toOmniError(thrown).code === 'TIMEOUT') return call();
      throw thrown;
    });
    flushDevice(did);
    noteLatency(did, key, ms, Date.now(), hops);
    return { ok: true, out: result.out, ms };
  } catch (thrown) {
    const error = toOmniError(thrown);
    flushDevice(did);
    if (error.detail.outcome === 'unknown') await refreshDevice(did).catch(() => undefined);
    return { ok: false, error: asIntentError(error) };
  }
}
