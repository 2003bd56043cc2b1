// Everything about one device, generated from what it announced.
import { Star } from 'lucide-react';
import { deviceName, makerName, roomName, useWords } from '../language/dictionary.ts';
import { formatAgo } from '../language/format.ts';
import { useLightColour } from '../home/tile.tsx';
import { tileModel } from '../home/tile-model.ts';
import { presenceWords } from '../home/tile-text.ts';
import { FaultCard } from '../faults/fault-card.tsx';
import { OnPurpose } from '../faults/on-purpose.tsx';
import { membersOf } from '../state/facts.ts';
import { useDevice } from '../state/device-store.ts';
import { useHome, useRole } from '../state/home-store.ts';
import { useOpenSheet } from '../state/out-of-sight.ts';
import { toggleFavourite, useLanguage, useSettings } from '../state/settings.ts';
import { isOffline, lastSeenOf } from '../state/staleness.ts';
import { KindIcon } from '../ui/icon.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { toneOf } from '../ui/tone.ts';
import { useNow } from '../ui/use-now.ts';
import type { CSSProperties } from 'react';
import { AboutSection, isAbout } from './about-section.tsx';
import { ServiceCard } from './cards/service-card.tsx';
import { sheetRank } from '../kinds/order.ts';
import { isCharted } from './history.ts';
import { HistorySection } from './history-section.tsx';
import { PlaceForm } from './place-form.tsx';
import { RemoveDevice } from './remove-device.tsx';
import { useMayEver } from './use-control.ts';
import { UnspokenSheet } from './unspoken-sheet.tsx';

export function DeviceSheet({ did, onClose }: { readonly did: string; readonly onClose: () => void }) {
  const words = useWords();
  const language = useLanguage();
  useOpenSheet(did);
  const card = useHome((home) => home.cards[did]);
  const synced = useHome((home) => home.synced);
  const spec = useDevice(did, (device) => device.spec);
  const role = useRole();
  const light = useLightColour(did);
  // A lamp that is away gives no light, whatever colour it had.
  const offline = useDevice(did, (device) => isOffline(device.state));
  const glow = offline ? undefined : light;
  const isFavourite = useSettings((settings) => settings.favourites.includes(did));
  if (!card || (!spec && !synced)) {
    return (
      <Sheet title={synced ? words.unknownDevice : words.loading} onClose={onClose}>
        <div className="sheet-wait" />
      </Sheet>
    );
  }
  const name = deviceName(card, language);
  if (!spec) return <UnspokenSheet did={did} name={name} category={card.category} onClose={onClose} />;
  const services = Object.entries(spec.services)
    .filter(([, service]) => !isAbout(service))
    .sort(([, a], [, b]) => sheetRank(a.type) - sheetRank(b.type));
  const style = glow === undefined ? undefined : ({ '--glow': glow } as CSSProperties);
  return (
    <Sheet
      title={name}
      lead={
        <span
          className="tile-icon lead"
          data-tone={toneOf(card.vendor)}
          data-glow={glow ? '' : undefined}
          data-away={offline || undefined}
          style={style}
        >
          <KindIcon kind={tileModel(spec).icon} size={22} />
        </span>
      }
      actions={
        <button
          type="button"
          className="round"
          aria-label={words.favourite}
          aria-pressed={isFavourite}
          onClick={() => toggleFavourite(did)}
        >
          <Star size={20} aria-hidden="true" />
        </button>
      }
      onClose={onClose}
    >
      <div className="sheet-cards" data-tone={toneOf(card.vendor)} data-glow={glow ? '' : undefined} style={style}>
        <Presence did={did} />
        {services.map(([key, service]) => (
          <ServiceCard key={key} did={did} name={key} service={service} />
        ))}
        <HistorySection
          did={did}
          members={membersOf(spec).filter(isCharted)}
          serviceTitle={(service) => spec.services[service]?.title[language] ?? service}
        />
        {role !== 'guest' && (
          <section className="card" aria-label={words.manage}>
            <h3>
              <span>{words.manage}</span>
            </h3>
            <PlaceForm did={did} />
          </section>
        )}
        <AboutSection did={did} />
        <FaultCard did={did} />
        {role !== 'guest' && <RemoveDevice did={did} name={name} onRemoved={onClose} />}
      </div>
    </Sheet>
  );
}

/** Where it stands and whose it is; or that it is away, since when. */
function Presence({ did }: { did: string }) {
  const words = useWords();
  const language = useLanguage();
  const now = useNow();
  const card = useHome((home) => home.cards[did]);
  const listed = useHome((home) => home.listed[did]);
  const room = useHome((home) => (card?.room === null || card?.room === undefined ? undefined : home.rooms[card.room]));
  const mayEver = useMayEver(did);
  const away = useDevice(did, (device) => presenceWords(device, words));
  const seen = useDevice(did, (device) =>
    lastSeenOf(Object.values(device.reports), Math.max(listed?.lastSeen ?? 0, device.state?.ts ?? 0)),
  );
  const place = [room && roomName(room, words), card && makerName(card.vendor)].filter((part) => part !== undefined).join(' · ');
  return (
    <div className="presence">
      <p>{place}</p>
      <OnPurpose did={did} />
      {away !== undefined && (
        <p className="presence-away" role="status">
          <b>{away}</b>
          {seen !== undefined && ` · ${words.lastSeen(formatAgo(seen, now, language))}`}
          <small>{words.staleHelp}</small>
        </p>
      )}
      {!mayEver && (
        <p className="presence-away">
          <b>{words.viewOnly}</b>
          <small>{words.viewOnlyHelp}</small>
        </p>
      )}
      {listed?.outsider === true && (
        <p className="presence-away">
          <b>{words.outsider}</b>
          <small>{words.outsiderHelp}</small>
        </p>
      )}
    </div>
  );
}
