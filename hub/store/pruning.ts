// History and the log of commands are kept for a week, the longest that device.history tells of.
import type { HubClock } from '../clock.ts';
import type { Store } from './database.ts';

const keepMs = 7 * 24 * 3_600_000;
const everyMs = 3_600_000;

export function createPruning(store: Store, clock: HubClock, onError: (error: unknown) => void) {
  // Chunks stand in the order of their coming: from the first on, and no further than the first that is to stay. One that a
  // wrong clock has dated into the future holds nothing back.
  const history = store.sql.prepare(
    'DELETE FROM chunks WHERE rowid < coalesce((SELECT rowid FROM chunks NOT INDEXED WHERE t BETWEEN ? AND ? ORDER BY rowid LIMIT 1), 1 << 62)',
  );
  const commands = store.sql.prepare('DELETE FROM commands WHERE at < ?');
  let timer: NodeJS.Timeout | undefined;

  function prune(): void {
    try {
      const now = clock.now();
      history.run(now - keepMs, now);
      commands.run(now - keepMs);
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
