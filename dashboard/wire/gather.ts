// What comes by the thousand is handed on by the handful: the first at once, what follows within `gap` ms together.

export interface Gather<T> {
  add(item: T): void;
  /** Hands on what waits, now: before something that must not overtake it. */
  flush(): void;
}

export function createGather<T>(gap: number, handOn: (items: readonly T[]) => void): Gather<T> {
  let waiting: T[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;

  const flush = (): void => {
    if (waiting.length === 0) return;
    const items = waiting;
    waiting = [];
    handOn(items);
  };
  const due = (): void => {
    timer = waiting.length > 0 ? setTimeout(due, gap) : undefined;
    flush();
  };

  return {
    add(item) {
      waiting.push(item);
      if (timer !== undefined) return;
      flush();
      timer = setTimeout(due, gap);
    },
    flush,
  };
}
