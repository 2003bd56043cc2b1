// What plays, and the keys that everybody knows: back, play or pause, on. Volume with its mute beside it.
import { Pause, Play, SkipBack, SkipForward, Volume1, Volume2, VolumeX } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import { useWords } from '../../language/dictionary.ts';
import type { Member } from '../../state/facts.ts';
import { useLanguage } from '../../state/settings.ts';
import { ActionEndLine } from '../action-end.tsx';
import { ControlProblem, ControlStatus } from '../control-status.tsx';
import { RangeRow } from '../range-row.tsx';
import { useMemberValue } from '../row.tsx';
import { memberOf } from '../service-card.tsx';
import type { ServiceProps } from '../service-card.tsx';
import { useAction } from '../use-action.ts';
import { useControl } from '../use-control.ts';
import { hasFormat, hasRange } from './part.tsx';
import type { Part } from './part.tsx';

const keys = ['previous', 'play', 'pause', 'next'] as const;

function Transport({ did, name, service }: ServiceProps) {
  const words = useWords();
  const language = useLanguage();
  const { may, running, last, run } = useAction(did, name, service);
  const track = useMemberValue(did, memberOf(name, service, 'track'));
  const isPlaying = useMemberValue(did, memberOf(name, service, 'playback')) === 'playing';
  const key = (action: (typeof keys)[number], Icon: LucideIcon) => {
    const spec = service.actions[action];
    return (
      spec && (
        <button
          type="button"
          className="key"
          data-main={action === 'play' || action === 'pause' || undefined}
          aria-label={spec.title[language]}
          aria-busy={running === action || undefined}
          disabled={!may || running !== undefined}
          onClick={() => run(action)}
        >
          {running === action ? <i className="pending" aria-hidden="true" /> : <Icon size={24} fill="currentColor" aria-hidden="true" />}
        </button>
      )
    );
  };
  return (
    <div className="transport">
      <p className="transport-track">{typeof track === 'string' && track !== '' ? track : words.nothingPlays}</p>
      <div className="transport-keys">
        {key('previous', SkipBack)}
        {isPlaying ? key('pause', Pause) : key('play', Play)}
        {key('next', SkipForward)}
      </div>
      <ActionEndLine service={service} last={last} />
    </div>
  );
}

/** Track and keys. Back and on are there where the device has them. */
export const transport: Part = {
  shows: ['track'],
  runs: ({ actions }) => keys.filter((key) => Object.hasOwn(actions, key)),
  fits: ({ actions }) => ['play', 'pause'].every((action) => Object.keys(actions[action]?.in ?? { none: 0 }).length === 0),
  View: Transport,
};

function Mute({ did, member, level }: { did: string; member: Member; level: Member | undefined }) {
  const language = useLanguage();
  const { value, isDisabled, set } = useControl(did, member);
  const loudness = useMemberValue(did, level);
  const isMuted = value === true;
  const Icon = isMuted ? VolumeX : typeof loudness === 'number' && loudness < 40 ? Volume1 : Volume2;
  return (
    <button
      type="button"
      className="mute"
      aria-label={member.spec.title[language]}
      aria-pressed={isMuted}
      disabled={isDisabled}
      onClick={() => set(!isMuted)}
    >
      <Icon size={22} aria-hidden="true" />
    </button>
  );
}

function VolumeRow({ did, name, service }: ServiceProps) {
  const level = memberOf(name, service, 'loudness');
  const muted = memberOf(name, service, 'muted');
  return (
    <>
      <div className="volume">
        {muted && <Mute did={did} member={muted} level={level} />}
        {level && <RangeRow did={did} member={level} />}
      </div>
      {muted && <ControlProblem did={did} member={muted} />}
    </>
  );
}

export const volumeRow: Part = {
  shows: ['loudness', 'muted'],
  fits: (service) => hasRange('loudness')(service) && hasFormat('muted', 'bool')(service),
  View: VolumeRow,
};

/** The status of muting, in the card's head: its button is too small for one. */
export const muteStatus: Part = {
  shows: ['muted'],
  isHead: true,
  fits: hasFormat('muted', 'bool'),
  View({ did, name, service }) {
    const muted = memberOf(name, service, 'muted');
    return muted && <ControlStatus did={did} keys={[muted.key]} />;
  },
};
