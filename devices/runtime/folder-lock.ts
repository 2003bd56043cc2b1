// One process per device: two that run the same serial would push each other off the hub for ever.
import { readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Cancel, WallClock } from './clock.ts';
import { makeFolder } from './files.ts';

const isCode = (thrown: unknown, code: string): boolean => thrown instanceof Error && 'code' in thrown && thrown.code === code;

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    // EPERM: it lives, and belongs to someone else.
    return isCode(thrown, 'EPERM');
  }
}

/** The owner touches its file this often; one untouched for longer is nobody's, whoever has that process id by now. */
const touchEvery = 3_000;
const staleAfter = 10_000;

function isHeld(path: string, now: number): boolean {
  const owner = Number(readFileSync(path, 'utf8'));
  return now - statSync(path).mtimeMs < staleAfter && Number.isSafeInteger(owner) && owner > 0 && isAlive(owner);
}

/** Takes the device for this process; undefined where a living process has it. Throws where the folder cannot be written. */
export function lockDevice(folder: string, serial: string, wall: WallClock): (() => void) | undefined {
  const path = join(folder, `${serial}.pid`);
  makeFolder(folder);
  for (let attempt = 0; attempt < 2; attempt += 1) {
    try {
      writeFileSync(path, String(process.pid), { flag: 'wx' });
      return keep(path, wall);
    } catch (thrown) {
      if (!isCode(thrown, 'EEXIST')) throw thrown;
      if (isHeld(path, wall.now())) return undefined;
      rmSync(path, { force: true });
    }
  }
  return undefined;
}

function keep(path: string, wall: WallClock): () => void {
  let cancel: Cancel;
  const touch = (): void => {
    const seconds = wall.now() / 1000;
    try {
      utimesSync(path, seconds, seconds);
    } catch {
      // The folder is gone; the device itself tells that it cannot save.
    }
    cancel = wall.after(touchEvery, touch);
  };
  touch();
  return () => {
    cancel();
    rmSync(path, { force: true });
  };
}
