// What the home is like at a glance; each chip also filters. Filters have URLs.
import { BellDot, DoorOpen, Lightbulb, TriangleAlert, Unplug, Wind } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import { useWords } from '../language/dictionary.ts';
import { formatNumber } from '../language/format.ts';
import { useShallow } from 'zustand/react/shallow';
import type { Filter } from '../routes.ts';
import { useHome } from '../state/home-store.ts';
import type { HomeState } from '../state/home-store.ts';
import { useLanguage } from '../state/settings.ts';
import { isOffline } from '../state/staleness.ts';
import { go } from '../use-route.ts';
import { airLevel } from './air-level.ts';

function glance({ cards, facts, alerts }: HomeState) {
  let lights = 0;
  let offline = 0;
  let doors = 0;
  let worst: number | undefined;
  const dangers = new Set<'water' | 'smoke'>();
  for (const { did, presence } of Object.values(cards)) {
    if (isOffline(presence && { state: presence })) offline += 1;
    const fact = facts[did];
    if (fact?.lit) lights += 1;
    if (fact?.isOpen) doors += 1;
    if (fact?.danger) dangers.add(fact.danger);
    if (fact?.pm25 !== undefined) worst = Math.max(worst ?? 0, fact.pm25);
  }
  return { lights, offline, doors, worst, water: dangers.has('water'), smoke: dangers.has('smoke'), alerts: Object.keys(alerts).length };
}

interface Chip {
  readonly filter: Filter;
  /** 0: there is no reason for it now. */
  readonly count: number;
  readonly label: string;
  readonly icon: LucideIcon;
  readonly level?: string;
}

export function Chips({ filter }: { readonly filter: Filter | undefined }) {
  const words = useWords();
  const language = useLanguage();
  const { lights, offline, doors, worst, water, smoke, alerts } = useHome(useShallow(glance));
  const dangers = [...(smoke ? (['smoke'] as const) : []), ...(water ? (['water'] as const) : [])];
  const chips: readonly Chip[] = [
    ...dangers.map((danger): Chip => ({ filter: 'danger', count: 1, label: words[danger], icon: TriangleAlert, level: 'alarm' })),
    {
      ...{ filter: 'air', count: worst === undefined ? 0 : 1, icon: Wind },
      ...(worst === undefined ? { label: '' } : { label: words.airChip(formatNumber(worst, 0, language)), level: airLevel(worst) }),
    },
    { filter: 'doors', count: doors, label: words.doorsOpen(doors), icon: DoorOpen, level: 'info' },
    { filter: 'lights', count: lights, label: words.lightsOn(lights), icon: Lightbulb, ...(lights > 0 ? { level: 'lit' } : {}) },
    { filter: 'offline', count: offline, label: words.offlineCount(offline), icon: Unplug },
    { filter: 'alerts', count: alerts, label: words.alertCount(alerts), icon: BellDot, ...(alerts > 0 ? { level: 'poor' } : {}) },
  ];
  // A chip whose reason is gone stays while it filters, so that one can leave the filter where one entered it.
  const shown = chips.filter((chip) => chip.count > 0 || (chip.filter === filter && chip.label !== ''));
  return (
    <div className="chips" role="group" aria-label={words.filters}>
      {shown.map(({ icon: Icon, ...chip }) => (
        <button
          key={`${chip.filter} ${chip.level === 'alarm' ? chip.label : ''}`}
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
          <Icon size={15} aria-hidden="true" />
          {chip.label}
        </button>
      ))}
    </div>
  );
}
