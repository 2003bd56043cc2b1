// A curtain as one sees it from inside: two panels before a window, as far apart as it is open.
import type { CSSProperties } from 'react';
import { useControl } from '../use-control.ts';
import type { Member } from '../../state/facts.ts';
import { RangeRow } from '../range-row.tsx';
import { memberOf } from '../service-card.tsx';
import { hasFormat, hasRange } from './part.tsx';
import type { Part } from './part.tsx';

function CoverPicture({ did, member }: { did: string; member: Member }) {
  const { value, target } = useControl(did, member);
  const range = 'range' in member.spec ? member.spec.range : undefined;
  const share = (of: unknown) => (typeof of === 'number' && range ? (of - range.min) / (range.max - range.min) : 0);
  const style = { '--open': `${share(value)}`, '--goal': `${share(target ?? value)}` } as CSSProperties;
  return (
    <div className="window" style={style} aria-hidden="true">
      <i className="window-bars" />
      <i className="window-panel" />
      <i className="window-panel" data-side="right" />
      <i className="window-rail" />
    </div>
  );
}

export const coverPicture = (position: string): Part => ({
  shows: [position],
  fits: (service) => hasFormat(position, 'int', 'float')(service) && hasRange(position)(service),
  View({ did, name, service }) {
    const member = memberOf(name, service, position);
    return (
      member && (
        <>
          <CoverPicture did={did} member={member} />
          {member.spec.access.includes('write') && <RangeRow did={did} member={member} />}
        </>
      )
    );
  },
});
