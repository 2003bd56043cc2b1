/** Takes a planned call back. */
export type Cancel = () => void;

interface Planned {
  readonly time: number;
  readonly order: number;
  run: (() => void) | undefined;
}

/** A queue of planned calls by time; ties in order of entry. Knows no clock. */
export interface TimerQueue {
  add(time: number, run: () => void): Cancel;
  /** When the next call is due. */
  next(): number | undefined;
  /** Takes the next call that is due at `until` or before. */
  take(until: number): { readonly time: number; readonly run: () => void } | undefined;
  clear(): void;
}

const before = (a: Planned, b: Planned): boolean => a.time < b.time || (a.time === b.time && a.order < b.order);

/** A binary heap: thousands of devices may wait at once. */
export function createTimerQueue(): TimerQueue {
  let heap: Planned[] = [];
  let orders = 0;

  function swap(i: number, k: number): void {
    const [a, b] = [heap[i], heap[k]];
    if (a && b) [heap[i], heap[k]] = [b, a];
  }
  const isBefore = (i: number, k: number): boolean => {
    const [a, b] = [heap[i], heap[k]];
    return a !== undefined && b !== undefined && before(a, b);
  };
  function rise(start: number): void {
    for (let k = start; k > 0;) {
      const parent = (k - 1) >> 1;
      if (!isBefore(k, parent)) return;
      swap(k, parent);
      k = parent;
    }
  }
  function sink(): void {
    for (let k = 0; ;) {
      const [left, right] = [2 * k + 1, 2 * k + 2];
      let first = k;
      if (isBefore(left, first)) first = left;
      if (isBefore(right, first)) first = right;
      if (first === k) return;
      swap(k, first);
      k = first;
    }
  }
  function pop(): Planned | undefined {
    const top = heap[0];
    const last = heap.pop();
    if (last && heap.length > 0) {
      heap[0] = last;
      sink();
    }
    return top;
  }
  /** Cancelled calls are dropped when they come to the top. */
  function head(): Planned | undefined {
    while (heap[0] && !heap[0].run) pop();
    return heap[0];
  }

  return {
    add(time, run) {
      const planned: Planned = { time, order: orders, run };
      orders += 1;
      heap.push(planned);
      rise(heap.length - 1);
      return () => {
        planned.run = undefined;
      };
    },
    next: () => head()?.time,
    take(until) {
      const first = head();
      if (!first?.run || first.time > until) return undefined;
      pop();
      return { time: first.time, run: first.run };
    },
    clear() {
      heap = [];
    },
  };
}
