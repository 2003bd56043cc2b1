// What is answered for but does not stand in hub.db yet: one line of JSON each, appended to a file beside it. A note costs
// one system call, a fifth of SQLite's smallest transaction, and every command waits for its own. What was written stays
// written when the process is killed; only a power cut may take the last moments, as with hub.db itself.
import { closeSync, fstatSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';

export const notesFile = 'hub.notes';

export interface Notes {
  /** All lines, in order. */
  read(): string[];
  /** Throws where it could not be written; the file is then as it was before. */
  append(line: string): void;
  clear(): void;
  close(): void;
}

export function openNotes(path: string): Notes {
  let file: { readonly fd: number; length: number } | undefined;
  const open = (): { readonly fd: number; length: number } => {
    if (!file) {
      const fd = openSync(path, 'a', 0o600);
      file = { fd, length: fstatSync(fd).size };
    }
    return file;
  };
  function close(): void {
    const closing = file;
    file = undefined;
    if (closing) closeSync(closing.fd);
  }
  open();
  return {
    read: () => readFileSync(path, 'utf8').split('\n').filter(Boolean),
    append(line) {
      const now = open();
      const bytes = Buffer.from(`${line}\n`);
      try {
        const written = writeSync(now.fd, bytes);
        if (written !== bytes.length) {
          ftruncateSync(now.fd, now.length);
          throw new Error(`only ${written} of ${bytes.length} bytes could be written to ${path}`);
        }
        now.length += written;
      } catch (error) {
        // Opened anew for the next try.
        close();
        throw error;
      }
    },
    clear() {
      const now = open();
      ftruncateSync(now.fd, 0);
      now.length = 0;
    },
    close,
  };
}
