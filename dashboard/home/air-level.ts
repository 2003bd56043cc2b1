// What fine dust means.
import type { Dictionary } from '../language/dictionary.ts';

/** The level of PM2.5, µg/m³: upper bounds of WHO AQG 2021 (24 h: 15) and GB 3095-2012 (24 h: 35, 75). */
export type AirLevel = 'good' | 'fair' | 'poor' | 'bad';
export const airLevel = (pm25: number): AirLevel => (pm25 <= 15 ? 'good' : pm25 <= 35 ? 'fair' : pm25 <= 75 ? 'poor' : 'bad');
export const airWords = (level: AirLevel, words: Dictionary): string =>
  ({ good: words.airGood, fair: words.airFair, poor: words.airPoor, bad: words.airBad })[level];
