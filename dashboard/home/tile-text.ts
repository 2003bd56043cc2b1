// The words of a tile, from a device's state: what stands large, what is said beside it, and whether it wants a hand.
import { lookOf, stateWords } from '../kinds/looks.ts';
import type { Dictionary } from '../language/dictionary.ts';
import { formatValue, joinShown } from '../language/format.ts';
import { valueAt } from '../state/facts.ts';
import type { Member } from '../state/facts.ts';
import type { DeviceState } from '../state/device-store.ts';
import { isOffline } from '../state/staleness.ts';
import type { Language } from '../strategy-slot.ts';
import { askOf, tellers } from './tellers.ts';
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

const shownText = (device: DeviceState, member: Member, language: Language, words: Dictionary) => {
  const value = valueAt(device, member.key);
  return value === undefined ? undefined : formatValue(member.spec, value, language, words);
};

/** The worst of what wants a hand: water, smoke, a jam, a fault. */
export function troubleOf(device: DeviceState, model: TileModel): { member: Member; tone: 'warning' | 'alarm' } | undefined {
  let found: { member: Member; tone: 'warning' | 'alarm' } | undefined;
  for (const member of model.troubles) {
    const tone = lookOf(member.type, member.property, valueAt(device, member.key))?.tone;
    if (tone === 'alarm') return { member, tone };
    if (tone === 'warning') found ??= { member, tone };
  }
  return found;
}

export function tileText(device: DeviceState, model: TileModel, language: Language, words: Dictionary): TileText {
  const plain = (text: string, detail = ''): TileText => ({ text, unit: '', detail });
  const presence = presenceWords(device, words);
  if (presence !== undefined) return plain(presence);
  const trouble = troubleOf(device, model)?.member;
  const state = trouble && valueAt(device, trouble.key);
  if (trouble && state !== undefined)
    return plain(stateWords(trouble.spec, lookOf(trouble.type, trouble.property, state), state, language, words));
  const isOn = model.toggle ? valueAt(device, model.toggle.key) : undefined;
  const tell = model.mainType === undefined ? undefined : tellers.get(model.mainType);
  if (tell && model.mainType !== undefined) {
    const said = tell(askOf(device, model.mainType, isOn === undefined ? undefined : isOn === true, language, words));
    if (said) return { unit: '', detail: '', ...said };
  }
  // A level that can be set says nothing while the device is off; a reading still does.
  if (isOn === false && (!model.headline || model.level)) return plain(words.off);
  const shown = model.headline && shownText(device, model.headline, language, words);
  const detail = model.detail && shownText(device, model.detail, language, words);
  if (shown) return { ...shown, detail: detail ? joinShown(detail) : '' };
  if (isOn !== undefined) return plain(isOn === true ? words.on : words.off);
  return plain(detail ? joinShown(detail) : words.notYet);
}
