// A report as it is kept, in its table and in a note: what is read back is served to every phone, so both are checked alike.
import { reportSchema } from '#protocol/envelopes.ts';
import { nameSchema, slugSchema } from '#protocol/names.ts';
import { parseJson } from '#protocol/parse-json.ts';
import { z } from '#protocol/zod.ts';

export const storedReportSchema = z.object({
  // Which property of which device.
  ...{ did: nameSchema, service: slugSchema, property: slugSchema },
  /** The report as it came. */
  payload: z.string().refine((text) => reportSchema.safeParse(parseJson(text)).success, 'is no report'),
});
