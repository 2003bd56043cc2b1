// A device asks to join: who made it, and whether this house admits it, before anything is typed.
import { deviceName, makerName, useWords } from '../language/dictionary.ts';
import { useShallow } from 'zustand/react/shallow';
import { useHome } from '../state/home-store.ts';
import { useLanguage } from '../state/settings.ts';
import { KindIcon } from '../ui/icon.tsx';
import { go } from '../use-route.ts';

/** Those that could be added come first, then by age. */
export const useNearby = () =>
  useHome(
    useShallow((home) =>
      Object.values(home.nearby).sort(
        (a, b) => Number(b.admitted) - Number(a.admitted) || a.since - b.since || (a.serial < b.serial ? -1 : 1),
      ),
    ),
  );

export function NearbyCard() {
  const words = useWords();
  const language = useLanguage();
  const nearby = useNearby();
  const isAway = useHome((home) => home.connection !== 'online');
  const isGuest = useHome((home) => home.session?.role === 'guest');
  const first = nearby[0];
  if (!first || isGuest) return null;
  const name = deviceName({ given: null, title: first.title }, language);
  const maker = makerName(first.vendor);
  const rest = nearby.length - 1;
  return (
    <section className="near" aria-label={words.nearbyTitle(name)}>
      <span className="tile-icon">
        <KindIcon kind={first.category} />
      </span>
      <span className="near-text">
        <b>{words.nearbyTitle(name)}</b>
        <small>
          {isAway ? words.notWhileAway : first.admitted ? words.byAdmitted(maker) : words.byOutsider(maker)}
          {!isAway && rest > 0 && ` · ${words.moreNearby(rest)}`}
        </small>
      </span>
      <button
        type="button"
        className="button"
        disabled={isAway}
        onClick={() => go(rest > 0 ? { screen: 'add' } : { screen: 'add', serial: first.serial })}
      >
        {words.add}
      </button>
    </section>
  );
}
