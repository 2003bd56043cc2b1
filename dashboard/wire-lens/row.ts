// One message of the stream, with what is asked of every one of them read once: what its topic means, whose it is, which
// command it belongs to.
import { ulidSchema } from '#protocol/names.ts';
import { hopsSchema } from '#protocol/envelopes.ts';
import { parseJson } from '#protocol/parse-json.ts';
import { parseTopic, rootOf } from '#protocol/topics.ts';
import type { Route } from '#protocol/topics.ts';
import type { Passed } from '#protocol/wire.ts';
import { z } from '#protocol/zod.ts';

export interface Row extends Passed {
  /** Counts on from 1 as long as the page lives. */
  readonly n: number;
  readonly route: Route | undefined;
  /** The topic below the home's root, or the whole of a foreign one. */
  readonly path: string;
  readonly kind: Kind;
  /** The request that it is, answers, or was caused by. */
  readonly command: string | undefined;
  /** The device that it is about. */
  readonly did: string | undefined;
  /** The person whose it is. */
  readonly person: string | undefined;
}

/** What the stream can be narrowed to. */
export const kinds = ['request', 'reply', 'cmd', 'res', 'report', 'event', 'life', 'pairing', 'home', 'alert', 'foreign'] as const;
export type Kind = (typeof kinds)[number];

const kindOf: { readonly [K in Route['kind']]: Kind } = {
  ...{ request: 'request', reply: 'reply', cmd: 'cmd', res: 'res', report: 'report', event: 'event', alert: 'alert' },
  ...{ announce: 'life', session: 'life', spec: 'life', state: 'life', place: 'home', object: 'home', 'hub-info': 'home' },
  ...{ 'hub-state': 'home', 'pair-up': 'pairing', 'pair-down': 'pairing', wire: 'foreign' },
};

const withId = z.object({ id: ulidSchema }).transform(({ id }) => id);
const causedBy = z.object({ by: z.object({ id: ulidSchema }) }).transform(({ by }) => by.id);
const refOf: { readonly [K in Kind]?: z.ZodType<string> } = { request: withId, reply: withId, cmd: withId, res: withId, report: causedBy };

export function rowOf(home: string, passed: Passed, n: number): Row {
  const root = `${rootOf(home)}/`;
  const route = parseTopic(home, passed.topic);
  const kind = route ? kindOf[route.kind] : 'foreign';
  return {
    ...passed,
    n,
    route,
    path: passed.topic.startsWith(root) ? passed.topic.slice(root.length) : passed.topic,
    kind,
    command: refOf[kind]?.safeParse(parseJson(passed.text)).data,
    did: route && 'did' in route ? route.did : undefined,
    person: route && 'client' in route ? route.client : undefined,
  };
}

const answered = z.object({ hops: hopsSchema });
/** The durations that a reply carries. */
export const hopsOf = (row: Row) => (row.kind === 'reply' ? answered.safeParse(parseJson(row.text)).data?.hops : undefined);
