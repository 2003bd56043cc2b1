// One target: its total, what becomes of every device, and the lines that make the total.
import { useState, type CSSProperties } from 'react';
import { CircleCheck, CircleDashed, CircleX } from 'lucide-react';
import type { Inventory, MeterReading, Portability } from '#lab/index.ts';
import { barView, type BarView } from './bar-view.ts';
import { binViews, priceNotes, type BinView } from './column-view.ts';
import { minutesIn } from './headline.ts';
import { LineRow } from './line-row.tsx';
import { lineViews, totalView } from './line-view.ts';
import { useSpeech } from './speech-context.ts';

interface TargetCardProps {
  readonly inventory: Inventory;
  readonly reading: MeterReading;
  /** Yuan at the bar's full width: the same for both targets. */
  readonly scale: number;
  readonly isSelected: boolean;
}

export function TargetCard({ inventory, reading, scale, isSelected }: TargetCardProps) {
  const speech = useSpeech();
  const { words } = speech;
  const { total, cashNeeded } = reading;
  const time = minutesIn(reading, speech);
  const heading = `st-target-${reading.target}`;
  return (
    <section className="st-card st-target" aria-labelledby={heading} data-selected={isSelected || undefined}>
      <header>
        <h3 id={heading}>
          {words[reading.target]}
          {isSelected && <small className="st-tag">{words.shownAbove}</small>}
        </h3>
        <p className="st-small">{words.targetMeans[reading.target]}</p>
        <p className="st-total">
          <b>{speech.money(total.value)}</b>
          <span>({speech.range(total)})</span>
          {time !== undefined && <span className="st-total-time">{time}</span>}
        </p>
        {total.unknownPrices.length > 0 && <p className="st-note">{words.moreThan(total.unknownPrices.length)}</p>}
      </header>
      <StackedBar bar={barView(reading, scale, speech)} />
      <div className="st-bins">
        {binViews(inventory, reading, speech).map((bin) => (
          <Bin key={bin.how} bin={bin} />
        ))}
      </div>
      <h4 className="st-hidden">{words.linesTitle}</h4>
      <ul className="st-lines">
        {lineViews(inventory, reading, speech).map((line) => (
          <LineRow key={line.id} line={line} />
        ))}
        <LineRow line={totalView(reading, speech)} />
      </ul>
      <div className="st-foot">
        {cashNeeded.value > 0 && (
          <p>
            <b>
              {words.cashNeeded} {speech.money(cashNeeded.value)}.
            </b>{' '}
            {words.cashNote}
          </p>
        )}
        {priceNotes(inventory, reading, speech).map((note) => (
          <p key={note}>{note}</p>
        ))}
      </div>
    </section>
  );
}

function StackedBar({ bar }: { readonly bar: BarView }) {
  const { words } = useSpeech();
  const ends = { '--low': bar.low, '--high': bar.high, '--value': bar.value } as CSSProperties;
  return (
    <div className="st-bar" role="img" aria-label={bar.label} title={words.scales} style={ends}>
      <div className="st-bar-stack">
        {bar.parts.map((part) => (
          <span key={part.line} data-line={part.line} style={{ flexGrow: part.width * 1000 }}>
            {part.blocks.map((block, i) => (
              <i key={i} style={{ flexGrow: block * 1000 }} />
            ))}
          </span>
        ))}
      </div>
      <div className="st-bar-range" />
    </div>
  );
}

const ICONS = { full: CircleCheck, core: CircleDashed, none: CircleX } as const satisfies Record<Portability, unknown>;
const SHOWN = 8;

function Bin({ bin }: { readonly bin: BinView }) {
  const { words } = useSpeech();
  const [all, setAll] = useState(false);
  const Icon = ICONS[bin.how];
  const shown = all || bin.devices.length <= SHOWN + 1 ? bin.devices : bin.devices.slice(0, SHOWN);
  return (
    <div className="st-bin" data-how={bin.how} data-empty={bin.devices.length === 0 || undefined}>
      <h4>
        <Icon size={17} aria-hidden="true" />
        {bin.title} <b>{bin.devices.length}</b>
        <small>{bin.features ?? words.noDevices}</small>
      </h4>
      {shown.length > 0 && (
        <ul>
          {shown.map((device) => (
            <li key={device.did}>
              {device.name} <small>{device.kept}</small>
              {device.outsider && <small className="st-tag">{words.guestDevice}</small>}
              {device.unpriced !== undefined && <small className="st-tag">{device.unpriced}</small>}
            </li>
          ))}
          {shown.length < bin.devices.length && (
            <li>
              <button type="button" className="text-button" onClick={() => setAll(true)}>
                {words.showAll(bin.devices.length - shown.length)}
              </button>
            </li>
          )}
        </ul>
      )}
    </div>
  );
}
