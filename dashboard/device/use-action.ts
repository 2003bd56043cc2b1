// What every button of an action needs: whether it may be pressed, which one runs, and how the last one went.
import { useEffect, useState } from 'react';
import type { ServiceSpec } from '#protocol/spec.ts';
import { initialValue } from '#protocol/values.ts';
import type { Value } from '#protocol/values.ts';
import { runAction } from '../state/commands.ts';
import type { ActionEnd } from '../state/commands.ts';
import { deviceStore } from '../state/device-store.ts';
import { hasOtherState } from '../state/other-state.ts';
import { useMayControl } from './use-control.ts';

export interface ActionUse {
  readonly may: boolean;
  /** Name of the action that waits for its answer. */
  readonly running: string | undefined;
  /** The last answer, until the next start; a refusal for the state that it is in, while it is in that state. */
  readonly last: { readonly name: string; readonly end: ActionEnd } | undefined;
  /** Starts an action; arguments left out take their defaults. */
  readonly run: (name: string, args?: Readonly<Record<string, Value>>) => void;
}

export function useAction(did: string, serviceName: string, service: ServiceSpec): ActionUse {
  const { actions } = service;
  const may = useMayControl(did);
  const [running, setRunning] = useState<string>();
  const [last, setLast] = useState<ActionUse['last']>();
  // "Free it first" has nothing to say once it is free.
  const isRefused = last?.end.ok === false && last.end.error.code === 'WRONG_STATE';
  useEffect(() => {
    if (!isRefused) return;
    return deviceStore(did).subscribe((now, before) => {
      if (hasOtherState(serviceName, service, now.reports, before.reports)) setLast(undefined);
    });
  }, [isRefused, did, serviceName, service]);
  const start = async (name: string, args: Readonly<Record<string, Value>>) => {
    const action = actions[name];
    if (!action) return;
    setRunning(name);
    setLast(undefined);
    const defaults = Object.fromEntries(Object.entries(action.in).map(([key, field]) => [key, initialValue(field)]));
    setLast({ name, end: await runAction(did, serviceName, name, { ...defaults, ...args }, action.idempotent === true) });
    setRunning(undefined);
  };
  return { may, running, last, run: (name, args = {}) => void start(name, args) };
}
