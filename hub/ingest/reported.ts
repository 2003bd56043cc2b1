// The last values of an earlier life, as they stand in the store.
import type { Store } from '../store/database.ts';
import { storedReportSchema } from '../store/stored-report.ts';

/** Errors: BAD_ARGS, where one is damaged: it would be served to every phone. */
export const loadReported = ({ read }: Pick<Store, 'read'>) => read('reports', ['did', 'service', 'property'], storedReportSchema);
