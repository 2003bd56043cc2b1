// How the lens speaks: words, names and numbers of the present language, handed down by context.
import { createContext, useContext } from 'react';
import { formatLatency, formatNumber, localeOf } from '../language/format.ts';
import type { Language } from '../strategy-slot.ts';
import type { WireFacts } from '../wire-slot.ts';
import { words } from './words.ts';
import type { Words } from './words-type.ts';

export interface Speech {
  readonly language: Language;
  readonly words: Words;
  readonly count: (value: number) => string;
  readonly latency: (ms: number) => string;
  /** `14:03:07.125` */
  readonly clock: (ms: number) => string;
  /** Who sent a message: a device or person by name, the hub, or a serial that is not paired. */
  readonly sender: (user: string) => string;
}

export type People = Readonly<Record<string, string>>;

export function speechOf(language: Language, facts: WireFacts, people: People): Speech {
  const say = words[language];
  const time = new Intl.DateTimeFormat(localeOf(language), {
    ...{ hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false, fractionalSecondDigits: 3 },
  });
  return {
    language,
    words: say,
    count: (value) => formatNumber(value, 0, language),
    latency: (ms) => formatLatency(ms, language),
    clock: (ms) => time.format(ms),
    sender(user) {
      if (user === 'hub') return say.hub;
      if (user.startsWith('pair-')) return say.unpaired(user.slice('pair-'.length));
      const name = facts.names[user] ?? people[user] ?? user;
      return user === facts.me ? say.you(name) : name;
    },
  };
}

export const SpeechContext = createContext<Speech | undefined>(undefined);

export function useSpeech(): Speech {
  const speech = useContext(SpeechContext);
  if (!speech) throw new Error('a part of the Wire lens outside of it');
  return speech;
}
