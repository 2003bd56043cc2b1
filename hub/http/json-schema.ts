// Our schemas as JSON Schema, for the documents that describe the doors.
import { z } from '#protocol/zod.ts';

/** `draft-7` for AsyncAPI, whose schemas extend it; `draft-2020-12` for OpenAPI 3.1. What JSON Schema cannot say is left open. */
export function jsonSchema(schema: z.ZodType, target: 'draft-7' | 'draft-2020-12', io: 'input' | 'output'): object {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { target, io, unrepresentable: 'any' });
  return rest;
}
