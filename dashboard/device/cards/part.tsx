// A fine card is a list of parts, each of which shows a few properties or actions of its service in a way of its own.
// A part that does not fit what the device announced stays away, and what no part shows follows as plain rows.
import type { ComponentType } from 'react';
import type { PropertySpec, ServiceSpec } from '#protocol/spec.ts';
import { Card, RestOf } from '../service-card.tsx';
import type { ServiceProps } from '../service-card.tsx';

export interface Part {
  readonly shows: readonly string[];
  /** Names of the actions that it offers. */
  readonly runs?: (service: ServiceSpec) => readonly string[];
  /** Stands at the right of the card's title. */
  readonly isHead?: true;
  /** false: the device's service has another shape than the standard one. */
  readonly fits: (service: ServiceSpec) => boolean;
  readonly View: ComponentType<ServiceProps>;
}

export const propertyOf = ({ properties }: ServiceSpec, name: string): PropertySpec | undefined =>
  Object.hasOwn(properties, name) ? properties[name] : undefined;
/** For `fits`: there is such a property, and it has one of these formats. */
export const hasFormat =
  (name: string, ...formats: readonly PropertySpec['format'][]) =>
  (service: ServiceSpec): boolean => {
    const property = propertyOf(service, name);
    return property !== undefined && formats.includes(property.format);
  };
export const hasRange =
  (name: string) =>
  (service: ServiceSpec): boolean => {
    const property = propertyOf(service, name);
    return property !== undefined && 'range' in property && property.range !== undefined;
  };

export function composed(...parts: readonly Part[]): ComponentType<ServiceProps> {
  return function ComposedCard(props) {
    const fitting = parts.filter(({ fits }) => fits(props.service));
    const head = fitting.filter(({ isHead }) => isHead);
    const body = fitting.filter(({ isHead }) => !isHead);
    return (
      <Card
        service={props.service}
        aside={head.map(({ View, shows }) => (
          <View key={shows.join()} {...props} />
        ))}
      >
        {body.map(({ View }, k) => (
          <View key={k} {...props} />
        ))}
        <RestOf
          {...props}
          shown={fitting.flatMap(({ shows }) => shows)}
          actionsShown={fitting.flatMap(({ runs }) => runs?.(props.service) ?? [])}
        />
      </Card>
    );
  };
}
