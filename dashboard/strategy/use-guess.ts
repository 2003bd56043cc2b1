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

/** Guess first, then reveal: remembered as long as the tab lives and the same person looks. */
export function useGuess(me: string | undefined): Guessing {
  const [state, setState] = useState<GuessState>(() => readGuess(tabMemory(), me));
  const change = useCallback(
    (next: (before: GuessState) => GuessState) => {
      setState((before) => {
        const after = next(before);
        writeGuess(tabMemory(), after, me);
        return after;
      });
    },
    [me],
  );
  return {
    state,
    reveal: (record) => change(({ records }) => ({ phase: 'shown', records: [...records.slice(-99), record] })),
    skip: () => change(({ records }) => ({ phase: 'shown', records })),
    again: () => change(({ records }) => ({ phase: 'asking', records })),
  };
}
