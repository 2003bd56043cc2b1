import { Activity, ChartNoAxesCombined, CircleUserRound, House, PlusCircle } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import { useWords } from '../language/dictionary.ts';
import { hashOf } from '../routes.ts';
import type { Route } from '../routes.ts';
import { useHome, useRole } from '../state/home-store.ts';
import { go } from '../use-route.ts';

/** The screens. On a desktop the lenses stand beside the phone, so their entries are hidden there by CSS; the wire is for owners. */
export function Navigation({ route }: { readonly route: Route }) {
  const words = useWords();
  const isOwner = useRole() === 'owner';
  const nearby = useHome((home) => Object.keys(home.nearby).length);
  const items: readonly {
    readonly to: Route;
    readonly label: string;
    readonly Icon: LucideIcon;
    readonly isHere: boolean;
    readonly badge?: number;
  }[] = [
    { to: { screen: 'home' }, label: words.home, Icon: House, isHere: route.screen === 'home' || route.screen === 'device' },
    {
      to: { screen: 'add' },
      label: words.add,
      Icon: PlusCircle,
      isHere: route.screen === 'add' || route.screen === 'added',
      badge: nearby,
    },
    { to: { screen: 'strategy' }, label: words.strategy, Icon: ChartNoAxesCombined, isHere: route.screen === 'strategy' },
    ...(isOwner ? [{ to: { screen: 'wire' } as const, label: words.wire, Icon: Activity, isHere: route.screen === 'wire' }] : []),
    { to: { screen: 'you' }, label: words.you, Icon: CircleUserRound, isHere: route.screen === 'you' },
  ];
  return (
    <nav className="navigation" aria-label={words.navigation}>
      {items.map(({ to, label, Icon, isHere, badge = 0 }) => (
        <a
          key={to.screen}
          href={hashOf(to)}
          data-screen={to.screen}
          aria-current={isHere ? 'page' : undefined}
          onClick={(event) => {
            event.preventDefault();
            go(to);
          }}
        >
          <span className="navigation-icon">
            <Icon size={23} strokeWidth={1.8} aria-hidden="true" />
            {badge > 0 && <i aria-hidden="true">{badge}</i>}
          </span>
          {label}
        </a>
      ))}
    </nav>
  );
}
