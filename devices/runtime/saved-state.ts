// A device's values and memory on disk, so that a restart goes on where it was.
import { join } from 'node:path';
import { anyValueSchema } from '#protocol/values.ts';
import { z } from '#protocol/zod.ts';
import type { Cancel, WallClock } from './clock.ts';
import type { Snapshot } from './engine-types.ts';
import { readParsed, writeAtomically } from './files.ts';

const word = z.int();
const snapshotSchema = z.object({
  v: z.literal(1),
  values: z.record(z.string(), z.record(z.string(), anyValueSchema)),
  memory: z.record(z.string(), z.union([z.boolean(), z.number(), z.string()])),
  random: z.tuple([word, word, word, word]),
});

export interface SavedState {
  load(): Snapshot | undefined;
  /** Something changed: saved within two seconds, once for all changes until then. */
  changed(take: () => Snapshot): void;
  save(snapshot: Snapshot): void;
  /** What has changed since it was saved last is lost, as in a crash. */
  lose(): void;
}

const within = 2_000;

/** A damaged file is told and passed over: values are not worth refusing to start for. */
export function openSavedState(folder: string, serial: string, wall: WallClock, tell: (line: string) => void): SavedState {
  const path = join(folder, `${serial}.state.json`);
  let cancel: Cancel | undefined;
  let toldUnsaved = false;
  function save(snapshot: Snapshot): void {
    cancel?.();
    cancel = undefined;
    try {
      writeAtomically(path, { v: 1, ...snapshot }, false);
      toldUnsaved = false;
    } catch (thrown) {
      if (!toldUnsaved) tell(`${serial}: cannot save its state: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
      toldUnsaved = true;
    }
  }
  return {
    load() {
      try {
        return readParsed(path, snapshotSchema);
      } catch (thrown) {
        tell(`${serial}: starts afresh, ${thrown instanceof Error ? thrown.message : String(thrown)}`);
        return undefined;
      }
    },
    changed(take) {
      cancel ??= wall.after(within, () => save(take()));
    },
    save,
    lose() {
      cancel?.();
      cancel = undefined;
    },
  };
}
