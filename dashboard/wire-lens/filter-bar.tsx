import { Pause, Play, Trash2 } from 'lucide-react';
import { Select } from '../ui/select.tsx';
import { isNarrowed, noFilter, partiesIn } from './row-filter.ts';
import type { Filter } from './row-filter.ts';
import { kinds } from './row.ts';
import type { Kind, Row } from './row.ts';
import { useSpeech } from './speech.ts';

interface FilterBarProps {
  readonly filter: Filter;
  readonly rows: readonly Row[];
  readonly onChange: (filter: Filter) => void;
  readonly isHeld: boolean;
  /** Messages that came while the list stands still. */
  readonly newer: number;
  readonly shown: number;
  readonly onHold: () => void;
  readonly onResume: () => void;
  readonly onClear: () => void;
}

const isKind = (text: string): text is Kind => (kinds as readonly string[]).includes(text);

export function FilterBar(props: FilterBarProps) {
  const { filter, rows, onChange, isHeld, newer, shown, onHold, onResume, onClear } = props;
  const { words, sender, count } = useSpeech();
  const { dids, people } = partiesIn(rows);
  // What is chosen stays in the list, also when its last message has gone.
  const options = (all: string, chosen: string, list: readonly string[]) => [
    { value: '', label: all },
    ...[...new Set(chosen === '' ? list : [...list, chosen])].map((value) => ({ value, label: sender(value) })),
  ];
  return (
    <div className="wl-bar" role="search" aria-label={words.filters}>
      <Select
        isBare
        label={words.device}
        value={filter.did}
        options={options(words.allDevices, filter.did, dids)}
        onChange={(did) => onChange({ ...filter, did })}
      />
      <Select
        isBare
        label={words.person}
        value={filter.person}
        options={options(words.everybody, filter.person, people)}
        onChange={(person) => onChange({ ...filter, person })}
      />
      <Select
        isBare
        label={words.kind}
        value={filter.kind}
        options={[
          { value: '', label: words.allKinds },
          { value: 'refused', label: words.refusedOnly },
          ...kinds.map((kind) => ({ value: kind, label: words.kinds[kind] })),
        ]}
        onChange={(kind) => onChange({ ...filter, kind: kind === 'refused' || isKind(kind) ? kind : '' })}
      />
      <input
        className="wl-text"
        type="search"
        aria-label={words.topicText}
        placeholder={words.topicText}
        value={filter.topic}
        onChange={(event) => onChange({ ...filter, topic: event.target.value })}
      />
      <input
        className="wl-text"
        type="search"
        aria-label={words.search}
        placeholder={words.search}
        value={filter.search}
        onChange={(event) => onChange({ ...filter, search: event.target.value })}
      />
      <div className="wl-acts">
        <button type="button" className="button quiet wl-pause" data-held={isHeld || undefined} onClick={isHeld ? onResume : onHold}>
          {isHeld ? <Play size={16} aria-hidden="true" /> : <Pause size={16} aria-hidden="true" />}
          {isHeld ? words.resume : words.pause}
        </button>
        <span className="wl-count" data-held={isHeld || undefined}>
          {newer > 0 ? words.newer(count(newer)) : shown === rows.length ? count(shown) : words.shown(count(shown), count(rows.length))}
        </span>
        {isNarrowed(filter) && (
          <button type="button" className="text-button" onClick={() => onChange(noFilter)}>
            {words.noFilter}
          </button>
        )}
        <button type="button" className="round" aria-label={words.clear} title={words.clear} disabled={rows.length === 0} onClick={onClear}>
          <Trash2 size={17} aria-hidden="true" />
        </button>
      </div>
    </div>
  );
}
