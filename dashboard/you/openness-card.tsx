// Whose devices may join: the one switch behind the whole strategy, with what each position means.
import { useState } from 'react';
import { Lock, LockOpen, Waypoints } from 'lucide-react';
import type { Openness } from '#protocol/envelopes.ts';
import { makerName, useWords } from '../language/dictionary.ts';
import { useHome, useRole } from '../state/home-store.ts';
import { notify } from '../state/notices.ts';
import { notifyFailure } from '../state/notify-failure.ts';
import { useLanguage } from '../state/settings.ts';
import { Segmented } from '../ui/segmented.tsx';
import { client } from '../wire/hub.ts';
import { useAttempt } from './use-attempt.ts';

const icons = { closed: Lock, bridged: Waypoints, open: LockOpen } as const;

export function OpennessCard() {
  const words = useWords();
  const language = useLanguage();
  const role = useRole();
  const openness = useHome((home) => home.info?.openness);
  const admitted = useHome((home) => home.info?.admitted);
  const { isBusy, error, attempt } = useAttempt();
  // Shown at once; the hub's retained word takes over as soon as it has answered.
  const [wanted, setWanted] = useState<Openness>();
  if (openness === undefined) return null;
  const names: Record<Openness, string> = { closed: words.closed, bridged: words.bridged, open: words.open };
  const means: Record<Openness, string> = { closed: words.closedMeans, bridged: words.bridgedMeans, open: words.openMeans };
  const Icon = icons[openness];
  return (
    <section className="card" aria-label={words.openness}>
      <h2>
        <Icon size={17} aria-hidden="true" />
        <span>{words.openness}</span>
        {isBusy && <i className="pending" role="img" aria-label={words.sending} />}
      </h2>
      <Segmented
        label={words.openness}
        choices={[
          { value: 'closed', label: names.closed },
          { value: 'bridged', label: names.bridged },
          { value: 'open', label: names.open },
        ]}
        value={wanted ?? openness}
        isDisabled={role !== 'owner' || isBusy}
        onChange={(mode) => {
          setWanted(mode);
          void attempt(() => client.call('hub.openness', { mode })).then((done) => {
            setWanted(undefined);
            if (!done) return;
            notify({
              kind: 'said',
              text: words.opennessSet(names[mode].toLowerCase()),
              undo: () => void client.call('hub.openness', { mode: openness }).catch((thrown: unknown) => notifyFailure(thrown, language)),
            });
          });
        }}
      />
      <p className="hint">{means[openness]}</p>
      {admitted && admitted.length > 0 && <p className="hint">{words.partnersAre(admitted.map(makerName))}</p>}
      {role !== 'owner' && <p className="hint">{words.opennessOwner}</p>}
      {error !== undefined && (
        <p className="problem" role="alert">
          {error}
        </p>
      )}
    </section>
  );
}
