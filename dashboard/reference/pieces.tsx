// What every entry is made of: facts, code, and a part that unfolds.
import { Fragment, useState } from 'react';
import type { ReactNode } from 'react';

/** Text of the tables, which are in English; `words between backticks` are code. */
export function Prose({ text }: { readonly text: string }) {
  return (
    <span lang="en">
      {text.split('`').map((part, k) => (k % 2 === 1 ? <code key={k}>{part}</code> : <Fragment key={k}>{part}</Fragment>))}
    </span>
  );
}

export type Fact = readonly [name: string, value: ReactNode];
export function Facts({ rows }: { readonly rows: readonly Fact[] }) {
  return (
    <dl className="ref-facts">
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Code that may be wider than its place: it scrolls, by the keyboard too. */
export function Code({ label, text }: { readonly label: string; readonly text: string }) {
  return (
    <figure className="ref-code">
      <figcaption>{label}</figcaption>
      <pre tabIndex={0} role="group" aria-label={label}>
        {text}
      </pre>
    </figure>
  );
}

export const pretty = (value: unknown): string => JSON.stringify(value, null, 2) ?? '';

/** JSON as it came, laid out for reading; what is none, as it is. */
export function layOut(text: string): string {
  try {
    return pretty(JSON.parse(text));
  } catch {
    return text;
  }
}

/** Its content is made when it is first unfolded: a hundred live examples would cost the page its calm. */
export function Fold({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details className="ref-fold" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{label}</summary>
      {isOpen && children}
    </details>
  );
}
