// A start-over that was answered is promised: it is on the disk before the answer, so that a hub that is killed before it
// could act does so at its next start.
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { OmniError } from '#protocol/errors.ts';
import { z } from '#protocol/zod.ts';
import { hashOf } from '../secrets.ts';

export const startOverFile = 'start-over.json';
/** `claim`: SHA-256, in hex, of the token that opens the next life. */
const promiseSchema = z.object({ claim: z.string().regex(/^[0-9a-f]{64}$/) });

/** On the disk, whole, before it returns. */
export function promiseStartOver(folder: string, token: string): void {
  const path = join(folder, startOverFile);
  const file = openSync(`${path}.tmp`, 'w', 0o600);
  try {
    writeSync(file, JSON.stringify({ claim: hashOf(token).toString('hex') } satisfies z.infer<typeof promiseSchema>));
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(`${path}.tmp`, path);
}

/** The hash of the token that was promised; undefined where nothing was. Errors: BAD_ARGS (damaged: no home is deleted for that). */
export function promisedStartOver(folder: string): Buffer | undefined {
  const path = join(folder, startOverFile);
  if (!existsSync(path)) return undefined;
  try {
    return Buffer.from(promiseSchema.parse(JSON.parse(readFileSync(path, 'utf8'))).claim, 'hex');
  } catch (cause) {
    throw new OmniError('BAD_ARGS', `${path} is damaged.`, {
      path: '--data',
      hint: 'Delete that file to keep the home, or begin anew with npm start -- --reset.',
      cause,
    });
  }
}

/** The next life has begun. */
export const keptStartOver = (folder: string): void => rmSync(join(folder, startOverFile), { force: true });
