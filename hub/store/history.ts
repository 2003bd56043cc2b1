// What history tells of one property: no more points than were asked for.
import type { Db } from './database.ts';
import { sql } from './kysely.ts';

export const seriesOf = (db: Db, property: { readonly did: string; readonly service: string; readonly property: string }) =>
  db
    .selectFrom('series')
    .select('id')
    .where('did', '=', property.did)
    .where('service', '=', property.service)
    .where('property', '=', property.property);

export interface Span {
  /** By its number: only where it is told the number itself does SQLite find the chunks by their index. */
  readonly series: number;
  /** ms since 1970 */
  readonly from: number;
  /** ms of a point */
  readonly width: number;
  /** The mean of the values that share a point; else the last of them. */
  readonly isMean: boolean;
}
export const pointsOf = (db: Db, { series, from, width, isMean }: Span) =>
  db
    .selectFrom('history')
    .select((e) => [
      // Beside a lone max(), SQLite takes bare columns from the row that has the maximum: here the one that came last.
      sql<number>`max(n)`.as('last'),
      e.ref('t').as('t'),
      isMean ? e.fn.avg<number>('v').as('v') : e.ref('v').as('v'),
    ])
    .where('series', '=', series)
    // A chunk may reach back beyond `from`.
    .where('ended', '>=', from)
    .where('t', '>=', from)
    .groupBy(sql`cast((t - ${from}) / ${width} as integer)`)
    .orderBy('last');
