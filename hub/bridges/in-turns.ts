// Work on many things, a few at a time: between two turns the hub does everything else.
const atOnce = 10;

/** Does `work` on whatever is added, in order. What it throws is told, and the next goes on. */
export function inTurns<T>(work: (item: T) => void, onError: (error: unknown) => void) {
  let waiting: T[] = [];
  let turn: NodeJS.Immediate | undefined;

  function go(): void {
    for (const item of waiting.splice(0, atOnce)) {
      try {
        work(item);
      } catch (error) {
        onError(error);
      }
    }
    turn = waiting.length > 0 ? setImmediate(go) : undefined;
  }

  return {
    add(items: readonly T[]): void {
      waiting.push(...items);
      if (waiting.length > 0) turn ??= setImmediate(go);
    },
    /** Whatever still waits is not done. */
    stop(): void {
      waiting = [];
      if (turn) clearImmediate(turn);
      turn = undefined;
    },
  };
}
