// The two questions with their answers: the part that a class reads from the back row.
import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import type { DiscountReading, MeterReading, Spread } from '#lab/index.ts';
import { moveAnswer, nextAnswer, type Answer } from './headline.ts';
import { howFarOff, type Answered, type GuessRecord } from './guess.ts';
import { useSpeech } from './speech-context.ts';

interface HeadlineProps {
  readonly category: string;
  readonly reading: MeterReading;
  readonly discount: DiscountReading | undefined;
  /** Covered until a guess is made. */
  readonly isCovered: boolean;
  /** The latest guess, if it was about what is shown. */
  readonly guess: GuessRecord | undefined;
}

export function HeadlineCard({ category, reading, discount, isCovered, guess }: HeadlineProps) {
  const speech = useSpeech();
  const { words } = speech;
  const section = useRef<HTMLElement>(null);
  const wasCovered = useRef(isCovered);
  useEffect(() => {
    // On a phone the button to reveal stands a screen below the answer.
    if (wasCovered.current && !isCovered) section.current?.scrollIntoView({ block: 'nearest' });
    wasCovered.current = isCovered;
  }, [isCovered]);
  // Beside a number that the sliders move, a guess is held against that number; the ledger keeps how far off it was when made.
  const chip = (guessed: Answered | undefined, now: Spread | undefined) =>
    guessed && now && words.guessed(speech.money(guessed.guess), howFarOff({ ...now, guess: guessed.guess }, speech));
  const noun = category === '' ? '' : speech.category(category);
  return (
    <section ref={section} className="st-headline" aria-label={words.lead} data-covered={isCovered || undefined}>
      <Question
        id="next"
        question={
          <>
            {words.nextBefore} <em>{words.nextEmphasis(noun)}</em>
            {words.nextAfter}
          </>
        }
        answer={nextAnswer(discount, speech)}
        isCovered={isCovered}
        guess={chip(guess?.next, discount)}
      />
      <Question
        id="move"
        question={
          <>
            {words.moveBefore} <em>{words.moveEmphasis}</em>
            {words.moveAfter}
          </>
        }
        answer={moveAnswer(reading, speech)}
        isCovered={isCovered}
        guess={chip(guess?.move, reading.total)}
      />
    </section>
  );
}

/** A number large, with the words around it smaller; words alone in full size. */
function Big({ text }: { readonly text: string }) {
  const parts = /^(\D*)([\d,.]+)(\D*)$/.exec(text);
  if (!parts) return <b>{text}</b>;
  return (
    <b>
      <i>{parts[1]}</i>
      {parts[2]}
      <i>{parts[3]}</i>
    </b>
  );
}

interface QuestionProps {
  readonly id: 'next' | 'move';
  readonly question: ReactNode;
  readonly answer: Answer;
  readonly isCovered: boolean;
  readonly guess: string | undefined;
}

function Question({ id, question, answer, isCovered, guess }: QuestionProps) {
  const { words } = useSpeech();
  return (
    <div className="st-question" role="group" aria-labelledby={`st-${id}`}>
      <h2 id={`st-${id}`}>{question}</h2>
      {isCovered ? (
        <p className="st-answer st-veil">
          <b aria-hidden="true">? ? ?</b>
          <span className="st-range">{words.covered}</span>
        </p>
      ) : (
        <>
          <p className="st-answer" data-testid={`answer-${id}`}>
            <Big text={answer.answer} />
            {answer.range !== undefined && <span className="st-range">({answer.range})</span>}
            {answer.also !== undefined && <span className="st-also">{answer.also}</span>}
          </p>
          {answer.note !== undefined && <p className="st-note">{answer.note}</p>}
          {guess !== undefined && <p className="st-guessed">{guess}</p>}
        </>
      )}
    </div>
  );
}
