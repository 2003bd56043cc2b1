import type { Language } from '../strategy-slot.ts';
import { en } from './words-en.ts';
import type { Words } from './words-type.ts';
import { zh } from './words-zh.ts';

export const words: Readonly<Record<Language, Words>> = { en, zh };
