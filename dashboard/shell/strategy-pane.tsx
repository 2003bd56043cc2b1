// The place of the Strategy lens: a screen on a phone, beside the phone on a desktop. Loaded when it is first seen.
import { lazy, Suspense } from 'react';
import { createStore } from 'zustand/vanilla';
import { useWords } from '../language/dictionary.ts';
import { homeStore } from '../state/home-store.ts';
import type { HomeState } from '../state/home-store.ts';
import { useLanguage } from '../state/settings.ts';
import type { StrategyFacts } from '../strategy-slot.ts';
import { client } from '../wire/hub.ts';
import { Guard } from './guard.tsx';

const StrategyLens = lazy(() => import('../strategy/strategy-lens.tsx').then((module) => ({ default: module.StrategyLens })));

const factsOf = ({ connection, session, info, version }: HomeState): StrategyFacts => ({
  online: connection === 'online',
  home: session?.home,
  me: session?.client,
  role: session?.role,
  openness: info?.openness,
  version,
});
const same = (a: StrategyFacts, b: StrategyFacts): boolean =>
  a.online === b.online && a.home === b.home && a.me === b.me && a.role === b.role && a.openness === b.openness && a.version === b.version;

/** A narrow window on the home: the lens wakes only for what concerns it. */
const factsStore = createStore<StrategyFacts>(() => factsOf(homeStore.getState()));
homeStore.subscribe((home) => {
  const facts = factsOf(home);
  if (!same(facts, factsStore.getState())) factsStore.setState(facts, true);
});

export function StrategyPane() {
  const words = useWords();
  const language = useLanguage();
  return (
    <Guard resetKey={language} fallback={<p className="quiet-note">{words.strategyFailed}</p>}>
      <Suspense
        fallback={
          <p className="quiet-note" role="status">
            {words.strategyLoading}
          </p>
        }
      >
        <StrategyLens client={client} store={factsStore} language={language} />
      </Suspense>
    </Guard>
  );
}
