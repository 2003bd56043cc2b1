// A report as it is kept, in its table and in a note: what is read back is served to every phone, so both are checked alike.
import { reportSchema } from '#protocol/envelopes.ts';
import { nameSchema, slugSchema } from '#protocol/names.ts';
import { z } from '#protocol/zod.ts';
import { jsonColumn } from './rows.ts';

const report = jsonColumn(reportSchema);
/** Which property of which device. */
export const seriesColumns = { did: nameSchema, service: slugSchema, property: slugSchema };
export const storedReportSchema = z.object({
  ...seriesColumns,
  /** The report as it came. */
  payload: z.string().refine((text) => report.safeParse(text).success, 'is no report'),
});
