// What every button of an action needs: whether it may be pressed, which one runs, and how the last one went.
import { useState } from 'react';
import type { ServiceSpec } from '#protocol/spec.ts';
import { initialValue } from '#protocol/values.ts';
import type { Value } from '#protocol/values.ts';
import { runAction } from '../state/commands.ts';
import type { ActionEnd } from '../state/commands.ts';
import { useMayControl } from './use-control.ts';

export interface ActionUse {
  readonly may: boolean;
  /** Name of the action that waits for its answer. */
  readonly running: string | undefined;
  /** The last answer, until the next start. */
  readonly last: { readonly name: string; readonly end: ActionEnd } | undefined;
  /** Starts an action; arguments left out take their defaults. */
  readonly run: (name: string, args?: Readonly<Record<string, Value>>) => void;
}

export function useAction(did: string, serviceName: string, { actions }: ServiceSpec): ActionUse {
  const may = useMayControl(did);
  const [running, setRunning] = useState<string>();
  const [last, setLast] = useState<ActionUse['last']>();
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
