// A line of the meter: one row, and one tap away everything that made its number.
import { useId, useState } from 'react';
import { ChevronDown } from 'lucide-react';
import type { LineView } from './line-view.ts';
import { useSpeech } from './speech-context.ts';

export function LineRow({ line }: { readonly line: LineView }) {
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  return (
    <li className="st-line" data-line={line.id} data-quiet={line.isQuiet || undefined}>
      <button type="button" aria-expanded={isOpen} aria-controls={id} onClick={() => setOpen(!isOpen)}>
        <i className="st-dot" data-priced={line.isPriced || undefined} aria-hidden="true" />
        <span className="st-line-title">
          {line.title}
          {line.kind !== undefined && !line.isQuiet && <small className="st-tag">{line.kind}</small>}
        </span>
        <span className="st-line-value">
          {line.value}
          {line.aside !== undefined && <small>{line.aside}</small>}
        </span>
        <ChevronDown className="st-chevron" size={16} aria-hidden="true" />
      </button>
      <div id={id} className="st-line-more" hidden={!isOpen}>
        {isOpen && <LineDetails line={line} />}
      </div>
    </li>
  );
}

function LineDetails({ line }: { readonly line: LineView }) {
  const { words } = useSpeech();
  return (
    <>
      <dl className="st-facts">
        {line.kindNote !== undefined && (
          <div>
            <dt>{words.kindTitle}</dt>
            <dd>{line.kindNote}</dd>
          </div>
        )}
        <div>
          <dt>{words.formula}</dt>
          <dd>
            <code>{line.formula}</code>
          </dd>
        </div>
        <div>
          <dt>{words.lowHigh}</dt>
          <dd>{line.bounds}</dd>
        </div>
      </dl>
      <h4>{words.byDevice}</h4>
      {line.origins.length === 0 ? (
        <p className="st-small">{words.nothingIn}</p>
      ) : (
        <ul className="st-origins">
          {line.origins.map((origin) => (
            <li key={origin.id}>
              <span>{origin.name}</span>
              <b>{origin.value}</b>
              <small>{origin.bounds !== undefined && `(${origin.bounds})`}</small>
            </li>
          ))}
        </ul>
      )}
      {line.note !== undefined && <p className="st-small">{line.note}</p>}
      <Inputs groups={line.inputs} />
    </>
  );
}

/** Inputs by source: the word for the source first, then where it says so, then the numbers. */
export function Inputs({ groups, Heading = 'h4' }: { readonly groups: LineView['inputs']; readonly Heading?: 'h3' | 'h4' }) {
  const { words } = useSpeech();
  if (groups.length === 0) return null;
  return (
    <>
      <Heading>{words.inputs}</Heading>
      <div className="st-inputs" role="group" aria-label={words.inputs}>
        {groups.map((group) => (
          <div key={`${group.source}/${group.citation}`}>
            <p className="st-source">
              <b className="st-tag">{group.source}</b> {group.citation}
            </p>
            <dl>
              {group.rows.map((row, i) => (
                <div key={`${row.name}/${i}`}>
                  <dt>{row.name}</dt>
                  <dd>{row.value}</dd>
                </div>
              ))}
            </dl>
          </div>
        ))}
      </div>
    </>
  );
}
