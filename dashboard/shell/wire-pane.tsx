// The place of the Wire lens: a screen on a phone, beside the phone on a desktop. Loaded when it is first seen; the hub
// tells of nothing before.
import { lazy, Suspense, useMemo } from 'react';
import { deviceName, useWords } from '../language/dictionary.ts';
import { deviceStore } from '../state/device-store.ts';
import { useHome, useRole } from '../state/home-store.ts';
import { useLanguage } from '../state/settings.ts';
import { client, wireSource } from '../wire/hub.ts';
import { Guard } from './guard.tsx';

const WireLens = lazy(() => import('../wire-lens/wire-lens.tsx').then((module) => ({ default: module.WireLens })));

const specOf = (did: string) => deviceStore(did).getState().spec;

export function WirePane() {
  const words = useWords();
  const language = useLanguage();
  const role = useRole();
  const online = useHome((home) => home.connection === 'online');
  const session = useHome((home) => home.session);
  const mqttPort = useHome((home) => home.info?.mqttPort);
  const cards = useHome((home) => home.cards);
  const version = useHome((home) => home.version);
  const names = useMemo(
    () => Object.fromEntries(Object.values(cards).map((card) => [card.did, deviceName(card, language)])),
    [cards, language],
  );
  const facts = useMemo(
    () => ({ online, home: session?.home, me: session?.client, mqttPort, names, version }),
    [online, session, mqttPort, names, version],
  );
  if (role !== 'owner') return <p className="quiet-note">{words.wireOwnerOnly}</p>;
  return (
    <Guard resetKey={language} fallback={<p className="quiet-note">{words.wireFailed}</p>}>
      <Suspense
        fallback={
          <p className="quiet-note" role="status">
            {words.wireLoading}
          </p>
        }
      >
        <WireLens source={wireSource} facts={facts} client={client} language={language} specOf={specOf} />
      </Suspense>
    </Guard>
  );
}
