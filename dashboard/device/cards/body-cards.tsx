// What a worn device tells of its wearer: pulse, activity, sleep. Large figures; the pulse with its last hour.
import type { ReactNode } from 'react';
import { MoonStar, Sun } from 'lucide-react';
import { useWords } from '../../language/dictionary.ts';
import { formatValue } from '../../language/format.ts';
import type { Member } from '../../state/facts.ts';
import { useLanguage } from '../../state/settings.ts';
import { RowSpark, StaleMark } from '../row.tsx';
import { Card, memberOf, RestOf } from '../service-card.tsx';
import type { ServiceProps } from '../service-card.tsx';
import { useControl } from '../use-control.ts';

function Figure({
  did,
  member,
  zero,
  mark,
  spark = false,
}: {
  did: string;
  member: Member;
  zero?: string;
  mark?: ReactNode;
  spark?: boolean;
}) {
  const words = useWords();
  const language = useLanguage();
  const { value, isStale } = useControl(did, member);
  const shown = value === undefined ? undefined : formatValue(member.spec, value, language, { on: words.yes, off: words.no });
  const isZero = zero !== undefined && value === 0;
  return (
    <div className="stat-main">
      {mark}
      <b>{isZero ? '–' : (shown?.text ?? '–')}</b>
      <span>
        <i>{shown?.unit}</i>
        <span className="stat-note">{isZero ? zero : member.spec.format === 'enum' ? '' : member.spec.title[language]}</span>
      </span>
      {isStale && <StaleMark />}
      {spark && <RowSpark did={did} member={member} />}
    </div>
  );
}

export function HeartCard({ did, name, service }: ServiceProps) {
  const words = useWords();
  const bpm = memberOf(name, service, 'bpm');
  return (
    <Card service={service}>
      {bpm && (
        <div className="stat">
          <Figure did={did} member={bpm} zero={words.notWorn} spark />
        </div>
      )}
      <RestOf did={did} name={name} service={service} shown={['bpm']} />
    </Card>
  );
}

export function ActivityCard({ did, name, service }: ServiceProps) {
  const steps = memberOf(name, service, 'steps');
  const energy = memberOf(name, service, 'energy');
  return (
    <Card service={service}>
      <div className="stat pair">
        {steps && <Figure did={did} member={steps} />}
        {energy && <Figure did={did} member={energy} />}
      </div>
      <RestOf did={did} name={name} service={service} shown={['steps', 'energy']} />
    </Card>
  );
}

export function SleepCard({ did, name, service }: ServiceProps) {
  const state = memberOf(name, service, 'state');
  const hours = memberOf(name, service, 'hours');
  return (
    <Card service={service}>
      <div className="stat pair">
        {state && <SleepState did={did} member={state} />}
        {hours && <Figure did={did} member={hours} />}
      </div>
      <RestOf did={did} name={name} service={service} shown={['state', 'hours']} />
    </Card>
  );
}

function SleepState({ did, member }: { did: string; member: Member }) {
  const { value } = useControl(did, member);
  const Mark = value === 'asleep' ? MoonStar : Sun;
  return <Figure did={did} member={member} mark={<Mark size={24} aria-hidden="true" />} />;
}
