// Which lessons are done, remembered by this browser.
import { createStore } from 'zustand/vanilla';
import { useStore } from 'zustand';
import { z } from '#protocol/zod.ts';
import { lessonIds } from './checks.ts';
import type { LessonId } from './checks.ts';

const key = 'omnihome.lessons';
const progressSchema = z.object({ done: z.array(z.enum(lessonIds)) }).catch({ done: [] });

function read(): readonly LessonId[] {
  try {
    return progressSchema.parse(JSON.parse(localStorage.getItem(key) ?? '{}')).done;
  } catch {
    // Damaged, or forbidden: nothing is done yet.
    return [];
  }
}
const progress = createStore<{ readonly done: readonly LessonId[] }>(() => ({ done: read() }));

function keep(done: readonly LessonId[]): void {
  progress.setState({ done });
  try {
    localStorage.setItem(key, JSON.stringify({ done }));
  } catch {
    // Then it lasts as long as the tab.
  }
}

export const useDone = (): readonly LessonId[] => useStore(progress, ({ done }) => done);
export function markDone(lesson: LessonId): void {
  const { done } = progress.getState();
  if (!done.includes(lesson)) keep([...done, lesson]);
}
export const startAgain = (): void => keep([]);
