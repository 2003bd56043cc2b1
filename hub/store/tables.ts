// What stands in hub.db, as the migrations leave it.
import type Sqlite from 'libsql';
import type { Role } from '#protocol/permissions.ts';
import type { Bytes } from './bytes.ts';

export interface Tables {
  meta: { key: string; value: string };
  people: { client: string; name: string; role: Role; rooms: string; secret: Bytes; since: number };
  sessions: { token: Bytes; client: string; since: number };
  claims: { token: Bytes; role: Role; rooms: string; expires: number; start: number };
  rooms: { id: string; name: string | null; ord: number };
  devices: {
    did: string;
    serial: string;
    secret: Bytes;
    vendor: string;
    model: string;
    category: string;
    title: string;
    name: string | null;
    room: string | null;
    bought: number;
    paired: number;
    spec: string | null;
    firmware: string | null;
    seen: number | null;
  };
  removed: { did: string; at: number };
  /** The last report of each series; read through `reports`. */
  latest: { series: number; payload: string; received: number };
  /** A view. */
  reports: { did: string; service: string; property: string; payload: string; received: number };
  series: { id: number; did: string; service: string; property: string };
  /** Values of one series, written together: the last at `t`, and JSON of those before it, [ms before `t`, value]. Read through `history`. */
  chunks: { series: number; t: number; v: number | string; earlier: string | null };
  /** A view: every value by itself, those of a series in the order `n`; `ended` is its chunk's `t`. */
  history: { series: number; t: number; v: number | string; ended: number; n: number };
  commands: { id: string; client: string; did: string; op: string; outcome: string; at: number };
}

export type Sql = InstanceType<typeof Sqlite>;
