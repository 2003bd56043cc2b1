// One property as one row: the control that its format and access call for. Nothing here knows a device or a service.
import { useState } from 'react';
import { lookOf } from '../kinds/looks.ts';
import { useWords } from '../language/dictionary.ts';
import { formatValue, joinShown, plainText } from '../language/format.ts';
import { isReadable, isWritable } from '../state/facts.ts';
import { useLanguage } from '../state/settings.ts';
import { Segmented } from '../ui/segmented.tsx';
import { Select } from '../ui/select.tsx';
import { ColourDisc } from './colour-disc.tsx';
import { RangeRow } from './range-row.tsx';
import { Row, RowSpark, StaleMark, SwitchRow } from './row.tsx';
import type { RowProps } from './row.tsx';
import { useControl } from './use-control.ts';

export function PropertyRow({ did, member, label }: RowProps) {
  const { spec } = member;
  if (!isWritable(spec)) return <ReadoutRow did={did} member={member} {...(label === undefined ? {} : { label })} />;
  switch (spec.format) {
    case 'bool':
      return <SwitchRow did={did} member={member} {...(label === undefined ? {} : { label })} />;
    case 'int':
    case 'float':
    case 'duration':
      return spec.range ? <RangeRow did={did} member={member} /> : <TextRow did={did} member={member} />;
    case 'enum':
      return <ChoiceRow did={did} member={member} />;
    case 'color':
      return <ColourDisc did={did} member={member} />;
    case 'string':
    case 'datetime':
      return <TextRow did={did} member={member} />;
  }
}

function ChoiceRow({ did, member }: RowProps) {
  const language = useLanguage();
  const words = useWords();
  const { value, isDisabled, isStale, set } = useControl(did, member);
  if (member.spec.format !== 'enum') return null;
  const choices = Object.entries(member.spec.values).map(([slug, title]) => {
    const Icon = lookOf(member.type, member.property, slug)?.icon;
    return { value: slug, label: title[language], ...(Icon ? { icon: <Icon size={16} aria-hidden="true" /> } : {}) };
  });
  const label = member.spec.title[language];
  const current = typeof value === 'string' ? value : undefined;
  const letters = choices.reduce((sum, choice) => sum + choice.label.length * (language === 'zh' ? 2 : 1), 0);
  return (
    <Row did={did} member={member} aside={isStale && <StaleMark />}>
      {choices.length > 8 ? (
        <Select
          isBare
          label={label}
          value={current ?? ''}
          isDisabled={isDisabled}
          options={current === undefined ? [{ value: '', label: words.choose }, ...choices] : choices}
          onChange={set}
        />
      ) : (
        <Segmented
          label={label}
          choices={choices}
          value={current}
          isDisabled={isDisabled}
          look={choices.length > 4 || letters > 28 ? 'pills' : 'segments'}
          onChange={set}
        />
      )}
    </Row>
  );
}

export function ReadoutRow({ did, member, label }: RowProps) {
  const language = useLanguage();
  const words = useWords();
  const { value, isStale } = useControl(did, member);
  const { spec } = member;
  const shown = value === undefined || value === '' ? undefined : formatValue(spec, value, language, { on: words.yes, off: words.no });
  return (
    <div className="row">
      <div className="row-head">
        <span className="row-label">{label ?? spec.title[language]}</span>
        {(spec.format === 'int' || spec.format === 'float') && isReadable(spec) && <RowSpark did={did} member={member} />}
        {isStale && <StaleMark />}
        <span className="row-value" data-empty={shown ? undefined : ''}>
          {shown ? (
            <>
              {shown.text}
              {shown.unit !== '' && <i>{shown.unit}</i>}
            </>
          ) : (
            '–'
          )}
        </span>
      </div>
    </div>
  );
}

/** Numbers without a range, texts, moments: typed, then set. */
function TextRow({ did, member }: RowProps) {
  const language = useLanguage();
  const words = useWords();
  const { value, isDisabled, set } = useControl(did, member);
  const [draft, setDraft] = useState<string>();
  const { spec } = member;
  const isNumber = spec.format === 'int' || spec.format === 'float' || spec.format === 'duration';
  const type = isNumber ? 'number' : spec.format === 'datetime' ? 'datetime-local' : 'text';
  const current = value === undefined ? '' : plainText(value);
  const parsed = draft === undefined ? undefined : isNumber ? Number(draft) : spec.format === 'datetime' ? toRfc3339(draft) : draft;
  const valid = parsed !== undefined && !(typeof parsed === 'number' && Number.isNaN(parsed)) && draft !== '';
  const shown = value === undefined ? undefined : joinShown(formatValue(spec, value, language, { on: words.on, off: words.off }));
  return (
    <Row did={did} member={member} aside={<span className="row-value small">{shown}</span>}>
      <form
        className="row-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (!valid) return;
          set(parsed);
          setDraft(undefined);
        }}
      >
        <input
          aria-label={spec.title[language]}
          type={type}
          value={draft ?? (spec.format === 'datetime' ? '' : current)}
          disabled={isDisabled}
          maxLength={spec.format === 'string' ? spec.maxLength : undefined}
          onChange={(event) => setDraft(event.target.value)}
        />
        <button type="submit" className="button quiet" disabled={isDisabled || !valid}>
          {words.send}
        </button>
      </form>
    </Row>
  );
}

/** What a datetime-local field holds, with this browser's offset. */
export function toRfc3339(local: string): string | undefined {
  const date = new Date(local);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}
