// A state in words beside its icon: small in the head of a card, or large where it is what the card is about. A state that
// wants a hand says what to do.
import { CircleDot } from 'lucide-react';
import { lookOf, stateWords } from '../../kinds/looks.ts';
import { useWords } from '../../language/dictionary.ts';
import type { Member } from '../../state/facts.ts';
import { useLanguage } from '../../state/settings.ts';
import { StaleMark } from '../row.tsx';
import { memberOf } from '../service-card.tsx';
import type { ServiceProps } from '../service-card.tsx';
import { useControl } from '../use-control.ts';
import { hasFormat } from './part.tsx';
import type { Part } from './part.tsx';

/** The state of a member: its look and its words. */
export function useStateOf(did: string, member: Member) {
  const words = useWords();
  const language = useLanguage();
  const { value, isStale } = useControl(did, member);
  const look = lookOf(member.type, member.property, value);
  return {
    value,
    isStale,
    look,
    tone: look?.tone ?? 'calm',
    Icon: look?.icon ?? CircleDot,
    text: value === undefined ? '–' : stateWords(member.spec, look, value, language, words),
    help: look?.help && words[look.help],
  };
}

function Pill({ did, member }: { did: string; member: Member }) {
  const { Icon, look, text, tone, value } = useStateOf(did, member);
  if (value === undefined || look?.isUsual) return null;
  return (
    <span className="pill" data-state={tone}>
      <Icon size={14} strokeWidth={2.2} aria-hidden="true" />
      {text}
    </span>
  );
}

function Hero({ did, member }: { did: string; member: Member }) {
  const { Icon, text, tone, isStale, help } = useStateOf(did, member);
  return (
    <div className="hero" data-state={tone} role={tone === 'alarm' ? 'alert' : undefined}>
      <span className="hero-mark">
        <Icon size={28} aria-hidden="true" />
      </span>
      <span className="hero-text">
        <b>{text}</b>
        {help !== undefined && <small>{help}</small>}
      </span>
      {isStale && <StaleMark />}
    </div>
  );
}

/** What to do about a state, and nothing while there is nothing to do. */
function Advice({ did, member }: { did: string; member: Member }) {
  const { Icon, tone, help } = useStateOf(did, member);
  if (help === undefined) return null;
  return (
    <p className="advice" data-state={tone} role="alert">
      <Icon size={20} aria-hidden="true" />
      <span>{help}</span>
    </p>
  );
}

const of = (property: string, View: typeof Pill) =>
  function StateOf({ did, name, service }: ServiceProps) {
    const member = memberOf(name, service, property);
    return member && <View did={did} member={member} />;
  };
const isState = (property: string) => hasFormat(property, 'enum', 'bool');

export const pill = (property: string): Part => ({ shows: [property], isHead: true, fits: isState(property), View: of(property, Pill) });
export const hero = (property: string): Part => ({ shows: [property], fits: isState(property), View: of(property, Hero) });
export const advice = (property: string): Part => ({ shows: [property], fits: isState(property), View: of(property, Advice) });
