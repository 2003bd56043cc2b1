// Services that are one switch: a single row says it all, labelled by the service.
import { useLanguage } from '../../state/settings.ts';
import { SwitchRow } from '../row.tsx';
import { Card, memberOf, RestOf } from '../service-card.tsx';
import type { ServiceProps } from '../service-card.tsx';

export function SwitchCard({ did, name, service }: ServiceProps) {
  const language = useLanguage();
  const on = memberOf(name, service, 'on');
  const isAlone = on && Object.keys(service.properties).length === 1 && Object.keys(service.actions).length === 0;
  if (isAlone) {
    return (
      <section className="card slim" aria-label={service.title[language]}>
        <SwitchRow did={did} member={on} label={service.title[language]} />
      </section>
    );
  }
  return (
    <Card service={service}>
      <RestOf did={did} name={name} service={service} shown={[]} />
    </Card>
  );
}
