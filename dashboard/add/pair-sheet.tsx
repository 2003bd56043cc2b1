// From nearby to ours: the code, what went wrong, and before that, whether this house admits the maker at all.
import { useEffect, useState } from 'react';
import { DoorClosed, Hourglass, LockKeyhole, SearchX, TriangleAlert } from 'lucide-react';
import { toOmniError } from '#protocol/errors.ts';
import type { Nearby } from '#protocol/envelopes.ts';
import { makerName, useWords } from '../language/dictionary.ts';
import { wordError } from '../language/error-words.ts';
import { formatClock, formatDuration } from '../language/format.ts';
import { useHome, useRole } from '../state/home-store.ts';
import { useLanguage } from '../state/settings.ts';
import { KindIcon } from '../ui/icon.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { go } from '../use-route.ts';
import { client, relist } from '../wire/hub.ts';
import { CodeField } from './code-field.tsx';
import { pairProblem } from './pair-problem.ts';
import type { PairError } from './pair-problem.ts';

interface PairSheetProps {
  readonly serial: string;
  /** From the box's QR code; the person still confirms. */
  readonly code: string | undefined;
  readonly onClose: () => void;
}

export function PairSheet({ serial, code, onClose }: PairSheetProps) {
  const words = useWords();
  const language = useLanguage();
  const role = useRole();
  const synced = useHome((home) => home.synced);
  const seen = useHome((home) => home.nearby[serial]);
  const openness = useHome((home) => home.info?.openness);
  const isExposed = useHome((home) => home.info?.exposed === true);
  // Pairing takes it off the list: what it was called must not vanish meanwhile.
  const [last, setLast] = useState<Nearby>();
  if (seen && seen !== last) setLast(seen);
  const device = seen ?? last;
  if (!device) {
    return (
      <Sheet title={words.addDevice} onClose={onClose}>
        {role === 'guest' ? (
          <Explained Icon={DoorClosed} text={words.addGuest} />
        ) : synced ? (
          <Explained Icon={SearchX} title={words.gone} text={words.goneHelp} />
        ) : (
          <div className="sheet-wait" />
        )}
      </Sheet>
    );
  }
  const maker = makerName(device.vendor);
  const isWelcome = device.admitted || openness === 'open';
  return (
    <Sheet
      title={device.title[language]}
      lead={
        <span className="tile-icon lead">
          <KindIcon kind={device.category} size={22} />
        </span>
      }
      onClose={onClose}
    >
      <p className="presence">
        {maker} · {device.model} · {device.serial}
      </p>
      {isWelcome ? (
        <>
          <Pairing device={device} scanned={code ?? ''} isNearby={seen !== undefined} />
          {isExposed && <Explained Icon={TriangleAlert} text={words.codeExposed} />}
        </>
      ) : (
        <NotAdmitted maker={maker} />
      )}
    </Sheet>
  );
}

function Explained({ Icon, title, text, children }: { Icon: typeof SearchX; title?: string; text: string; children?: React.ReactNode }) {
  return (
    <section className="explained">
      <Icon size={24} strokeWidth={1.8} aria-hidden="true" />
      <div>
        {title !== undefined && <b>{title}</b>}
        <p>{text}</p>
        {children}
      </div>
    </section>
  );
}

function NotAdmitted({ maker }: { maker: string }) {
  const words = useWords();
  const role = useRole();
  return (
    <Explained Icon={DoorClosed} title={words.notAdmittedTitle} text={words.notAdmittedWhy(maker)}>
      <p>{words.notAdmittedOpen}</p>
      {role === 'owner' ? (
        <button type="button" className="button soft" onClick={() => go({ screen: 'you' })}>
          {words.toOpenness}
        </button>
      ) : (
        <p>{words.askOwner}</p>
      )}
    </Explained>
  );
}

function Pairing({ device, scanned, isNearby }: { device: Nearby; scanned: string; isNearby: boolean }) {
  const words = useWords();
  const language = useLanguage();
  const [code, setCode] = useState(scanned);
  const isAway = useHome((home) => home.connection !== 'online');
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<PairError>();
  const problem = error && pairProblem(error);
  const lock = useLock(problem?.kind === 'locked' ? problem.until : undefined);
  const isLocked = lock !== undefined && lock > 0;
  const pair = async () => {
    setBusy(true);
    setError(undefined);
    try {
      const { did } = await client.call('pair.accept', { serial: device.serial, setupCode: code });
      void relist();
      go({ screen: 'added', did }, 'replace');
    } catch (thrown) {
      const { code: errorCode, detail } = toOmniError(thrown);
      setError({ code: errorCode, say: detail.say, left: detail.left, lockedUntil: detail.lockedUntil });
      setBusy(false);
      if (errorCode === 'WRONG_SETUP_CODE') setCode('');
    }
  };
  if (problem?.kind === 'not-admitted') return <NotAdmitted maker={makerName(device.vendor)} />;
  return (
    <form
      className="pair-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (code.length === 8 && !isBusy && !isAway) void pair();
      }}
    >
      <CodeField
        label={words.codeLabel}
        hint={scanned !== '' && code === scanned ? words.codeScanned : words.codeWhere}
        value={code}
        isDisabled={isBusy || isLocked}
        isWrong={problem?.kind === 'wrong-code' && code === ''}
        onChange={setCode}
      />
      <div role="alert">
        {error && problem?.kind === 'wrong-code' && (
          <Explained
            Icon={LockKeyhole}
            title={wordError({ code: 'WRONG_SETUP_CODE' }, language)}
            text={problem.left === undefined ? (error.say?.[language] ?? '') : words.triesLeft(problem.left)}
          />
        )}
        {error && problem?.kind === 'locked' && (
          <Explained
            Icon={Hourglass}
            title={wordError({ code: 'LOCKED_OUT' }, language)}
            text={problem.until === undefined ? (error.say?.[language] ?? '') : words.lockedUntil(formatClock(problem.until, language))}
          >
            {lock !== undefined && lock > 0 && <p className="count-down">{words.lockedFor(formatDuration(lock, language))}</p>}
          </Explained>
        )}
        {error && (problem?.kind === 'gone' || (!isNearby && !isBusy)) && (
          <Explained Icon={SearchX} title={words.gone} text={words.goneHelp} />
        )}
        {error && problem?.kind === 'other' && isNearby && <Explained Icon={TriangleAlert} title={wordError(error, language)} text={''} />}
      </div>
      {isBusy && (
        <p className="pairing" role="status">
          <i className="pending" aria-hidden="true" />
          {words.pairingHelp}
        </p>
      )}
      <button type="submit" className="button wide" disabled={code.length < 8 || isBusy || isLocked || isAway}>
        {isBusy ? words.pairing : words.pair}
      </button>
      {isAway && !isBusy && <p className="hint">{words.notWhileAway}</p>}
    </form>
  );
}

/** Seconds until a lock opens, counted down; undefined without one. */
function useLock(until: number | undefined): number | undefined {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (until === undefined) return;
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, [until]);
  return until === undefined ? undefined : Math.max(0, Math.ceil((until - now) / 1000));
}
