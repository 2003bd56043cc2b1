// The home: chips, what is nearby, what is wrong, then rooms as sections of tiles.
import { useMemo } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { roomName, useWords } from '../language/dictionary.ts';
import { formatNumber } from '../language/format.ts';
import type { Filter } from '../routes.ts';
import { useHome } from '../state/home-store.ts';
import { useLanguage, useSettings } from '../state/settings.ts';
import { go } from '../use-route.ts';
import { AlertList } from './alert-list.tsx';
import { Chips } from './chips.tsx';
import { EmptyHome } from './empty-home.tsx';
import { groupDevices, passes } from './grouping.ts';
import type { Section } from './grouping.ts';
import { NearbyCard } from './nearby-card.tsx';
import { Tile } from './tile.tsx';

/** Dids that pass a filter, as one string: only a change of membership renders. */
function useKept(filter: Filter | undefined): ReadonlySet<string> {
  const favourites = useSettings((settings) => settings.favourites);
  const starred = useMemo(() => new Set(favourites), [favourites]);
  const kept = useHome(
    useShallow(({ cards, facts, alerts }) => {
      const alerting = new Set(Object.values(alerts).map(({ did }) => did));
      return Object.values(cards)
        .filter((card) => passes(filter, card, facts[card.did], alerting, starred))
        .map(({ did }) => did);
    }),
  );
  return useMemo(() => new Set(kept), [kept]);
}

export function HomeScreen({ filter }: { readonly filter: Filter | undefined }) {
  const words = useWords();
  const cards = useHome((home) => home.cards);
  const rooms = useHome((home) => home.rooms);
  const synced = useHome((home) => home.synced);
  const favourites = useSettings((settings) => settings.favourites);
  const kept = useKept(filter);
  const sections = useMemo(
    () => groupDevices({ cards, rooms, favourites, keep: (did) => kept.has(did) }),
    [cards, rooms, favourites, kept],
  );
  const isEmpty = Object.keys(cards).length === 0;
  return (
    <div className="screen home">
      <h1>{words.home}</h1>
      {isEmpty && !synced ? (
        <Skeleton />
      ) : (
        <>
          {!isEmpty && <Chips filter={filter} />}
          {filter === undefined && <NearbyCard />}
          {(filter === undefined || filter === 'alerts') && <AlertList />}
          {isEmpty && <EmptyHome />}
          {sections.map((section) => (
            <RoomSection key={section.room?.id ?? section.kind} section={section} />
          ))}
          {filter !== undefined && sections.length === 0 && <p className="quiet-note">{words.nothingMatches}</p>}
          {filter !== undefined && (
            <button type="button" className="button quiet wide" onClick={() => go({ screen: 'home' })}>
              {words.showAll}
            </button>
          )}
        </>
      )}
    </div>
  );
}

function RoomSection({ section }: { section: Section }) {
  const words = useWords();
  const language = useLanguage();
  const celsius = useHome(({ facts, cards }) => {
    if (!section.room) return undefined;
    const id = section.room.id;
    return Object.values(cards)
      .map(({ did, room }) => (room === id ? facts[did]?.celsius : undefined))
      .find((value) => value !== undefined);
  });
  const title = section.kind === 'favourites' ? words.favourites : section.room ? roomName(section.room, words) : words.noRoom;
  return (
    <section className="room" aria-label={title}>
      <h2>
        <span>{title}</span>
        {celsius !== undefined && <span>{formatNumber(celsius, 1, language)} °C</span>}
      </h2>
      <ul className="grid">
        {section.dids.map((did) => (
          <Tile key={did} did={did} />
        ))}
      </ul>
    </section>
  );
}

/** The shape of a home while its state is on the way. */
function Skeleton() {
  const words = useWords();
  return (
    <div className="skeleton" role="status" aria-label={words.connecting}>
      <i />
      <i data-wide="" />
      <i />
      <i />
      <i />
      <i />
    </div>
  );
}
