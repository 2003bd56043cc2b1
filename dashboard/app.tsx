// Welcome while the hub does not know this browser, the phone afterwards.
import { useEffect, useState } from 'react';
import { claimToken } from './routes.ts';
import { Shell } from './shell/shell.tsx';
import { useHome } from './state/home-store.ts';
import { Connecting } from './welcome/connecting.tsx';
import { Welcome } from './welcome/welcome.tsx';
import { go } from './use-route.ts';

/** With a valid session a claim fragment is dropped; without one it opens the door. */
export function App() {
  const connection = useHome((home) => home.connection);
  const isKnown = useHome((home) => home.session !== undefined);
  const [isSlow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), 1500);
    return () => clearTimeout(timer);
  }, []);
  useEffect(() => {
    if (isKnown && claimToken(location.hash) !== undefined) go({ screen: 'home' }, 'replace');
  }, [isKnown]);
  if (connection === 'away') return <Welcome />;
  if (!isKnown) return isSlow ? <Connecting /> : null;
  return <Shell />;
}
