// What the home is like at a glance; each chip also filters. Filters have URLs.
import { BellDot, Lightbulb, Unplug, Wind } from 'lucide-react';
import { useWords } from '../language/dictionary.ts';
import { formatNumber } from '../language/format.ts';
import { useShallow } from 'zustand/react/shallow';
import type { Filter } from '../routes.ts';
import { useHome } from '../state/home-store.ts';
import type { HomeState } from '../state/home-store.ts';
import { useLanguage } from '../state/settings.ts';
import { isOffline } from '../state/staleness.ts';
import { go } from '../use-route.ts';
import { airLevel } from './tile-text.ts';

function glance({ cards, facts, alerts }: HomeState) {
  let lights = 0;
  let offline = 0;
  let worst: number | undefined;
  for (const { did, presence } of Object.values(cards)) {
    if (isOffline(presence && { state: presence })) offline += 1;
    const fact = facts[did];
    if (fact?.lit) lights += 1;
    if (fact?.pm25 !== undefined) worst = Math.max(worst ?? 0, fact.pm25);
  }
  return { lights, offline, worst, alerts: Object.keys(alerts).length };
}

export function Chips({ filter }: { readonly filter: Filter | undefined }) {
  const words = useWords();
  const language = useLanguage();
  const { lights, offline, worst, alerts } = useHome(useShallow(glance));
  const chips: { filter: Filter; label: string; mark: React.ReactNode; level?: string }[] = [];
  if (worst !== undefined) {
    chips.push({
      filter: 'air',
      label: words.airChip(formatNumber(worst, 0, language)),
      mark: <Wind size={15} aria-hidden="true" />,
      level: airLevel(worst),
    });
  }
  if (lights > 0)
    chips.push({ filter: 'lights', label: words.lightsOn(lights), mark: <Lightbulb size={15} aria-hidden="true" />, level: 'lit' });
  if (offline > 0) chips.push({ filter: 'offline', label: words.offlineCount(offline), mark: <Unplug size={15} aria-hidden="true" /> });
  if (alerts > 0)
    chips.push({ filter: 'alerts', label: words.alertCount(alerts), mark: <BellDot size={15} aria-hidden="true" />, level: 'poor' });
  // A chip whose reason is gone stays while it filters, so that one can leave the filter where one entered it.
  if (filter === 'lights' && lights === 0)
    chips.push({ filter, label: words.lightsOn(0), mark: <Lightbulb size={15} aria-hidden="true" /> });
  if (filter === 'offline' && offline === 0)
    chips.push({ filter, label: words.offlineCount(0), mark: <Unplug size={15} aria-hidden="true" /> });
  if (filter === 'alerts' && alerts === 0)
    chips.push({ filter, label: words.alertCount(0), mark: <BellDot size={15} aria-hidden="true" /> });
  return (
    <div className="chips" role="group" aria-label={words.filters}>
      {chips.map((chip) => (
        <button
          key={chip.filter}
          type="button"
          className="chip"
          aria-pressed={filter === chip.filter}
          data-level={chip.level}
          onClick={() =>
            go(
              filter === chip.filter ? { screen: 'home' } : { screen: 'home', filter: chip.filter },
              filter === undefined ? 'push' : 'replace',
            )
          }
        >
          {chip.mark}
          {chip.label}
        </button>
      ))}
    </div>
  );
}
