// The place of the Wire lens: a screen on a phone, beside the phone on a desktop. Loaded when it is first seen; the hub
// tells of nothing before.
import { useMemo } from 'react';
import { FaultCard } from '../faults/fault-card.tsx';
import { deviceName, useWords } from '../language/dictionary.ts';
import { hashOf } from '../routes.ts';
import { deviceStore } from '../state/device-store.ts';
import { useHome, useRole } from '../state/home-store.ts';
import { useLanguage } from '../state/settings.ts';
import { client, wireSource } from '../wire/hub.ts';
import { Guard } from './guard.tsx';
import { useLoaded } from './use-loaded.ts';

const load = () => import('../wire-lens/wire-lens.tsx');

const specOf = (did: string) => deviceStore(did).getState().spec;
const breakOf = (did: string) => <FaultCard key={did} did={did} />;
const lessons = hashOf({ screen: 'you', page: 'lessons' });

export function WirePane() {
  const words = useWords();
  const language = useLanguage();
  if (useRole() !== 'owner') return <p className="quiet-note">{words.wireOwnerOnly}</p>;
  return (
    <Guard resetKey={language} fallback={<p className="quiet-note">{words.wireFailed}</p>}>
      <LoadedLens />
    </Guard>
  );
}

function LoadedLens() {
  const words = useWords();
  const language = useLanguage();
  const part = useLoaded(load);
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
  if (!part)
    return (
      <p className="quiet-note" role="status">
        {words.wireLoading}
      </p>
    );
  return (
    <part.WireLens
      source={wireSource}
      facts={facts}
      client={client}
      language={language}
      specOf={specOf}
      lessons={lessons}
      breakOf={breakOf}
    />
  );
}
