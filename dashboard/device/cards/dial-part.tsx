// A target to be set: large on an arc, with less and more beside it. What is measured, where the service tells it, is a tick.
import { Minus, Plus } from 'lucide-react';
import { stepOf } from '#protocol/values.ts';
import { useWords } from '../../language/dictionary.ts';
import { formatValue, joinShown } from '../../language/format.ts';
import type { Member } from '../../state/facts.ts';
import { isWritable } from '../../state/facts.ts';
import { useLanguage } from '../../state/settings.ts';
import { Gauge } from '../../ui/gauge.tsx';
import { Range } from '../../ui/range.tsx';
import { ControlProblem, ControlStatus } from '../control-status.tsx';
import { StaleMark, useMemberValue } from '../row.tsx';
import { memberOf } from '../service-card.tsx';
import { onGrid, useControl, useDrag } from '../use-control.ts';
import { hasRange, propertyOf } from './part.tsx';
import type { Part } from './part.tsx';

function Dial({ did, member, measured }: { did: string; member: Member; measured: Member | undefined }) {
  const words = useWords();
  const language = useLanguage();
  const { value, isDisabled, isStale, set } = useControl(did, member);
  const drag = useDrag<number>(did, member, typeof value === 'number' ? value : undefined);
  const now = useMemberValue(did, measured);
  const { spec } = member;
  const range = 'range' in spec ? spec.range : undefined;
  if (!range) return null;
  const number = drag.value ?? range.min;
  const step = stepOf(spec) ?? (range.max - range.min) / 100;
  const share = (of: number) => (of - range.min) / (range.max - range.min);
  const shown = formatValue(spec, number, language, words);
  const title = spec.title[language];
  const current = measured && now !== undefined ? formatValue(measured.spec, now, language, words) : undefined;
  const nudge = (by: number, label: string, Icon: typeof Plus) => (
    <button
      type="button"
      className="nudge"
      aria-label={label}
      disabled={isDisabled || drag.value === undefined || (by < 0 ? number <= range.min : number >= range.max)}
      onClick={() => set(onGrid(member, Math.min(range.max, Math.max(range.min, number + by))))}
    >
      <Icon size={22} aria-hidden="true" />
    </button>
  );
  return (
    <div className="dial">
      <div className="dial-face">
        {nudge(-step, words.less(title), Minus)}
        <Gauge share={share(number)} mark={typeof now === 'number' ? share(now) : undefined}>
          <small>{title}</small>
          <b>
            {drag.value === undefined ? '–' : shown.text}
            <i>{shown.unit}</i>
          </b>
          <small>{current && measured ? `${measured.spec.title[language]} ${joinShown(current)}` : ''}</small>
          <span className="dial-status">
            {isStale && <StaleMark />}
            <ControlStatus did={did} keys={[member.key]} />
          </span>
        </Gauge>
        {nudge(step, words.more(title), Plus)}
      </div>
      <Range
        label={title}
        value={number}
        min={range.min}
        max={range.max}
        step={step}
        valueText={joinShown(shown)}
        isDisabled={isDisabled}
        onInput={(next) => drag.input(onGrid(member, next))}
        onCommit={(next) => drag.commit(onGrid(member, next))}
      />
      <ControlProblem did={did} member={member} />
    </div>
  );
}

/** `measured`: a property of the same service on the same scale. */
export const dial = (property: string, measured?: string): Part => ({
  shows: measured === undefined ? [property] : [property, measured],
  fits(service) {
    const spec = propertyOf(service, property);
    return spec !== undefined && isWritable(spec) && spec.format !== 'duration' && hasRange(property)(service);
  },
  View({ did, name, service }) {
    const member = memberOf(name, service, property);
    return member && <Dial did={did} member={member} measured={measured === undefined ? undefined : memberOf(name, service, measured)} />;
  },
});
