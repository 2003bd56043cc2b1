import { useLayoutEffect, useRef, useState } from 'react';

/** Below this a message needs two lines, px. */
const enough = 640;

/** Is an element too narrow for a message on one line? Followed as it changes. */
export function useIsNarrow() {
  const ref = useRef<HTMLDivElement>(null);
  const [isNarrow, setNarrow] = useState(false);
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setNarrow(element.clientWidth < enough));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return { ref, isNarrow };
}
