import { useEffect, useState } from 'react';
import type { WireFacts } from '../wire-slot.ts';
import { useSpeech } from './speech.ts';
import type { StreamState } from './stream.ts';

/** How long it is said that messages were left out, after the last one was, ms. */
const sampledFor = 3000;

/** Why nothing comes, or not all. Its place is kept, so nothing jumps. */
export function Standing({ facts, state }: { readonly facts: WireFacts; readonly state: StreamState }) {
  const { words, count } = useSpeech();
  const [over, setOver] = useState<number | undefined>(undefined);
  const { leftAt } = state;
  useEffect(() => {
    if (leftAt === undefined) return;
    const timer = setTimeout(() => setOver(leftAt), sampledFor);
    return () => clearTimeout(timer);
  }, [leftAt]);
  const text = !facts.online
    ? words.offline
    : state.denied
      ? words.denied
      : state.unreadable
        ? words.unreadable
        : leftAt !== undefined && over !== leftAt
          ? words.sampled(count(state.left))
          : undefined;
  return (
    <div className="wl-standing" role="status">
      {text !== undefined && <p>{text}</p>}
    </div>
  );
}
