import { Check, TriangleAlert } from 'lucide-react';
import { rowOf as topicRow } from '#protocol/messages.ts';
import type { Examined, Fault } from './examine.ts';
import { markedLines } from './payload-lines.ts';
import type { Row } from './row.ts';
import { useSpeech } from './speech.ts';

/** The payload, line by line; where it is wrong, the line says what. */
export function PayloadView({ row, examined: { json, faults } }: { readonly row: Row; readonly examined: Examined }) {
  const { words, count } = useSpeech();
  const say = (what: Fault['what']): string => (typeof what === 'string' ? words.ownFaults[what] : what.said);
  const lines =
    json === undefined
      ? [{ indent: 0, text: row.text, path: '', faults: faults.map(({ what }) => say(what)) }]
      : markedLines(json, faults, say);
  const isKnown = topicRow(row.path) !== undefined;
  return (
    <>
      <h2>
        {words.payload}
        <span className="wl-verdict" data-bad={faults.length > 0 || undefined}>
          {faults.length > 0 ? <TriangleAlert size={14} aria-hidden="true" /> : isKnown && <Check size={14} aria-hidden="true" />}
          {faults.length > 0 ? words.faults(count(faults.length), faults.length === 1) : isKnown ? words.fits : words.unchecked}
        </span>
      </h2>
      {row.refused && isKnown && faults.length === 0 && <p className="hint">{words.late}</p>}
      {row.refused && !isKnown && <p className="hint">{words.foreignTopic}</p>}
      {row.hidden && <p className="hint">{words.hiddenNote}</p>}
      <pre className="wl-payload" tabIndex={0} aria-label={words.payload}>
        {row.text === ''
          ? words.empty
          : lines.map(({ indent, text, faults: wrong }, k) => (
              <span key={k} className="wl-json" data-bad={wrong.length > 0 || undefined} style={{ paddingLeft: `${indent * 1.4 + 0.8}em` }}>
                {text}
                {wrong.map((what) => (
                  <mark key={what}>{what}</mark>
                ))}
              </span>
            ))}
      </pre>
    </>
  );
}
