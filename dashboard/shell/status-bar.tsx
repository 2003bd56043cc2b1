import { useWords } from '../language/dictionary.ts';
import { formatClock, formatLatency } from '../language/format.ts';
import { useHome } from '../state/home-store.ts';
import { useLanguage } from '../state/settings.ts';
import { useNow } from '../ui/use-now.ts';

/** The line at the top of the framed phone; a real phone has its own. */
export function StatusBar() {
  const words = useWords();
  const language = useLanguage();
  const now = useNow();
  const isOnline = useHome((home) => home.connection === 'online');
  const latency = useHome((home) => home.latency);
  const tell = useHome((home) => home.isLineSlow) ? words.lineLatency : words.hubLatency;
  return (
    <header className="status-bar">
      <span>{formatClock(now, language)}</span>
      <span>
        <small>{isOnline && latency !== undefined ? tell(formatLatency(latency, language)) : ''}</small>
        <i className="dot" data-online={isOnline || undefined} />
      </span>
    </header>
  );
}
