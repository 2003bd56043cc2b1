// What is under way: a ring that fills while it lasts, with the state in its middle. The service itself says which property
// shows the progress of an action (`follows`). Time that is left stands on the face of a kitchen timer: an hour is once around.
import { lookOf } from '../../kinds/looks.ts';
import { useWords } from '../../language/dictionary.ts';
import { formatValue } from '../../language/format.ts';
import type { Member } from '../../state/facts.ts';
import { useLanguage } from '../../state/settings.ts';
import { StaleMark } from '../row.tsx';
import { memberOf } from '../service-card.tsx';
import { useControl } from '../use-control.ts';
import { hasFormat, propertyOf } from './part.tsx';
import type { Part } from './part.tsx';
import { useStateOf } from './state-parts.tsx';

const radius = 62;
const length = 2 * Math.PI * radius;

interface FaceProps {
  readonly share: number;
  readonly tone: string;
  /** Sixty minutes around. */
  readonly hasMinutes?: boolean;
  readonly children: React.ReactNode;
}

function Face({ share, tone, hasMinutes = false, children }: FaceProps) {
  const filled = Math.min(1, Math.max(0, share)) * length;
  return (
    <div className="face" data-state={tone}>
      <svg viewBox="0 0 144 144" aria-hidden="true">
        <circle className="face-track" cx="72" cy="72" r={radius} />
        {filled > 0 && (
          <circle className="face-fill" cx="72" cy="72" r={radius} strokeDasharray={`${filled} ${length}`} transform="rotate(-90 72 72)" />
        )}
        {hasMinutes &&
          Array.from({ length: 12 }, (_, k) => (
            <line key={k} className="face-tick" x1="72" y1="19" x2="72" y2={k % 3 === 0 ? 24 : 22} transform={`rotate(${k * 30} 72 72)`} />
          ))}
      </svg>
      <div className="face-text">{children}</div>
    </div>
  );
}

function Progress({ did, progress, state }: { did: string; progress: Member; state: Member }) {
  const language = useLanguage();
  const words = useWords();
  const { value, isStale } = useControl(did, progress);
  const { Icon, text, tone, value: now } = useStateOf(did, state);
  const range = 'range' in progress.spec ? progress.spec.range : undefined;
  // A progress that came to its end with the last time says nothing of now.
  const isIdle = tone === 'calm' && now !== 'paused';
  const share = typeof value === 'number' && range && !isIdle ? (value - range.min) / (range.max - range.min) : 0;
  const shown = value === undefined || isIdle ? undefined : formatValue(progress.spec, value, language, words);
  return (
    <Face share={share} tone={tone}>
      <Icon size={shown ? 20 : 30} aria-hidden="true" />
      {shown && (
        <b>
          {shown.text}
          <i>{shown.unit}</i>
        </b>
      )}
      <small>{text}</small>
      {isStale && <StaleMark />}
    </Face>
  );
}

/** Minutes and seconds as a clock shows them: 4:05, 1:02:09. */
function clockText(seconds: number): string {
  const total = Math.round(seconds);
  const two = (n: number) => String(n).padStart(2, '0');
  const [h, m, s] = [Math.floor(total / 3600), Math.floor(total / 60) % 60, total % 60];
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

function Countdown({ did, left, state }: { did: string; left: Member; state: Member | undefined }) {
  const words = useWords();
  const language = useLanguage();
  const { value, isStale } = useControl(did, left);
  const { value: phase } = useControl(did, state ?? left);
  const seconds = typeof value === 'number' ? value : 0;
  const look = state && lookOf(state.type, state.property, phase);
  const name = state && phase !== undefined ? formatValue(state.spec, phase, language, words).text : undefined;
  const tone = look?.tone ?? (seconds > 0 ? 'busy' : 'calm');
  const Icon = look?.icon;
  return (
    <Face share={seconds / 3600} tone={tone} hasMinutes>
      {Icon && <Icon size={seconds > 0 ? 20 : 30} aria-hidden="true" />}
      {(seconds > 0 || !state) && <b>{value === undefined ? '–' : clockText(seconds)}</b>}
      <small>{name ?? left.spec.title[language]}</small>
      {isStale && <StaleMark />}
    </Face>
  );
}

const isFollowed = (service: Parameters<Part['fits']>[0], property: string): boolean =>
  Object.values(service.follows ?? {}).some(({ progress }) => progress === property);

export const ring = (progress: string, state: string): Part => ({
  shows: [progress, state],
  fits: (service) => hasFormat(progress, 'int', 'float')(service) && hasFormat(state, 'enum')(service) && isFollowed(service, progress),
  View({ did, name, service }) {
    const [one, other] = [memberOf(name, service, progress), memberOf(name, service, state)];
    return one && other && <Progress did={did} progress={one} state={other} />;
  },
});

export const countdown = (left: string, state?: string): Part => ({
  shows: state === undefined ? [left] : [left, state],
  fits: (service) => hasFormat(left, 'duration')(service) && (state === undefined || propertyOf(service, state) !== undefined),
  View({ did, name, service }) {
    const member = memberOf(name, service, left);
    return member && <Countdown did={did} left={member} state={state === undefined ? undefined : memberOf(name, service, state)} />;
  },
});
