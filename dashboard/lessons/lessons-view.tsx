// Five exercises that tick when what they ask for has happened. Stands below You, and wherever else the lens puts it.
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Check } from 'lucide-react';
import { FaultsNow } from '../faults/fault-card.tsx';
import { deviceName } from '../language/dictionary.ts';
import { useHome } from '../state/home-store.ts';
import { useLanguage } from '../state/settings.ts';
import { Select } from '../ui/select.tsx';
import { lessonIds } from './checks.ts';
import type { LessonId } from './checks.ts';
import type { LessonProps } from './lesson-props.ts';
import { SlowLesson, WaitedLesson, WillLesson } from './live-lessons.tsx';
import { ErrorLesson, RightsLesson } from './paper-lessons.tsx';
import { usePractice, usePracticeDids } from './practice.ts';
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
  const dids = usePracticeDids();
  const [chosen, setChosen] = useState<string>();
  const did = chosen !== undefined && dids.includes(chosen) ? chosen : dids[0];
  return (
    <>
      <p className="hint">{words.lead}</p>
      {did === undefined ? (
        <p className="quiet-note">{words.noDevice}</p>
      ) : (
        <Lessons key={did} did={did} dids={dids} done={done} onChoose={setChosen} />
      )}
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

interface LessonsProps {
  readonly did: string;
  /** Those that may be chosen. */
  readonly dids: readonly string[];
  readonly done: readonly LessonId[];
  readonly onChoose: (did: string) => void;
}

function Lessons({ did, dids, done, onChoose }: LessonsProps) {
  const language = useLanguage();
  const words = lessonWords[language];
  const practice = usePractice(did);
  const cards = useHome((home) => home.cards);
  if (!practice) return null;
  const options = dids.flatMap((value) => {
    const card = cards[value];
    return card ? [{ value, label: deviceName(card, language) }] : [];
  });
  return (
    <>
      <section className="card" aria-label={words.practiseOn}>
        <Select label={words.practiseOn} value={did} options={options} onChange={onChoose} />
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
