// Which service types have a card of their own. Everything else is served by the generic one.
import type { ComponentType } from 'react';
import type { ServiceSpec } from '#protocol/spec.ts';
import { GenericCard } from '../service-card.tsx';
import type { ServiceProps } from '../service-card.tsx';
import { AirCard } from './air-card.tsx';
import { ActivityCard, HeartCard, SleepCard } from './body-cards.tsx';
import { FanCard } from './fan-card.tsx';
import { LightCard } from './light-card.tsx';
import { BatteryCard, FilterCard } from './meter-card.tsx';
import { SwitchCard } from './switch-cards.tsx';

const fineCards: ReadonlyMap<string, ComponentType<ServiceProps>> = new Map([
  ['power', SwitchCard],
  ['light', LightCard],
  ['air-quality', AirCard],
  ['fan', FanCard],
  ['filter', FilterCard],
  ['battery', BatteryCard],
  ['heart-rate', HeartCard],
  ['activity', ActivityCard],
  ['sleep', SleepCard],
]);

/** A maker's own service that is nothing but a switch is one row, not a card that says the same twice. */
const isOneSwitch = ({ properties, actions }: ServiceSpec): boolean =>
  Object.keys(properties).join() === 'on' &&
  properties.on?.format === 'bool' &&
  properties.on.access.includes('write') &&
  Object.keys(actions).length === 0;

export const cardFor = (service: ServiceSpec): ComponentType<ServiceProps> =>
  (service.type === undefined ? undefined : fineCards.get(service.type)) ?? (isOneSwitch(service) ? SwitchCard : GenericCard);

/** Order of the cards in a sheet: the main switch first, then what the device is about, upkeep last. */
const first = ['power', 'light', 'climate', 'air-quality', 'fan', 'vacuum', 'media', 'heart-rate', 'activity', 'sleep'];
const last = ['finder', 'filter', 'battery'];
export function sheetRank(type: string | undefined): number {
  const early = type === undefined ? -1 : first.indexOf(type);
  if (early >= 0) return early;
  const late = type === undefined ? -1 : last.indexOf(type);
  return late >= 0 ? 200 + late : 100;
}
