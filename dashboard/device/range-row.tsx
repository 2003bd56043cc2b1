// A number within a range: a slider with its value and unit, local while it is dragged.
import { stepOf } from '#protocol/values.ts';
import { useWords } from '../language/dictionary.ts';
import { formatValue, joinShown } from '../language/format.ts';
import type { Member } from '../state/facts.ts';
import { isPending } from '../state/intent.ts';
import { useLanguage } from '../state/settings.ts';
import { Range } from '../ui/range.tsx';
import { Row, StaleMark } from './row.tsx';
import { onGrid, useControl, useDrag } from './use-control.ts';

interface RangeRowProps {
  readonly did: string;
  readonly member: Member;
  /** A CSS background for the track. */
  readonly track?: string;
}

export function RangeRow({ did, member, track }: RangeRowProps) {
  const language = useLanguage();
  const words = useWords();
  const { value, target, until, intent, isDisabled, isStale } = useControl(did, member);
  const drag = useDrag<number>(did, member, typeof value === 'number' ? value : undefined);
  const { spec } = member;
  const range = 'range' in spec ? spec.range : undefined;
  if (!range) return null;
  const number = drag.value ?? range.min;
  const shown = formatValue(spec, number, language, { on: words.on, off: words.off });
  // A wish that is under way or just granted is ahead of the last report's target.
  const isWished = drag.isDragging || isPending(intent) || intent?.phase === 'confirmed';
  const goal = typeof target === 'number' && until !== undefined && !isWished && target !== number ? target : undefined;
  const goalText = goal === undefined ? undefined : joinShown(formatValue(spec, goal, language, { on: words.on, off: words.off }));
  return (
    <Row
      did={did}
      member={member}
      aside={
        <>
          {isStale && <StaleMark />}
          {goalText !== undefined && <small className="goal">→ {goalText}</small>}
          <span className="row-value" data-empty={drag.value === undefined ? '' : undefined}>
            {drag.value === undefined ? '–' : shown.text}
            {drag.value !== undefined && shown.unit !== '' && <i>{shown.unit}</i>}
          </span>
        </>
      }
    >
      <Range
        label={spec.title[language]}
        value={number}
        min={range.min}
        max={range.max}
        step={stepOf(spec) ?? (range.max - range.min) / 200}
        valueText={goalText === undefined ? joinShown(shown) : `${joinShown(shown)}, ${words.fadingTo(goalText)}`}
        target={goal}
        isDisabled={isDisabled}
        {...(track === undefined ? {} : { track })}
        onInput={(next) => drag.input(onGrid(member, next))}
        onCommit={(next) => drag.commit(onGrid(member, next))}
      />
    </Row>
  );
}
