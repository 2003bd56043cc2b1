// History and the log of commands are kept for a week, the longest that the phone's chart shows.
import type { HubClock } from '../clock.ts';
import type { Store } from './database.ts';

const keepMs = 7 * 24 * 3_600_000;
const everyMs = 3_600_000;

export function createPruning(store: Store, clock: HubClock, onError: (error: unknown) => void) {
  const history = store.sql.prepare('DELETE FROM history WHERE t < ?');
  const commands = store.sql.prepare('DELETE FROM commands WHERE at < ?');
  let timer: NodeJS.Timeout | undefined;

  function prune(): void {
    try {
      history.run(clock.now() - keepMs);
      commands.run(clock.now() - keepMs);
    } catch (error) {
      onError(error);
    }
  }
  return {
    start(): void {
      prune();
      timer = setInterval(prune, everyMs);
    },
    stop(): void {
      clearInterval(timer);
    },
  };
}
