// What stands in the store is checked as it is read, once, at start: a row that was damaged, or written by hand, is told
// with its place. The hub starts whole or not at all.
import { OmniError } from '#protocol/errors.ts';
import { z } from '#protocol/zod.ts';
import { bytesOf } from './bytes.ts';
import type { Bytes } from './bytes.ts';
import type { Sql, Tables } from './tables.ts';

/** A text column that holds JSON. */
export const jsonColumn = <S extends z.ZodType>(schema: S) =>
  z
    .string()
    .transform((text, context): unknown => {
      try {
        return JSON.parse(text);
      } catch {
        context.addIssue('is not JSON');
        return z.NEVER;
      }
    })
    .pipe(schema);
/** A SHA-256 in a blob column. */
export const hashColumn = z
  .custom<Bytes>((value) => Buffer.isBuffer(value) || value instanceof ArrayBuffer, 'is no blob')
  .transform(bytesOf)
  .refine((bytes) => bytes.length === 32, 'has not the 32 bytes of a hash');

const shown = (value: unknown): string =>
  typeof value === 'string'
    ? value.slice(0, 60)
    : Buffer.isBuffer(value) || value instanceof ArrayBuffer
      ? bytesOf(value).toString('hex').slice(0, 12)
      : String(value);

/** Errors of this kind end the start with exit code 2. */
export const brokenRow = (folder: string, table: string, key: string, reason: string): OmniError =>
  new OmniError('BAD_ARGS', `The hub.db in ${folder} is damaged: table ${table}, ${key}: ${reason}.`, {
    path: '--data',
    hint: 'Put back a copy of the folder, mend that row with an SQLite tool, or begin anew with npm start -- --reset.',
  });

export type ReadRows = <S extends z.ZodType>(table: keyof Tables, key: readonly string[], schema: S, order?: string) => z.output<S>[];

/** Reads whole tables. `key`: the columns that name a row to a person. Errors: BAD_ARGS, for the first row that is not of `schema`. */
export const createReader =
  (sql: Sql, folder: string): ReadRows =>
  (table, key, schema, order) => {
    const rows = sql.prepare(`SELECT * FROM ${table}${order === undefined ? '' : ` ORDER BY ${order}`}`).all() as Record<string, unknown>[];
    return rows.map((row) => {
      const parsed = schema.safeParse(row);
      if (parsed.success) return parsed.data;
      const [issue] = parsed.error.issues;
      const name = key.map((column) => `${column} "${shown(row[column])}"`).join(', ');
      throw brokenRow(folder, table, name, [issue?.path.map(String).join('.') ?? '', issue?.message ?? ''].filter(Boolean).join(': '));
    });
  };
