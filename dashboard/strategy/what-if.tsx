// Three things to turn, with units, the default's mark and a way back. Everything else follows at once.
import type { CSSProperties } from 'react';
import { RotateCcw } from 'lucide-react';
import { DEFAULTS } from '#lab/index.ts';
import { Range } from '../ui/range.tsx';
import { sliderEnds, type Changes } from './assumption-rows.ts';
import { useSpeech } from './speech-context.ts';

interface WhatIfProps {
  readonly changes: Changes;
  readonly yearsLater: number;
  readonly onChange: (id: 'beta' | 'rival-gap', value: number | undefined) => void;
  readonly onYears: (years: number) => void;
}

const MOST_YEARS = 10;

export function WhatIf({ changes, yearsLater, onChange, onYears }: WhatIfProps) {
  const { words, percent, change, number } = useSpeech();
  const beta = changes.beta ?? DEFAULTS.beta.value;
  const gap = changes['rival-gap'] ?? DEFAULTS['rival-gap'].value;
  const betaText = (value: number) => words.betaUnit(percent(value));
  const gapText = (value: number) => (value === 0 ? words.gapZero : words.gapUnit(change(value)));
  const yearsText = (value: number) => (value === 0 ? words.today : words.yearsUnit(number(value, 1), value === 1));
  return (
    <section className="st-whatif st-card" aria-label={words.whatIf}>
      <h2>{words.whatIf}</h2>
      <Turn
        label={words.beta}
        value={beta}
        standard={DEFAULTS.beta.value}
        {...sliderEnds('beta', beta)}
        step={0.01}
        say={betaText}
        brief={percent}
        note={beta === 0 ? words.tasteWorld : undefined}
        onChange={(value) => onChange('beta', value)}
        onReset={() => onChange('beta', undefined)}
      />
      <Turn
        label={words.gap}
        value={gap}
        standard={DEFAULTS['rival-gap'].value}
        {...sliderEnds('rival-gap', gap)}
        step={1}
        say={gapText}
        onChange={(value) => onChange('rival-gap', value)}
        onReset={() => onChange('rival-gap', undefined)}
      />
      <Turn
        label={words.years}
        value={yearsLater}
        standard={0}
        min={0}
        max={MOST_YEARS}
        step={0.5}
        say={yearsText}
        onChange={onYears}
        onReset={() => onYears(0)}
      />
    </section>
  );
}

interface TurnProps {
  readonly label: string;
  readonly value: number;
  readonly standard: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly say: (value: number) => string;
  /** The same without the words that already stand beside it. */
  readonly brief?: (value: number) => string;
  readonly note?: string | undefined;
  readonly onChange: (value: number) => void;
  readonly onReset: () => void;
}

function Turn({ label, value, standard, min, max, step, say, brief = say, note, onChange, onReset }: TurnProps) {
  const { words } = useSpeech();
  const mark = { '--at': (standard - min) / (max - min) } as CSSProperties;
  return (
    <div className="st-turn">
      <span className="st-turn-label">{label}</span>
      <span className="st-turn-value">
        <b>{brief(value)}</b>
        {value !== standard && <small>{note ?? words.defaultAt(brief(standard))}</small>}
        <button type="button" className="round" aria-label={`${words.reset}: ${label}`} disabled={value === standard} onClick={onReset}>
          <RotateCcw size={16} aria-hidden="true" />
        </button>
      </span>
      <span className="st-turn-range">
        <Range
          label={label}
          value={value}
          min={min}
          max={max}
          step={step}
          valueText={say(value)}
          onInput={onChange}
          onCommit={() => undefined}
        />
        <i className="st-mark" style={mark} aria-hidden="true" />
      </span>
    </div>
  );
}
