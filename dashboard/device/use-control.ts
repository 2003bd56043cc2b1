// What every control needs to know of its property: value, intent, staleness, whether it may be touched, how to set it.
import { useEffect, useMemo, useRef, useState } from 'react';
import { mayDevice } from '#protocol/permissions.ts';
import { sameValue, toGrid } from '#protocol/values.ts';
import type { Value } from '#protocol/values.ts';
import { offerUndo, setProperty } from '../state/commands.ts';
import type { SetAnswer } from '../state/commands.ts';
import { useDevice } from '../state/device-store.ts';
import { isWritable } from '../state/facts.ts';
import type { Member } from '../state/facts.ts';
import { useHome } from '../state/home-store.ts';
import { shownValue } from '../state/intent.ts';
import { isReady, isStale } from '../state/staleness.ts';
import { createThrottle } from '../state/throttle.ts';

/** May this person command it at all? A guest may only look at what stands outside his rooms. */
export function useMayEver(did: string): boolean {
  const room = useDevice(did, (device) => device.place?.room ?? null);
  return useHome(({ session }) => session === undefined || mayDevice(session, 'control', room));
}

/** May this person command this device, and would it hear? */
export function useMayControl(did: string): boolean {
  const ready = useDevice(did, (device) => isReady(device.state));
  const room = useDevice(did, (device) => device.place?.room ?? null);
  return useHome((home) => home.connection === 'online' && home.session !== undefined && mayDevice(home.session, 'control', room)) && ready;
}

export function useControl(did: string, member: Member) {
  const report = useDevice(did, (device) => device.reports[member.key]);
  const intent = useDevice(did, (device) => device.intents[member.key]);
  const isOld = useDevice(did, (device) => report !== undefined && isStale(report, device.state));
  const may = useMayControl(did);
  return {
    value: shownValue(intent, report),
    target: report?.target,
    until: report?.until,
    intent,
    isStale: isOld,
    isDisabled: !may || !isWritable(member.spec),
    set: (value: Value) => void setProperty(did, member.service, member.property, value),
  };
}

/** A value that is dragged: local meanwhile, at most ten messages a second, the final one on release. */
export function useDrag<T extends Value>(did: string, member: Member, shown: T | undefined) {
  const [local, setLocal] = useState<T>();
  const before = useRef<T | undefined>(undefined);
  const { service, property } = member;
  const throttle = useMemo(
    () =>
      createThrottle<T, Promise<SetAnswer | undefined>>((value) => setProperty(did, service, property, value, { undo: false }), sameValue),
    [did, service, property],
  );
  useEffect(() => throttle.cancel, [throttle]);
  return {
    value: local ?? shown,
    isDragging: local !== undefined,
    input(value: T) {
      if (local === undefined) before.current = shown;
      setLocal(value);
      throttle.push(value);
    },
    commit(value: T) {
      if (local === undefined) return;
      const first = before.current;
      // The undo is offered once, for the whole movement.
      void throttle.finish(value).then((answer) => answer && offerUndo(did, service, property, first, answer));
      setLocal(undefined);
    },
  };
}

/** A slider's number, on the grid that the device announced. */
export const onGrid = (member: Member, value: number): number => toGrid(member.spec, value);
