// The words of the chosen language, typed: English gives the keys and parameters, every other language must have them all.
import type { Title } from '#protocol/names.ts';
import type { Language } from '../strategy-slot.ts';
import { useLanguage } from '../state/settings.ts';
import type { Dictionary } from './dictionary-type.ts';
import { en } from './en.ts';
import { zh } from './zh.ts';

export type { Dictionary };

export const dictionaries: Readonly<Record<Language, Dictionary>> = { en, zh };
export const useWords = (): Dictionary => dictionaries[useLanguage()];

/** Rooms whose name is null are named here, by their well-known id. */
const wellKnownRooms = {
  'living-room': 'roomLivingRoom',
  bedroom: 'roomBedroom',
  kitchen: 'roomKitchen',
  study: 'roomStudy',
  bathroom: 'roomBathroom',
  hall: 'roomHall',
  balcony: 'roomBalcony',
  'dining-room': 'roomDiningRoom',
  'kids-room': 'roomKidsRoom',
} as const satisfies Record<string, keyof Dictionary>;
export const wellKnownRoomIds = Object.keys(wellKnownRooms) as (keyof typeof wellKnownRooms)[];
const isWellKnown = (id: string): id is keyof typeof wellKnownRooms => Object.hasOwn(wellKnownRooms, id);

/** A room's name: given, or of the dictionary, or at worst its id. */
export const roomName = (room: { readonly id: string; readonly name: string | null }, words: Dictionary): string =>
  room.name ?? (isWellKnown(room.id) ? words[wellKnownRooms[room.id]] : room.id);

/** A device's name: given, else the title of its spec (or of its box) in the user's language, else that it is new. */
export const deviceName = (device: { readonly given: string | null; readonly title: Title | undefined }, language: Language): string =>
  device.given ?? device.title?.[language] ?? dictionaries[language].newDevice;

/** A maker's slug as a name: `dawn-works` is shown as `Dawn Works`. */
export const makerName = (vendor: string): string =>
  vendor
    .split('-')
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join(' ');
