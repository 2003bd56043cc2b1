// A command as engineers draw it: a lifeline for each place, an arrow for each message, and on the lifelines how long it
// stayed. Each arrow is a button that chooses its message.
import type { KeyboardEvent } from 'react';
import { useSize } from '../strategy/use-size.ts';
import type { Followed, Place } from './followed.ts';
import type { Row } from './row.ts';
import { layOut } from './sequence-layout.ts';
import type { Arrow } from './sequence-layout.ts';
import { summaryOf } from './summary.ts';
import { useSpeech } from './speech.ts';

interface DiagramProps {
  readonly followed: Followed;
  readonly chosen: Row;
  readonly deviceName: string | undefined;
  readonly personName: string | undefined;
  readonly onChoose: (row: Row) => void;
}

const places = ['phone', 'hub', 'device'] as const;
/** What a message says, away from its topic: a report then says of what. */
const said = (row: Row): string => (row.route?.kind === 'report' ? `${row.route.property} = ${summaryOf(row)}` : summaryOf(row));
const cut = (text: string, length: number): string => (text.length > length ? `${text.slice(0, length - 1)}…` : text);

export function SequenceDiagram({ followed, chosen, deviceName, personName, onChoose }: DiagramProps) {
  const { words, latency, count } = useSpeech();
  const { ref, width } = useSize();
  const { height, x, top, arrows, stays, line } = layOut(followed, Math.max(280, width));
  const names: Readonly<Record<Place, string>> = {
    phone: personName ?? words.places.phone,
    hub: words.places.hub,
    device: deviceName ?? words.places.device,
  };
  const first = followed.steps[0]?.row.at ?? 0;
  /** About 6 px a character at this size. */
  const room = Math.floor((x.hub - x.phone - 16) / 6);

  const arrow = ({ step: { row, from, to }, y, x1, x2 }: Arrow) => {
    const choose = () => onChoose(row);
    const head = x2 > x1 ? -1 : 1;
    const when = row.at === first ? words.begins : words.since(latency(row.at - first));
    return (
      <g
        key={row.n}
        className="wl-arrow"
        role="button"
        tabIndex={0}
        aria-pressed={row.n === chosen.n}
        aria-label={words.hop(`${words.kinds[row.kind]} ${said(row)}`, names[from], names[to], when)}
        data-kind={row.kind}
        data-refused={row.refused}
        onClick={choose}
        onKeyDown={(event: KeyboardEvent) => {
          if (event.key !== 'Enter' && event.key !== ' ') return;
          event.preventDefault();
          choose();
        }}
      >
        <rect x={Math.min(x1, x2) + 4} y={y - 22} width={Math.abs(x2 - x1) - 8} height={43} rx={8} />
        <line x1={x1 - head * 5} y1={y} x2={x2 + head * 7} y2={y} />
        <path d={`M${x2 + head * 5} ${y} l${head * 8} -4.5 v9 z`} />
        <text x={(x1 + x2) / 2} y={y - 7}>
          {/* The space keeps the words apart for whoever reads the text of both. */}
          {`${words.kinds[row.kind]} `}
        </text>
        <text className="wl-detail" x={(x1 + x2) / 2} y={y + 15}>
          {cut(said(row), room)}
        </text>
      </g>
    );
  };

  return (
    <div ref={ref} className="wl-sequence">
      <svg
        width="100%"
        height={height}
        viewBox={`0 0 ${Math.max(280, width)} ${height}`}
        role="group"
        aria-label={words.diagram(names.device)}
      >
        {places.map((place) => (
          <g key={place} className="wl-life" aria-hidden="true">
            <line x1={x[place]} y1={top} x2={x[place]} y2={height} />
            <text x={x[place]} y={16}>
              {cut(place === 'hub' ? names.hub : names[place], Math.floor((x.hub - x.phone) / 7))}
            </text>
            {place !== 'hub' && (
              <text className="wl-place" x={x[place]} y={32}>
                {words.places[place]}
              </text>
            )}
          </g>
        ))}
        {stays.map(({ at, x: middle, y1, y2 }) => (
          <rect key={`${at}-${y1}`} className="wl-stay" data-at={at} x={middle - 5} y={y1} width={10} height={y2 - y1} rx={5} />
        ))}
        {arrows.map(arrow)}
        {stays.map(({ at, x: middle, y1, y2, ms }) => (
          <g key={`${at}-${y1}`} className="wl-took" data-at={at} aria-hidden="true">
            <text x={at === 'hub' ? middle - 10 : middle} y={at === 'hub' ? (y1 + y2) / 2 + 4 : y2 + 27}>
              {latency(ms)}
            </text>
          </g>
        ))}
        {line && (
          <g className="wl-took" data-at="line">
            <text x={line.x} y={line.y}>
              {words.onLine(latency(line.ms))}
            </text>
          </g>
        )}
      </svg>
      {followed.moreReports > 0 && <p className="hint">{words.moreReports(count(followed.moreReports))}</p>}
    </div>
  );
}
