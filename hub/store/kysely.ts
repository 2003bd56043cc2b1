// Kysely in its CommonJS build. The other one has 262 modules, and on Node 20 tsx hands each of them from thread to thread:
// 0.8 s of processor time at each start instead of 0.35.
import { createRequire } from 'node:module';
import type * as Whole from 'kysely';

const whole = createRequire(import.meta.url)('kysely') as typeof Whole;

export const { Kysely, Migrator, SqliteDialect, sql } = whole;
