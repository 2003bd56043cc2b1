import type { Spent } from './followed.ts';
import { useSpeech } from './speech.ts';

/** Where the time of one command went: one bar, one entry a part. Each part is measured by one clock. */
export function SpentBar({ spent }: { readonly spent: Spent }) {
  const { words, latency } = useSpeech();
  const parts = [
    { key: 'phone-line', label: words.phoneLine, ms: spent.phoneLine },
    { key: 'hub', label: words.inHub, ms: spent.hub },
    { key: 'device-line', label: words.deviceLine, ms: spent.deviceLine },
    { key: 'device', label: words.inDevice, ms: spent.device },
  ].flatMap(({ ms, ...part }) => (ms === undefined ? [] : [{ ...part, ms }]));
  if (parts.length === 0) return null;
  return (
    <div className="wl-spent">
      <h3>{words.whereTime}</h3>
      <div className="wl-parts" aria-hidden="true">
        {parts.map(({ key, ms }) => (
          <i key={key} data-part={key} style={{ flexGrow: Math.max(ms, 0.001) }} />
        ))}
      </div>
      <dl>
        {parts.map(({ key, label, ms }) => (
          <div key={key}>
            <dt>
              <i data-part={key} aria-hidden="true" />
              {label}
            </dt>
            <dd>{latency(ms)}</dd>
          </div>
        ))}
      </dl>
      {spent.trip === undefined && <p className="hint">{words.unknownTrip}</p>}
      {spent.device === undefined && <p className="hint">{words.noDevice}</p>}
    </div>
  );
}
