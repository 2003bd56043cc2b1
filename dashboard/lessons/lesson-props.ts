import type { Practice } from './practice.ts';

/** What a lesson's own part is given; it says when what was asked for is so. */
export interface LessonProps {
  readonly practice: Practice;
  readonly onReached: () => void;
}
