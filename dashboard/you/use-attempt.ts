import { useState } from 'react';
import { toOmniError } from '#protocol/errors.ts';
import { wordError } from '../language/error-words.ts';
import { useLanguage } from '../state/settings.ts';

/** Runs something that may fail, tells whether it is under way and, in words, why it failed. */
export function useAttempt() {
  const language = useLanguage();
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const attempt = async (run: () => Promise<unknown>): Promise<boolean> => {
    setBusy(true);
    setError(undefined);
    try {
      await run();
      return true;
    } catch (thrown) {
      const { code, detail } = toOmniError(thrown);
      setError(wordError({ code, say: detail.say }, language));
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { isBusy, error, attempt, clear: () => setError(undefined) };
}
