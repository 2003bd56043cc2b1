// Moving air: the mode first, since it decides whether the level is one's own.
import { PropertyRow } from '../property-row.tsx';
import { RangeRow } from '../range-row.tsx';
import { Card, memberOf, RestOf } from '../service-card.tsx';
import type { ServiceProps } from '../service-card.tsx';

export function FanCard({ did, name, service }: ServiceProps) {
  const mode = memberOf(name, service, 'mode');
  const speed = memberOf(name, service, 'speed');
  return (
    <Card service={service}>
      {mode && <PropertyRow did={did} member={mode} />}
      {speed && 'range' in speed.spec && speed.spec.range ? (
        <RangeRow did={did} member={speed} />
      ) : (
        speed && <PropertyRow did={did} member={speed} />
      )}
      <RestOf did={did} name={name} service={service} shown={['mode', 'speed']} />
    </Card>
  );
}
