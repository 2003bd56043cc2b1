// Parts that are plain rows, in the order that the card wants them.
import type { ComponentType } from 'react';
import { roomName, useWords } from '../../language/dictionary.ts';
import type { Member } from '../../state/facts.ts';
import { useHome } from '../../state/home-store.ts';
import { useLanguage } from '../../state/settings.ts';
import { ActionRow } from '../action-row.tsx';
import type { ArgumentFieldProps } from '../argument-field.tsx';
import { PropertyRow } from '../property-row.tsx';
import { memberOf } from '../service-card.tsx';
import { useControl } from '../use-control.ts';
import { hasFormat, propertyOf } from './part.tsx';
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
export const form = (action: string, fields?: Readonly<Record<string, ComponentType<ArgumentFieldProps>>>): Part => ({
  shows: [],
  runs: () => [action],
  fits: ({ actions }) => Object.hasOwn(actions, action),
  View({ did, name, service }) {
    const spec = service.actions[action];
    return spec && <ActionRow did={did} serviceName={name} service={service} name={action} action={spec} fields={fields} />;
  },
});

function Place({ did, member }: { did: string; member: Member }) {
  const words = useWords();
  const language = useLanguage();
  const { value } = useControl(did, member);
  const room = useHome((home) => (typeof value === 'string' ? home.rooms[value] : undefined));
  if (!room) return <PropertyRow did={did} member={member} />;
  return (
    <div className="row">
      <div className="row-head">
        <span className="row-label">{member.spec.title[language]}</span>
        <span className="row-value">{roomName(room, words)}</span>
      </div>
    </div>
  );
}

/** Text that may be the id of a room: then the room's name is shown. */
export const placeRow = (property: string): Part => ({
  shows: [property],
  fits: hasFormat(property, 'string'),
  View({ did, name, service }) {
    const member = memberOf(name, service, property);
    return member && <Place did={did} member={member} />;
  },
});
