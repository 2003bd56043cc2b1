// Just paired: it answers already; give it a name and a room.
import { useCallback } from 'react';
import { PartyPopper } from 'lucide-react';
import { deviceName, useWords } from '../language/dictionary.ts';
import { ServiceCard } from '../device/cards/service-card.tsx';
import { sheetRank } from '../kinds/order.ts';
import { PlaceForm } from '../device/place-form.tsx';
import { useDevice } from '../state/device-store.ts';
import { useHome } from '../state/home-store.ts';
import { useLanguage } from '../state/settings.ts';
import { isReady } from '../state/staleness.ts';
import { Sheet } from '../ui/sheet.tsx';
import { toneOf } from '../ui/tone.ts';
import { go } from '../use-route.ts';
import { tileId } from '../home/tile.tsx';

/** Home, where its tile is seen. */
function goHome(did: string): void {
  go({ screen: 'home' }, 'replace');
  document.getElementById(tileId(did))?.scrollIntoView({ block: 'nearest' });
}

export function AddedSheet({ did }: { readonly did: string }) {
  const words = useWords();
  const onClose = useCallback(() => goHome(did), [did]);
  const language = useLanguage();
  const card = useHome((home) => home.cards[did]);
  const spec = useDevice(did, (device) => device.spec);
  const ready = useDevice(did, (device) => isReady(device.state));
  const main = spec && Object.entries(spec.services).sort(([, a], [, b]) => sheetRank(a.type) - sheetRank(b.type))[0];
  return (
    <Sheet
      title={card ? deviceName(card, language) : words.pairedTitle}
      lead={
        <span className="tile-icon lead" data-good="">
          <PartyPopper size={22} aria-hidden="true" />
        </span>
      }
      onClose={onClose}
    >
      <p className="presence">{main && ready ? words.pairedLead : words.pairedTitle}</p>
      <div className="sheet-cards" data-tone={toneOf(card?.vendor ?? '')}>
        <section className="card" aria-label={words.placeQuestion}>
          <h3>
            <span>{words.placeQuestion}</span>
          </h3>
          <PlaceForm did={did} />
        </section>
        {main && ready ? (
          <ServiceCard did={did} name={main[0]} service={main[1]} />
        ) : (
          <p className="pairing" role="status">
            <i className="pending" aria-hidden="true" />
            {words.waitingFirst}
          </p>
        )}
        <button type="button" className="button wide stays" onClick={onClose}>
          {words.done}
        </button>
      </div>
    </Sheet>
  );
}
