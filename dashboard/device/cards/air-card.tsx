// Air: the fine dust large, on a scale that says what it means, then what else is measured.
import type { CSSProperties } from 'react';
import { airLevel, airWords } from '../../home/air-level.ts';
import { useWords } from '../../language/dictionary.ts';
import { formatValue } from '../../language/format.ts';
import { useLanguage } from '../../state/settings.ts';
import { RowSpark, StaleMark } from '../row.tsx';
import { Card, memberOf, RestOf } from '../service-card.tsx';
import type { ServiceProps } from '../service-card.tsx';
import { useControl } from '../use-control.ts';
import type { Member } from '../../state/facts.ts';

/** The scale ends here; what is worse stands at its end. */
const scaleEnd = 115;

export function AirCard({ did, name, service }: ServiceProps) {
  const pm25 = memberOf(name, service, 'pm25');
  return (
    <Card service={service}>
      {pm25 && <Dust did={did} member={pm25} />}
      <RestOf did={did} name={name} service={service} shown={['pm25']} />
    </Card>
  );
}

function Dust({ did, member }: { did: string; member: Member }) {
  const words = useWords();
  const language = useLanguage();
  const { value, isStale } = useControl(did, member);
  const level = typeof value === 'number' ? airLevel(value) : undefined;
  const shown = value === undefined ? undefined : formatValue(member.spec, value, language, { on: '', off: '' });
  const share = typeof value === 'number' ? Math.min(1, value / scaleEnd) : 0;
  return (
    <div className="stat" data-level={level}>
      <div className="stat-main">
        <b>{shown?.text ?? '–'}</b>
        <span>
          <i>{shown?.unit}</i>
          <span className="stat-note">
            {member.spec.title[language]}
            {level && ` · ${airWords(level, words)}`}
          </span>
        </span>
        {isStale && <StaleMark />}
        <RowSpark did={did} member={member} />
      </div>
      <div className="air-scale" title={words.airScale} aria-hidden="true">
        <i data-level="good" />
        <i data-level="fair" />
        <i data-level="poor" />
        <i data-level="bad" />
        <b style={{ '--share': `${share}` } as CSSProperties} />
      </div>
    </div>
  );
}
