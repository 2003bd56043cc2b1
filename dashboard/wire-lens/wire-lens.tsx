// The Wire lens: every message that passes the hub as it passes, one of them against its schema, a command hop by hop.
import './wire-lens.css';
import './stream-list.css';
import './details.css';
import { useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { WireLensProps } from '../wire-slot.ts';
import { DetailsPane } from './details-pane.tsx';
import { FilterBar } from './filter-bar.tsx';
import { fits, isNarrowed, noFilter } from './row-filter.ts';
import type { Row } from './row.ts';
import { SpeechContext, speechOf } from './speech.ts';
import { Standing } from './standing.tsx';
import { StreamList } from './stream-list.tsx';
import { streamOf } from './stream.ts';
import { TimingsStrip } from './timings-strip.tsx';
import { TopicNote } from './topic-note.tsx';
import { usePeople } from './use-people.ts';

export function WireLens({ source, facts, client, language, specOf, lessons, breakOf }: WireLensProps) {
  const stream = streamOf(source);
  const state = useStore(stream.store);
  const { home } = facts;
  useEffect(() => (home === undefined ? undefined : stream.open(home)), [stream, home]);

  const people = usePeople(client, facts);
  const speech = useMemo(() => speechOf(language, facts, people), [language, facts, people]);
  const { words } = speech;

  const [filter, setFilter] = useState(noFilter);
  /** What stands still while the stream goes on. */
  const [held, setHeld] = useState<readonly Row[] | undefined>(undefined);
  const [chosen, setChosen] = useState<Row | undefined>(undefined);
  const [pointed, setPointed] = useState<Row | undefined>(undefined);

  const rows = held ?? state.rows;
  const shown = useMemo(() => (isNarrowed(filter) ? rows.filter(fits(filter)) : rows), [rows, filter]);
  const newer = held === undefined ? 0 : (state.rows.at(-1)?.n ?? 0) - (held.at(-1)?.n ?? 0);
  const hold = () => setHeld((before) => before ?? state.rows);

  return (
    <SpeechContext value={speech}>
      <div className="wire-lens">
        <header className="wl-top">
          <h1>{words.title}</h1>
          <p>
            {words.lead} <a href={lessons}>{words.lessons}</a>
          </p>
          <TimingsStrip measured={state.measured} trips={state.trips} />
        </header>
        <FilterBar
          filter={filter}
          rows={rows}
          onChange={setFilter}
          isHeld={held !== undefined}
          newer={newer}
          shown={shown.length}
          onHold={hold}
          onResume={() => setHeld(undefined)}
          onClear={() => {
            stream.clear();
            setHeld(undefined);
            setChosen(undefined);
          }}
        />
        <Standing facts={facts} state={state} />
        <StreamList
          rows={shown}
          chosen={chosen}
          isHeld={held !== undefined}
          emptyText={isNarrowed(filter) && rows.length > 0 ? words.nothingFits : words.waiting}
          onHold={hold}
          onChoose={(row) => {
            hold();
            setChosen(row);
          }}
          onPoint={setPointed}
        />
        <TopicNote row={pointed ?? chosen} />
        <DetailsPane
          row={chosen}
          rows={state.rows}
          trips={state.trips}
          server={{ host: location.hostname, port: facts.mqttPort }}
          specOf={specOf}
          breakOf={breakOf}
          onChoose={setChosen}
          onClose={() => setChosen(undefined)}
        />
      </div>
    </SpeechContext>
  );
}
