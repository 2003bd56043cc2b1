// For what must arrive, but not at once: a few tries, further and further apart.
import { backoff } from './backoff.ts';

/** Throws what the last try threw; before each further try `mayGoOn` is asked. */
export async function retrying<T>(run: () => Promise<T>, mayGoOn: () => boolean, tries = 3): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await run();
    } catch (thrown) {
      if (attempt >= tries) throw thrown;
      await new Promise((resolve) => setTimeout(resolve, backoff(attempt, Math.random)));
      if (!mayGoOn()) throw thrown;
    }
  }
}
