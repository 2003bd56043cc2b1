// Which service types have a card of their own, and of which parts each is made: the order here is the order on the card.
// Everything else is served by the generic card.
import {
  BellOff,
  Ban,
  ChevronsLeftRight,
  ChevronsRightLeft,
  Flame,
  Hand,
  House,
  Lock,
  LockOpen,
  Pause,
  Square,
  Volume2,
  Wrench,
} from 'lucide-react';
import type { ComponentType } from 'react';
import type { ServiceSpec } from '#protocol/spec.ts';
import { GenericCard } from '../service-card.tsx';
import type { ServiceProps } from '../service-card.tsx';
import { AirCard } from './air-card.tsx';
import { buttons } from './button-part.tsx';
import { coverPicture } from './cover-part.tsx';
import { dial } from './dial-part.tsx';
import { figure, figures } from './figure-part.tsx';
import { LightCard } from './light-card.tsx';
import { muteStatus, transport, volumeRow } from './media-parts.tsx';
import { BatteryCard, FilterCard, level } from './meter-card.tsx';
import { RoomField } from '../room-field.tsx';
import { composed } from './part.tsx';
import { countdown, ring } from './progress-part.tsx';
import { form, placeRow, row } from './row-parts.tsx';
import { advice, hero, pill } from './state-parts.tsx';
import { SwitchCard } from './switch-cards.tsx';

/** Everything that `fault` can tell of. */
const wrong = ['blocked', 'overheated', 'empty', 'full', 'sensor', 'motor'];

const fineCards: ReadonlyMap<string, ComponentType<ServiceProps>> = new Map([
  ['activity', composed(figures(['steps', 'energy']))],
  ['air-quality', AirCard],
  ['battery', BatteryCard],
  ['climate', composed(figure('temperature'), figure('humidity'))],
  ['contact', composed(hero('open'))],
  [
    'cooker',
    composed(countdown('remaining', 'phase'), form('cook'), buttons('phase', { cancel: { icon: Ban, only: ['cooking', 'warm'] } })),
  ],
  [
    'cover',
    composed(
      pill('motion'),
      coverPicture('position'),
      buttons('motion', {
        open: { icon: ChevronsLeftRight },
        stop: { icon: Square, main: ['opening', 'closing'] },
        close: { icon: ChevronsRightLeft },
      }),
    ),
  ],
  ['energy-meter', composed(figure('drawn'), figures(['used', 'voltage']))],
  ['fan', composed(row('mode'), row('speed'), row('swing'))],
  ['fault', composed(pill('problem'), advice('problem'), buttons('problem', { clear: { icon: Wrench, only: wrong } }))],
  ['filter', FilterCard],
  ['finder', composed(pill('ringing'), form('find'))],
  ['heart-rate', composed(figure('bpm', 'notWorn'))],
  [
    'heater',
    composed(
      pill('heat'),
      dial('goal', 'content'),
      buttons('heat', { start: { icon: Flame, main: ['idle'] }, stop: { icon: Square, main: ['heating', 'keeping'] } }),
      row('keep'),
    ),
  ],
  ['humidifier', composed(dial('aim'), level('water', 'refill', 'waterLeft'))],
  ['info', composed(row('firmware'), row('signal'))],
  ['leak', composed(hero('wet'))],
  ['light', LightCard],
  ['lock', composed(hero('bolt'), buttons('bolt', { lock: { icon: Lock, main: ['unlocked', 'jammed'] }, unlock: { icon: LockOpen } }))],
  ['media', composed(pill('playback'), transport, row('source'))],
  ['motion', composed(hero('moving'), figure('illuminance'))],
  ['outlet', composed(pill('used'), row('on'))],
  ['power', SwitchCard],
  ['presence', composed(hero('occupied'), figure('people'))],
  ['sleep', composed(hero('state'), figure('hours'))],
  [
    'smoke',
    composed(hero('alarm'), pill('hushed'), buttons('alarm', { hush: { icon: BellOff, main: ['true'] }, test: { icon: Volume2 } })),
  ],
  ['switch', SwitchCard],
  ['thermostat', composed(pill('doing'), dial('target'), row('mode'))],
  ['timer', composed(countdown('countdown'), form('begin'), buttons('countdown', { cancel: { icon: Ban } }))],
  [
    'vacuum',
    composed(
      advice('state'),
      ring('progress', 'state'),
      buttons('state', {
        pause: { icon: Pause, main: ['cleaning'] },
        dock: { icon: House, main: ['paused'] },
        free: { icon: Hand, main: ['jammed'], only: ['jammed'] },
      }),
      form('clean', { where: RoomField }),
      figures(['area']),
      placeRow('room'),
    ),
  ],
  ['volume', composed(muteStatus, volumeRow)],
  ['weight', composed(figure('mass', 'notWeighed'), figures(['fat'], 'notWeighed'))],
]);

/** A maker's own service that is nothing but a switch is one row, not a card that says the same twice. */
const isOneSwitch = ({ properties, actions }: ServiceSpec): boolean =>
  Object.keys(properties).join() === 'on' &&
  properties.on?.format === 'bool' &&
  properties.on.access.includes('write') &&
  Object.keys(actions).length === 0;

export const cardFor = (service: ServiceSpec): ComponentType<ServiceProps> =>
  (service.type === undefined ? undefined : fineCards.get(service.type)) ?? (isOneSwitch(service) ? SwitchCard : GenericCard);
