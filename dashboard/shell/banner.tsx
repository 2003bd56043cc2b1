import { WifiOff } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useWords } from '../language/dictionary.ts';
import { useHome } from '../state/home-store.ts';

/** A drop shorter than this is healed before anyone could read of it. */
const patience = 600;

/** Says that the hub cannot be reached; goes by itself when it is back. */
export function Banner() {
  const words = useWords();
  const isLost = useHome((home) => home.connection === 'lost');
  const isStopping = useHome((home) => home.connection === 'online' && home.hubState?.state === 'stopping');
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    if (!isLost) return;
    const timer = setTimeout(() => setLong(true), patience);
    return () => {
      clearTimeout(timer);
      setLong(false);
    };
  }, [isLost]);
  const text = isLost && isLong ? words.connectionLost : isStopping ? words.hubStopping : undefined;
  return (
    <div className="banner-host" role="status" aria-live="assertive">
      {text !== undefined && (
        <p className="banner">
          <WifiOff size={18} aria-hidden="true" />
          {text}
        </p>
      )}
    </div>
  );
}
