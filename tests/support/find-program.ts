// Programs of the system that tests and benches use where they are installed.
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The packages of Debian that bring each. */
export const packages = {
  chromium: 'chromium',
  mosquitto_pub: 'mosquitto-clients',
  mosquitto_sub: 'mosquitto-clients',
  python3: 'python3-paho-mqtt python3-cryptography',
} as const;
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

/** What a program must be able to do, where not every one of its name can: a machine may have several Pythons. */
const mustRun: Partial<Record<Program, readonly string[]>> = { python3: ['-c', 'import paho.mqtt.client, cryptography'] };

/** Where the program is; undefined where it is not installed, or without what it needs. */
export function findProgram(program: Program): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const proof = mustRun[program];
  return [program, ...(alsoKnownAs[program] ?? [])]
    .flatMap((name) => folders.map((folder) => join(folder, name)))
    .filter(isExecutable)
    .find((path) => proof === undefined || spawnSync(path, proof, { timeout: 20_000 }).status === 0);
}
