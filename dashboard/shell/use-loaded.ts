import { useEffect, useState } from 'react';

/**
 * A part of the page that is loaded when it is first seen; undefined until it is there. Unlike `lazy`, it is shown as soon
 * as it is there: React keeps a Suspense fallback for 300 ms. Throws in rendering where it cannot be loaded.
 */
export function useLoaded<T extends object>(load: () => Promise<T>): T | undefined {
  const [loaded, setLoaded] = useState<{ readonly part: T } | { readonly failure: unknown } | undefined>(undefined);
  useEffect(() => {
    let isOver = false;
    load().then(
      (part) => void (isOver || setLoaded({ part })),
      (failure: unknown) => void (isOver || setLoaded({ failure })),
    );
    return () => {
      isOver = true;
    };
  }, [load]);
  if (loaded && 'failure' in loaded) throw loaded.failure;
  return loaded?.part;
}
