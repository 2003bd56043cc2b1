// The lenses beside the phone: the home as strategy, and (for an owner) as messages. One at a time.
import { useState } from 'react';
import { useWords } from '../language/dictionary.ts';
import type { Route } from '../routes.ts';
import { useRole } from '../state/home-store.ts';
import { Segmented } from '../ui/segmented.tsx';
import { StrategyPane } from './strategy-pane.tsx';
import { WirePane } from './wire-pane.tsx';

const lenses = ['strategy', 'wire'] as const;
type Lens = (typeof lenses)[number];
export const isLens = (screen: Route['screen']): screen is Lens => (lenses as readonly string[]).includes(screen);

/** A link to a lens shows it; afterwards the switch decides, as long as the page lives. */
export function Lenses({ route: { screen } }: { readonly route: Route }) {
  const words = useWords();
  const isOwner = useRole() === 'owner';
  const [chosen, setChosen] = useState<Lens>(isLens(screen) ? screen : 'strategy');
  const [seen, setSeen] = useState(screen);
  if (screen !== seen) {
    setSeen(screen);
    if (isLens(screen)) setChosen(screen);
  }
  const lens = isOwner ? chosen : 'strategy';
  return (
    <section className="lens" data-lens={lens} aria-label={words[lens]}>
      {isOwner && (
        <Segmented label={words.lens} value={lens} choices={lenses.map((value) => ({ value, label: words[value] }))} onChange={setChosen} />
      )}
      {lens === 'wire' ? <WirePane /> : <StrategyPane />}
    </section>
  );
}
