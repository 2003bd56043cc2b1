// Small JSON files that survive a crash: written beside, flushed, then renamed over.
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { z } from '#protocol/zod.ts';
import { parseJson } from '#protocol/parse-json.ts';

/**
 * Replaces the file as a whole: a reader sees the old or the new content, never half. Readable by its owner only.
 * `durable`: on the disk before it returns, even if the power fails then.
 */
export function writeAtomically(path: string, content: object, durable = true): void {
  makeFolder(dirname(path));
  const beside = `${path}.${process.pid}.tmp`;
  try {
    writeFileSync(beside, JSON.stringify(content), { mode: 0o600, flush: durable });
    renameSync(beside, path);
  } catch (thrown) {
    rmSync(beside, { force: true });
    throw thrown;
  }
}

/**
 * Makes a folder and those above it. Not `mkdirSync(…, { recursive: true })`: on Node 20 that never returns where a file
 * system such as /proc answers ENOENT for a folder whose parent exists.
 */
export function makeFolder(path: string): void {
  if (existsSync(path)) {
    if (!statSync(path).isDirectory()) throw new TypeError(`${path} is not a folder`);
    return;
  }
  const above = dirname(path);
  if (above !== path) makeFolder(above);
  mkdirSync(path);
}

const isMissing = (thrown: unknown): boolean => thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT';

/** The file's content; undefined where there is none. A file that is not of this schema throws, naming the file. */
export function readParsed<S extends z.ZodType>(path: string, schema: S): z.infer<S> | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (thrown) {
    if (isMissing(thrown)) return undefined;
    throw thrown;
  }
  const parsed = schema.safeParse(parseJson(text));
  if (!parsed.success)
    throw new TypeError(
      `${path} is damaged: ${parsed.error.issues[0]?.path.map(String).join('.') ?? ''} ${parsed.error.issues[0]?.message ?? ''}`.trim(),
    );
  return parsed.data;
}
