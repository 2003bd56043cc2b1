// The words of a tile, from a device's state: what stands large, and what is said beside it.
import type { Dictionary } from '../language/dictionary.ts';
import { formatValue, joinShown } from '../language/format.ts';
import { valueAt } from '../state/facts.ts';
import type { Member } from '../state/facts.ts';
import type { DeviceState } from '../state/device-store.ts';
import { isOffline } from '../state/staleness.ts';
import type { Language } from '../strategy-slot.ts';
import type { TileModel } from './tile-model.ts';

export interface TileText {
  readonly text: string;
  readonly unit: string;
  readonly detail: string;
}

/** Words for a state in which a device is there but not at work; undefined when it is ready. */
export function presenceWords(device: Pick<DeviceState, 'state'>, words: Dictionary): string | undefined {
  if (isOffline(device.state)) return words.offline;
  switch (device.state?.state) {
    case 'init':
      return words.stateInit;
    case 'sleeping':
      return words.stateSleeping;
    case 'updating':
      return words.stateUpdating;
    default:
      return undefined;
  }
}

export function shownText(
  device: DeviceState,
  member: Member,
  language: Language,
  words: Dictionary,
): { text: string; unit: string } | undefined {
  const value = valueAt(device, member.key);
  return value === undefined ? undefined : formatValue(member.spec, value, language, words);
}

/** The level of PM2.5, µg/m³: upper bounds of WHO AQG 2021 (24 h: 15) and GB 3095-2012 (24 h: 35, 75). */
export type AirLevel = 'good' | 'fair' | 'poor' | 'bad';
export const airLevel = (pm25: number): AirLevel => (pm25 <= 15 ? 'good' : pm25 <= 35 ? 'fair' : pm25 <= 75 ? 'poor' : 'bad');
export const airWords = (level: AirLevel, words: Dictionary): string =>
  ({ good: words.airGood, fair: words.airFair, poor: words.airPoor, bad: words.airBad })[level];

export function tileText(device: DeviceState, model: TileModel, language: Language, words: Dictionary): TileText {
  const presence = presenceWords(device, words);
  if (presence !== undefined) return { text: presence, unit: '', detail: '' };
  const isOn = model.toggle ? valueAt(device, model.toggle.key) : undefined;
  // A level that can be set says nothing while the device is off; a reading still does.
  if (isOn === false && (!model.headline || model.level)) return { text: words.off, unit: '', detail: '' };
  const shown = model.headline && shownText(device, model.headline, language, words);
  const detail = model.detail && shownText(device, model.detail, language, words);
  if (shown) return { ...shown, detail: detail ? joinShown(detail) : '' };
  if (isOn !== undefined) return { text: isOn === true ? words.on : words.off, unit: '', detail: '' };
  return { text: detail ? joinShown(detail) : words.notYet, unit: '', detail: '' };
}
