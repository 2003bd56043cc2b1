// The snackbar: one sentence at a time about what has just happened, with undo or retry. The latest wins.
import { createStore } from 'zustand/vanilla';
import type { Title } from '#protocol/names.ts';
import type { Value } from '#protocol/values.ts';
import type { Key } from './device-store.ts';
import type { IntentError } from './intent.ts';

export type Notice =
  | {
      readonly kind: 'changed';
      readonly did: string;
      readonly key: Key;
      readonly value: Value;
      readonly ms: number;
      readonly undo: () => void;
    }
  | { readonly kind: 'failed'; readonly did: string; readonly key: Key; readonly error: IntentError; readonly retry: () => void }
  /** A device raised an event that somebody should know of. */
  | { readonly kind: 'happened'; readonly did: string; readonly title: Title; readonly bad: boolean }
  /** Already worded: for screens that know their language. */
  | { readonly kind: 'said'; readonly text: string; readonly bad?: boolean; readonly undo?: () => void };

export interface Notices {
  readonly notice: (Notice & { readonly id: number }) | undefined;
}
export const noticeStore = createStore<Notices>(() => ({ notice: undefined }));

const stays = { changed: 5000, said: 6000, failed: 9000, happened: 9000 } as const;
let count = 0;
let timer: ReturnType<typeof setTimeout> | undefined;

export function notify(notice: Notice): void {
  count += 1;
  clearTimeout(timer);
  noticeStore.setState({ notice: { ...notice, id: count } });
  timer = setTimeout(clearNotice, stays[notice.kind]);
}

export function clearNotice(): void {
  clearTimeout(timer);
  noticeStore.setState({ notice: undefined });
}

/** A person who reads, or who reaches for the button, is not hurried. */
export const holdNotice = (): void => clearTimeout(timer);
export function releaseNotice(): void {
  clearTimeout(timer);
  timer = setTimeout(clearNotice, 2500);
}
