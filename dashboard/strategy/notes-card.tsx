import { useSpeech } from './speech-context.ts';

/** Four words in a line each, and what the method behind the claim cannot tell. */
export function NotesCard() {
  const { words } = useSpeech();
  const rows = [
    [words.house, words.houseMeans],
    [words.partner, words.partnerMeans],
    [words.outsiderWord, words.outsiderMeans],
    [words.rival, words.rivalMeans],
  ] as const;
  return (
    <section className="st-card st-notes" aria-label={words.definitions}>
      <dl>
        {rows.map(([word, means]) => (
          <div key={word}>
            <dt>{word}</dt>
            <dd>{means}</dd>
          </div>
        ))}
      </dl>
      <p>
        <b>{words.method}</b> {words.methodNote}
      </p>
    </section>
  );
}
