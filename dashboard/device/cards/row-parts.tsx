// Parts that are plain rows, in the order that the card wants them.
import type { ComponentType } from 'react';
import { ActionRow } from '../action-row.tsx';
import { PropertyRow } from '../property-row.tsx';
import { memberOf } from '../service-card.tsx';
import type { ServiceProps } from '../service-card.tsx';
import { propertyOf } from './part.tsx';
import type { Part } from './part.tsx';

/** A property as its format and access call for it. */
export const row = (property: string): Part => ({
  shows: [property],
  fits: (service) => propertyOf(service, property) !== undefined,
  View({ did, name, service }) {
    const member = memberOf(name, service, property);
    return member && <PropertyRow did={did} member={member} />;
  },
});

/** An action with the form for its arguments. */
export const form = (action: string): Part => ({
  shows: [],
  runs: () => [action],
  fits: ({ actions }) => Object.hasOwn(actions, action),
  View({ did, name, service }) {
    const spec = service.actions[action];
    return spec && <ActionRow did={did} serviceName={name} service={service} name={action} action={spec} />;
  },
});

/** Whatever is special enough for a component of its own. */
export const special = (shows: readonly string[], fits: Part['fits'], View: ComponentType<ServiceProps>): Part => ({ shows, fits, View });
