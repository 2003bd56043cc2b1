// Counts what has begun and not ended, so that whoever stops can wait for the moment in which nothing is under way.
export function createUnderWay() {
  let count = 0;
  const waiting = new Set<() => void>();
  return {
    begin(): void {
      count += 1;
    },
    end(): void {
      count -= 1;
      if (count === 0) waiting.forEach((done) => done());
    },
    /** Resolves when nothing is under way, at once where nothing is; after `atMost` ms in any case. */
    none(atMost: number): Promise<void> {
      if (count === 0) return Promise.resolve();
      return new Promise((resolve) => {
        const done = (): void => {
          waiting.delete(done);
          clearTimeout(timer);
          resolve();
        };
        const timer = setTimeout(done, atMost);
        waiting.add(done);
      });
    },
  };
}
