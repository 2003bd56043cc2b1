// The last hour of a numeric property: asked of the hub once, then continued by its live reports.
import { useEffect, useState } from 'react';
import { toOmniError } from '#protocol/errors.ts';
import type { OmniError } from '#protocol/errors.ts';
import { request } from '../wire/hub.ts';
import { deviceStore } from '../state/device-store.ts';
import type { Member } from '../state/facts.ts';
import { isReadable } from '../state/facts.ts';
import { appendPoint } from './series.ts';
import type { Point } from './series.ts';

export const isCharted = ({ spec }: Member): boolean =>
  isReadable(spec) && (spec.format === 'int' || spec.format === 'float' || spec.format === 'bool');

const numeric = (value: unknown): number | undefined =>
  typeof value === 'number' ? value : typeof value === 'boolean' ? Number(value) : undefined;

export interface History {
  /** undefined while they are being asked for, and where that failed. */
  readonly points: readonly Point[] | undefined;
  readonly error: OmniError | undefined;
  readonly retry: () => void;
}

/** One axis: the hub's points stand at its wall time, the live ones at the moment they came; a home's own clock may run faster. */
export function useHistory(did: string, member: Member): History {
  const [error, setError] = useState<OmniError>();
  const [tries, setTries] = useState(0);
  const [points, setPoints] = useState<readonly Point[]>();
  const { service, property, key } = member;
  useEffect(() => {
    let gone = false;
    request('device.history', { did, service, property, hours: 1, points: 240 }).then(
      ({ result }) => {
        if (gone) return;
        // The hub's points are averages; the line ends in what is shown elsewhere.
        const value = numeric(deviceStore(did).getState().reports[key]?.value);
        setPoints(value === undefined || result.points.length === 0 ? result.points : appendPoint(result.points, Date.now(), value));
      },
      (thrown: unknown) => {
        if (!gone) setError(toOmniError(thrown));
      },
    );
    const stop = deviceStore(did).subscribe((now, before) => {
      const report = now.reports[key];
      const value = numeric(report?.value);
      if (!report || report === before.reports[key] || value === undefined) return;
      setPoints((old) => old && appendPoint(old, Date.now(), value));
    });
    return () => {
      gone = true;
      stop();
    };
  }, [did, service, property, key, tries]);
  const retry = () => {
    setError(undefined);
    setTries(tries + 1);
  };
  return { points, error, retry };
}
