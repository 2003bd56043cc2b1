import { X } from 'lucide-react';
import { useMemo } from 'react';
import type { ReactNode } from 'react';
import type { DeviceSpec } from '#protocol/spec.ts';
import { CopyLine } from '../ui/copy-line.tsx';
import { examine } from './examine.ts';
import { follow } from './followed.ts';
import { PayloadView } from './payload-view.tsx';
import { publishLine } from './publish-line.ts';
import type { Server } from './publish-line.ts';
import type { Row } from './row.ts';
import { SequenceDiagram } from './sequence-diagram.tsx';
import { SpentBar } from './spent-bar.tsx';
import { useSpeech } from './speech.ts';

interface DetailsProps {
  readonly row: Row | undefined;
  /** All that has passed, also what came while the list stood still. */
  readonly rows: readonly Row[];
  readonly trips: ReadonlyMap<string, number>;
  readonly server: Server;
  readonly specOf: (did: string) => DeviceSpec | undefined;
  readonly breakOf: (did: string) => ReactNode;
  readonly onChoose: (row: Row) => void;
  readonly onClose: () => void;
}

/** The chosen message: its payload against its schema, and the command that it belongs to. */
export function DetailsPane({ row, rows, trips, server, specOf, breakOf, onChoose, onClose }: DetailsProps) {
  const { words, sender } = useSpeech();
  const examined = useMemo(() => row && examine(row, specOf), [row, specOf]);
  const command = row?.command;
  const followed = useMemo(() => (command === undefined ? undefined : follow(rows, command, trips.get(command))), [rows, command, trips]);
  // A request names no device in its topic, but the command that it became does.
  const about = row?.did ?? followed?.did;
  if (!row || !examined) return <p className="wl-details wl-choose">{words.choose}</p>;
  return (
    <div className="wl-details" data-two={followed ? true : undefined}>
      <section className="wl-card" aria-label={words.payload}>
        <PayloadView row={row} examined={examined} />
        <div className="wl-copy">
          <h3>{words.copyLine}</h3>
          <CopyLine text={publishLine(row, server)} />
          {row.from === 'hub' && <p className="hint">{words.notRepeatable}</p>}
          {row.kind === 'request' && <p className="hint">{words.sameId}</p>}
        </div>
        <button type="button" className="round wl-close" aria-label={words.close} onClick={onClose}>
          <X size={18} aria-hidden="true" />
        </button>
      </section>
      {followed && (
        <section className="wl-card" aria-label={words.command}>
          <h2>{words.command}</h2>
          <SequenceDiagram
            followed={followed}
            chosen={row}
            deviceName={followed.did === undefined ? undefined : sender(followed.did)}
            personName={followed.person === undefined ? undefined : sender(followed.person)}
            onChoose={onChoose}
          />
          <SpentBar spent={followed.spent} />
        </section>
      )}
      {about !== undefined && breakOf(about)}
    </div>
  );
}
