// Tells which files of a folder were saved: once for each saving, however an editor does it, and only where the content is new.
import { watch } from 'node:fs';
import { join } from 'node:path';
import type { Cancel, WallClock } from '../runtime/clock.ts';
import { contentOf, deviceFiles } from './sources.ts';

/** An editor writes in several steps, real ms. */
const rest = 60;

export interface FolderWatch {
  readonly folder: string;
  readonly wall: WallClock;
  /** A file's name in the folder. */
  readonly saved: (file: string) => void;
  readonly lost: (reason: string) => void;
}

export function watchFolder({ folder, wall, saved, lost }: FolderWatch): Cancel {
  const contents = new Map(deviceFiles(folder).map((file) => [file, contentOf(join(folder, file))]));
  let cancelLook: Cancel | undefined;
  function lookAround(): void {
    cancelLook = undefined;
    let files: string[];
    try {
      files = deviceFiles(folder);
    } catch (thrown) {
      return lost(thrown instanceof Error ? thrown.message : String(thrown));
    }
    for (const file of files) {
      const content = contentOf(join(folder, file));
      if (content === undefined || content === contents.get(file)) continue;
      contents.set(file, content);
      saved(file);
    }
    // One that is written again later is new, whatever it holds.
    for (const file of contents.keys()) if (!files.includes(file)) contents.delete(file);
  }
  const watcher = watch(folder, { persistent: false }, () => {
    cancelLook?.();
    cancelLook = wall.after(rest, lookAround);
  });
  watcher.on('error', (error) => lost(error.message));
  return () => {
    cancelLook?.();
    watcher.close();
  };
}
