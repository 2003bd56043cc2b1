// A command followed through the home: the messages that belong to it, who sent each to whom, and how long it stayed where.
// Every duration is measured by one clock: the phone's (the round trip), the hub's, or the device's (`took`).
import { resultSchema } from '#protocol/envelopes.ts';
import { parseJson } from '#protocol/parse-json.ts';
import { hopsOf } from './row.ts';
import type { Row } from './row.ts';

export type Place = 'phone' | 'hub' | 'device';
export interface Step {
  readonly row: Row;
  readonly from: Place;
  readonly to: Place;
}

/** How long the command was where, ms; undefined where nobody has measured it. */
export interface Spent {
  /** From tap to answer, by the phone. */
  readonly trip: number | undefined;
  /** Both ways between phone and hub. */
  readonly phoneLine: number | undefined;
  readonly hub: number | undefined;
  /** Both ways between hub and device; where the device never answered, all the time that it was waited for. */
  readonly deviceLine: number | undefined;
  readonly device: number | undefined;
  /** At the hub before the command left, and after the result came. */
  readonly before: number | undefined;
  readonly after: number | undefined;
}

export interface Followed {
  readonly id: string;
  /** In the order of the hub. */
  readonly steps: readonly Step[];
  /** More reports than are drawn. */
  readonly moreReports: number;
  readonly did: string | undefined;
  readonly person: string | undefined;
  readonly spent: Spent;
}

const ways = {
  request: ['phone', 'hub'],
  cmd: ['hub', 'device'],
  report: ['device', 'hub'],
  res: ['device', 'hub'],
  reply: ['hub', 'phone'],
} as const satisfies Record<string, readonly [Place, Place]>;
const isWay = (kind: string): kind is keyof typeof ways => Object.hasOwn(ways, kind);

/** A command may move a property for minutes; its first reports tell the story. */
const maxReports = 4;

const positive = (ms: number | undefined): number | undefined => (ms === undefined ? undefined : Math.max(0, ms));

/** The command `id` as far as it is among `rows`. `trip`: the round trip that this phone has measured. */
export function follow(rows: readonly Row[], id: string, trip: number | undefined): Followed {
  const own = rows.filter((row) => row.command === id);
  const first = (kind: keyof typeof ways): Row | undefined => own.find((row) => row.kind === kind);
  const [request, cmd, res, reply] = (['request', 'cmd', 'res', 'reply'] as const).map(first);
  let reports = 0;
  const steps = own.flatMap((row): Step[] => {
    if (!isWay(row.kind)) return [];
    if (row.kind === 'report') {
      reports += 1;
      if (reports > maxReports) return [];
    }
    const [from, to] = ways[row.kind];
    return [{ row, from, to }];
  });
  const hops = reply && hopsOf(reply);
  const result = res && resultSchema.safeParse(parseJson(res.text)).data;
  const device = hops?.device ?? result?.took;
  const away = cmd && res && res.at - cmd.at;
  return {
    id,
    steps,
    moreReports: Math.max(0, reports - maxReports),
    did: cmd?.did ?? res?.did,
    person: request?.person ?? reply?.person,
    spent: {
      trip,
      phoneLine: positive(trip !== undefined && hops ? trip - hops.total : undefined),
      hub: hops?.hub,
      deviceLine: positive(
        hops && cmd ? hops.total - hops.hub - (hops.device ?? 0) : away && device !== undefined ? away - device : undefined,
      ),
      device,
      before: positive(request && cmd && cmd.at - request.at),
      after: positive(res && reply && reply.at - res.at),
    },
  };
}
