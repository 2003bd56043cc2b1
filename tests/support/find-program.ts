// Programs of the system that tests and benches use where they are installed.
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The package of Debian that brings each. */
export const packages = { chromium: 'chromium', mosquitto_pub: 'mosquitto-clients', mosquitto_sub: 'mosquitto-clients' } as const;
export type Program = keyof typeof packages;
const alsoKnownAs: Partial<Record<Program, readonly string[]>> = {
  chromium: ['chromium-browser', 'google-chrome', 'google-chrome-stable'],
};

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Where the program is; undefined where it is not installed. */
export function findProgram(program: Program): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return [program, ...(alsoKnownAs[program] ?? [])].flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable);
}
