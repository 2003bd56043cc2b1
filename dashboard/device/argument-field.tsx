// One argument of an action, by its format. Local only: nothing is sent before the button.
import type { ArgumentSpec } from '#protocol/spec.ts';
import { stepOf, toGrid } from '#protocol/values.ts';
import type { Value } from '#protocol/values.ts';
import { useWords } from '../language/dictionary.ts';
import { formatDuration, formatValue, joinShown, plainText } from '../language/format.ts';
import { useLanguage } from '../state/settings.ts';
import { Field } from '../ui/field.tsx';
import { Range } from '../ui/range.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { Select } from '../ui/select.tsx';
import { Switch } from '../ui/switch.tsx';
import { lightColour } from '../ui/tone.ts';
import { choicesOf } from './choices.ts';

/** Seconds. */
const usualTimes = [30, 60, 180, 300, 600, 900, 1800, 2700, 3600, 7200, 28_800];

export interface ArgumentFieldProps {
  readonly argument: ArgumentSpec;
  readonly value: Value;
  readonly isDisabled: boolean;
  readonly onChange: (value: Value) => void;
}

export function ArgumentField({ argument, value, isDisabled, onChange }: ArgumentFieldProps) {
  const words = useWords();
  const language = useLanguage();
  const label = argument.title[language];
  const shown = joinShown(formatValue(argument, value, language, { on: words.on, off: words.off }));
  const head = (control?: React.ReactNode) => (
    <div className="row-head">
      <span className="row-label">{label}</span>
      {control ?? <span className="row-value small">{shown}</span>}
    </div>
  );
  const range = 'range' in argument ? argument.range : undefined;
  switch (argument.format) {
    case 'bool':
      return head(<Switch label={label} isOn={value === true} isDisabled={isDisabled} onChange={onChange} />);
    case 'enum': {
      const choices = Object.entries(argument.values).map(([slug, title]) => ({ value: slug, label: title[language] }));
      return (
        <>
          {head(<span />)}
          {choices.length > 8 ? (
            <Select
              isBare
              label={label}
              value={plainText(value)}
              options={choicesOf(argument.values, language)}
              isDisabled={isDisabled}
              onChange={onChange}
            />
          ) : (
            <Segmented
              label={label}
              choices={choices}
              value={typeof value === 'string' ? value : undefined}
              look="pills"
              isDisabled={isDisabled}
              onChange={onChange}
            />
          )}
        </>
      );
    }
    case 'int':
    case 'float':
    case 'duration': {
      if (!range)
        return (
          <Field label={label} type="number" value={plainText(value)} disabled={isDisabled} onChange={(text) => onChange(Number(text))} />
        );
      const set = (next: number) => onChange(toGrid(argument, next));
      const times = argument.format === 'duration' ? usualTimes.filter((time) => time >= range.min && time <= range.max) : [];
      // From seconds to hours on one slider, a finger could not choose either.
      if (times.length > 6)
        return (
          <>
            {head()}
            <Segmented
              label={label}
              choices={times.map((time) => ({ value: String(time), label: formatDuration(time, language) }))}
              value={plainText(value)}
              look="pills"
              isDisabled={isDisabled}
              onChange={(time) => set(Number(time))}
            />
          </>
        );
      return (
        <>
          {head()}
          <Range
            label={label}
            value={typeof value === 'number' ? value : range.min}
            min={range.min}
            max={range.max}
            step={stepOf(argument) ?? (range.max - range.min) / 200}
            valueText={shown}
            isDisabled={isDisabled}
            onInput={set}
            onCommit={set}
          />
        </>
      );
    }
    case 'color': {
      const colour = typeof value === 'object' ? value : { h: 0, s: 0 };
      const set = (h: number) => onChange({ ...colour, s: 100, h });
      return (
        <>
          {head(<span className="swatch" style={{ background: lightColour(colour) }} aria-hidden="true" />)}
          <Range
            label={label}
            value={colour.h}
            min={0}
            max={360}
            step={1}
            valueText={`${colour.h}°`}
            isDisabled={isDisabled}
            track="linear-gradient(to right, #f00, #ff0, #0f0, #0ff, #00f, #f0f, #f00)"
            onInput={set}
            onCommit={set}
          />
        </>
      );
    }
    case 'string':
      return <Field label={label} value={plainText(value)} maxLength={argument.maxLength} disabled={isDisabled} onChange={onChange} />;
    case 'datetime':
      return (
        <Field
          label={label}
          type="datetime-local"
          value={plainText(value).slice(0, 16)}
          disabled={isDisabled}
          onChange={(text) => onChange(text === '' ? value : new Date(text).toISOString())}
        />
      );
  }
}
