// The openness switch, and what turning it did. Both columns are named each time: openness takes two.
import { useState, type ReactNode } from 'react';
import { OmniError } from '#protocol/errors.ts';
import type { Openness } from '#lab/index.ts';
import { wordError } from '../language/error-words.ts';
import type { OmniClient, StrategyFacts } from '../strategy-slot.ts';
import { Segmented, type Choice } from '../ui/segmented.tsx';
import { shownOpenness, type OpennessChange } from './openness-view.ts';
import { useSpeech } from './speech-context.ts';

interface OpennessSwitchProps {
  readonly client: OmniClient;
  readonly facts: StrategyFacts;
  readonly value: Openness;
}

export function OpennessSwitch({ client, facts, value }: OpennessSwitchProps) {
  const { words, language } = useSpeech();
  const [asking, setAsking] = useState(false);
  // The choice stands as soon as it is made, until the hub has answered: from then on the house alone says what it is.
  const [wanted, setWanted] = useState<Openness | undefined>(undefined);
  const shown = shownOpenness(wanted, facts.openness, value);
  const [error, setError] = useState<string | undefined>(undefined);
  const isOwner = facts.role === 'owner';
  const reason = !facts.online ? words.whileOffline : isOwner ? undefined : words.ownerOnly;
  const means = { closed: words.closedMeans, bridged: words.bridgedMeans, open: words.openMeans }[shown];
  const choices: readonly Choice<Openness>[] = [
    { value: 'closed', label: words.closed },
    { value: 'bridged', label: words.bridged },
    { value: 'open', label: words.open },
  ];
  const set = (mode: Openness) => {
    setAsking(true);
    setWanted(mode);
    setError(undefined);
    // The new facts come with the rise of the store's version, as after anyone else's change.
    client
      .call('hub.openness', { mode })
      .catch((cause: unknown) => {
        setError(cause instanceof OmniError ? wordError({ code: cause.code, say: cause.detail.say }, language) : words.failed);
      })
      .finally(() => {
        setWanted(undefined);
        setAsking(false);
      });
  };
  return (
    <div className="st-control">
      <span className="st-control-label" aria-hidden="true">
        {words.thisHouse}
      </span>
      <Segmented label={words.thisHouse} choices={choices} value={shown} isDisabled={asking || reason !== undefined} onChange={set} />
      <p className="st-control-note" role="status">
        {error ?? (asking ? words.switching : `${words.realSwitch} ${reason ?? means}`)}
      </p>
    </div>
  );
}

/** The way back of a change that the hub has made; for those who may make it. */
export function UndoOpenness({ client, facts, to }: { readonly client: OmniClient; readonly facts: StrategyFacts; readonly to: Openness }) {
  const { words, language } = useSpeech();
  const [isAsking, setAsking] = useState(false);
  const [error, setError] = useState<string | undefined>(undefined);
  if (facts.role !== 'owner') return null;
  const undo = () => {
    setAsking(true);
    client
      .call('hub.openness', { mode: to })
      .catch((cause: unknown) => {
        setError(cause instanceof OmniError ? wordError({ code: cause.code, say: cause.detail.say }, language) : words.failed);
      })
      .finally(() => setAsking(false));
  };
  return (
    <>
      <button type="button" className="button quiet" disabled={isAsking || !facts.online} onClick={undo}>
        {words.undo}
      </button>
      {error !== undefined && <p role="alert">{error}</p>}
    </>
  );
}

interface OpennessChangedProps {
  readonly change: OpennessChange;
  readonly undo: ReactNode;
  readonly onDismiss: () => void;
}

export function OpennessChanged({ change, undo, onDismiss }: OpennessChangedProps) {
  const { words } = useSpeech();
  return (
    <section className="st-changed" role="status" aria-label={change.title}>
      <div>
        <h2>{change.title}</h2>
        <p>{change.lesson}</p>
      </div>
      <dl>
        {change.rows.map((row) => (
          <div key={row.target} data-moved={row.isMoved || undefined}>
            <dt>{words[row.target]}</dt>
            <dd>
              <BeforeAfter label={words.columnLeaving} {...row.total} />
              {row.next && <BeforeAfter label={words.columnNext} {...row.next} />}
            </dd>
          </div>
        ))}
      </dl>
      <div className="st-changed-buttons">
        {undo}
        <button type="button" className="button quiet" onClick={onDismiss}>
          {words.dismiss}
        </button>
      </div>
    </section>
  );
}

function BeforeAfter({ label, before, after }: { readonly label: string; readonly before: string; readonly after: string }) {
  const { words } = useSpeech();
  return (
    <span className="st-before-after">
      <small>{label}</small>
      {before === after ? (
        <b>
          {after} <small>{words.unchanged}</small>
        </b>
      ) : (
        <b>
          <span className="st-hidden">{words.beforeAfter(before, after)}</span>
          <span aria-hidden="true">
            <s>{before}</s> → {after}
          </span>
        </b>
      )}
    </span>
  );
}
