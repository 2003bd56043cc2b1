import { useLanguage } from '../state/settings.ts';
import { referenceWords } from './words.ts';
import type { ReferenceWords } from './words.ts';

export const useReferenceWords = (): ReferenceWords => referenceWords[useLanguage()];
