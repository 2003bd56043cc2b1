// Waiting for what happens, with a deadline that says what did not. No test sleeps.

/** Generous: a deadline says that something never comes, not that it is slow. */
export const patience = 15_000;

/** What `promise` gives, or an error that names what was waited for. */
export function within<T>(promise: Promise<T>, what: string, ms = patience): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`within ${ms} ms there was no ${what}`)), ms);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** Asks again until `probe` gives something: only for what sends no message when it happens. */
export async function eventually<T>(
  probe: () => T | undefined | false | Promise<T | undefined | false>,
  what: string,
  ms = patience,
): Promise<T> {
  const end = performance.now() + ms;
  for (;;) {
    const found = await probe();
    if (found !== undefined && found !== false) return found;
    if (performance.now() > end) throw new Error(`within ${ms} ms there was no ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

export interface Inbox<T> {
  /** All that came, in order, taken or not. */
  readonly all: readonly T[];
  put(item: T): void;
  /** The earliest item not yet taken that fits, now or when it comes. */
  next(fits?: (item: T) => boolean, what?: string, ms?: number): Promise<T>;
  /** How many fit, so far. */
  count(fits: (item: T) => boolean): number;
}

export function createInbox<T>(name = 'message'): Inbox<T> {
  const all: T[] = [];
  let waiting: T[] = [];
  const hopes = new Set<{ fits: (item: T) => boolean; give: (item: T) => void }>();
  return {
    all,
    put(item) {
      all.push(item);
      for (const hope of hopes) {
        if (!hope.fits(item)) continue;
        hopes.delete(hope);
        hope.give(item);
        return;
      }
      waiting.push(item);
    },
    next(fits = () => true, what = name, ms = patience) {
      const found = waiting.find(fits);
      if (found !== undefined) {
        waiting = waiting.filter((item) => item !== found);
        return Promise.resolve(found);
      }
      let hope: { fits: (item: T) => boolean; give: (item: T) => void };
      const came = new Promise<T>((give) => {
        hope = { fits, give };
        hopes.add(hope);
      });
      return within(came, what, ms).finally(() => hopes.delete(hope));
    },
    count: (fits) => all.filter(fits).length,
  };
}
