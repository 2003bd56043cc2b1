// The messages, the newest at the bottom. Only the lines in sight exist; ten thousand scroll as ten do. The keyboard moves
// the choice, which is what holds the list still.
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useId, useLayoutEffect, useRef } from 'react';
import type { KeyboardEvent } from 'react';
import type { Row } from './row.ts';
import { StreamLine } from './stream-line.tsx';
import { useSpeech } from './speech.ts';
import { useIsNarrow } from './use-is-narrow.ts';

interface StreamListProps {
  readonly rows: readonly Row[];
  readonly chosen: Row | undefined;
  readonly isHeld: boolean;
  readonly emptyText: string;
  readonly onHold: () => void;
  readonly onChoose: (row: Row) => void;
  /** The message under the pointer. */
  readonly onPoint: (row: Row | undefined) => void;
}

/** px of a line: on one line where there is room, else on two. */
const heights = { wide: 32, narrow: 52 } as const;

export function StreamList({ rows, chosen, isHeld, emptyText, onHold, onChoose, onPoint }: StreamListProps) {
  const { words } = useSpeech();
  const id = useId();
  const { ref: scroller, isNarrow } = useIsNarrow();
  const height = isNarrow ? heights.narrow : heights.wide;
  /** Where the list was scrolled to last, by itself or by hand. */
  const lastTop = useRef(0);
  // eslint-disable-next-line react-hooks/incompatible-library -- its functions are used here alone, in this very render
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 8,
  });

  // Another height of line is another list.
  useEffect(() => virtual.measure(), [virtual, height]);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element || isHeld) return;
    element.scrollTop = element.scrollHeight;
    lastTop.current = element.scrollTop;
  }, [rows, isHeld, height, scroller]);

  const at = chosen === undefined ? -1 : rows.findIndex(({ n }) => n === chosen.n);
  // Of a list that stands still, another filter shows other lines: the chosen one among them stays in sight.
  useEffect(() => {
    if (isHeld && at >= 0) virtual.scrollToIndex(at);
  }, [rows, isHeld, at, virtual]);

  const isEmpty = rows.length === 0;
  const optionId = (row: Row): string => `${id}-${row.n}`;

  function move(event: KeyboardEvent): void {
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / height) - 1);
    const here = at === -1 ? rows.length : at;
    const to = { ArrowUp: here - 1, ArrowDown: here + 1, PageUp: here - page, PageDown: here + page, Home: 0, End: rows.length - 1 }[
      event.key
    ];
    if (to === undefined || rows.length === 0) return;
    event.preventDefault();
    const next = Math.min(rows.length - 1, Math.max(0, to));
    const row = rows[next];
    if (!row) return;
    onChoose(row);
    virtual.scrollToIndex(next);
  }

  return (
    <div
      ref={scroller}
      className="wl-list"
      {...(isEmpty ? {} : { role: 'listbox', 'aria-label': words.messages, tabIndex: 0 })}
      aria-activedescendant={chosen && at >= 0 ? optionId(chosen) : undefined}
      onKeyDown={move}
      onPointerLeave={() => onPoint(undefined)}
      onScroll={({ currentTarget }) => {
        const { scrollTop, clientHeight, scrollHeight } = currentTarget;
        // Whoever scrolls back wants to read: the list then stands still.
        if (!isHeld && scrollTop < lastTop.current - 1 && scrollTop + clientHeight < scrollHeight - height) onHold();
        lastTop.current = scrollTop;
      }}
    >
      {isEmpty && <p className="wl-empty">{emptyText}</p>}
      <div role="presentation" className="wl-all" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const row = rows[index];
          return (
            row && (
              <StreamLine
                key={row.n}
                id={optionId(row)}
                row={row}
                top={start}
                height={height}
                isNarrow={isNarrow}
                index={index}
                count={rows.length}
                isChosen={row.n === chosen?.n}
                isKin={row.command !== undefined && row.command === chosen?.command}
                onChoose={onChoose}
                onPoint={onPoint}
              />
            )
          );
        })}
      </div>
    </div>
  );
}
