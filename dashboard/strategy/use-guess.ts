import { useCallback, useState } from 'react';
import { readGuess, writeGuess, type GuessRecord, type GuessState, type TabMemory } from './guess.ts';

/** The tab's memory; touching it throws where storage is forbidden. */
function tabMemory(): TabMemory | undefined {
  try {
    return sessionStorage;
  } catch {
    return undefined;
  }
}

export interface Guessing {
  readonly state: GuessState;
  readonly reveal: (record: GuessRecord) => void;
  readonly skip: () => void;
  readonly again: () => void;
}

/** Guess first, then reveal: remembered as long as the tab lives. */
export function useGuess(): Guessing {
  const [state, setState] = useState<GuessState>(() => readGuess(tabMemory()));
  const change = useCallback((next: (before: GuessState) => GuessState) => {
    setState((before) => {
      const after = next(before);
      writeGuess(tabMemory(), after);
      return after;
    });
  }, []);
  return {
    state,
    reveal: (record) => change(({ records }) => ({ phase: 'shown', records: [...records.slice(-99), record] })),
    skip: () => change(({ records }) => ({ phase: 'shown', records })),
    again: () => change(({ records }) => ({ phase: 'asking', records })),
  };
}
