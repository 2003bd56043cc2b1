// A service as a card: a fine one where its type is known, else its properties and actions one after another.
import type { ReactNode } from 'react';
import type { ServiceSpec } from '#protocol/spec.ts';
import { keyOf, useDevice } from '../state/device-store.ts';
import type { Member } from '../state/facts.ts';
import { useLanguage } from '../state/settings.ts';
import { KindIcon } from '../ui/icon.tsx';
import { ActionRow } from './action-row.tsx';
import { PropertyRow } from './property-row.tsx';

export interface ServiceProps {
  readonly did: string;
  /** Its name in this device. */
  readonly name: string;
  readonly service: ServiceSpec;
}

export function memberOf(name: string, service: ServiceSpec, property: string): Member | undefined {
  const spec = Object.hasOwn(service.properties, property) ? service.properties[property] : undefined;
  return spec && { service: name, type: service.type, property, key: keyOf(name, property), spec };
}

/** A card with the service's icon and title. */
export function Card({
  service,
  kind,
  aside,
  children,
}: {
  readonly service: ServiceSpec;
  readonly kind?: string;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}) {
  const language = useLanguage();
  const title = service.title[language];
  return (
    <section className="card" aria-label={title}>
      <h3>
        <KindIcon kind={kind ?? service.type ?? ''} size={17} />
        <span>{title}</span>
        {aside}
      </h3>
      {children}
    </section>
  );
}

/** Everything of a service that a fine card has not shown already: so nothing that a device offers is ever missing. */
export function RestOf({
  did,
  name,
  service,
  shown,
  actionsShown = [],
}: ServiceProps & { readonly shown: readonly string[]; readonly actionsShown?: readonly string[] }) {
  const properties = Object.keys(service.properties).filter((property) => !shown.includes(property));
  const actions = Object.entries(service.actions).filter(([action]) => !actionsShown.includes(action));
  return (
    <>
      {properties.map((property) => {
        const member = memberOf(name, service, property);
        return member && <PropertyRow key={property} did={did} member={member} />;
      })}
      {actions.map(([key, action]) => (
        <ActionRow key={key} did={did} serviceName={name} service={service} name={key} action={action} />
      ))}
    </>
  );
}

export function GenericCard(props: ServiceProps) {
  const category = useDevice(props.did, (device) => device.spec?.category ?? '');
  return (
    <Card service={props.service} kind={props.service.type ?? category}>
      <RestOf {...props} shown={[]} />
    </Card>
  );
}
