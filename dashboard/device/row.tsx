// The frame of every row, and the small parts that rows and cards share.
import type { ReactNode } from 'react';
import { useWords } from '../language/dictionary.ts';
import { useDevice } from '../state/device-store.ts';
import type { Member } from '../state/facts.ts';
import { useLanguage } from '../state/settings.ts';
import { Sparkline } from '../ui/sparkline.tsx';
import { Switch } from '../ui/switch.tsx';
import { ControlProblem, ControlStatus } from './control-status.tsx';
import { useHistory } from './history.ts';
import { useControl } from './use-control.ts';

export interface RowProps {
  readonly did: string;
  readonly member: Member;
  /** Instead of the property's title. */
  readonly label?: string;
}

/** Label at the left, what fares with a command beside it, the control at the right or below. */
export function Row({ did, member, label, aside, children }: RowProps & { readonly aside?: ReactNode; readonly children?: ReactNode }) {
  const language = useLanguage();
  return (
    <div className="row">
      <div className="row-head">
        <span className="row-label">{label ?? member.spec.title[language]}</span>
        <ControlStatus did={did} keys={[member.key]} />
        {aside}
      </div>
      {children}
      <ControlProblem did={did} member={member} />
    </div>
  );
}

/** "stale", in words, beside a value that is not current. */
export function StaleMark() {
  const words = useWords();
  return (
    <small className="stale" title={words.staleHelp}>
      {words.stale}
    </small>
  );
}

export function SwitchRow({ did, member, label }: RowProps) {
  const language = useLanguage();
  const { value, isDisabled, isStale, set } = useControl(did, member);
  const name = label ?? member.spec.title[language];
  return (
    <Row
      did={did}
      member={member}
      label={name}
      aside={
        <>
          {isStale && <StaleMark />}
          <Switch label={name} isOn={value === true} isDisabled={isDisabled} onChange={set} />
        </>
      }
    />
  );
}

/** The last hour, small. */
export function RowSpark({ did, member }: RowProps) {
  const points = useHistory(did, member).points;
  return <Sparkline points={points ?? []} />;
}

/** The last value of a member as text, for cards. */
export const useMemberValue = (did: string, member: Member | undefined) =>
  useDevice(did, (device) => (member ? device.reports[member.key]?.value : undefined));
