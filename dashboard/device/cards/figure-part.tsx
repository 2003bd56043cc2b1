// Large figures with their units; the first with the shape of its last hour.
import { useWords } from '../../language/dictionary.ts';
import type { Dictionary } from '../../language/dictionary.ts';
import { formatValue } from '../../language/format.ts';
import type { Member } from '../../state/facts.ts';
import { useLanguage } from '../../state/settings.ts';
import { RowSpark, StaleMark } from '../row.tsx';
import { memberOf } from '../service-card.tsx';
import { useControl } from '../use-control.ts';
import { hasFormat } from './part.tsx';
import type { Part } from './part.tsx';

type Words = { [K in keyof Dictionary]: Dictionary[K] extends string ? K : never }[keyof Dictionary];

interface FigureProps {
  readonly did: string;
  readonly member: Member;
  /** What 0 means where it means that nothing was measured. */
  readonly zero: Words | undefined;
  readonly hasSpark: boolean;
}

function Figure({ did, member, zero, hasSpark }: FigureProps) {
  const words = useWords();
  const language = useLanguage();
  const { value, isStale } = useControl(did, member);
  const isNothing = value === undefined || (zero !== undefined && value === 0);
  const shown = isNothing ? undefined : formatValue(member.spec, value, language, { on: words.yes, off: words.no });
  return (
    <div className="stat-main">
      <b>{shown?.text ?? '–'}</b>
      <span>
        <i>{shown?.unit}</i>
        <span className="stat-note">{value === 0 && zero && hasSpark ? words[zero] : member.spec.title[language]}</span>
      </span>
      {isStale && <StaleMark />}
      {hasSpark && <RowSpark did={did} member={member} />}
    </div>
  );
}

const isNumber = (property: string) => hasFormat(property, 'int', 'float', 'duration');

/** One large figure, with its last hour. */
export const figure = (property: string, zero?: Words): Part => ({
  shows: [property],
  fits: isNumber(property),
  View({ did, name, service }) {
    const member = memberOf(name, service, property);
    return (
      member && (
        <div className="stat">
          <Figure did={did} member={member} zero={zero} hasSpark />
        </div>
      )
    );
  },
});

/** Two figures or three of the same weight, side by side. */
export const figures = (properties: readonly string[], zero?: Words): Part => ({
  shows: properties,
  fits: (service) => properties.some((property) => isNumber(property)(service)),
  View: ({ did, name, service }) => (
    <div className="stat pair">
      {properties.map((property) => {
        const member = memberOf(name, service, property);
        return member && <Figure key={property} did={did} member={member} zero={zero} hasSpark={false} />;
      })}
    </div>
  ),
});
