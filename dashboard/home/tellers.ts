// The one thing that matters of each kind of device, as its tile says it: keyed on the type of the service that the device
// is mainly about. What has no teller is told by format (tile-text.ts).
import { lookOf, stateWords } from '../kinds/looks.ts';
import type { Dictionary } from '../language/dictionary.ts';
import { formatValue, joinShown } from '../language/format.ts';
import type { Shown } from '../language/format.ts';
import type { DeviceState } from '../state/device-store.ts';
import { membersOf, valueAt } from '../state/facts.ts';
import type { Member } from '../state/facts.ts';
import type { Language } from '../strategy-slot.ts';
import { airLevel, airWords } from './air-level.ts';

export interface Said {
  /** Stands large. */
  readonly text: string;
  /** Smaller, right after it. */
  readonly unit?: string;
  /** Said beside it. */
  readonly detail?: string;
}

/** What a teller may ask of the device. `type/property` names a property of another service. */
interface Ask {
  readonly value: (property: string) => ReturnType<typeof valueAt>;
  /** A state in words. */
  readonly word: (property: string) => string | undefined;
  /** A reading and its unit. */
  readonly shown: (property: string) => Shown | undefined;
  readonly words: Dictionary;
  /** Of the device's switch; undefined where it has none. */
  readonly isOn: boolean | undefined;
}
type Teller = (ask: Ask) => Said | undefined;

const joined = (shown: Shown | undefined): string => (shown ? joinShown(shown) : '');
const isBusy = (type: string, property: string, ask: Ask): boolean => lookOf(type, property, ask.value(property))?.tone === 'busy';

/** A reading, with another beside it. */
const reading =
  (property: string, beside?: string): Teller =>
  ({ shown }) => {
    const main = shown(property);
    return main && { ...main, detail: beside === undefined ? '' : joined(shown(beside)) };
  };
/** A state in words. */
const state =
  (property: string): Teller =>
  ({ word }) => {
    const text = word(property);
    return text === undefined ? undefined : { text };
  };
/** A state in words, and a reading beside it while something is under way. */
const work =
  (type: string, property: string, progress: string): Teller =>
  (ask) => {
    const text = ask.word(property);
    return text === undefined ? undefined : { text, detail: isBusy(type, property, ask) ? joined(ask.shown(progress)) : '' };
  };
const onOff: Teller = ({ isOn, words }) => (isOn === undefined ? undefined : { text: isOn ? words.on : words.off });

export const tellers: ReadonlyMap<string, Teller> = new Map<string, Teller>([
  ['activity', reading('steps')],
  [
    'air-quality',
    ({ shown, value, words }) => {
      const [main, pm25] = [shown('pm25'), value('pm25')];
      return main && typeof pm25 === 'number' ? { ...main, detail: airWords(airLevel(pm25), words) } : undefined;
    },
  ],
  ['battery', reading('charge')],
  ['climate', reading('temperature', 'humidity')],
  ['contact', state('open')],
  ['cooker', work('cooker', 'phase', 'remaining')],
  [
    'cover',
    (ask) => {
      const { shown, value, words } = ask;
      const position = shown('position');
      if (!position) return undefined;
      if (isBusy('cover', 'motion', ask)) return { text: ask.word('motion') ?? '', detail: joined(position) };
      const at = value('position');
      if (at === 0 || at === 100) return { text: at === 0 ? words.isClosed : words.isOpen };
      return { text: position.text, unit: `${position.unit} ${words.percentOpen}` };
    },
  ],
  ['energy-meter', reading('drawn')],
  [
    'fan',
    ({ isOn, shown, value, word, words }) => {
      if (isOn === false) return { text: words.off };
      return value('speed') === undefined ? undefined : { text: words.fanLevel(shown('speed')?.text ?? ''), detail: word('mode') ?? '' };
    },
  ],
  ['fault', state('problem')],
  ['filter', reading('life')],
  ['finder', state('ringing')],
  [
    'heart-rate',
    ({ shown, value, word, words }) => {
      const bpm = shown('bpm');
      if (value('bpm') === 0) return { text: '–', detail: words.notWorn };
      return bpm && { ...bpm, detail: word('sleep/state') ?? '' };
    },
  ],
  [
    'heater',
    ({ shown, word }) => {
      const text = word('heat');
      return text === undefined ? undefined : { text, detail: joined(shown('content')) };
    },
  ],
  [
    'humidifier',
    ({ isOn, shown, words }) => {
      const aim = shown('aim');
      return isOn === false ? { text: words.off } : aim && { ...aim, detail: words.target };
    },
  ],
  ['info', reading('signal')],
  ['leak', state('wet')],
  [
    'light',
    ({ isOn, shown, words }) => {
      const level = shown('brightness');
      if (isOn === false) return { text: words.off };
      return level ?? (isOn === undefined ? undefined : { text: words.on });
    },
  ],
  ['lock', state('bolt')],
  [
    'media',
    ({ isOn, shown, value, word, words }) => {
      if (isOn === false) return { text: words.off };
      const text = word('playback');
      const track = value('playback') === 'stopped' ? undefined : shown('track')?.text;
      return text === undefined ? undefined : { text, detail: word('source') ?? track ?? '' };
    },
  ],
  ['motion', state('moving')],
  [
    'outlet',
    ({ isOn, shown, word, words }) => {
      if (isOn === false) return { text: words.off };
      const text = word('used');
      return shown('energy-meter/drawn') ?? (text === undefined ? undefined : { text });
    },
  ],
  ['power', onOff],
  ['presence', state('occupied')],
  ['sleep', state('state')],
  ['smoke', state('alarm')],
  ['switch', onOff],
  [
    'thermostat',
    (ask) => {
      if (ask.isOn === false || ask.value('mode') === 'off') return { text: ask.words.off };
      const target = ask.shown('target');
      const doing = isBusy('thermostat', 'doing', ask) ? ask.word('doing') : ask.word('mode');
      return target && { ...target, detail: doing ?? '' };
    },
  ],
  ['timer', ({ shown, value, words }) => (value('countdown') === 0 ? { text: words.off } : shown('countdown'))],
  ['vacuum', work('vacuum', 'state', 'progress')],
  [
    'volume',
    ({ shown, value, words }) => {
      const level = shown('loudness');
      return value('muted') === true ? { text: words.muted } : level;
    },
  ],
  ['weight', ({ shown, value, words }) => (value('mass') === 0 ? { text: '–', detail: words.notWeighed } : shown('mass'))],
]);

/** Answers the questions of a teller about the service `type` of a device. */
export function askOf(device: DeviceState, type: string, isOn: boolean | undefined, language: Language, words: Dictionary): Ask {
  const members = device.spec ? membersOf(device.spec) : [];
  const find = (name: string): Member | undefined => {
    const [first = '', second] = name.split('/');
    const [wanted, property] = second === undefined ? [type, first] : [first, second];
    return members.find((member) => member.type === wanted && member.property === property);
  };
  const value = (name: string) => {
    const member = find(name);
    return member && valueAt(device, member.key);
  };
  return {
    value,
    word(name) {
      const member = find(name);
      const now = member && valueAt(device, member.key);
      if (!member || now === undefined) return undefined;
      return stateWords(member.spec, lookOf(member.type, member.property, now), now, language, words);
    },
    shown(name) {
      const member = find(name);
      const now = member && valueAt(device, member.key);
      return member && now !== undefined ? formatValue(member.spec, now, language, words) : undefined;
    },
    words,
    isOn,
  };
}
