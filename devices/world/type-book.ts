// Which types of devices can be delivered, with a revision, kept on disk. A hub takes another list only under a higher
// revision, and one that leaves nothing out: what was delivered once stays named.
import type { Title } from '#protocol/names.ts';
import { titleSchema } from '#protocol/names.ts';
import { canonical } from '#protocol/revisions.ts';
import { limits } from '#protocol/spec.ts';
import { z } from '#protocol/zod.ts';
import { readParsed, writeAtomically } from '../runtime/files.ts';

const bookSchema = z.object({ v: z.literal(1), rev: z.int().min(1), titles: z.record(z.string(), titleSchema) });

export interface TypeBook {
  readonly rev: number;
  /** by type; never empty */
  readonly titles: Readonly<Record<string, Title>>;
}

/** The book of the folder with what is there now written into it. Throws where the file is damaged or cannot be written. */
export function writeTypeBook(path: string, present: Readonly<Record<string, Title>>): TypeBook {
  const kept = readParsed(path, bookSchema);
  const all = Object.entries({ ...kept?.titles, ...present });
  // More than a spec may list: those that came first stay.
  const titles = Object.fromEntries(all.slice(0, limits.enumValues));
  if (kept && canonical(kept.titles) === canonical(titles)) return kept;
  const book = { v: 1 as const, rev: (kept?.rev ?? 0) + 1, titles };
  writeAtomically(path, book);
  return book;
}
