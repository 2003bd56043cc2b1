// How a command fares, on its own control: a ring while it is pending, then its round trip for a moment, or what went wrong.
import { useEffect, useState } from 'react';
import { CircleAlert, CircleHelp } from 'lucide-react';
import { useWords } from '../language/dictionary.ts';
import { wordError } from '../language/error-words.ts';
import { formatLatency } from '../language/format.ts';
import { setProperty } from '../state/commands.ts';
import { stepDeviceIntent, useDevice } from '../state/device-store.ts';
import type { Key } from '../state/device-store.ts';
import type { Member } from '../state/facts.ts';
import { isPending } from '../state/intent.ts';
import { useLanguage } from '../state/settings.ts';

const shownFor = 2500;

/** The round trip of the last command, as long as it is fresh. */
function useFreshLatency(did: string, key: Key): number | undefined {
  const answered = useDevice(did, (device) => device.answered[key]);
  const [expired, setExpired] = useState<number>();
  useEffect(() => {
    if (!answered) return;
    const timer = setTimeout(() => setExpired(answered.at), Math.max(0, answered.at + shownFor - Date.now()));
    return () => clearTimeout(timer);
  }, [answered]);
  return answered && expired !== answered.at ? answered.ms : undefined;
}

/** A slot of fixed width, so that nothing moves when it fills. */
export function ControlStatus({ did, keys }: { readonly did: string; readonly keys: readonly Key[] }) {
  const words = useWords();
  const language = useLanguage();
  const key = useDevice(did, (device) => {
    const latest = (k: Key) => device.answered[k]?.at ?? 0;
    return keys.find((k) => device.intents[k]) ?? [...keys].sort((a, b) => latest(b) - latest(a))[0];
  });
  return key === undefined ? <span className="status-slot" /> : <StatusOf did={did} statusKey={key} words={words} language={language} />;
}

function StatusOf({
  did,
  statusKey,
  words,
  language,
}: {
  did: string;
  statusKey: Key;
  words: ReturnType<typeof useWords>;
  language: 'en' | 'zh';
}) {
  const phase = useDevice(did, (device) => device.intents[statusKey]?.phase);
  const ms = useFreshLatency(did, statusKey);
  if (phase === 'sending' || phase === 'trying') {
    return (
      <span className="status-slot" data-phase={phase}>
        {phase === 'trying' && <small>{words.stillTrying}</small>}
        <i className="pending" role="img" aria-label={phase === 'trying' ? words.stillTrying : words.sending} />
      </span>
    );
  }
  if (phase === 'failed') {
    return (
      <span className="status-slot" data-phase="failed">
        <CircleAlert size={16} aria-hidden="true" />
      </span>
    );
  }
  if (phase === 'unknown') {
    return (
      <span className="status-slot" data-phase="unknown">
        <CircleHelp size={16} role="img" aria-label={words.notConfirmed} />
      </span>
    );
  }
  return (
    <span className="status-slot">
      {ms !== undefined && <small title={words.answeredIn(formatLatency(ms, language))}>{formatLatency(ms, language)}</small>}
    </span>
  );
}

/** Below a control: why it did not happen, with a way to try again. */
export function ControlProblem({ did, member }: { readonly did: string; readonly member: Member }) {
  const words = useWords();
  const language = useLanguage();
  const intent = useDevice(did, (device) => device.intents[member.key]);
  if (!intent || isPending(intent) || intent.phase === 'confirmed') return null;
  if (intent.phase !== 'failed' && intent.phase !== 'unknown') return null;
  return (
    <div className="control-problem" data-phase={intent.phase} role="alert">
      <p>{intent.phase === 'unknown' && intent.refreshed ? words.notConfirmedShown : wordError(intent.error, language)}</p>
      <button type="button" className="text-button" onClick={() => void setProperty(did, member.service, member.property, intent.wanted)}>
        {words.retry}
      </button>
      <button type="button" className="text-button" onClick={() => stepDeviceIntent(did, member.key, { type: 'dismiss' })}>
        {words.dismiss}
      </button>
    </div>
  );
}
