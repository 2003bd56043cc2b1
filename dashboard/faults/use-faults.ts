// The faults on demand that a device has now, and how long each still lasts: as the hub tells, counted on by this page's clock.
import { useEffect, useState } from 'react';
import type { RunningFault } from '#protocol/faults.ts';
import { useDevice } from '../state/device-store.ts';
import { client } from '../wire/hub.ts';

export interface FaultNow extends RunningFault {
  /** of `performance.now()` */
  readonly until: number;
}

const none: readonly FaultNow[] = [];

/** undefined: it cannot be told to fail, because it is no simulation or because it is away. */
export function useFaults(did: string): readonly FaultNow[] | undefined {
  const told = useDevice(did, (device) => device.state?.faults);
  const isReady = useDevice(did, (device) => device.state?.state === 'ready');
  const [asked, setAsked] = useState<{ readonly about: typeof told; readonly faults: readonly FaultNow[] }>();
  useEffect(() => {
    if (!told || told.length === 0) return;
    let isMine = true;
    // A retained state tells how long a fault would last when it was said; how long ago that was, the hub knows.
    client.call('fault.list', {}).then(
      ({ faults }) => {
        const now = performance.now();
        const own = faults.filter((fault) => fault.did === did).map((fault) => ({ ...fault, until: now + fault.left * 1000 }));
        if (isMine) setAsked({ about: told, faults: own });
      },
      // The connection is gone, and with it what it would have said; the next state asks again.
      () => undefined,
    );
    return () => {
      isMine = false;
    };
  }, [did, told]);
  if (!told || !isReady) return undefined;
  return told.length > 0 && asked?.about === told ? asked.faults : none;
}

/** Whole seconds until a moment of `performance.now()`, counted down. */
export function useSecondsUntil(until: number): number {
  const [now, setNow] = useState(() => performance.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(performance.now()), 500);
    return () => clearInterval(timer);
  }, []);
  return Math.max(0, Math.ceil((until - now) / 1000));
}
