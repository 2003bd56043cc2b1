// Five exercises that tick when what they ask for has happened. Stands below You, and wherever else the lens puts it.
import type { ReactNode } from 'react';
import { Check } from 'lucide-react';
import { FaultsNow } from '../faults/fault-card.tsx';
import { deviceName } from '../language/dictionary.ts';
import { useHome } from '../state/home-store.ts';
import { useLanguage } from '../state/settings.ts';
import { lessonIds } from './checks.ts';
import type { LessonId } from './checks.ts';
import type { LessonProps } from './lesson-props.ts';
import { SlowLesson, WaitedLesson, WillLesson } from './live-lessons.tsx';
import { ErrorLesson, RightsLesson } from './paper-lessons.tsx';
import { usePractice, usePracticeDid } from './practice.ts';
import type { Practice } from './practice.ts';
import { markDone, startAgain, useDone } from './progress.ts';
import { lessonWords } from './words.ts';

const bodies: Readonly<Record<LessonId, (props: LessonProps) => ReactNode>> = {
  slow: SlowLesson,
  will: WillLesson,
  waited: WaitedLesson,
  error: ErrorLesson,
  rights: RightsLesson,
};

export function LessonsView() {
  const words = lessonWords[useLanguage()];
  const done = useDone();
  const did = usePracticeDid();
  return (
    <>
      <p className="hint">{words.lead}</p>
      {did === undefined ? <p className="quiet-note">{words.noDevice}</p> : <Lessons did={did} done={done} />}
      <p className="hint" role="status">
        {words.progress(done.length, lessonIds.length)}
      </p>
      {done.length > 0 && (
        <button type="button" className="text-button" onClick={startAgain}>
          {words.again}
        </button>
      )}
    </>
  );
}

function Lessons({ did, done }: { readonly did: string; readonly done: readonly LessonId[] }) {
  const language = useLanguage();
  const words = lessonWords[language];
  const practice = usePractice(did);
  const card = useHome((home) => home.cards[did]);
  if (!practice || !card) return null;
  const title = words.practiseOn(deviceName(card, language));
  return (
    <>
      <section className="card" aria-label={title}>
        <p>{title}</p>
        <FaultsNow did={did} />
      </section>
      {lessonIds.map((id, k) => (
        <Lesson key={id} id={id} number={k + 1} practice={practice} isDone={done.includes(id)} />
      ))}
    </>
  );
}

interface LessonPartProps {
  readonly id: LessonId;
  readonly number: number;
  readonly practice: Practice;
  readonly isDone: boolean;
}

function Lesson({ id, number, practice, isDone }: LessonPartProps) {
  const words = lessonWords[useLanguage()];
  const text = words.lessons[id];
  const Body = bodies[id];
  return (
    <section className="card lesson" aria-label={text.title}>
      <details>
        <summary>
          <i className="lesson-mark" data-done={isDone || undefined} role="img" aria-label={isDone ? words.done : words.notDone}>
            {isDone ? <Check size={17} aria-hidden="true" /> : number}
          </i>
          <span>{text.title}</span>
        </summary>
        <div className="lesson-body">
          <ol>
            {text.steps.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
          <Body practice={practice} onReached={() => markDone(id)} />
          {isDone && (
            <p className="lesson-done" role="status">
              <Check size={18} aria-hidden="true" />
              {words.done}
            </p>
          )}
          {isDone && (
            <p className="lesson-why">
              <b>{words.why}</b>
              {text.why}
            </p>
          )}
        </div>
      </details>
    </section>
  );
}
