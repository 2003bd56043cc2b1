// The lessons as a page below You; loaded when they are first opened.
import { lazy, Suspense } from 'react';
import { useWords } from '../language/dictionary.ts';
import { Guard } from '../shell/guard.tsx';
import { useRole } from '../state/home-store.ts';
import { PageHead } from './page-head.tsx';

const LessonsView = lazy(() => import('../lessons/lessons-view.tsx').then((module) => ({ default: module.LessonsView })));

export function LessonsScreen() {
  const words = useWords();
  const role = useRole();
  return (
    <div className="screen">
      <PageHead page="lessons" title={words.lessons} />
      {role === 'owner' ? (
        <Guard resetKey="lessons" fallback={<p className="quiet-note">{words.lessonsFailed}</p>}>
          <Suspense fallback={<p className="quiet-note">{words.loading}</p>}>
            <LessonsView />
          </Suspense>
        </Guard>
      ) : (
        <p className="quiet-note">{words.opennessOwner}</p>
      )}
    </div>
  );
}
