// The faults on demand that a device has now, and how long each still lasts: as the hub tells, counted on by this page's clock.
import { useEffect, useState } from 'react';
import type { StateMessage } from '#protocol/envelopes.ts';
import type { RunningFault } from '#protocol/faults.ts';
import type { Title } from '#protocol/names.ts';
import { useDevice } from '../state/device-store.ts';
import { useHome, useRole } from '../state/home-store.ts';
import { client } from '../wire/hub.ts';
import { stillRunning } from './still-running.ts';
import type { FaultNow } from './still-running.ts';

const none: readonly FaultNow[] = [];

/** What the hub told of a device in one of its states: asked once for all who show it. */
const answers = new WeakMap<StateMessage, Map<string, Promise<readonly FaultNow[]>>>();

/** A retained state tells how long a fault would last when it was said; how long ago that was, the hub knows. */
function ask(did: string, state: StateMessage, about: string): Promise<readonly FaultNow[]> {
  const known = answers.get(state) ?? new Map<string, Promise<readonly FaultNow[]>>();
  answers.set(state, known);
  let answer = known.get(about);
  if (!answer) {
    answer = client.call('fault.list', {}).then(({ faults }: { readonly faults: readonly (RunningFault & { readonly did: string })[] }) => {
      const now = performance.now();
      return faults.filter((fault) => fault.did === did).map((fault) => ({ ...fault, until: now + fault.left * 1000 }));
    });
    known.set(about, answer);
    // Whoever comes next asks again.
    answer.catch(() => known.delete(about));
  }
  return answer;
}

/** The hub's own word that a device is broken on purpose: everybody hears it, also of a device that is lost. */
const useNotice = (did: string) => useHome((home) => home.alerts[`${did}/on-purpose`]);

/** Can it be told to fail now? Not if it is no simulation, nor while it is away. */
export const useMayBreak = (did: string): boolean => useDevice(did, ({ state }) => state?.state === 'ready' && state.faults !== undefined);

/** An owner's list; each drops out when its time is over, whether or not the device can say so. Empty for everybody else. */
export function useFaults(did: string): readonly FaultNow[] {
  const isOwner = useRole() === 'owner';
  const state = useDevice(did, (device) => device.state);
  const about = useNotice(did)?.message ?? '';
  const isBroken = about !== '' || (state?.faults?.length ?? 0) > 0;
  const [told, setTold] = useState(none);
  const [now, setNow] = useState(() => performance.now());
  const [wasBroken, setWasBroken] = useState(isBroken);
  if (wasBroken !== isBroken) {
    setWasBroken(isBroken);
    // What was over early is not there when the next one begins.
    setTold(none);
  }
  useEffect(() => {
    if (!isOwner || !state || !isBroken) return;
    let isMine = true;
    ask(did, state, about).then(
      (faults) => {
        if (!isMine) return;
        setTold(faults);
        setNow(performance.now());
      },
      // The connection is gone, and with it what it would have said; the next state asks again.
      () => undefined,
    );
    return () => {
      isMine = false;
    };
  }, [did, state, about, isOwner, isBroken]);
  const running = isBroken ? stillRunning(told, now) : none;
  const isCounting = running.length > 0;
  useEffect(() => {
    if (!isCounting) return;
    const timer = setInterval(() => setNow(performance.now()), 500);
    return () => clearInterval(timer);
  }, [isCounting]);
  return running;
}

/** For whoever is no owner: that it is on purpose, and what; nobody but an owner may ask how long. */
export function useOthersNotice(did: string): Title | undefined {
  const isOwner = useRole() === 'owner';
  const notice = useNotice(did);
  return isOwner ? undefined : notice?.say;
}
