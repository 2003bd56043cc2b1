// The words of the lens, typed: English gives the keys and parameters, every other language must have them all.
import type { Text } from '#lab/index.ts';
import type { Language } from '../strategy-slot.ts';
import { en, type Words } from './words-en.ts';
import { zh } from './words-zh.ts';

export type { Words };

export const words: Readonly<Record<Language, Words>> = { en, zh };

/** Of the catalogue and the worked example: categories whose everyday name is not their slug. */
const CATEGORIES: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  en: { light: 'lamp', band: 'fitness band', tv: 'TV', lock: 'door lock', scale: 'body scale', switch: 'wall switch' },
  zh: {
    light: '灯',
    lamp: '灯',
    'air-purifier': '空气净化器',
    purifier: '空气净化器',
    wearable: '穿戴设备',
    band: '手环',
    fan: '风扇',
    sensor: '传感器',
    'air-conditioner': '空调',
    'air-monitor': '空气检测仪',
    curtain: '窗帘',
    humidifier: '加湿器',
    kettle: '电热水壶',
    lock: '门锁',
    'rice-cooker': '电饭煲',
    'robot-vacuum': '扫地机器人',
    scale: '体脂秤',
    'smart-plug': '智能插座',
    'smoke-detector': '烟雾报警器',
    speaker: '音箱',
    switch: '墙壁开关',
    tv: '电视',
  },
};

/** What devices of a category are called by those who make them, by category. */
export type Kinds = ReadonlyMap<string, Text>;

/** A category as a noun, such as `air purifier`. One of an author's own is its slug in English, and in Chinese its devices' title. */
export function categoryName(category: string, language: Language, kinds: Kinds): string {
  const names = CATEGORIES[language];
  const known = Object.hasOwn(names, category) ? names[category] : undefined;
  const title = language === 'en' ? undefined : kinds.get(category)?.[language];
  return known ?? title ?? category.replaceAll('-', ' ');
}
