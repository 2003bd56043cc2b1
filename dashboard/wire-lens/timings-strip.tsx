import { useMemo } from 'react';
import { useSpeech } from './speech.ts';
import { spans, timingsOf } from './timings.ts';
import type { Measured } from './timings.ts';

interface TimingsProps {
  readonly measured: readonly Measured[];
  readonly trips: ReadonlyMap<string, number>;
}

/** The middle and the slow end of the last hundred commands, by where the time was measured. */
export function TimingsStrip({ measured, trips }: TimingsProps) {
  const { words, count, latency } = useSpeech();
  const timings = useMemo(() => timingsOf(measured, trips), [measured, trips]);
  const shown = (ms: number | undefined) => (ms === undefined ? '–' : latency(ms));
  return (
    <table className="wl-timings" title={words.spansNote}>
      <caption>{measured.length === 0 ? words.noTimings : words.timings(count(measured.length))}</caption>
      <thead>
        <tr>
          <td />
          {spans.map((span) => (
            <th key={span} scope="col">
              {words.spans[span]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {(['p50', 'p95'] as const).map((p) => (
          <tr key={p}>
            <th scope="row">{p}</th>
            {spans.map((span) => (
              <td key={span}>{shown(timings[span][p])}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
