// The phone: full screen on a phone; on a desktop in a frame at the left with the lenses beside it.
import { useEffect, useRef } from 'react';
import { AddScreen } from '../add/add-screen.tsx';
import { AddedSheet } from '../add/added-sheet.tsx';
import { PairSheet } from '../add/pair-sheet.tsx';
import { DeviceSheet } from '../device/device-sheet.tsx';
import { HomeScreen } from '../home/home-screen.tsx';
import { useWords } from '../language/dictionary.ts';
import type { Route } from '../routes.ts';
import { hashOf } from '../routes.ts';
import { clearNotice, noticeStore } from '../state/notices.ts';
import { close, useRoute } from '../use-route.ts';
import { YouScreen } from '../you/you-screen.tsx';
import { Banner } from './banner.tsx';
import { Guard } from './guard.tsx';
import { isLens, Lenses } from './lenses.tsx';
import { Navigation } from './navigation.tsx';
import { Snackbar } from './snackbar.tsx';
import { StatusBar } from './status-bar.tsx';
import { StrategyPane } from './strategy-pane.tsx';
import { useIsWide } from './use-is-wide.ts';
import { WirePane } from './wire-pane.tsx';

/** The screen under a sheet. */
function screenOf(route: Route, isWide: boolean): 'home' | 'add' | 'strategy' | 'wire' | 'you' {
  switch (route.screen) {
    case 'home':
    case 'device':
    case 'added':
      return 'home';
    case 'add':
      return 'add';
    case 'strategy':
    case 'wire':
      return isWide ? 'home' : route.screen;
    case 'you':
      return 'you';
  }
}

function sheetOf(route: Route) {
  const onClose = () => close(route);
  if (route.screen === 'device') return <DeviceSheet key={route.did} did={route.did} onClose={onClose} />;
  if (route.screen === 'add' && route.serial !== undefined)
    return <PairSheet key={hashOf(route)} serial={route.serial} code={route.code} onClose={onClose} />;
  if (route.screen === 'added') return <AddedSheet key={route.did} did={route.did} />;
  return undefined;
}

export function Shell() {
  const words = useWords();
  const route = useRoute();
  const isWide = useIsWide();
  const screen = screenOf(route, isWide);
  const sheet = sheetOf(route);
  const main = useRef<HTMLElement>(null);
  const page = route.screen === 'you' ? (route.page ?? '') : '';
  // What was said belongs to the screen that it was said on; there it must not cover another's buttons.
  useEffect(() => {
    if (noticeStore.getState().notice?.kind === 'changed') clearNotice();
  }, [route.screen]);
  useEffect(() => {
    main.current?.scrollTo({ top: 0 });
  }, [screen, page]);
  return (
    <div className="stage">
      <div className="phone">
        {isWide && <StatusBar />}
        <Banner />
        <main ref={main} className="phone-main" inert={sheet !== undefined} tabIndex={-1}>
          <Guard resetKey={hashOf(route)} fallback={<p className="quiet-note">{words.pageFailed}</p>}>
            {screen === 'home' && <HomeScreen filter={route.screen === 'home' ? route.filter : undefined} />}
            {screen === 'add' && <AddScreen />}
            {screen === 'strategy' && <StrategyPane />}
            {screen === 'wire' && <WirePane />}
            {screen === 'you' && <YouScreen page={route.screen === 'you' ? route.page : undefined} />}
          </Guard>
        </main>
        <div className="phone-foot" inert={sheet !== undefined}>
          <Navigation route={isWide && isLens(route.screen) ? { screen: 'home' } : route} />
        </div>
        {sheet}
        <Snackbar />
      </div>
      {isWide && <Lenses route={route} />}
    </div>
  );
}
