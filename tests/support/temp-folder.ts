import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { whenDone } from './cleanup.ts';

/** An empty folder of this test's own, gone when it ends. */
export function tempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'omnihome-test-'));
  whenDone(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
