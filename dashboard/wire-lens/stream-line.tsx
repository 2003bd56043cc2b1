import { memo } from 'react';
import type { Row } from './row.ts';
import { useSpeech } from './speech.ts';
import { summaryOf } from './summary.ts';

interface StreamLineProps {
  readonly id: string;
  readonly row: Row;
  /** px from the top of the list, and high. */
  readonly top: number;
  readonly height: number;
  readonly isNarrow: boolean;
  readonly index: number;
  readonly count: number;
  readonly isChosen: boolean;
  /** Of the same command as the chosen one. */
  readonly isKin: boolean;
  readonly onChoose: (row: Row) => void;
  readonly onPoint: (row: Row) => void;
}

/** One message: when, from whom, what kind, where, and the one thing that it says. */
export const StreamLine = memo(function StreamLine(props: StreamLineProps) {
  const { id, row, top, height, isNarrow, index, count, isChosen, isKin, onChoose, onPoint } = props;
  const { words, clock, sender } = useSpeech();
  return (
    <div
      id={id}
      className="wl-line"
      role="option"
      aria-selected={isChosen}
      aria-posinset={index + 1}
      aria-setsize={count}
      data-kind={row.kind}
      data-kin={isKin || undefined}
      data-refused={row.refused}
      data-narrow={isNarrow || undefined}
      style={{ transform: `translateY(${top}px)`, height }}
      onClick={() => onChoose(row)}
      onPointerEnter={() => onPoint(row)}
    >
      <time>{clock(row.at)}</time>
      <span className="wl-kind">{words.kinds[row.kind]}</span>
      <span className="wl-from">{sender(row.from)}</span>
      <code>{row.path}</code>
      <span className="wl-says">
        {row.refused && <b className="wl-refused">{words.refused}</b>}
        {row.text === '' ? words.empty : summaryOf(row)}
      </span>
    </div>
  );
});
