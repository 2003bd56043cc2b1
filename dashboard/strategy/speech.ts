// How the lens says numbers: one object per language, so that a view model needs one argument and every part says them alike.
import type { Spread, Text, Unit } from '#lab/index.ts';

import { formatClock, formatNumber } from '../language/format.ts';
import type { Language } from '../strategy-slot.ts';
import { categoryName, words, type Kinds, type Words } from './words.ts';

export interface Speech {
  readonly language: Language;
  readonly words: Words;
  readonly text: (text: Text) => string;
  readonly category: (slug: string) => string;
  /** Names as one phrase: `a, b and c`. */
  readonly list: (names: readonly string[]) => string;
  /** Trailing zeros dropped: `5`, `0.15`. */
  readonly number: (value: number, decimals?: number) => string;
  /** 0.105732 as `11 %`; below 10 % with one decimal. */
  readonly percent: (share: number) => string;
  /** Whole yuan: `CNY 1,221` or `¥1,221`. */
  readonly money: (yuan: number) => string;
  /** With its sign: `+CNY 35`, `−CNY 7`, `±CNY 0`. */
  readonly change: (yuan: number) => string;
  /** `468 to 1,221`: the bounds alone, whole. */
  readonly range: (spread: Spread) => string;
  /** `20 minutes`. */
  readonly minutes: (minutes: number) => string;
  /** An amount in the unit of its line. */
  readonly amount: (value: number, unit: Unit) => string;
  /** The bounds of an amount in the unit of its line, or undefined where they are equal. */
  readonly bounds: (spread: Spread, unit: Unit) => string | undefined;
  /** A number with any unit of the lab's tables. */
  readonly measure: (value: number, unit: string) => string;
  readonly clock: (ms: number) => string;
}

/** True where rounding to whole yuan gives 0: so small a sum has no sign. */
const isNought = (yuan: number) => Math.abs(yuan) < 0.5;

const MINUS = '−';

function create(language: Language, kinds: Kinds): Speech {
  const say = words[language];
  const whole = (value: number) => formatNumber(Math.abs(value), 0, language);
  const currency = (value: number) => (language === 'zh' ? `¥${whole(value)}` : `CNY ${whole(value)}`);
  const lists = new Intl.ListFormat(language === 'zh' ? 'zh-CN' : 'en-GB', { type: 'unit', style: 'short' });

  const speech: Speech = {
    language,
    words: say,
    text: (text) => text[language],
    category: (slug) => categoryName(slug, language, kinds),
    list: (names) => (language === 'zh' ? names.join('、') : lists.format(names)),
    number: (value, decimals = 2) => {
      const rounded = Number(value.toFixed(decimals));
      const [, fraction = ''] = String(Math.abs(rounded)).split('.');
      return formatNumber(rounded, Math.min(fraction.length, decimals), language).replace('-', MINUS);
    },
    percent: (share) => `${formatNumber(share * 100, share > 0 && share < 0.0995 ? 1 : 0, language)} %`,
    money: (yuan) => `${yuan < 0 && !isNought(yuan) ? MINUS : ''}${currency(yuan)}`,
    change: (yuan) => `${isNought(yuan) ? '±' : yuan > 0 ? '+' : MINUS}${currency(yuan)}`,
    range: ({ low, high }) => say.range(signed(low), signed(high)),
    minutes: (minutes) => say.minutes(speech.number(minutes, 0), Math.round(minutes) === 1),
    amount: (value, unit) => {
      switch (unit) {
        case 'CNY':
          return speech.money(value);
        case 'min':
          return `${speech.number(value, 1)} ${say.unitMin}`;
        case 'count':
          return speech.number(value, 0);
        case 'rows':
          return `${speech.number(value, 0)} ${say.unitRows}`;
        case 'days':
          return `${speech.number(value, 1)} ${say.unitDays}`;
      }
    },
    bounds: ({ low, high }, unit) => {
      if (low === high) return undefined;
      if (unit === 'CNY') return speech.range({ value: 0, low, high });
      const range = say.range(speech.number(low, 1), speech.number(high, 1));
      return unit === 'min' ? `${range} ${say.unitMin}` : range;
    },
    measure: (value, unit) => {
      const shown = speech.number(value, 3);
      switch (unit) {
        case 'CNY':
          return speech.money(value);
        case 'CNY/h':
          return `${shown} ${say.perHour}`;
        case 'a':
          return `${speech.number(value)} ${say.unitYears}`;
        case 'min':
          return `${shown} ${say.unitMin}`;
        case 'rows':
          return `${shown} ${say.unitRows}`;
        case 'days':
          return `${speech.number(value, 1)} ${say.unitDays}`;
        case '1':
        case 'count':
          return shown;
        default:
          return `${shown} ${unit}`;
      }
    },
    clock: (ms) => formatClock(ms, language),
  };
  const signed = (yuan: number) => `${yuan < 0 && !isNought(yuan) ? MINUS : ''}${whole(yuan)}`;
  return speech;
}

const noKinds: Kinds = new Map();
const SPEECH: Readonly<Record<Language, Speech>> = { en: create('en', noKinds), zh: create('zh', noKinds) };

/** `kinds`: what the categories of this home are called that no dictionary has. */
export const speechOf = (language: Language, kinds: Kinds = noKinds): Speech =>
  kinds.size === 0 ? SPEECH[language] : create(language, kinds);
