// What runs down: battery, filter. A bar, and the level at which the device itself raises its warning, read from its spec.
import type { CSSProperties } from 'react';
import type { ServiceSpec } from '#protocol/spec.ts';
import { useWords } from '../../language/dictionary.ts';
import { formatValue } from '../../language/format.ts';
import { useLanguage } from '../../state/settings.ts';
import { StaleMark, useMemberValue } from '../row.tsx';
import type { Dictionary } from '../../language/dictionary.ts';
import { Card, memberOf, RestOf } from '../service-card.tsx';
import type { ServiceProps } from '../service-card.tsx';
import { useControl } from '../use-control.ts';
import type { Member } from '../../state/facts.ts';
import { hasRange } from './part.tsx';
import type { Part } from './part.tsx';

/** The number at or below which an event is raised on `property`; undefined where none is. */
function warnsAt(service: ServiceSpec, property: string): number | undefined {
  for (const [watched, comparison, value] of Object.values(service.raises ?? {})) {
    if (watched === property && (comparison === '<=' || comparison === '<') && typeof value === 'number') return value;
  }
  return undefined;
}

function Meter({
  did,
  member,
  warning,
  warningWords,
  note,
}: {
  did: string;
  member: Member;
  warning: number | undefined;
  warningWords: string;
  note: string;
}) {
  const language = useLanguage();
  const { value, isStale } = useControl(did, member);
  const range = 'range' in member.spec ? member.spec.range : undefined;
  const shown = value === undefined ? undefined : formatValue(member.spec, value, language, { on: '', off: '' });
  const share = typeof value === 'number' && range ? (value - range.min) / (range.max - range.min) : 0;
  const isLow = typeof value === 'number' && warning !== undefined && value <= warning;
  return (
    <div className="stat" data-level={isLow ? 'bad' : 'good'}>
      <div className="stat-main">
        <b>{shown?.text ?? '–'}</b>
        <span>
          <i>{shown?.unit}</i>
          <span className="stat-note">{isLow ? warningWords : note}</span>
        </span>
        {isStale && <StaleMark />}
      </div>
      <div className="meter" aria-hidden="true" style={{ '--share': `${share}` } as CSSProperties}>
        <b />
      </div>
    </div>
  );
}

export function BatteryCard({ did, name, service }: ServiceProps) {
  const words = useWords();
  const charge = memberOf(name, service, 'charge');
  const charging = useMemberValue(did, memberOf(name, service, 'charging'));
  return (
    <Card service={service}>
      {charge && (
        <Meter
          did={did}
          member={charge}
          warning={warnsAt(service, 'charge')}
          warningWords={words.batteryLow}
          note={charging === true ? words.charging : ''}
        />
      )}
      <RestOf did={did} name={name} service={service} shown={['charge', 'charging']} />
    </Card>
  );
}

export function FilterCard({ did, name, service }: ServiceProps) {
  const words = useWords();
  const life = memberOf(name, service, 'life');
  return (
    <Card service={service}>
      {life && (
        <Meter did={did} member={life} warning={warnsAt(service, 'life')} warningWords={words.filterReplace} note={words.filterLeft} />
      )}
      <RestOf did={did} name={name} service={service} shown={['life']} />
    </Card>
  );
}

type Words = { [K in keyof Dictionary]: Dictionary[K] extends string ? K : never }[keyof Dictionary];

/** What runs down, as a part of another card. `low`: what to say once the device itself would warn; `note`: before. */
export const level = (property: string, low: Words, note: Words): Part => ({
  shows: [property],
  fits: hasRange(property),
  View: function Level({ did, name, service }) {
    const words = useWords();
    const member = memberOf(name, service, property);
    return member && <Meter did={did} member={member} warning={warnsAt(service, property)} warningWords={words[low]} note={words[note]} />;
  },
});
