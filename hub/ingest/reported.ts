// The last values of an earlier life, as they stand in the store.
import { reportSchema } from '#protocol/envelopes.ts';
import { nameSchema, slugSchema } from '#protocol/names.ts';
import { z } from '#protocol/zod.ts';
import type { Store } from '../store/database.ts';
import { parseJson } from './reports.ts';

const rowSchema = z.object({
  ...{ did: nameSchema, service: slugSchema, property: slugSchema },
  payload: z.string().refine((text) => reportSchema.safeParse(parseJson(text)).success, 'is no report'),
});

/** Errors: BAD_ARGS, where one is damaged: it would be served to every phone. */
export const loadReported = ({ read }: Pick<Store, 'read'>) => read('reports', ['did', 'service', 'property'], rowSchema);
