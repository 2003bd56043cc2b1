// The Strategy lens: this home's lock-in as two numbers, and everything behind them. Works on facts that the hub serves; the formulas are the lab's.
import './layout.css';
import './headline.css';
import './what-if.css';
import './target.css';
import './line.css';
import './discount.css';
import './tables.css';
import { useMemo } from 'react';
import { useStore } from 'zustand';
import { wordError } from '../language/error-words.ts';
import type { StrategyLensProps } from '../strategy-slot.ts';
import { Switch } from '../ui/switch.tsx';
import { HomeView } from './home-view.tsx';
import { inLanguage, type Facts } from './inventory-source.ts';
import { memoryOf } from './lens-memory.ts';
import { NotesCard } from './notes-card.tsx';
import { SpeechContext, useSpeech } from './speech-context.ts';
import { speechOf } from './speech.ts';
import { useFacts } from './use-facts.ts';
import { useGuess } from './use-guess.ts';

export function StrategyLens({ client, store, language }: StrategyLensProps) {
  const live = useStore(store);
  const { source, turned } = memoryOf(client, store, live.me);
  const facts = useFacts(source);
  const { names, kinds } = facts;
  const speech = useMemo(() => speechOf(language, kinds), [language, kinds]);
  const { words } = speech;
  const inventory = useMemo(() => facts.inventory && inLanguage(facts.inventory, names, language), [facts.inventory, names, language]);
  const guessing = useGuess(live.me);
  const isShown = guessing.state.phase === 'shown' && (facts.inventory?.devices.length ?? 0) > 0;
  const isProjected = useStore(turned, (now) => now.isProjected);
  return (
    <SpeechContext value={speech}>
      <div className="strategy" data-projector={isProjected || undefined}>
        <div className="st-page">
          <header className="st-top">
            <h1>{words.title}</h1>
            <p>
              {words.neverAdded} {words.illustrativeLabel}
            </p>
            {isShown && (
              <button type="button" className="text-button" onClick={guessing.again}>
                {words.guessAgain}
              </button>
            )}
            <span className="st-projector">
              <span aria-hidden="true">{words.projector}</span>
              <Switch label={words.projector} isOn={isProjected} onChange={(on) => turned.setState({ isProjected: on })} />
            </span>
          </header>
          <Standing facts={facts} online={live.online} onRetry={source.refresh} />
          {inventory && (
            <HomeView
              client={client}
              live={live}
              inventory={inventory}
              guessing={guessing}
              turned={turned}
              openedFrom={facts.openedFrom}
              onDismissChange={source.dismissChange}
            />
          )}
          <NotesCard />
        </div>
      </div>
    </SpeechContext>
  );
}

interface StandingProps {
  readonly facts: Facts;
  readonly online: boolean;
  readonly onRetry: () => void;
}

/** How old the numbers are, or why there are none. Nothing at all in the ordinary case. */
function Standing({ facts, online, onRetry }: StandingProps) {
  const { words, clock, language } = useSpeech();
  const { inventory, at, error } = facts;
  const why = error && wordError({ code: error.code, say: error.detail.say }, language);
  if (inventory === undefined || at === undefined) {
    if (!online) return <Note text={words.offlineNever} />;
    if (why !== undefined) return <Note text={`${words.failed} ${why}`} onRetry={onRetry} />;
    return (
      <div className="st-loading" role="status">
        <span className="st-hidden">{words.loading}</span>
        <i />
        <i />
      </div>
    );
  }
  if (!online) return <Note text={words.offlineAt(clock(at))} />;
  return why === undefined ? null : <Note text={words.failedAt(clock(at), why)} onRetry={onRetry} />;
}

function Note({ text, onRetry }: { readonly text: string; readonly onRetry?: () => void }) {
  const { words } = useSpeech();
  return (
    <div className="st-standing" role="status">
      <p>{text}</p>
      {onRetry && (
        <button type="button" className="button quiet" onClick={onRetry}>
          {words.retry}
        </button>
      )}
    </div>
  );
}
